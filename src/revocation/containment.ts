import { POLICY_WRITER } from '../entries/index.ts';
import { type Entry, type EntryId, type EntryKind, readEntries, readWaitingWithIds } from '../ledger/index.ts';
import type { Json } from '../proof/index.ts';
import type { Store } from '../store/index.ts';

/** Entries that contain clients and release them. */
export const CONTAINMENT_KINDS: readonly EntryKind[] = ['client.contained', 'client.released'];

/** The body of a `client.contained`, version 1. */
export interface ContainedBody {
  readonly [name: string]: Json;
  readonly clientId: string;
  /** Who contained it: `kind` and, where that is proven, `person`. */
  readonly by: { readonly kind: string; readonly person: string | null };
  /** Where it is sealed, with its commitment. */
  readonly reason: Json;
}

/** A client to which nothing is issued, and of which nothing is taken, whatever the policy allows. */
export interface Containment {
  readonly issuer: string;
  readonly clientId: string;
  /** Id of its `client.contained`. */
  readonly entry: EntryId;
  /** RFC 3339, UTC. */
  readonly since: string;
  /** Null where who contained it is no person that the policy knows. */
  readonly person: string | null;
}

/** Which clients are contained, by the entries that were taken so far. */
export interface Containments {
  /** Takes an entry of `CONTAINMENT_KINDS`. Only the management's count: the key of a guard contains and releases nobody. */
  take(id: EntryId, entry: Entry): void;
  of(issuer: string, clientId: string): Containment | null;
  all(): readonly Containment[];
}

export function createContainments(): Containments {
  const contained = new Map<string, Containment>();
  const keyOf = (issuer: string, clientId: string): string => JSON.stringify([issuer, clientId]);
  return {
    take(id, { kind, writer, issuer, body, time }) {
      const { clientId, by } = body as ContainedBody;
      if (writer !== POLICY_WRITER || issuer === null || typeof clientId !== 'string') return;
      const key = keyOf(issuer, clientId);
      if (kind === 'client.released') contained.delete(key);
      else if (kind === 'client.contained' && !contained.has(key))
        contained.set(key, { issuer, clientId, entry: id, since: time, person: by?.person ?? null });
    },
    of: (issuer, clientId) => (contained.size === 0 ? null : (contained.get(keyOf(issuer, clientId)) ?? null)),
    all: () => [...contained.values()],
  };
}

/** Which clients are contained now, by all that is durable, be it in the log already or not. */
export async function readContainments(store: Store): Promise<Containments> {
  const containments = createContainments();
  // What waits first: it may be in the log a moment later, and is then taken twice, in its order both times.
  const waiting = await readWaitingWithIds(store, POLICY_WRITER);
  const logged = new Set<number>();
  for await (const { id, entry } of readEntries(store, { from: 0, kinds: CONTAINMENT_KINDS })) {
    if (entry.writer === POLICY_WRITER) logged.add(entry.sequence);
    containments.take(id, entry);
  }
  for (const { id, entry } of waiting) if (!logged.has(entry.sequence)) containments.take(id, entry);
  return containments;
}
