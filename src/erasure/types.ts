import type { EntryId, LedgerWriter, SealedStore } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';

/** What an erasure works with. */
export interface ErasureContext {
  readonly store: Store;
  readonly writer: LedgerWriter;
  readonly issuer: string;
  readonly sealed: SealedStore;
  /** What stands for a person in an erasure's entry (`erasedMarkOf` of the ledger, with its key). */
  readonly markOf: (person: string) => string;
}

/** Somebody, by all that the ledger calls them. */
export interface Whom {
  /** Ids of the policy (`p-101`), sorted. */
  readonly persons: readonly string[];
  /** Pseudonyms (`sub:…`), sorted. */
  readonly subjects: readonly string[];
}

/** An erasure as the ledger has it. */
export interface Erasure {
  /** Id of its `erasure.ordered`. */
  readonly entry: EntryId;
  readonly operation: string;
  /** When it was ordered: RFC 3339, milliseconds, UTC. */
  readonly time: string;
  /** Keyed marks of whom it is about, sorted. */
  readonly marks: readonly string[];
  readonly finished: boolean;
}

/** How many of each there are of somebody. */
export interface Kept {
  readonly sealedTexts: number;
  readonly sessions: number;
  readonly grants: number;
  readonly tokens: number;
  readonly revocationOrders: number;
}
