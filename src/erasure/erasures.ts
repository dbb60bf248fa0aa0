import { POLICY_WRITER } from '../entries/index.ts';
import { type Entry, type EntryId, type EntryKind, readEntries, readWaitingWithIds } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';
import type { Erasure } from './types.ts';

const KINDS: readonly EntryKind[] = ['erasure.ordered', 'erasure.finished'];

/** All erasures that were ordered, in their order, be they in the log already or not. Only the management's count. */
export async function readErasures(store: Store): Promise<readonly Erasure[]> {
  const erasures = new Map<EntryId, Erasure>();
  const take = (id: EntryId, { kind, writer, after, operation, time, body }: Entry): void => {
    if (writer !== POLICY_WRITER) return;
    const { marks } = body;
    if (kind === 'erasure.ordered' && Array.isArray(marks) && !erasures.has(id))
      erasures.set(id, { entry: id, operation, time, marks: marks.map(String), finished: false });
    const ended = kind === 'erasure.finished' ? erasures.get(after[0] ?? '') : undefined;
    if (ended !== undefined) erasures.set(ended.entry, { ...ended, finished: true });
  };
  // What waits first: it may be in the log a moment later, and is then taken twice.
  const waiting = await readWaitingWithIds(store, POLICY_WRITER);
  for await (const { id, entry } of readEntries(store, { from: 0, kinds: KINDS })) take(id, entry);
  for (const { id, entry } of waiting) take(id, entry);
  return [...erasures.values()];
}
