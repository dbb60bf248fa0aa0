import { type LoggedEntry, readEntriesAt, readEntry } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';
import { indexReferences } from './references.ts';

/** Entries of one timeline that are looked for; a token has few, for its uses are summarised. */
const MAX_ENTRIES = 10_000;
/** A refresh follows from the decision before it, and so on: no more ancestors than these. */
const MAX_ANCESTORS = 1_000;

/**
 * All entries that name `ref` (`token:…`, `grant:…`, `client:…`, `operation:…`, `after:…`), and those that they follow from, in
 * the order of the log: a token's timeline begins with the decision that it was issued by.
 */
export async function timelineOf(store: Store, ref: string): Promise<LoggedEntry[]> {
  await indexReferences(store);
  const { rows } = await store.pool.query<{ index: number }>(
    'select index from record_references where reference = $1 order by index limit $2',
    [ref, MAX_ENTRIES],
  );
  const found = new Map<string, LoggedEntry>();
  for (const entry of await readEntriesAt(
    store,
    rows.map(({ index }) => index),
  ))
    found.set(entry.id, entry);
  await addAncestors(store, found);
  return [...found.values()].sort((one, other) => one.index - other.index);
}

async function addAncestors(store: Store, found: Map<string, LoggedEntry>): Promise<void> {
  const missing = [...found.values()].flatMap(({ entry }) => entry.after);
  for (let count = 0; count < MAX_ANCESTORS; ) {
    const id = missing.pop();
    if (id === undefined) return;
    if (found.has(id)) continue;
    const ancestor = await readEntry(store, id);
    // It may be durable and not sequenced yet; it then stands in the next answer.
    if (ancestor === null) continue;
    found.set(id, ancestor);
    missing.push(...ancestor.entry.after);
    count++;
  }
}
