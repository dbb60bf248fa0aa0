import {
  countWitnesses,
  ED25519_TYPE,
  openSignedCheckpoint,
  outsideWitnesses,
  ProofError,
  type SignedCheckpoint,
  sameHash,
  type VerifierKey,
} from '../proof/index.ts';
import type { Faults } from './faults.ts';

/** Whose cosignatures count, and how many of them are wanted. */
export interface WantedWitnesses {
  /** Verifier keys of witnesses, from somewhere that the log's operator doesn't control. */
  readonly keys: readonly VerifierKey[];
  readonly needed: number;
  /** Seconds since 1970: a cosignature of later than five minutes after it doesn't count. */
  readonly now: number;
}

/** How far a log is witnessed. */
export interface WitnessReport {
  readonly needed: number;
  /** Whether as many as needed cosigned any of it. */
  readonly enough: boolean;
  /** So many entries, from the first on, are what as many as needed cosigned; 0 where too few did. */
  readonly size: number;
  /** How many entries stand behind them. */
  readonly beyond: number;
  /** Each whose key was given. */
  readonly witnesses: readonly WitnessStanding[];
}

export interface WitnessStanding {
  readonly name: string;
  /** The most entries that it cosigned and that are those of this log; 0 where none are. */
  readonly size: number;
  /** When, in seconds since 1970 by its clock; null where it cosigned none. */
  readonly time: number | null;
}

interface Held {
  readonly where: string;
  readonly opened: SignedCheckpoint;
}

/**
 * Holds checkpoints that witnesses cosigned, whoever kept them, against a log that is read from its beginning or from where it was
 * verified before. Each has to be of this log and lead to its entries: what is cosigned and isn't the log's history shows that the history
 * was rewritten, by whichever keys.
 */
export class WitnessedLog {
  readonly #log: readonly VerifierKey[];
  readonly #wanted: WantedWitnesses | null;
  readonly #faults: Faults;
  readonly #held = new Map<number, Held[]>();
  readonly #standings = new Map<string, WitnessStanding>();

  /** @throws ProofError `malformed_key` for a key that can be no outside witness's */
  constructor(log: readonly VerifierKey[], wanted: WantedWitnesses | null, faults: Faults) {
    // A checkpoint that was kept vouches for itself: where an Ed25519 key is given, that one decides.
    const plain = log.filter(({ type }) => type === ED25519_TYPE);
    this.#log = plain.length === 0 ? log : plain;
    this.#wanted = wanted;
    this.#faults = faults;
    for (const { name } of outsideWitnesses(wanted?.keys ?? [], log))
      this.#standings.set(name, { name, size: 0, time: null });
  }

  /**
   * Takes a checkpoint, with whatever signatures it has.
   *
   * @param where as a person is told: “the published checkpoint”
   * @throws ProofError `unverifiable_here`
   */
  take(note: string, where: string, origin: string | null): void {
    if (note === '') return;
    const { keys: witnesses = [], now } = this.#wanted ?? {};
    try {
      const opened = openSignedCheckpoint(note, {
        ...{ log: this.#log, witnesses, isCompared: true },
        ...(now === undefined ? {} : { now }),
      });
      const { size } = opened.checkpoint;
      if (origin !== null && opened.checkpoint.origin !== origin)
        this.#faults.add(null, `${where} is of the log ${opened.checkpoint.origin}, this one is ${origin}`);
      else this.#held.set(size, [...(this.#held.get(size) ?? []), { where, opened }]);
    } catch (error) {
      if (!(error instanceof ProofError) || error.code === 'unverifiable_here') throw error;
      this.#faults.add(null, `${where} does not hold: ${error.message}`);
    }
  }

  /** The log's tree has come to this size. @param root asked for where a checkpoint is of that size */
  reached(size: number, root: () => Uint8Array): void {
    const held = this.#held.get(size);
    if (held === undefined) return;
    this.#held.delete(size);
    this.#compare(held, root());
  }

  /** Compares those of less than what is read now. @param rootAt of the log's first entries, as it has them today */
  async compareEarlier(start: number, rootAt: (size: number) => Promise<Uint8Array>): Promise<void> {
    for (const [size, held] of [...this.#held]) {
      if (size >= start) continue;
      this.#held.delete(size);
      this.#compare(held, await rootAt(size));
    }
  }

  /** @param size of the log. Null where no witness was asked for. */
  finish(size: number): WitnessReport | null {
    for (const [larger, held] of this.#held) {
      // Where reading broke off before it, what is missing is listed already.
      if (larger <= size) continue;
      for (const { where, opened } of held)
        this.#faults.add(
          null,
          `${where}${cosignedBy(opened)} is of ${larger} entries, and the log has ${size}: it was cut`,
        );
    }
    if (this.#wanted === null) return null;
    const { needed } = this.#wanted;
    const witnesses = [...this.#standings.values()];
    const sizes = witnesses.map((one) => one.size).sort((one, other) => other - one);
    const witnessed = sizes[needed - 1] ?? 0;
    return { needed, enough: witnessed > 0, size: witnessed, beyond: Math.max(0, size - witnessed), witnesses };
  }

  #compare(held: readonly Held[], root: Uint8Array): void {
    for (const { where, opened } of held) {
      const { checkpoint, witnessed } = opened;
      if (!sameHash(checkpoint.root, root)) {
        this.#faults.add(
          null,
          `${where}${cosignedBy(opened)} is of another history: the first ${checkpoint.size} entries are not those that were signed`,
        );
        continue;
      }
      for (const { name, time } of witnessed)
        if (checkpoint.size > (this.#standings.get(name)?.size ?? 0))
          this.#standings.set(name, { name, size: checkpoint.size, time });
    }
  }
}

function cosignedBy({ witnessed }: SignedCheckpoint): string {
  return witnessed.length === 0 ? '' : `, which ${witnessed.map(({ name }) => name).join(' and ')} cosigned,`;
}

/** Whether so many witnesses can be had of these keys. */
export function canBeEnough({ keys, needed }: Pick<WantedWitnesses, 'keys' | 'needed'>): boolean {
  return needed <= countWitnesses(keys);
}
