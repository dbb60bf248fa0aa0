import { keyChangeOf, LOG_WRITER } from '../entries/index.ts';
import { MAX_CLOCK_SKEW_SECONDS } from './ac-04-enforcement.ts';
import { processOf } from './entry-bodies.ts';
import { Exceptions, referenceOf } from './exceptions.ts';
import { MAX_SILENCE_SECONDS, secondsOf } from './period-facts.ts';
import type { Control, EntryReference, PeriodEntry } from './types.ts';

interface Sign {
  readonly time: string;
  readonly reference: EntryReference;
  readonly stopped: boolean;
}

/**
 * Entries, numbers, signatures and proofs are verified before a test sees them, and a package that fails there is none. What is
 * left to test is whether what should have been written was: signs of life, windows that were lost, and witnesses that stayed away.
 */
export const loggingIntegrity: Control = {
  id: 'AC-16',
  title: 'Logging integrity',
  criteria: ['CC2.1', 'CC7.2', 'CC6.1'],
  statement:
    'The log is complete and tamper-evident: writers number their entries without gaps, what was lost is reported, and every process gave signs of life throughout the period.',
  nature: 'automated',
  frequency: 'continuous',
  begin(facts) {
    const exceptions = new Exceptions();
    const { witnesses = [], period } = facts.sources;
    const newest = new Map<string, Sign>();
    let size = 0;
    let latest: PeriodEntry | null = null;
    for (const entry of facts.sources.earlier) {
      const sign = signOf(entry);
      if (sign !== null) newest.set(entry.entry.writer, sign);
    }
    const silence = (writer: string, last: Sign, until: string): void => {
      const since = last.time < period.from ? period.from : last.time;
      const seconds = secondsOf(until) - secondsOf(since);
      if (last.stopped || seconds <= MAX_SILENCE_SECONDS) return;
      exceptions.addAt(
        `${writer} gave no sign of life for ${Math.round(seconds / 60)} minutes from ${since}, and had not been stopped`,
        since,
        [last.reference],
      );
    };
    // The log takes entries as they come, so that a time which stands before an earlier one is a clock's doing: a sign of life from the
    // future would be one of all the time until then.
    const compareClocks = (ahead: PeriodEntry, behind: PeriodEntry): void => {
      const seconds = secondsOf(ahead.entry.time) - secondsOf(behind.entry.time);
      if (seconds <= MAX_CLOCK_SKEW_SECONDS) return;
      const [one, other] = [ahead.entry.writer, behind.entry.writer];
      exceptions.addAt(
        `${one} wrote ${Math.round(seconds)} s ahead of what ${one === other ? 'it wrote later' : `${other} wrote later`}: a clock is wrong, or an entry waited for so long`,
        ahead.entry.time,
        [referenceOf(ahead), referenceOf(behind)],
        `clocks ${ahead.index} ${other}`,
      );
    };
    return {
      take(entry) {
        size++;
        const { kind, writer, time } = entry.entry;
        if (latest === null || time > latest.entry.time) latest = entry;
        else compareClocks(latest, entry);
        const sign = signOf(entry);
        if (sign === null && writer !== LOG_WRITER && kind !== 'gap.recorded' && newest.get(writer)?.stopped !== false)
          exceptions.add(`${writer} wrote, and by its signs of life no process of it ran`, entry, {
            key: `unseen ${writer}`,
          });
        if (kind === 'checkpoint.uncosigned') exceptions.add(uncosigned(entry), entry);
        const change = keyChangeOf(entry.entry);
        if (change?.cause === 'compromised')
          exceptions.add(
            `the log’s keys of generation ${change.generation - 1} were given up as compromised: somebody else may have signed with them, and what they alone signed is compared with what others know`,
            entry,
          );
        if (kind === 'gap.recorded') exceptions.add(`${writer} ${gapWords(entry.entry.body)}`, entry);
        if (sign === null) return;
        const last = newest.get(writer);
        if (last !== undefined) silence(writer, last, time);
        newest.set(writer, sign);
      },
      finish() {
        const unwitnessed = witnesses.length === 0;
        // What came after the newest entry nobody knows: the period is tested as far as the log goes.
        const newestTime = latest?.entry.time ?? '';
        const until = newestTime < period.to ? newestTime : period.to;
        for (const [writer, last] of newest) silence(writer, last, until);
        return {
          population: { size, what: 'entries of the period' },
          exceptions,
          unwitnessed,
          notes: [
            unwitnessed
              ? 'Unwitnessed: no outside party has cosigned the checkpoint. Whoever holds the log’s key and every writer’s key could have written another history.'
              : `Cosigned by ${witnesses.join(', ')}.`,
            'How long the log is kept was not tested.',
          ],
        };
      },
    };
  },
};

/** Whether a witness was slow or refutes the log, the log was not witnessed as its operator had said. */
function uncosigned({ entry: { body } }: PeriodEntry): string {
  const { needed, withinSeconds, cosignedSize } = body;
  const count = (value: unknown): string => (Number.isSafeInteger(value) ? String(value) : 'an unknown number');
  const witnesses = Array.isArray(body['witnesses']) ? body['witnesses'] : [];
  const refuted = witnesses.some(
    (one) => typeof one === 'object' && one !== null && !Array.isArray(one) && one['outcome'] === 'refuted',
  );
  if (refuted)
    return `a witness said that it cosigned another history of the log, or more of it, which was witnessed as far as ${count(cosignedSize)} entries`;
  return `fewer witnesses than ${count(needed)} cosigned the log within ${count(withinSeconds)} s, which was witnessed as far as ${count(cosignedSize)} entries`;
}

function signOf(entry: PeriodEntry): Sign | null {
  const { kind, time } = entry.entry;
  if (!kind.startsWith('process.') || processOf(entry.entry) === null) return null;
  return { time, reference: referenceOf(entry), stopped: kind === 'process.stopped' };
}

function gapWords({ reason, count }: { readonly [name: string]: unknown }): string {
  return reason === 'ledger_away' && typeof count === 'number'
    ? `had no ledger for a while: what passed then of clients that are only observed follows out of its journal (${count})`
    : 'reports a window of which nothing is known';
}
