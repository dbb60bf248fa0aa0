import type { Store } from '../store/index.ts';

/** Entries that are durable and not in the log yet. */
export interface Pending {
  readonly entries: number;
  /** How long the oldest waits; 0 where none does. */
  readonly oldestSeconds: number;
}

export async function readPending({ pool }: Store): Promise<Pending> {
  const { rows } = await pool.query<Pending>(
    `SELECT count(*) AS entries, coalesce(extract(epoch FROM clock_timestamp() - min(arrived_at)), 0)::float8 AS "oldestSeconds"
     FROM ledger_pending`,
  );
  return rows[0] ?? { entries: 0, oldestSeconds: 0 };
}
