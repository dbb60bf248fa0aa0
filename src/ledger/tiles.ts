import { formatEntryTile, TILE_WIDTH, type Tile, TileTree, tileWidth } from '../proof/index.ts';
import type { Store } from '../store/index.ts';
import { LedgerError } from './ledger-error.ts';

/** Where it is read: the database, or one moment of it. */
interface Pool {
  readonly pool: Pick<Store['pool'], 'query'>;
}

/**
 * A tile as it is served (C2SP tlog-tiles): hashes one after another, or entries each after its length. Null where the log hasn't
 * got as many. A partial tile is there for each width that the log has passed, so for every size that had a checkpoint, and stays
 * when the full one is there: it is rows that never change.
 *
 * @throws LedgerError `tiles_not_computed`
 */
export async function readTile(store: Store, tile: Tile): Promise<Uint8Array | null> {
  const { level, index, width } = tile;
  const from = index * TILE_WIDTH;
  // Before the rows: what it counts is stored for good.
  const size = await sizeOf(store);
  if (!Number.isSafeInteger(from) || tileWidth(level, index, size) < width) return null;
  if (level !== 'entries') return Buffer.concat(await hashesOf(store, level, from, width));
  const { rows } = await store.pool.query<{ bytes: Buffer }>({
    name: 'tile-entries',
    text: 'SELECT bytes FROM ledger_entries WHERE index >= $1 AND index < $2 ORDER BY index',
    values: [from, from + width],
  });
  if (rows.length !== width) throw missing(`entries ${from} to ${from + width - 1}`);
  return formatEntryTile(rows.map(({ bytes }) => bytes));
}

/** The tree of the log as it is stored, to make proofs out of. @throws LedgerError `tiles_not_computed` */
export function logTree(store: Pool): TileTree {
  return new TileTree((level, from, count) => hashesOf(store, level, from, count));
}

async function sizeOf({ pool }: Store): Promise<number> {
  const { rows } = await pool.query<{ size: number }>({
    name: 'ledger-size',
    text: 'SELECT size FROM ledger_head',
  });
  return rows[0]?.size ?? 0;
}

async function hashesOf({ pool }: Pool, level: number, from: number, count: number): Promise<Uint8Array[]> {
  const { rows } = await pool.query<{ hash: Buffer }>({
    name: level === 0 ? 'tile-leaves' : 'tile-hashes',
    text:
      level === 0
        ? 'SELECT leaf_hash AS hash FROM ledger_entries WHERE index >= $1 AND index < $2 ORDER BY index'
        : 'SELECT hash FROM ledger_tile_hashes WHERE index >= $1 AND index < $2 AND level = $3 ORDER BY index',
    values: [from, from + count, ...(level === 0 ? [] : [level])],
  });
  if (rows.length !== count) throw missing(`hashes ${from} to ${from + count - 1} of level ${level}`);
  return rows.map(({ hash }) => hash);
}

function missing(what: string): LedgerError {
  return new LedgerError(
    'tiles_not_computed',
    `The ledger lacks ${what} of its tiles: start Ambit on it once, or run ambit ledger verify.`,
  );
}
