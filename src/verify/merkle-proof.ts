import { countOf, hashesOf, hashOf, sameHash } from './hashes.ts';
import { ProofError } from './proof-error.ts';

/**
 * A computation that asks for the hash of each two nodes that it needs, and is given it: so one rule serves hashing that answers at
 * once and hashing that is waited for (WebCrypto's).
 */
export type Hashing<Result> = Generator<readonly [left: Uint8Array, right: Uint8Array], Result, Uint8Array>;

/** A size or an index: a safe integer or a bigint, 0 to 2⁶³ - 1. */
export type Count = bigint | number;

/** SHA-256 of nothing: the root of the empty tree (RFC 6962 §2.1). */
export const EMPTY_ROOT: Uint8Array = Uint8Array.from(
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'.match(/../g) ?? [],
  (byte) => Number.parseInt(byte, 16),
);

/** The root that an inclusion proof leads to (RFC 9162 §2.1.3.2). @throws ProofError `malformed_proof`, `bad_proof` */
export function* inclusionRoot(
  index: Count,
  size: Count,
  leafHash: Uint8Array,
  proof: readonly Uint8Array[],
): Hashing<Uint8Array> {
  let [fn, sn] = [countOf(index, 'the index'), countOf(size, 'the size') - 1n];
  let hash = hashOf(leafHash, 'the leaf hash');
  const siblings = hashesOf(proof);
  if (fn > sn) throw broken(`there is no leaf ${index} in a tree of ${size}`);
  for (const sibling of siblings) {
    if (sn === 0n) throw broken('the inclusion proof is too long');
    if (isOdd(fn) || fn === sn) {
      hash = yield [sibling, hash];
      while (!isOdd(fn) && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else hash = yield [hash, sibling];
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  if (sn !== 0n) throw broken('the inclusion proof is too short');
  return hash;
}

/** @throws ProofError `malformed_proof`, `bad_proof` when it doesn't hold */
export function* inclusion(
  index: Count,
  size: Count,
  leafHash: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): Hashing<void> {
  const expected = hashOf(root, 'the root');
  if (!sameHash(yield* inclusionRoot(index, size, leafHash, proof), expected))
    throw broken('the inclusion proof leads to another root');
}

/**
 * Whether a tree extends another (RFC 9162 §2.1.4.2). From the empty tree there is no proof, for everything extends it (RFC 6962
 * §2.1.2 has them from size 1): to take an empty proof for one would let somebody who lost a size believe anything.
 *
 * @throws ProofError `malformed_proof`, `bad_proof` when it doesn't hold
 */
export function* consistency(
  size1: Count,
  size2: Count,
  proof: readonly Uint8Array[],
  root1: Uint8Array,
  root2: Uint8Array,
): Hashing<void> {
  const [first, second] = [countOf(size1, 'the first size'), countOf(size2, 'the second size')];
  const [expected1, expected2] = [hashOf(root1, 'the first root'), hashOf(root2, 'the second root')];
  const hashes = hashesOf(proof);
  if (first > second) throw broken(`a log does not shrink from ${first} to ${second}`);
  if (first === second) {
    if (hashes.length > 0) throw broken('two trees of one size need no proof, and one is there');
    if (!sameHash(expected1, expected2)) throw broken('two roots of one size differ');
    if (first === 0n && !sameHash(expected1, EMPTY_ROOT)) throw broken('the root of the empty tree is another');
    return;
  }
  if (first === 0n) throw broken('everything extends the empty tree: there is no proof from size 0');
  if (hashes.length === 0) throw broken('the consistency proof is too short');
  const [start, ...path] = isPowerOfTwo(first) ? [expected1, ...hashes] : hashes;
  let [fn, sn] = [first - 1n, second - 1n];
  while (isOdd(fn)) [fn, sn] = [fn >> 1n, sn >> 1n];
  let [hash1, hash2] = [start as Uint8Array, start as Uint8Array];
  for (const sibling of path) {
    if (sn === 0n) throw broken('the consistency proof is too long');
    if (isOdd(fn) || fn === sn) {
      hash1 = yield [sibling, hash1];
      hash2 = yield [sibling, hash2];
      while (!isOdd(fn) && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else hash2 = yield [hash2, sibling];
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  if (sn !== 0n) throw broken('the consistency proof is too short');
  if (!sameHash(hash1, expected1)) throw broken('the consistency proof leads to another first root');
  if (!sameHash(hash2, expected2)) throw broken('the consistency proof leads to another second root');
}

function broken(why: string): ProofError {
  return new ProofError('bad_proof', why);
}

function isOdd(value: bigint): boolean {
  return (value & 1n) === 1n;
}

function isPowerOfTwo(value: bigint): boolean {
  return (value & (value - 1n)) === 0n;
}
