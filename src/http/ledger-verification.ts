import { type VerificationReport, verifyLedger } from '../ledger/index.ts';
import type { VerifierKey } from '../proof/index.ts';
import type { Store } from '../store/index.ts';

/** What came of verifying the whole ledger last. */
export interface VerificationState {
  readonly running: boolean;
  /** Null until the first has ended since this process started. */
  readonly last:
    | (Pick<VerificationReport, 'holds' | 'size' | 'root' | 'faults' | 'moreFaults' | 'writers' | 'blobs'> & {
        /** RFC 3339, UTC. */
        readonly at: string;
      })
    | null;
  /** Why the last could not be done; null where it could. */
  readonly problem: string | null;
}

export interface LedgerVerification {
  state(): VerificationState;
  /** Begins one, unless one is running: it reads everything. */
  start(): void;
}

/** The whole ledger verified on demand, one at a time, with the log's key and the checkpoint that is kept outside the database. */
export function ledgerVerification(options: {
  readonly store: Store;
  /** The log's own, as they are at the time. */
  readonly keys: () => readonly VerifierKey[];
  readonly keptCheckpoint: () => string | null;
  readonly clock: () => number;
}): LedgerVerification {
  const { store, keys, keptCheckpoint, clock } = options;
  let state: VerificationState = { running: false, last: null, problem: null };
  const run = async (): Promise<void> => {
    try {
      const trusted = keptCheckpoint();
      const { holds, size, root, faults, moreFaults, writers, blobs } = await verifyLedger({
        store,
        keys: keys(),
        ...(trusted === null ? {} : { trusted }),
      });
      const at = new Date(clock()).toISOString();
      state = { running: false, last: { holds, size, root, faults, moreFaults, writers, blobs, at }, problem: null };
    } catch (error) {
      state = { ...state, running: false, problem: error instanceof Error ? error.message : String(error) };
    }
  };
  return {
    state: () => state,
    start() {
      if (state.running) return;
      state = { ...state, running: true };
      void run();
    },
  };
}
