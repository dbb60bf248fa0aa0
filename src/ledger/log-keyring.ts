import type { KeyChangeCause, LogKeyChange, Signer, VerifierKey } from '../proof/index.ts';

/** What one generation of a log's keys signs with. */
export interface LogSigners {
  /** Ed25519, which signs heartbeats, too. */
  readonly signer: Signer;
  /** ML-DSA-44, beside it in checkpoints: for whoever verifies when Ed25519 no longer holds. */
  readonly cosigner?: Signer;
}

/** What somebody asked for, once: new keys, or an end to those of before. */
export interface LogKeyOrder {
  /** The operation of the entry that comes of it; by it the order is known to be carried out, after whatever crash. */
  readonly id: string;
  readonly action: 'rotate' | 'retire';
  readonly cause: KeyChangeCause;
}

/**
 * Holds a log's private keys, outside the database. The log says which generation signs; the keyring has its keys, and is told what
 * the log came to so that whoever verifies finds it beside them.
 */
export interface LogKeyring {
  /** Null where they are not there, or not all of them. */
  of(generation: number): LogSigners | null;
  /** Those that are there, else new ones. Durable when it returns: nothing is signed before. */
  make(generation: number): LogSigners;
  /** The private keys are gone when it returns, and were before where they are not there. */
  destroy(generation: number): void;
  /** By which keys the log is known here, and the changes of keys that are known here. */
  known(): { readonly keys: readonly VerifierKey[]; readonly changes: readonly LogKeyChange[] };
  /** What to verify the log with from now on. Durable when it returns. */
  publish(keys: readonly VerifierKey[], changes: readonly LogKeyChange[]): void;
  /** What is asked for and was not answered. */
  order(): LogKeyOrder | null;
  /** @param problem why it is not carried out; null where it is */
  answer(order: LogKeyOrder, problem: string | null): void;
}

/** One generation for ever. */
export function fixedLogKeys(signer: Signer, cosigner?: Signer): LogKeyring {
  const signers = { signer, ...(cosigner === undefined ? {} : { cosigner }) };
  return {
    of: (generation) => (generation === 1 ? signers : null),
    make: () => signers,
    destroy() {},
    known: () => ({ keys: keysOf(signers), changes: [] }),
    publish() {},
    order: () => null,
    answer() {},
  };
}

/** Ed25519 first. */
export function keysOf({ signer, cosigner }: LogSigners): readonly VerifierKey[] {
  return cosigner === undefined ? [signer.key] : [signer.key, cosigner.key];
}

export function signersOf({ signer, cosigner }: LogSigners): readonly Signer[] {
  return cosigner === undefined ? [signer] : [signer, cosigner];
}
