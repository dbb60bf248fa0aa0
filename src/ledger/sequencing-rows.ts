import type pg from 'pg';
import type { Store } from '../store/index.ts';
import { packBytes } from './packed-bytes.ts';

/** Most rows of one transaction. */
export const MAX_PENDING = 2000;
const LEAF_BYTES = 32;

/** An entry that is durable and not in the log yet. */
export interface PendingRow {
  readonly position: number;
  readonly writer: string;
  readonly sequence: number;
  readonly bytes: Buffer;
}

/** An entry that goes into the log. */
export interface Accepted {
  readonly bytes: Uint8Array;
  readonly leaf: Uint8Array;
  readonly id: string;
  readonly kind: string;
  readonly writer: string;
  readonly sequence: number;
}

export interface Rejected {
  readonly row: PendingRow;
  readonly reason: string;
}

/** What waits, in the order in which it became durable. */
export async function readPending({ pool }: Store): Promise<PendingRow[]> {
  const { rows } = await pool.query<PendingRow>({
    name: 'ledger-pending',
    text: 'SELECT position, writer, sequence, bytes FROM ledger_pending ORDER BY position LIMIT $1',
    values: [MAX_PENDING],
  });
  return rows;
}

/** Adds entries from index `from` on. */
export async function insertEntries(client: pg.PoolClient, from: number, accepted: readonly Accepted[]): Promise<void> {
  if (accepted.length === 0) return;
  const packed = packBytes(accepted.map(({ bytes }) => bytes));
  await client.query({
    name: 'ledger-insert',
    text: `INSERT INTO ledger_entries (index, id, leaf_hash, kind, writer, sequence, bytes)
           SELECT $1::bigint + entry.place - 1, entry.id,
                  substring($3::bytea FROM (entry.place::integer - 1) * ${LEAF_BYTES} + 1 FOR ${LEAF_BYTES}),
                  entry.kind, entry.writer, entry.sequence,
                  substring($7::bytea FROM entry.start FOR entry.length)
           FROM unnest($2::text[], $4::text[], $5::text[], $6::bigint[], $8::integer[], $9::integer[])
             WITH ORDINALITY AS entry(id, kind, writer, sequence, start, length, place)`,
    values: [
      from,
      accepted.map(({ id }) => id),
      Buffer.concat(accepted.map(({ leaf }) => leaf)),
      accepted.map(({ kind }) => kind),
      accepted.map(({ writer }) => writer),
      accepted.map(({ sequence }) => sequence),
      packed.bytes,
      packed.starts,
      packed.lengths,
    ],
  });
}

/** Keeps aside what may not go into the log. */
export async function insertRejected(client: pg.PoolClient, rejected: readonly Rejected[]): Promise<void> {
  for (const { row, reason } of rejected)
    await client.query(
      'INSERT INTO ledger_rejected (position, writer, sequence, bytes, reason) VALUES ($1, $2, $3, $4, $5)',
      [row.position, row.writer, row.sequence, row.bytes, reason],
    );
}

export async function deletePending(client: pg.PoolClient, pending: readonly PendingRow[]): Promise<void> {
  await client.query('DELETE FROM ledger_pending WHERE position = ANY($1::bigint[])', [
    pending.map(({ position }) => position),
  ]);
}
