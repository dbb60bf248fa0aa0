import { ALERT_KINDS, type Alert, alertOf } from '../alerts/index.ts';
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
    let size = 0;
    let newestTime = '';
    const delivered = (entry: PeriodEntry): void => {
      const [id = ''] = entry.entry.after;
      dead.delete(`${id} ${destinationOf(entry)}`);
      const known = awaited.get(id);
      if (known === undefined) return;
      awaited.delete(id);
      const { alert, reference } = known;
      const last = entry.entry.body['lastAttempt'];
      const at = typeof last === 'string' && !Number.isNaN(Date.parse(last)) ? last : entry.entry.time;
      const late = Math.round(secondsOf(at) - secondsOf(alert.time));
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
      finish() {
        // How long there was time to deliver it, as far as the log goes.
        const until = secondsOf(newestTime < facts.sources.period.to ? newestTime : facts.sources.period.to);
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
          notes: open === 0 ? [] : [`${open} of them were too close to the end of the period to be tested.`],
        };
      },
    };
  },
};

function destinationOf({ entry }: PeriodEntry): string {
  const { destination } = entry.body;
  return typeof destination === 'string' ? destination : 'an unknown destination';
}
