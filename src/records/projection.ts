import type pg from 'pg';
import { type LoggedEntry, readEntries } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';

const PAGE = 1000;

/** Writes what a page of entries says, in the transaction that notes how far it came: each entry counts once. */
export type ApplyPage = (client: pg.PoolClient, entries: readonly LoggedEntry[]) => Promise<void>;

/**
 * Brings a projection up to the ledger's end. Its tables can be emptied at any time, together with its row of `record_progress`, and
 * are built again from the ledger. Several processes may do so at once; they take turns page by page.
 */
export async function bringUpToDate(store: Store, projection: string, apply: ApplyPage): Promise<void> {
  await store.pool.query('insert into record_progress (projection, next_index) values ($1, 0) on conflict do nothing', [
    projection,
  ]);
  while ((await applyPage(store, projection, apply)) === PAGE);
}

/** Returns how many entries it read. */
async function applyPage(store: Store, projection: string, apply: ApplyPage): Promise<number> {
  return await store.transaction(async (client) => {
    const { rows } = await client.query<{ next_index: number }>(
      'select next_index from record_progress where projection = $1 for update',
      [projection],
    );
    const from = rows[0]?.next_index ?? 0;
    const entries: LoggedEntry[] = [];
    for await (const entry of readEntries(store, { from, limit: PAGE })) entries.push(entry);
    const last = entries.at(-1);
    if (last === undefined) return 0;
    await apply(client, entries);
    await client.query('update record_progress set next_index = $2 where projection = $1', [
      projection,
      last.index + 1,
    ]);
    return entries.length;
  });
}
