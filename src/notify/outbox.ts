import type { Alert } from '../alerts/index.ts';
import type { Store } from '../store/index.ts';
import type { AlertPayload, Destination } from './types.ts';

/** A destination that is new is told of the alerts of this time, so that none falls between its first start and its first look. */
export const FIRST_WINDOW_MILLISECONDS = 60 * 60_000;
/** Longer than an attempt can take; after it another process tries. */
export const LEASE_MILLISECONDS = 60_000;

/** A row of the outbox that this process has to itself. Times are milliseconds since 1970. */
export interface Claimed {
  readonly alert: string;
  readonly destination: string;
  readonly index: number;
  readonly payload: string | null;
  readonly attempts: number;
  readonly first_attempt_at: number;
  readonly last_attempt_at: number;
  readonly last_status: number | null;
  readonly last_error: string | null;
  readonly outcome: 'delivered' | 'undelivered' | null;
  readonly lease: string;
}

/**
 * Puts what the ledger alerts of into the outbox of one destination, from where it stands to `end` (exclusive), in the transaction
 * that moves it there: whenever a process dies, each alert is either in the outbox or will be. Returns how many came in.
 *
 * A destination that was never seen begins with the alerts of the last hour. From then on it goes on from where it stood, also
 * when it was taken out of the configuration for a while.
 *
 * @param end to which index `record_alerts` is complete
 * @param takes whether an alert is to go there, beside its severity
 */
export async function enlistAlerts(
  store: Store,
  { name, severities }: Pick<Destination, 'name' | 'severities'>,
  end: number,
  now: number,
  takes: (alert: Alert) => boolean = () => true,
): Promise<number> {
  const { rows: standing } = await store.pool.query<{ next_index: number }>({
    name: 'alert-destination',
    text: 'SELECT next_index FROM alert_destinations WHERE destination = $1',
    values: [name],
  });
  if ((standing[0]?.next_index ?? -1) >= end) return 0;
  return await store.transaction(async (client) => {
    await client.query(
      `INSERT INTO alert_destinations (destination, next_index)
       SELECT $1, coalesce((SELECT min(index) FROM record_alerts WHERE time >= $2), $3)
       ON CONFLICT DO NOTHING`,
      [name, new Date(now - FIRST_WINDOW_MILLISECONDS).toISOString(), end],
    );
    const { rows } = await client.query<{ next_index: number }>(
      'SELECT next_index FROM alert_destinations WHERE destination = $1 FOR UPDATE',
      [name],
    );
    const from = rows[0]?.next_index ?? end;
    if (from >= end) return 0;
    const { rows: all } = await client.query<{ index: number; id: string; alert: string }>(
      `SELECT index, id, alert FROM record_alerts
       WHERE index >= $1 AND index < $2 AND severity = ANY($3) ORDER BY index`,
      [from, end, severities],
    );
    const found = all.filter(({ alert }) => takes(JSON.parse(alert) as Alert));
    const { rowCount } = await client.query(
      `INSERT INTO alert_outbox (destination, due_at, alert, index, payload)
       SELECT $1, $2, * FROM unnest($3::text[], $4::bigint[], $5::text[])
       ON CONFLICT DO NOTHING`,
      [
        name,
        now,
        found.map(({ id }) => id),
        found.map(({ index }) => index),
        found.map(({ alert }) => payloadOf(alert)),
      ],
    );
    await client.query('UPDATE alert_destinations SET next_index = $2 WHERE destination = $1', [name, end]);
    return rowCount ?? 0;
  });
}

function payloadOf(json: string): string {
  const data = JSON.parse(json) as Alert;
  return JSON.stringify({ type: data.type, timestamp: data.time, data } satisfies AlertPayload);
}

/** Takes rows that are due and that nobody else has, oldest first. What has an outcome already waits for its entry alone. */
export async function claimDue(
  { pool }: Store,
  { destination, lease, limit, now }: { destination: string; lease: string; limit: number; now: number },
): Promise<Claimed[]> {
  const { rows } = await pool.query<Claimed>({
    name: 'alert-claim',
    text: `
      WITH due AS (
        SELECT alert FROM alert_outbox
        WHERE destination = $1 AND entry IS NULL AND due_at <= $2 AND (leased_until IS NULL OR leased_until <= $2)
        ORDER BY due_at, index LIMIT $4 FOR UPDATE SKIP LOCKED
      )
      UPDATE alert_outbox AS row SET
        lease = $3,
        leased_until = $5,
        attempts = attempts + (CASE WHEN outcome IS NULL THEN 1 ELSE 0 END),
        first_attempt_at = coalesce(first_attempt_at, $2),
        last_attempt_at = CASE WHEN outcome IS NULL THEN $2 ELSE last_attempt_at END
      FROM due WHERE row.destination = $1 AND row.alert = due.alert
      RETURNING row.*`,
    values: [destination, now, lease, limit, now + LEASE_MILLISECONDS],
  });
  return rows.sort((one, other) => one.index - other.index);
}

type Attempted = Pick<Claimed, 'alert' | 'destination' | 'lease'>;

/** An attempt failed, and there will be another. */
export async function postpone(
  store: Store,
  row: Attempted,
  { dueAt, status, error }: { dueAt: number; status: number | null; error: string | null },
): Promise<void> {
  await update(store, row, 'due_at = $4, last_status = $5, last_error = $6, lease = NULL, leased_until = NULL', [
    dueAt,
    status,
    error,
  ]);
}

/** An attempt that was broken off by this process's own end is none. */
export async function giveBack(store: Store, row: Attempted): Promise<void> {
  await update(store, row, 'attempts = attempts - 1, lease = NULL, leased_until = NULL', []);
}

/** What became of it is known, and no longer tried. The ledger hasn't heard of it yet. */
export async function settle(
  store: Store,
  row: Attempted,
  { outcome, status, error }: { outcome: 'delivered' | 'undelivered'; status: number | null; error: string | null },
): Promise<void> {
  await update(store, row, 'outcome = $4, last_status = $5, last_error = $6', [outcome, status, error]);
}

/** The ledger has it: the row is done. What was not delivered keeps what was to be sent. */
export async function close(store: Store, row: Attempted, entry: string): Promise<void> {
  await update(
    store,
    row,
    `entry = $4, lease = NULL, leased_until = NULL, payload = CASE WHEN outcome = 'delivered' THEN NULL ELSE payload END`,
    [entry],
  );
}

/**
 * Tries an alert again that was given up, at every destination that it did not reach. What was recorded of it stays. Returns the
 * destinations.
 */
export async function retryAlert({ pool }: Store, alert: string, now: number): Promise<string[]> {
  const { rows } = await pool.query<{ destination: string }>(
    `UPDATE alert_outbox SET
       outcome = NULL, entry = NULL, attempts = 0, first_attempt_at = NULL, last_attempt_at = NULL, due_at = $2
     WHERE alert = $1 AND outcome = 'undelivered' AND entry IS NOT NULL RETURNING destination`,
    [alert, now],
  );
  return rows.map(({ destination }) => destination).sort();
}

/** Changes a row while this process has it; one whose lease another process took over is that one's business. */
async function update({ pool }: Store, row: Attempted, set: string, values: readonly unknown[]): Promise<void> {
  await pool.query(`UPDATE alert_outbox SET ${set} WHERE alert = $1 AND destination = $2 AND lease = $3`, [
    row.alert,
    row.destination,
    row.lease,
    ...values,
  ]);
}

/** How many alerts wait for each destination; one that isn't named waits for none. */
export async function alertsWaiting({ pool }: Store): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ destination: string; waiting: number }>(
    'SELECT destination, count(*) AS waiting FROM alert_outbox WHERE outcome IS NULL GROUP BY destination',
  );
  return new Map(rows.map(({ destination, waiting }) => [destination, waiting]));
}
