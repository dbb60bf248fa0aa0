import type { LedgerWriter } from '../ledger/index.ts';
import type { VerifierKey } from '../proof/index.ts';
import type { Store } from '../store/index.ts';

/** A witness as the configuration names it. */
export interface NamedWitness {
  readonly name: string;
  /** All of this name; one of each kind at most. Each has to cosign. */
  readonly keys: readonly VerifierKey[];
  /** Submission prefix: `POST <url>/add-checkpoint`. */
  readonly url: string;
  /** Monitoring prefix: `GET <url>/<SHA-256 of the origin>/checkpoint`. */
  readonly monitoringUrl: string;
}

/** Who has to cosign, and how soon. */
export interface WitnessPolicy {
  readonly witnesses: readonly NamedWitness[];
  /** So many of them have to cosign a checkpoint. */
  readonly needed: number;
  /** No entry waits longer for that without it being said. */
  readonly withinSeconds: number;
  /** How often they are asked, where the log grew. */
  readonly everySeconds: number;
}

export interface WitnessingOptions {
  readonly store: Store;
  readonly origin: string;
  readonly policy: WitnessPolicy;
  /** Records what came of it in the ledger. */
  readonly writer: LedgerWriter;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Told what goes wrong. */
  readonly onProblem: (message: string) => void;
}

/** The asking of witnesses, under way. */
export interface Witnessing {
  /** Asks all of them once now, and resolves when each has answered or was given up. */
  askNow(): Promise<void>;
  /** Asks no more. Resolves when nothing of it is under way. */
  stop(): Promise<void>;
}
