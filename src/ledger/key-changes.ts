import { type Entry, EntryError, keyChangeOf, LOG_WRITER, parseEntry } from '../entries/index.ts';
import type { LogKeyChange } from '../proof/index.ts';
import type { Store } from '../store/index.ts';

interface Pool {
  readonly pool: Pick<Store['pool'], 'query'>;
}

/** The log's changes of keys, in order. Entries that are none, whatever their kind says, are for who verifies to find. */
export async function readKeyChanges(store: Pool): Promise<readonly LogKeyChange[]> {
  return (await readKeyEntries(store)).flatMap((entry) => keyChangeOf(entry) ?? []);
}

/** All that the log's own writer wrote about the log's keys, in order. */
export async function readKeyEntries({ pool }: Pool): Promise<readonly Entry[]> {
  const { rows } = await pool.query<{ bytes: Buffer }>(
    "SELECT bytes FROM ledger_entries WHERE kind IN ('ledger.keys_changed', 'ledger.keys_retired') ORDER BY index",
  );
  return rows.flatMap(({ bytes }) => {
    try {
      const { entry } = parseEntry(bytes);
      return entry.writer === LOG_WRITER ? [entry] : [];
    } catch (error) {
      if (error instanceof EntryError) return [];
      throw error;
    }
  });
}
