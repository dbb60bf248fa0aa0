import type { WitnessReport } from '../entries/index.ts';
import { type CliContext, styled } from './command.ts';

/** What is said of a log's witnesses before anything else is. One line, without its end. */
export function witnessedText(context: CliContext, witnessed: WitnessReport | null): string {
  const unwitnessed = styled(context, 'yellow', 'Unwitnessed');
  if (witnessed === null)
    return `${unwitnessed}: no witness’s key was given (--witness), so whoever holds every key of this log could have written another history.`;
  const { needed, enough, size, beyond, witnesses } = witnessed;
  const cosigned = witnesses.filter((one) => one.size > 0);
  const by = cosigned.map(({ name, size: own, time }) => `${name} (${entries(own)}, ${timeText(time)})`).join(', ');
  if (enough)
    return `${styled(context, 'green', 'Witnessed')} as far as ${entries(size)}, by ${by}; ${beyond === 0 ? 'none is' : `${beyond} more ${beyond === 1 ? 'is' : 'are'}`} beyond.`;
  if (cosigned.length === 0)
    return `${unwitnessed}: no cosignature of ${witnesses.map(({ name }) => name).join(' or ')} is there.`;
  return `${unwitnessed}: ${needed} witnesses are needed, and ${cosigned.length} cosigned: ${by}.`;
}

function entries(count: number): string {
  return `${count} ${count === 1 ? 'entry' : 'entries'}`;
}

function timeText(time: number | null): string {
  return time === null ? 'at no time' : new Date(time * 1000).toISOString().replace('.000Z', 'Z');
}
