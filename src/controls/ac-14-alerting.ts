import { ALERT_KINDS, type Alert, alertOf } from '../alerts/index.ts';
import { MAX_CLOCK_SKEW_SECONDS } from './ac-04-enforcement.ts';
import { Exceptions, referenceOf } from './exceptions.ts';
import { secondsOf } from './period-facts.ts';
import type { Control, EntryReference, PeriodEntry } from './types.ts';

/** Within this an alert has to have reached somebody. */
const DELIVERY_SECONDS: Readonly<Record<Alert['severity'], number>> = { critical: 5 * 60, high: 15 * 60 };

interface Awaited {
  readonly alert: Alert;
  readonly reference: EntryReference;
}

/**
 * Which entries must alert is told by the entries themselves, so that an alert which nobody sent is missed too. Where it was to be
 * sent isn't in the ledger: one destination that has it counts.
 */
export const alerting: Control = {
  id: 'AC-14',
  title: 'Alerting',
  criteria: ['CC7.2', 'CC7.3', 'CC2.2', 'CC4.2'],
  statement:
    'Grants of high and critical scopes, refusals of them, responses that were withheld and policies that would not activate alert somebody: critical ones within 5 minutes, high ones within 15.',
  nature: 'automated',
  frequency: 'each entry that alerts',
  begin(facts) {
    const exceptions = new Exceptions();
    const context = { policyOf: (digest: string) => facts.sources.policyOf(digest) };
    const kinds: ReadonlySet<string> = new Set(ALERT_KINDS);
    const awaited = new Map<string, Awaited>();
    /** Given up, by alert and destination, until somebody has it sent again. */
    const dead = new Map<string, PeriodEntry>();
    /** Where they came, with who says so. */
    const reached = new Set<string>();
    let size = 0;
    let newestTime = '';
    const delivered = (entry: PeriodEntry): void => {
      const [id = ''] = entry.entry.after;
      reached.add(`${destinationOf(entry)} (says ${entry.entry.writer})`);
      dead.delete(`${id} ${destinationOf(entry)}`);
      const known = awaited.get(id);
      if (known === undefined) return;
      awaited.delete(id);
      const { alert, reference } = known;
      const last = entry.entry.body['lastAttempt'];
      const at = typeof last === 'string' && !Number.isNaN(Date.parse(last)) ? last : entry.entry.time;
      const late = Math.round(secondsOf(at) - secondsOf(alert.time));
      if (late < -MAX_CLOCK_SKEW_SECONDS)
        exceptions.add(`${alert.what} The alert reached somebody ${-late} s before, as its delivery says`, entry, {
          also: [reference],
        });
      if (late > DELIVERY_SECONDS[alert.severity])
        exceptions.add(`${alert.what} The alert reached somebody ${late} s later`, entry, { also: [reference] });
    };
    return {
      take(entry) {
        const { kind, time } = entry.entry;
        if (time > newestTime) newestTime = time;
        if (kind === 'alert.delivered') delivered(entry);
        if (kind === 'alert.undelivered') dead.set(`${entry.entry.after[0]} ${destinationOf(entry)}`, entry);
        if (!kinds.has(kind)) return;
        const alert = alertOf(entry, context);
        if (alert === null) return;
        size++;
        awaited.set(entry.id, { alert, reference: referenceOf(entry) });
      },
      finish(later) {
        // How long there was time to deliver it, as far as the log is known. What happened in the last minutes of the period is told
        // to somebody after it; no other period tests that.
        const within = newestTime < facts.sources.period.to ? newestTime : facts.sources.period.to;
        const newest = later.reduce((known, { entry }) => (entry.time > known ? entry.time : known), within);
        const until = newest === '' ? 0 : secondsOf(newest);
        for (const entry of later) if (entry.entry.kind === 'alert.delivered') delivered(entry);
        let open = 0;
        for (const { alert, reference } of awaited.values())
          if (until - secondsOf(alert.time) > DELIVERY_SECONDS[alert.severity])
            exceptions.addAt(`${alert.what} No alert of it reached anybody`, alert.time, [reference]);
          else open++;
        for (const entry of dead.values())
          exceptions.add(`an alert to ${destinationOf(entry)} was given up, and nobody had it sent again`, entry);
        return {
          population: { size: size - open, what: 'entries that must alert, and had the time to' },
          exceptions,
          notes: [
            ...(open === 0 ? [] : [`${open} more were too close to the end of what the log says to be tested.`]),
            ...(reached.size === 0
              ? []
              : [
                  `Delivered to ${[...reached].sort().join(', ')}: that these are the right people is not in the log, but in the configuration that the processes name.`,
                ]),
          ],
        };
      },
    };
  },
};

function destinationOf({ entry }: PeriodEntry): string {
  const { destination } = entry.body;
  return typeof destination === 'string' ? destination : 'an unknown destination';
}
