import type { DecidedBody } from './entry-bodies.ts';
import { secondsOf } from './period-facts.ts';
import type { PeriodEntry } from './types.ts';

/** Clocks of a guard's process and of its journal are one: what differs is the second that facts are rounded to. */
const ROUNDED_SECONDS = 1;

/**
 * Times for which a guard wrote to its journal because the ledger was away. What it decided then of clients that are only observed comes
 * to the log late, after the entry that says so, and is no decision of another time for that.
 */
export class AwayTimes {
  readonly #times = new Map<string, { readonly from: number; readonly to: number }[]>();

  take({ entry }: PeriodEntry): void {
    const { reason, from, to } = entry.body;
    if (entry.kind !== 'gap.recorded' || reason !== 'ledger_away') return;
    if (typeof from !== 'string' || typeof to !== 'string') return;
    const time = { from: secondsOf(from) - ROUNDED_SECONDS, to: secondsOf(to) + ROUNDED_SECONDS };
    this.#times.set(entry.writer, [...(this.#times.get(entry.writer) ?? []), time]);
  }

  /** Whether a decision was made while its writer had no ledger. What is enforced is never decided then. */
  explains({ entry }: PeriodEntry, { facts, decision, request }: DecidedBody): boolean {
    if (request.kind !== 'grant' || decision.mode !== 'observe') return false;
    return (this.#times.get(entry.writer) ?? []).some(({ from, to }) => facts.time >= from && facts.time <= to);
  }
}
