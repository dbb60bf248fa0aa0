import type pg from 'pg';
import { type EntryKind, type LoggedEntry, readEntries } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';

const PAGE = 1000;

/** Writes to the projection's tables, by their names alone. */
export type Writing = (client: Pick<pg.PoolClient, 'query'>) => Promise<unknown>;

/**
 * Tables that say what the ledger says, to be found quickly. They can be emptied at any time, together with their row of
 * `record_progress`, and are built again from the ledger.
 */
export interface Projection {
  /** Its row of `record_progress`. */
  readonly name: string;
  readonly tables: readonly string[];
  /** The entries that it reads; null: all of them. */
  readonly kinds: readonly EntryKind[] | null;
  /**
   * What a page of entries has it write. The same entries have it write the same, however they are parted into pages. Whatever else it
   * reads it reads now, while no connection is held.
   */
  prepare(store: Store, entries: readonly LoggedEntry[]): Promise<Writing>;
}

/**
 * Brings a projection up to the ledger's end, and says to which index. Several processes may do so at once; of those that read the same
 * page one writes it.
 *
 * @throws EntryError `entry_malformed` where an entry was changed: nothing after it is found until that is mended
 */
export async function bringUpToDate(store: Store, projection: Projection): Promise<number> {
  const { name, kinds } = projection;
  for (;;) {
    const { from, size } = await progressOf(store, name);
    if (from >= size) return from;
    const { entries, to } = await readPage(store, { from, to: size, kinds });
    const write = await projection.prepare(store, entries);
    await store.transaction(async (client) => {
      // Each entry counts once: the progress moves and what it says is written, or neither.
      const { rowCount } = await client.query(
        'update record_progress set next_index = $3 where projection = $1 and next_index = $2',
        [name, from, to],
      );
      if (rowCount === 1) await write(client);
    });
  }
}

/** How far a projection and the ledger have come. */
async function progressOf({ pool }: Store, name: string): Promise<{ readonly from: number; readonly size: number }> {
  const { rows } = await pool.query<{ next: number | null; size: number | null }>({
    name: 'projection-progress',
    text: `select (select next_index from record_progress where projection = $1) as next, (select size from ledger_head) as size`,
    values: [name],
  });
  const { next = null, size = null } = rows[0] ?? {};
  if (next === null)
    await pool.query('insert into record_progress (projection, next_index) values ($1, 0) on conflict do nothing', [
      name,
    ]);
  return { from: next ?? 0, size: size ?? 0 };
}

/** Entries of these kinds, and how far the log is read with them. */
export async function readPage(
  store: Store,
  range: { readonly from: number; readonly to: number; readonly kinds: readonly EntryKind[] | null },
): Promise<{ readonly entries: readonly LoggedEntry[]; readonly to: number }> {
  const { kinds, ...within } = range;
  const entries: LoggedEntry[] = [];
  for await (const entry of readEntries(store, { ...within, limit: PAGE, ...(kinds === null ? {} : { kinds }) }))
    entries.push(entry);
  return { entries, to: entries.length < PAGE ? range.to : (entries.at(-1)?.index ?? range.from) + 1 };
}
