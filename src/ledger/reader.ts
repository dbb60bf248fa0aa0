import { setTimeout as delay } from 'node:timers/promises';
import {
  type Entry,
  EntryError,
  type EntryId,
  type EntryKind,
  type LoggedEntry,
  parseEntry,
} from '../entries/index.ts';
import type { Store } from '../store/index.ts';

const PAGE = 500;
const DEFAULT_POLL_MILLISECONDS = 50;
const MAX_BACKOFF_MILLISECONDS = 1000;

export interface ReadOptions {
  /** First index, inclusive. */
  readonly from: number;
  /** End, exclusive. */
  readonly to?: number;
  readonly kinds?: readonly EntryKind[];
  readonly limit?: number;
}

interface EntryRow {
  readonly index: number;
  readonly leaf_hash: Buffer;
  readonly bytes: Buffer;
}

/** Entries in their order, page by page. @throws EntryError `entry_malformed` */
export async function* readEntries(
  store: Store,
  { from, to, kinds, limit = Number.POSITIVE_INFINITY }: ReadOptions,
): AsyncGenerator<LoggedEntry> {
  let next = from;
  let left = limit;
  while (left > 0) {
    const rows = await readPage(store, next, to ?? null, kinds ?? null, Math.min(PAGE, left));
    for (const row of rows) yield logged(row);
    left -= rows.length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    next = last.index + 1;
  }
}

/** The newest entries, newest first. */
export async function readNewest(
  { pool }: Store,
  count: number,
  kind?: EntryKind,
  writer?: string,
): Promise<LoggedEntry[]> {
  const { rows } = await pool.query<EntryRow>(
    `SELECT index, leaf_hash, bytes FROM ledger_entries WHERE ($2::text IS NULL OR kind = $2) AND ($3::text IS NULL OR writer = $3) ORDER BY index DESC LIMIT $1`,
    [count, kind ?? null, writer ?? null],
  );
  return rows.map(logged);
}

/** Entries of a writer that are durable and have no place in the log yet, in their order. @throws LedgerError `entry_malformed` */
export async function readWaiting(store: Store, writer: string): Promise<Entry[]> {
  return (await readWaitingWithIds(store, writer)).map(({ entry }) => entry);
}

/** As `readWaiting`, each with its id. @throws LedgerError `entry_malformed` */
export async function readWaitingWithIds(
  { pool }: Store,
  writer: string,
): Promise<{ readonly id: EntryId; readonly entry: Entry }[]> {
  const { rows } = await pool.query<{ bytes: Buffer }>(
    'SELECT bytes FROM ledger_pending WHERE writer = $1 ORDER BY sequence',
    [writer],
  );
  return rows.map(({ bytes }) => parseEntry(bytes));
}

/** One entry by its index or id; null when there is none. */
export async function readEntry({ pool }: Store, indexOrId: number | string): Promise<LoggedEntry | null> {
  const column = typeof indexOrId === 'number' ? 'index' : 'id';
  const { rows } = await pool.query<EntryRow>(
    `SELECT index, leaf_hash, bytes FROM ledger_entries WHERE ${column} = $1`,
    [indexOrId],
  );
  return rows[0] === undefined ? null : logged(rows[0]);
}

/** The entry that a writer appended last, sequenced or not yet; null when it never wrote. */
export async function readLastOfWriter(
  { pool }: Store,
  writer: string,
): Promise<{ readonly id: EntryId; readonly entry: Entry } | null> {
  const { rows } = await pool.query<{ bytes: Buffer }>(
    `(SELECT sequence, bytes FROM ledger_pending WHERE writer = $1 ORDER BY sequence DESC LIMIT 1)
     UNION ALL (SELECT sequence, bytes FROM ledger_entries WHERE writer = $1 ORDER BY sequence DESC LIMIT 1)
     ORDER BY sequence DESC LIMIT 1`,
    [writer],
  );
  return rows[0] === undefined ? null : parseEntry(rows[0].bytes);
}

/** Entries at the given indexes, in order. */
export async function readEntriesAt({ pool }: Store, indexes: readonly number[]): Promise<LoggedEntry[]> {
  const { rows } = await pool.query<EntryRow>(
    'SELECT index, leaf_hash, bytes FROM ledger_entries WHERE index = ANY($1::bigint[]) ORDER BY index',
    [indexes],
  );
  return rows.map(logged);
}

/** The newest signed checkpoint (C2SP tlog-checkpoint), as a note; null before the ledger is opened. */
export async function latestCheckpoint({ pool }: Store): Promise<string | null> {
  const { rows } = await pool.query<{ checkpoint: string }>('SELECT checkpoint FROM ledger_head');
  return rows[0]?.checkpoint ?? null;
}

export interface FollowOptions {
  readonly store: Store;
  /** First index, inclusive. */
  readonly from: number;
  readonly kinds: readonly EntryKind[];
  /**
   * Called with each page of entries in order, then, with or without any, once all below `size` were read. What it throws is
   * taken for a failure of the database: the page is read again.
   */
  readonly onEntries: (entries: readonly LoggedEntry[], size: number) => void | Promise<void>;
  /** Told of an entry that was changed so that it is none any more. It is asked for again and again, until somebody mends it. */
  readonly onChanged?: (error: EntryError) => void;
  readonly signal: AbortSignal;
  readonly pollMilliseconds?: number;
}

/**
 * Follows the ledger until `signal` aborts: entries of the given kinds, each once and in order. Failures of the database are
 * waited out; who follows notices them because `onEntries` stays silent.
 */
export async function followLedger(options: FollowOptions): Promise<void> {
  const { store, kinds, onEntries, signal, pollMilliseconds = DEFAULT_POLL_MILLISECONDS } = options;
  let next = options.from;
  let pause = pollMilliseconds;
  while (!signal.aborted) {
    try {
      const { rows: head } = await store.pool.query<{ size: number }>({
        name: 'ledger-size',
        text: 'SELECT size FROM ledger_head',
      });
      const size = Math.max(next, head[0]?.size ?? 0);
      while (next < size && !signal.aborted) {
        const rows = await readPage(store, next, size, kinds, PAGE);
        if (rows.length === 0) break;
        await onEntries(rows.map(logged), next);
        next = (rows.at(-1)?.index ?? next) + 1;
      }
      next = size;
      await onEntries([], size);
      pause = pollMilliseconds;
    } catch (error) {
      if (error instanceof EntryError) options.onChanged?.(error);
      pause = Math.min(pause * 2, MAX_BACKOFF_MILLISECONDS);
    }
    await delay(pause, null, { signal }).catch(() => null);
  }
}

async function readPage(
  { pool }: Store,
  from: number,
  to: number | null,
  kinds: readonly EntryKind[] | null,
  limit: number,
): Promise<EntryRow[]> {
  const { rows } = await pool.query<EntryRow>({
    name: 'ledger-page',
    text: `SELECT index, leaf_hash, bytes FROM ledger_entries
           WHERE index >= $1 AND ($2::bigint IS NULL OR index < $2) AND ($3::text[] IS NULL OR kind = ANY($3))
           ORDER BY index LIMIT $4`,
    values: [from, to, kinds, limit],
  });
  return rows;
}

function logged({ index, leaf_hash, bytes }: EntryRow): LoggedEntry {
  const { entry, id } = parseEntry(bytes);
  return { index, id, leafHash: leaf_hash, bytes, entry };
}
