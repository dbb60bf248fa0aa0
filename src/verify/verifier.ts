import { isBytes } from './hashes.ts';
import { type Count, consistency, type Hashing, inclusion, inclusionRoot } from './merkle-proof.ts';
import { ProofError } from './proof-error.ts';

const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;

/** Hashes and verifies Merkle proofs (RFC 6962 §2.1, RFC 9162 §2.1). Sizes and indexes are from 0 to 2⁶³ - 1. */
export interface Verifier {
  /** SHA-256(0x00 ‖ entry): the hash of a leaf. @throws ProofError `malformed_proof` for what is no Uint8Array */
  leafHash(entry: Uint8Array): Uint8Array;
  /** SHA-256(0x01 ‖ left ‖ right): the hash of a node. */
  nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array;
  /** The root that an inclusion proof leads to. @throws ProofError `malformed_proof`, `bad_proof` */
  inclusionRoot(index: Count, size: Count, leafHash: Uint8Array, proof: readonly Uint8Array[]): Uint8Array;
  /**
   * Verifies that the leaf stands at `index`, from 0, in the tree of `size` leaves with this root.
   *
   * @param proof the siblings, from the leaf's up
   * @throws ProofError `malformed_proof` for what can be no proof, `bad_proof` when it doesn't hold
   */
  verifyInclusion(
    index: Count,
    size: Count,
    leafHash: Uint8Array,
    proof: readonly Uint8Array[],
    root: Uint8Array,
  ): void;
  /**
   * Verifies that the tree of `size2` leaves extends the one of `size1`, which is at least 1 but where both are empty.
   *
   * @throws ProofError `malformed_proof` for what can be no proof, `bad_proof` when it doesn't hold
   */
  verifyConsistency(
    size1: Count,
    size2: Count,
    proof: readonly Uint8Array[],
    root1: Uint8Array,
    root2: Uint8Array,
  ): void;
}

/** The same, with hashes that are waited for. */
export type AsyncVerifier = {
  readonly [Name in keyof Verifier]: (...of: Parameters<Verifier[Name]>) => Promise<ReturnType<Verifier[Name]>>;
};

/** A verifier with the SHA-256 of your choice. */
export function createVerifier({ sha256 }: { readonly sha256: (bytes: Uint8Array) => Uint8Array }): Verifier {
  const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(prefixed(NODE_PREFIX, left, right));
  const run = <Result>(hashing: Hashing<Result>): Result => {
    let step = hashing.next();
    while (!step.done) step = hashing.next(nodeHash(...step.value));
    return step.value;
  };
  return {
    leafHash: (entry) => sha256(prefixed(LEAF_PREFIX, bytesOf(entry))),
    nodeHash,
    inclusionRoot: (...of) => run(inclusionRoot(...of)),
    verifyInclusion: (...of) => run(inclusion(...of)),
    verifyConsistency: (...of) => run(consistency(...of)),
  };
}

/**
 * A verifier with a SHA-256 that is waited for, as WebCrypto's is. Where an argument is malformed its promises reject.
 *
 * @example
 * createAsyncVerifier({ sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)) })
 */
export function createAsyncVerifier({
  sha256,
}: {
  readonly sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;
}): AsyncVerifier {
  const nodeHash = (left: Uint8Array, right: Uint8Array) => sha256(prefixed(NODE_PREFIX, left, right));
  const run = async <Result>(hashing: Hashing<Result>): Promise<Result> => {
    let step = hashing.next();
    while (!step.done) step = hashing.next(await nodeHash(...step.value));
    return step.value;
  };
  return {
    leafHash: async (entry) => await sha256(prefixed(LEAF_PREFIX, bytesOf(entry))),
    nodeHash,
    inclusionRoot: (...of) => run(inclusionRoot(...of)),
    verifyInclusion: (...of) => run(inclusion(...of)),
    verifyConsistency: (...of) => run(consistency(...of)),
  };
}

function bytesOf(entry: unknown): Uint8Array {
  if (!isBytes(entry)) throw new ProofError('malformed_proof', 'the entry is no Uint8Array');
  return entry;
}

function prefixed(prefix: number, first: Uint8Array, second?: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(1 + first.length + (second?.length ?? 0));
  bytes[0] = prefix;
  bytes.set(first, 1);
  if (second !== undefined) bytes.set(second, 1 + first.length);
  return bytes;
}
