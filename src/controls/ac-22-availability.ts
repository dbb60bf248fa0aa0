import { decidedOf, processOf } from './entry-bodies.ts';
import { Exceptions, referenceOf } from './exceptions.ts';
import { MAX_SILENCE_SECONDS, secondsOf } from './period-facts.ts';
import { adoptionOf } from './token-adoptions.ts';
import type { Control, EntryReference, PeriodEntry } from './types.ts';

/** Tokens without a birth that are remembered until it is known which outages there were. */
const MAX_REMEMBERED = 10_000;

/** A time in which an issuer guard didn't run, by its own signs of life. */
interface Outage {
  readonly writer: string;
  readonly from: string;
  readonly to: string;
  readonly entries: readonly EntryReference[];
}

/**
 * A guard that is away issues nothing, so a token without a birth that comes up meanwhile was had from the authorization server
 * itself: the outage was open, not closed.
 */
export const availability: Control = {
  id: 'AC-22',
  title: 'Availability of the control',
  criteria: ['CC6.1', 'CC7.2', 'CC4.2'],
  statement:
    'Issuer guards fail closed: while one is away, no token comes into being that has no entry. Outages are recorded.',
  nature: 'automated',
  frequency: 'each outage',
  begin(facts) {
    const exceptions = new Exceptions();
    const outages: Outage[] = [];
    const newest = new Map<string, PeriodEntry>();
    const unrecorded: { readonly first: string; readonly last: string; readonly entry: PeriodEntry }[] = [];
    let forgotten = 0;
    let newestTime = '';
    const sign = (entry: PeriodEntry): void => {
      if (!entry.entry.kind.startsWith('process.') || processOf(entry.entry)?.role !== 'issuer-guard') return;
      const { writer, time } = entry.entry;
      const last = newest.get(writer);
      if (last !== undefined && isAway(last, time))
        outages.push({ writer, from: last.entry.time, to: time, entries: [referenceOf(last), referenceOf(entry)] });
      newest.set(writer, entry);
    };
    for (const entry of facts.sources.earlier) sign(entry);
    outages.length = 0;
    return {
      take(entry) {
        const { kind, time } = entry.entry;
        if (time > newestTime) newestTime = time;
        sign(entry);
        if (!kind.startsWith('token.us')) return;
        const decided = decidedOf(entry.entry);
        if (decided?.facts.token?.recorded !== false) return;
        // What is from before the issuer was adopted came into being in no outage.
        if (adoptionOf(facts, decided)?.state === 'adopted') return;
        if (unrecorded.length < MAX_REMEMBERED) unrecorded.push({ first: decided.first, last: decided.last, entry });
        else forgotten++;
      },
      finish() {
        const until = newestTime < facts.sources.period.to ? newestTime : facts.sources.period.to;
        for (const [writer, last] of newest)
          if (isAway(last, until))
            outages.push({ writer, from: last.entry.time, to: until, entries: [referenceOf(last)] });
        for (const { first, last, entry } of unrecorded) {
          const outage = outages.find(({ from, to }) => first <= to && last >= from);
          if (outage === undefined) continue;
          const client = entry.entry.refs.find((ref) => ref.startsWith('client:'))?.slice('client:'.length);
          exceptions.add(
            `${client ?? 'somebody'} came with a token that has no birth while ${outage.writer} was away (${outage.from} to ${outage.to})`,
            entry,
            { also: outage.entries },
          );
        }
        return {
          population: { size: outages.length, what: 'times in which an issuer guard was away' },
          exceptions,
          notes: [
            ...(forgotten > 0
              ? [`${forgotten} more uses of tokens without a birth were not compared with outages.`]
              : []),
            'Outages are known by the signs of life that guards give every five minutes: shorter ones are not seen unless the guard was stopped.',
          ],
        };
      },
    };
  },
};

function isAway({ entry }: PeriodEntry, until: string): boolean {
  return entry.kind === 'process.stopped' || secondsOf(until) - secondsOf(entry.time) > MAX_SILENCE_SECONDS;
}
