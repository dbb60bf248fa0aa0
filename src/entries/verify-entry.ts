import { parseEntry } from './entry.ts';
import { bodyFault, knowsKind } from './kinds/body-fault.ts';
import type { Entry, EntryId } from './types.ts';
import type { UnknownKinds } from './unknown-kinds.ts';
import { LOG_WRITER, POLICY_WRITER, type WriterChain } from './writer-chain.ts';

/**
 * Verifies the next entry of a log by itself and by what its writer wrote before: its form, the body by the schema of its kind, its number,
 * its signature, whether its writer may write it.
 *
 * @param onFault told of each thing that is wrong with it
 * @param unknown takes it where a later version wrote it, and nothing can be said of its body
 * @returns null for bytes that are no entry
 */
export function verifyEntry(
  index: number,
  bytes: Uint8Array,
  writers: WriterChain,
  onFault: (index: number, what: string) => void,
  unknown: UnknownKinds,
): { readonly entry: Entry; readonly id: EntryId } | null {
  let parsed: ReturnType<typeof parseEntry>;
  try {
    parsed = parseEntry(bytes);
  } catch (error) {
    onFault(index, error instanceof Error ? error.message : String(error));
    return null;
  }
  const { entry, unsigned, id } = parsed;
  writers.verify(index, entry, unsigned);
  judgeEntry(index, entry, onFault, unknown);
  return { entry, id };
}

/** Whether an entry that its writer signed is one of its kind, and one that this writer may write. */
export function judgeEntry(
  index: number,
  entry: Entry,
  onFault: (index: number, what: string) => void,
  unknown: UnknownKinds,
): void {
  const fault = bodyFault(entry.kind, entry.kindVersion, entry.body);
  if (fault !== null) onFault(index, fault);
  if (!knowsKind(entry.kind, entry.kindVersion)) unknown.take(index, entry);
  if (entry.kind === 'policy.activated' && entry.writer !== POLICY_WRITER)
    onFault(index, `activates a policy, which ${entry.writer} may not`);
  if (entry.kind.startsWith('ledger.keys_') && entry.writer !== LOG_WRITER)
    onFault(index, `is about the log’s keys, of which ${entry.writer} says nothing`);
}
