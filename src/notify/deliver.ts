import { randomUUID } from 'node:crypto';
import type { EntryDraft, LedgerWriter } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';
import { MAX_ATTEMPTS, pauseAfter } from './back-off.ts';
import { type Claimed, claimDue, close, giveBack, postpone, settle } from './outbox.ts';
import type { AlertPayload, Destination, SendResult } from './types.ts';

/** Attempts at one destination at a time. */
const CONCURRENCY = 4;

export interface DelivererOptions {
  readonly store: Store;
  readonly writer: LedgerWriter;
  readonly destination: Destination;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Aborted when the process is to end: attempts under way are broken off and count for nothing. */
  readonly signal: AbortSignal;
  /** Tells a person. */
  readonly notice: (message: string) => void;
  readonly onFault: (fault: unknown) => void;
}

/** Sends what waits for one destination. */
export interface Deliverer {
  /** Tries all that is due now, each once. Resolves with how many rows it had in hand. */
  deliverDue(): Promise<number>;
}

/**
 * A row of the outbox: waiting → (attempt) → waiting, later and later → … → outcome → entry in the ledger → done.
 *
 * The order of durable steps is: the lease, the attempt, the outcome, the entry `alert.delivered` or `alert.undelivered`, the end
 * of the row. Who dies between attempt and outcome leaves a lease that runs out, and the alert is sent again under the same id: at
 * least once. Who dies, or finds the ledger away, after the outcome leaves a row of which only the entry is missing, and only that
 * is done again.
 */
export function createDeliverer(options: DelivererOptions): Deliverer {
  const { store, writer, destination, clock, random, signal, notice, onFault } = options;
  let isFailing = false;

  const tellFailure = ({ status, error }: SendResult, pauseMilliseconds: number): void => {
    if (!isFailing)
      notice(
        `alerts do not reach ${destination.name} (${reasonOf(status, error)}); they wait, the first is tried again in ${Math.ceil(pauseMilliseconds / 1000)} s`,
      );
    isFailing = true;
  };

  /** The outcome, once there is one; null where it will be tried again. */
  const attempt = async (row: Claimed): Promise<Claimed | null> => {
    const result = await destination.send({ id: row.alert, payload: row.payload ?? '' }, signal);
    const { status, error } = result;
    if (result.outcome === 'aborted') {
      await giveBack(store, row);
      return null;
    }
    if (result.outcome === 'delivered') {
      if (isFailing) notice(`alerts reach ${destination.name} again`);
      isFailing = false;
    } else if (row.attempts < MAX_ATTEMPTS) {
      const pause = pauseAfter(row.attempts, result.retryAfterSeconds, random());
      await postpone(store, row, { dueAt: clock() + pause, status, error });
      tellFailure(result, pause);
      return null;
    }
    const outcome = result.outcome === 'delivered' ? 'delivered' : 'undelivered';
    await settle(store, row, { outcome, status, error });
    return { ...row, outcome, last_status: status, last_error: error };
  };

  const deliver = async (row: Claimed): Promise<void> => {
    try {
      const settled = row.outcome === null ? await attempt(row) : row;
      if (settled === null) return;
      const [appended] = await writer.append({ drafts: [outcomeDraft(settled)] });
      await close(store, settled, appended?.id ?? '');
      if (settled.outcome === 'undelivered')
        notice(
          `the alert ${row.alert} was given up after ${row.attempts} attempts to reach ${destination.name} (${reasonOf(settled.last_status, settled.last_error)}): ambit alerts shows what it says, ambit alerts retry sends it again`,
        );
    } catch (fault) {
      // Its lease runs out, and it is taken up where it was left.
      onFault(fault);
    }
  };

  return {
    async deliverDue() {
      const seen = new Set<string>();
      const lease = randomUUID();
      for (;;) {
        if (signal.aborted) return seen.size;
        const now = clock();
        const rows = await claimDue(store, { destination: destination.name, lease, limit: CONCURRENCY, now });
        if (rows.length === 0) return seen.size;
        for (const { alert } of rows) seen.add(alert);
        await Promise.all(rows.map(deliver));
      }
    },
  };
}

function reasonOf(status: number | null, error: string | null): string {
  return status === null ? (error ?? 'no answer') : `it answers ${status}`;
}

function outcomeDraft(row: Claimed): EntryDraft {
  const { alert, destination, attempts, first_attempt_at, last_attempt_at, last_status, last_error, outcome } = row;
  const { type, data } = JSON.parse(row.payload ?? '') as AlertPayload;
  return {
    kind: outcome === 'delivered' ? 'alert.delivered' : 'alert.undelivered',
    issuer: data.issuer,
    operation: randomUUID(),
    after: [alert],
    digests: {},
    subject: null,
    refs: [`alert:${alert}`],
    body: {
      alert,
      type,
      severity: data.severity,
      destination,
      attempts,
      firstAttempt: new Date(first_attempt_at).toISOString(),
      lastAttempt: new Date(last_attempt_at).toISOString(),
      status: last_status,
      error: last_error,
    },
  };
}
