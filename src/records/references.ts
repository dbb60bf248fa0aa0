import { type Entry, readEntries } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';

const PROJECTION = 'references';
const PAGE = 1000;

/** What an entry is found by: its `refs`, its operation, and each entry that it follows from. */
export function referencesOf(entry: Entry): readonly string[] {
  return [...new Set([...entry.refs, `operation:${entry.operation}`, ...entry.after.map((id) => `after:${id}`)])];
}

/**
 * Brings the index of references up to the ledger's end. It is a projection: it can be emptied at any time and is built again
 * from the ledger. Several processes may do so at once; they take turns page by page.
 */
export async function indexReferences(store: Store): Promise<void> {
  await store.pool.query('insert into record_progress (projection, next_index) values ($1, 0) on conflict do nothing', [
    PROJECTION,
  ]);
  while ((await indexPage(store)) === PAGE);
}

/** Returns how many entries it read. */
async function indexPage(store: Store): Promise<number> {
  return await store.transaction(async (client) => {
    const { rows } = await client.query<{ next_index: number }>(
      'select next_index from record_progress where projection = $1 for update',
      [PROJECTION],
    );
    const from = rows[0]?.next_index ?? 0;
    const references: string[] = [];
    const indexes: number[] = [];
    let next = from;
    for await (const { index, entry } of readEntries(store, { from, limit: PAGE })) {
      for (const reference of referencesOf(entry)) {
        references.push(reference);
        indexes.push(index);
      }
      next = index + 1;
    }
    if (next === from) return 0;
    await client.query(
      `insert into record_references (reference, index)
       select * from unnest($1::text[], $2::bigint[]) on conflict do nothing`,
      [references, indexes],
    );
    await client.query('update record_progress set next_index = $2 where projection = $1', [PROJECTION, next]);
    return next - from;
  });
}
