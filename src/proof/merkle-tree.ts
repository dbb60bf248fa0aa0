import { hash } from 'node:crypto';
import { createVerifier, type Verifier } from '../verify/index.ts';
import { ProofError } from './proof-error.ts';

const NODE_PREFIX = 0x01;

/** Hash of a leaf: SHA-256(0x00 ‖ entry) (RFC 6962 §2.1). */
export function leafHash(entry: Uint8Array): Uint8Array {
  const prefixed = Buffer.allocUnsafe(entry.length + 1);
  prefixed[0] = 0x00;
  prefixed.set(entry, 1);
  return hash('sha256', prefixed, 'buffer');
}

/** Hash of a node: SHA-256(0x01 ‖ left ‖ right) (RFC 6962 §2.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const prefixed = Buffer.allocUnsafe(left.length + right.length + 1);
  prefixed[0] = NODE_PREFIX;
  prefixed.set(left, 1);
  prefixed.set(right, left.length + 1);
  return hash('sha256', prefixed, 'buffer');
}

/** Root of the empty tree: SHA-256 of nothing. */
export function emptyRoot(): Uint8Array {
  return hash('sha256', '', 'buffer');
}

/** Root over leaf hashes (RFC 6962 §2.1). */
export function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  const tree = new CompactTree();
  for (const leaf of leaves) tree.append(leaf);
  return tree.root();
}

/**
 * The right edge of a tree: the roots of its full subtrees, largest first. All that is needed to append and to know the root,
 * in memory that grows with the logarithm of the size.
 */
export class CompactTree {
  #size: number;
  readonly #edge: Uint8Array[];

  constructor(size = 0, edge: readonly Uint8Array[] = []) {
    if (!Number.isSafeInteger(size) || size < 0 || edge.length !== onesOf(BigInt(size)))
      throw new ProofError('bad_proof', `a tree of ${size} leaves has not ${edge.length} full subtrees`);
    this.#size = size;
    this.#edge = [...edge];
  }

  get size(): number {
    return this.#size;
  }

  /** Roots of the full subtrees, largest first. */
  get edge(): readonly Uint8Array[] {
    return this.#edge;
  }

  /** @param onSubtree told of each full subtree that the leaf completes: how high it is (2 to the power of that, leaves), and its root */
  append(leaf: Uint8Array, onSubtree?: (height: number, root: Uint8Array) => void): void {
    let rising = leaf;
    let height = 0;
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      rising = nodeHash(this.#edge.pop() as Uint8Array, rising);
      onSubtree?.(++height, rising);
    }
    this.#edge.push(rising);
    this.#size++;
  }

  root(): Uint8Array {
    let hash: Uint8Array | undefined;
    for (let index = this.#edge.length - 1; index >= 0; index--) {
      const left = this.#edge[index] as Uint8Array;
      hash = hash === undefined ? left : nodeHash(left, hash);
    }
    return hash ?? emptyRoot();
  }
}

/** Proof that leaf `index` is in the tree over `leaves`: the siblings from the leaf up (RFC 6962 §2.1.1). */
export function inclusionProof(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length)
    throw new ProofError('bad_proof', `there is no leaf ${index} in a tree of ${leaves.length}`);
  if (leaves.length === 1) return [];
  const split = splitOf(leaves.length);
  return index < split
    ? [...inclusionProof(leaves.slice(0, split), index), rootOf(leaves.slice(split))]
    : [...inclusionProof(leaves.slice(split), index - split), rootOf(leaves.slice(0, split))];
}

/** Proof that the tree over `leaves` extends the one over its first `size` (RFC 6962 §2.1.2). */
export function consistencyProof(leaves: readonly Uint8Array[], size: number): Uint8Array[] {
  if (!Number.isInteger(size) || size < 0 || size > leaves.length)
    throw new ProofError('bad_proof', `a tree of ${leaves.length} leaves has no part of ${size}`);
  return size === 0 || size === leaves.length ? [] : subproof(leaves, size, true);
}

function subproof(leaves: readonly Uint8Array[], size: number, known: boolean): Uint8Array[] {
  if (size === leaves.length) return known ? [] : [rootOf(leaves)];
  const split = splitOf(leaves.length);
  return size <= split
    ? [...subproof(leaves.slice(0, split), size, known), rootOf(leaves.slice(split))]
    : [...subproof(leaves.slice(split), size - split, false), rootOf(leaves.slice(0, split))];
}

const verifier = createVerifier({ sha256: (bytes) => hash('sha256', bytes, 'buffer') });

/** The root that an inclusion proof leads to. @throws ProofError `malformed_proof`, `bad_proof` */
export const inclusionRoot: Verifier['inclusionRoot'] = verifier.inclusionRoot;

/** Verifies an inclusion proof (RFC 9162 §2.1.3.2). @throws ProofError `malformed_proof`, `bad_proof` when it doesn't hold */
export const verifyInclusion: Verifier['verifyInclusion'] = verifier.verifyInclusion;

/**
 * Verifies that a tree of `size2` extends one of `size1`, which is at least 1 (RFC 9162 §2.1.4.2).
 *
 * @throws ProofError `malformed_proof`, `bad_proof` when it doesn't hold
 */
export const verifyConsistency: Verifier['verifyConsistency'] = verifier.verifyConsistency;

/** The largest power of two below `size`. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

function onesOf(value: bigint): number {
  let ones = 0;
  for (let rest = value; rest > 0n; rest >>= 1n) ones += Number(rest & 1n);
  return ones;
}
