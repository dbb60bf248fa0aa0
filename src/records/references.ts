import type { Entry } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';
import { bringUpToDate, type Projection } from './projection.ts';

/** What an entry is found by: its `refs`, its operation, and each entry that it follows from. */
export function referencesOf(entry: Entry): readonly string[] {
  return [...new Set([...entry.refs, `operation:${entry.operation}`, ...entry.after.map((id) => `after:${id}`)])];
}

/** By what entries are found. */
export const references: Projection = {
  name: 'references',
  tables: ['record_references'],
  kinds: null,
  async prepare(_store, entries) {
    const found = entries.flatMap(({ index, entry }) => referencesOf(entry).map((reference) => ({ reference, index })));
    return (client) =>
      client.query(
        `insert into record_references (reference, index)
         select * from unnest($1::text[], $2::bigint[]) on conflict do nothing`,
        [found.map(({ reference }) => reference), found.map(({ index }) => index)],
      );
  },
};

/** Brings the index of references up to the ledger's end. */
export async function indexReferences(store: Store): Promise<void> {
  await bringUpToDate(store, references);
}
