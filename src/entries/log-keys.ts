import {
  canonicalJson,
  followLogKeys,
  type Json,
  type LogKeyChange,
  ProofError,
  parseLogKeyChanges,
  readLogKeyChange,
  type VerifierKey,
} from '../proof/index.ts';
import type { Faults } from './faults.ts';
import type { ReadLogFile } from './tile-files.ts';
import type { Entry } from './types.ts';
import { LOG_WRITER } from './writer-chain.ts';

/** A path of our own: the changes of the log's keys, a line each; nothing where it never changed them. */
export const LOG_KEYS = 'log-keys';

/** The keys of a log, as far as those that are trusted lead to them, and the changes that did. */
export interface FollowedLogKeys {
  readonly keys: readonly VerifierKey[];
  readonly changes: readonly LogKeyChange[];
}

/**
 * Follows a log's keys by what it says of them. To be asked after the log's checkpoint was read, so that it isn't of before it.
 *
 * @throws ProofError `malformed_key`, `bad_signature`, `unverifiable_here`
 */
export async function readLogKeys(read: ReadLogFile, trusted: readonly VerifierKey[]): Promise<FollowedLogKeys> {
  const changes = parseLogKeyChanges(Buffer.from((await read(LOG_KEYS)) ?? '').toString());
  return { keys: followLogKeys(trusted, changes), changes };
}

/**
 * The same, where what doesn't hold is a fault of the log, and only the trusted keys are left.
 *
 * @throws ProofError `unverifiable_here`
 */
export async function followedOr(
  follow: () => FollowedLogKeys | Promise<FollowedLogKeys>,
  trusted: readonly VerifierKey[],
  faults: Faults,
): Promise<FollowedLogKeys> {
  try {
    return await follow();
  } catch (error) {
    if (!(error instanceof ProofError) || error.code === 'unverifiable_here') throw error;
    faults.add(null, `its keys can’t be followed: ${error.message}`);
    return { keys: trusted, changes: [] };
  }
}

/** The change of keys that an entry is; null where it is something else, or no valid one. */
export function keyChangeOf({ kind, writer, body }: Entry): LogKeyChange | null {
  if (kind !== 'ledger.keys_changed' || writer !== LOG_WRITER) return null;
  try {
    return readLogKeyChange(body);
  } catch (error) {
    if (error instanceof ProofError) return null;
    throw error;
  }
}

/**
 * Holds the changes of keys that a log was followed by to its entries: each stands where it says, and there is no other. By a change that
 * is in no entry somebody could be led to other keys than everybody else.
 */
export class KeyChangeCheck {
  readonly #faults: Faults;
  readonly #expected: Map<number, LogKeyChange>;

  constructor({ changes }: FollowedLogKeys, origin: string | null, faults: Faults) {
    this.#faults = faults;
    const own = changes.filter((change) => origin === null || change.origin === origin);
    this.#expected = new Map(own.map((change) => [change.index, change]));
  }

  /** The next entry of the log, or one that is no entry. */
  take(index: number, entry: Entry | null): void {
    const expected = this.#expected.get(index);
    this.#expected.delete(index);
    if (entry?.kind !== 'ledger.keys_changed') {
      if (expected !== undefined)
        this.#faults.add(index, `should change the log’s keys (generation ${expected.generation}), and does not`);
      return;
    }
    const change = keyChangeOf(entry);
    if (change === null) this.#faults.add(index, 'is no change of the log’s keys that can be followed');
    else if (change.index !== index)
      this.#faults.add(index, `changes the log’s keys and says that it is entry ${change.index}`);
    else if (expected === undefined || textOf(expected) !== textOf(change))
      this.#faults.add(index, `changes the log’s keys otherwise than ${LOG_KEYS} says`);
  }
}

function textOf(change: LogKeyChange): string {
  return canonicalJson(change as unknown as Json);
}
