import { createElevations, ELEVATION_KINDS, type Elevations } from '../elevation/index.ts';
import { POLICY_WRITER } from '../entries/index.ts';
import { readEntries, readWaitingWithIds } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';

/** All elevations by all that is durable, be it in the log already or not. */
export async function readElevations(store: Store): Promise<Elevations> {
  const elevations = createElevations();
  // What waits first: it may be in the log a moment later, and is then met twice, and never not at all.
  const waiting = await readWaitingWithIds(store, POLICY_WRITER);
  const logged = new Set<number>();
  for await (const { id, entry } of readEntries(store, { from: 0, kinds: ELEVATION_KINDS })) {
    if (entry.writer === POLICY_WRITER) logged.add(entry.sequence);
    elevations.take(id, entry);
  }
  for (const { id, entry } of waiting)
    if (ELEVATION_KINDS.includes(entry.kind) && !logged.has(entry.sequence)) elevations.take(id, entry);
  return elevations;
}
