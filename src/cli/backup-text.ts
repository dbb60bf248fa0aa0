import type { Loss } from '../backup/index.ts';
import { type CliContext, styled } from './command.ts';
import { printable } from './entry-text.ts';

/** One line that is written over, on a terminal alone; null ends it. */
export function tableProgress({ stderr }: CliContext, done: string): (table: string | null, rows: number) => void {
  if (!stderr.isTTY) return () => {};
  return (table, rows) => stderr.write(table === null ? '\r\u001b[K' : `\r\u001b[K${table}: ${rows} rows ${done}`);
}

/** What a restore loses, in sentences. */
export function lossText(context: CliContext, loss: Loss, madeAt: string): string {
  const { backupSize, knownSize, knownBy, lostEntries, lostKinds, lostWaiting, otherHistory } = loss;
  const kinds = Object.entries(lostKinds ?? {}).map(
    ([kind, count]) => `  ${String(count).padStart(7)}  ${printable(kind)}`,
  );
  const all = `The backup is of ${madeAt} and has the first ${backupSize} entries of the log.`;
  if (otherHistory.length > 0)
    return `${all}\n${styled(context, 'red', 'It is of another history')} than ${otherHistory.join(' and ')}: one of them was rewritten.\n`;
  const lost =
    lostEntries === 0
      ? 'Nobody who was asked knows of a later entry.'
      : `${styled(context, 'red', `${lostEntries} entries are lost`)}: by ${knownBy} the log has had ${knownSize}.`;
  return [
    all,
    lost,
    ...kinds,
    ...(lostEntries > 0 && lostKinds === null
      ? ['  Of which kinds they are is not known here: the present database has none of them.']
      : []),
    ...(lostWaiting > 0
      ? [`Up to ${lostWaiting} more were acknowledged and wait to be sequenced: they are lost, too.`]
      : []),
    'Beyond the ledger, all since then is undone: tokens that were issued are refused, tokens that were revoked are taken again until they are',
    'revoked again, people whose records were erased have to be erased again, and everybody signs in again.',
    '',
  ].join('\n');
}
