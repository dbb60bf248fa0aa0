import { type AppendRequest, type EntryId, LedgerError } from '../../ledger/index.ts';
import type { GuardContext } from './guard-context.ts';

/**
 * Makes entries durable of a request that is only observed: in the ledger, or, while that is away, in the journal on this guard's disk.
 * Resolves with the id of the first, or with what stands for it.
 *
 * @throws LedgerError where neither can be done; JournalError
 */
export async function appendObserved({ writer, journal }: GuardContext, request: AppendRequest): Promise<EntryId> {
  const { request: named, waits } = journal === null ? { request, waits: false } : journal.resolved(request);
  if (journal !== null && (waits || (await journal.isAway()))) return await journal.write(named);
  try {
    const [appended] = await writer.append({ ...named, observed: true });
    if (appended === undefined) throw new Error('the writer returned no entry');
    return appended.id;
  } catch (error) {
    if (journal === null || !(error instanceof LedgerError) || error.code !== 'ledger_unavailable') throw error;
    journal.markAway();
    return await journal.write(named);
  }
}
