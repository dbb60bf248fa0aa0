import type { TileHash } from '../proof/index.ts';
import type { Store } from '../store/index.ts';
import { packBytes } from './packed-bytes.ts';

/** Most rows of one step. */
export const MAX_PENDING = 2000;
const HASH_BYTES = 32;

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

/** What one step of the sequencer does to the tables. */
export interface Move {
  readonly origin: string;
  /** How many entries the log has now; nothing moves where it has another number. */
  readonly from: number;
  /** Go into the log from index `from` on. */
  readonly accepted: readonly Accepted[];
  /** Kept aside. */
  readonly rejected: readonly Rejected[];
  /** Wait no longer, whether they are among the accepted or the rejected. */
  readonly pending: readonly PendingRow[];
  /** Of the tiles that they fill. */
  readonly tileHashes: readonly TileHash[];
  /** The head from then on. */
  readonly head: {
    readonly size: number;
    readonly edge: Uint8Array;
    readonly checkpoint: string;
    readonly heartbeat: string;
  };
}

/**
 * Moves what waits into the log, all of it or nothing, in one statement: the head's row is locked and its size compared before
 * anything else changes. Durable when it resolves.
 *
 * @returns false where the log has another size than `from`: then nothing was changed.
 */
export async function moveIntoLog({ pool }: Store, move: Move): Promise<boolean> {
  const { accepted, rejected, head } = move;
  const packed = packBytes(accepted.map(({ bytes }) => bytes));
  const { rows } = await pool.query<{ advanced: number }>({
    name: 'ledger-move',
    text: MOVE,
    values: [
      move.origin,
      move.from,
      head.size,
      head.edge,
      head.checkpoint,
      head.heartbeat,
      accepted.map(({ id }) => id),
      Buffer.concat(accepted.map(({ leaf }) => leaf)),
      accepted.map(({ kind }) => kind),
      accepted.map(({ writer }) => writer),
      accepted.map(({ sequence }) => sequence),
      packed.bytes,
      packed.starts,
      packed.lengths,
      rejected.map(({ row }) => row.position),
      rejected.map(({ reason }) => reason),
      move.pending.map(({ position }) => position),
      move.tileHashes.map(({ level }) => level),
      move.tileHashes.map(({ index }) => index),
      Buffer.concat(move.tileHashes.map(({ hash }) => hash)),
    ],
  });
  return (rows[0]?.advanced ?? 0) > 0;
}

const MOVE = `
WITH advanced AS (
  UPDATE ledger_head SET size = $3, edge = $4, checkpoint = $5, heartbeat = $6
  WHERE origin = $1 AND size = $2::bigint RETURNING 1
), logged AS (
  INSERT INTO ledger_entries (index, id, leaf_hash, kind, writer, sequence, bytes)
  SELECT $2::bigint + entry.place - 1, entry.id,
         substring($8::bytea FROM (entry.place::integer - 1) * ${HASH_BYTES} + 1 FOR ${HASH_BYTES}),
         entry.kind, entry.writer, entry.sequence,
         substring($12::bytea FROM entry.start FOR entry.length)
  FROM unnest($7::text[], $9::text[], $10::text[], $11::bigint[], $13::integer[], $14::integer[])
    WITH ORDINALITY AS entry(id, kind, writer, sequence, start, length, place)
  WHERE EXISTS (SELECT 1 FROM advanced)
), tiles AS (
  INSERT INTO ledger_tile_hashes (level, index, hash)
  SELECT tile.level, tile.index, substring($20::bytea FROM (tile.place::integer - 1) * ${HASH_BYTES} + 1 FOR ${HASH_BYTES})
  FROM unnest($18::smallint[], $19::bigint[]) WITH ORDINALITY AS tile(level, index, place)
  WHERE EXISTS (SELECT 1 FROM advanced)
), kept_aside AS (
  INSERT INTO ledger_rejected (position, writer, sequence, bytes, reason)
  SELECT row.position, row.writer, row.sequence, row.bytes, turned_down.reason
  FROM unnest($15::bigint[], $16::text[]) AS turned_down(position, reason)
    JOIN ledger_pending AS row ON row.position = turned_down.position
  WHERE EXISTS (SELECT 1 FROM advanced)
), moved AS (
  DELETE FROM ledger_pending WHERE position = ANY($17::bigint[]) AND EXISTS (SELECT 1 FROM advanced)
)
SELECT count(*) AS advanced FROM advanced`;
