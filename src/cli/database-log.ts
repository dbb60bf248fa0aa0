import { EntryError, type ReadLogFile } from '../entries/index.ts';
import { readLogFile } from '../http/index.ts';
import { LedgerError, readEntries } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';

/** Reads a log by its tiles out of the database, as it would be served; what isn't there, or isn't what it was, is for who verifies to say. */
export function databaseLog(store: Store): ReadLogFile {
  return async (path) => {
    try {
      return (await readLogFile(store, path))?.bytes ?? null;
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      if (error.code === 'tiles_not_computed') return null;
      // Bytes that aren't those of the digest: whatever they are.
      if (error.code === 'blob_mismatch') return new Uint8Array();
      throw error;
    }
  };
}

/** Where a log in the database registered a writer; null where its column of kinds knows of no such entry. */
export async function registrationIn(store: Store, writer: string): Promise<number | null> {
  try {
    for await (const { index, entry } of readEntries(store, { from: 0, kinds: ['writer.registered'] }))
      if (entry.body['writer'] === writer) return index;
  } catch (error) {
    // One of them was changed: the tiles say more.
    if (!(error instanceof EntryError)) throw error;
  }
  return null;
}
