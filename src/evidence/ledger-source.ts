import type { EntryKind } from '../entries/index.ts';

/** An entry as it is stored. */
export interface StoredEntry {
  readonly index: number;
  readonly bytes: Uint8Array;
}

/** One moment of a ledger, which doesn't change while evidence is made of it. */
export interface LedgerSource {
  /** The newest signed checkpoint; null before the ledger is opened. */
  checkpoint(): Promise<string | null>;
  /**
   * The newest that as many witnesses cosigned as have to, with their cosignatures; null where none was. `isLate`: entries behind it wait
   * for longer than they should.
   */
  cosigned(): Promise<{ readonly note: string; readonly isLate: boolean } | null>;
  /**
   * Of the first `size` entries: the first whose time isn't before `from`, and one beyond the last whose time is before `to`. Both
   * are `size` where there is no such entry.
   */
  boundsOf(from: string, to: string, size: number): Promise<{ readonly first: number; readonly end: number }>;
  /** Of the first `size` entries, in order. */
  leafHashes(size: number): AsyncIterable<Uint8Array>;
  /** From `first` on, without `end`, in order, of the given kinds or of all. */
  entries(first: number, end: number, kinds?: readonly EntryKind[]): AsyncIterable<StoredEntry>;
  at(index: number): Promise<StoredEntry | null>;
  byId(id: string): Promise<StoredEntry | null>;
  ofWriter(writer: string, sequence: number): Promise<StoredEntry | null>;
  /** The newest of a kind before `end`, newest first. */
  newest(kind: EntryKind, end: number, count: number): Promise<StoredEntry[]>;
  blob(digest: string): Promise<Uint8Array | null>;
}
