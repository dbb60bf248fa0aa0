import { createHash } from 'node:crypto';

/** Proofs by the words of RFC 6962 §2.1 alone: slow, recursive, of any size, and nothing in common with what they are to test. */

const sha256 = (...parts: (string | Uint8Array)[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};
export const modelLeaf = (entry: string | Uint8Array): Uint8Array => sha256('\0', entry);
const node = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256('\u0001', left, right);

function split(size: bigint): bigint {
  let half = 1n;
  while (half * 2n < size) half *= 2n;
  return half;
}

/** Of a tree, only what a proof touches is ever made: a subtree that nobody looks into is a hash of its place. */
function subtree(start: bigint, size: bigint): Uint8Array {
  return size === 1n ? modelLeaf(`entry ${start}`) : sha256(`subtree ${start} ${size}`);
}

/** Leaf, siblings from the leaf's up, and root, for leaf `index` of a tree of `size`. */
export function modelInclusion(index: bigint, size: bigint, start = 0n): { proof: Uint8Array[]; root: Uint8Array } {
  if (size === 1n) return { proof: [], root: subtree(start, 1n) };
  const half = split(size);
  if (index < half) {
    const { proof, root } = modelInclusion(index, half, start);
    const right = subtree(start + half, size - half);
    return { proof: [...proof, right], root: node(root, right) };
  }
  const { proof, root } = modelInclusion(index - half, size - half, start + half);
  const left = subtree(start, half);
  return { proof: [...proof, left], root: node(left, root) };
}

/** SUBPROOF of RFC 6962 §2.1.2, with both roots. */
export function modelConsistency(
  size1: bigint,
  size2: bigint,
  start = 0n,
  known = true,
): { proof: Uint8Array[]; root1: Uint8Array; root2: Uint8Array } {
  if (size1 === size2) {
    const root = subtree(start, size2);
    return { proof: known ? [] : [root], root1: root, root2: root };
  }
  const half = split(size2);
  if (size1 <= half) {
    const { proof, root1, root2 } = modelConsistency(size1, half, start, known);
    const right = subtree(start + half, size2 - half);
    return { proof: [...proof, right], root1, root2: node(root2, right) };
  }
  const { proof, root1, root2 } = modelConsistency(size1 - half, size2 - half, start + half, false);
  const left = subtree(start, half);
  return { proof: [...proof, left], root1: node(left, root1), root2: node(left, root2) };
}

/** MTH of RFC 6962 §2.1 over entries. */
export function modelRoot(entries: readonly string[]): Uint8Array {
  if (entries.length === 0) return sha256('');
  if (entries.length === 1) return modelLeaf(entries[0] as string);
  const half = Number(split(BigInt(entries.length)));
  return node(modelRoot(entries.slice(0, half)), modelRoot(entries.slice(half)));
}

/** PATH of RFC 6962 §2.1.1. */
export function modelPath(index: number, entries: readonly string[]): Uint8Array[] {
  if (entries.length === 1) return [];
  const half = Number(split(BigInt(entries.length)));
  const [left, right] = [entries.slice(0, half), entries.slice(half)];
  return index < half
    ? [...modelPath(index, left), modelRoot(right)]
    : [...modelPath(index - half, right), modelRoot(left)];
}

/** PROOF of RFC 6962 §2.1.2. */
export function modelExtension(size: number, entries: readonly string[], known = true): Uint8Array[] {
  if (size === entries.length) return known ? [] : [modelRoot(entries)];
  const half = Number(split(BigInt(entries.length)));
  const [left, right] = [entries.slice(0, half), entries.slice(half)];
  return size <= half
    ? [...modelExtension(size, left, known), modelRoot(right)]
    : [...modelExtension(size - half, right, false), modelRoot(left)];
}
