import { ADOPTION_KINDS, type Adoptions, createAdoptions } from '../adoption/index.ts';
import { POLICY_WRITER } from '../entries/index.ts';
import { readEntries, readWaitingWithIds } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';

/** Which issuers are adopted now, by all that is durable, be it in the log already or not. */
export async function readAdoptions(store: Store): Promise<Adoptions> {
  const adoptions = createAdoptions();
  // What waits first: it may be in the log a moment later, and nothing is taken twice.
  const waiting = await readWaitingWithIds(store, POLICY_WRITER);
  for await (const { id, entry } of readEntries(store, { from: 0, kinds: ADOPTION_KINDS })) adoptions.take(id, entry);
  for (const { id, entry } of waiting) adoptions.take(id, entry);
  return adoptions;
}
