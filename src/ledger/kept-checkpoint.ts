import { type Checkpoint, openKeptCheckpoint, type VerifierKey } from '../proof/index.ts';
import { broken } from './ledger-error.ts';

/** Least time between two checkpoints that are kept: what is younger could be cut off unseen. */
const KEEP_MILLISECONDS = 1000;

/** Where the newest checkpoint is kept, out of reach of who can write to the database and nothing else. */
export interface KeptCheckpoint {
  /** The one kept last; null where none was. */
  read(): string | null;
  /** Durable when it returns. */
  write(checkpoint: string): void;
}

/** Keeps checkpoints outside the database, once a second at most, after they are durable inside. */
export class CheckpointKeeper {
  readonly #place: KeptCheckpoint | undefined;
  readonly #onProblem: ((message: string) => void) | undefined;
  #newest: string | null = null;
  #keptAt = Number.NEGATIVE_INFINITY;

  constructor(place: KeptCheckpoint | undefined, onProblem: ((message: string) => void) | undefined) {
    this.#place = place;
    this.#onProblem = onProblem;
  }

  /** What was kept last; nothing where nothing was. @throws LedgerError `ledger_broken` where it isn't signed by one of `keys` */
  kept(keys: readonly VerifierKey[]): readonly Checkpoint[] {
    const note = this.#place?.read() ?? null;
    if (note === null) return [];
    try {
      return [openKeptCheckpoint(note, keys)];
    } catch {
      throw broken('the checkpoint that was kept outside the database is not its own');
    }
  }

  keep(checkpoint: string): void {
    this.#newest = checkpoint;
    this.keepSoon();
  }

  keepSoon(): void {
    if (performance.now() - this.#keptAt >= KEEP_MILLISECONDS) this.keepNow();
  }

  keepNow(): void {
    if (this.#newest === null) return;
    this.#keptAt = performance.now();
    try {
      this.#place?.write(this.#newest);
      this.#newest = null;
    } catch (error) {
      this.#onProblem?.(`the newest checkpoint can't be kept: ${error instanceof Error ? error.message : error}`);
    }
  }
}
