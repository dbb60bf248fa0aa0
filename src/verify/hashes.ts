import { ProofError } from './proof-error.ts';

export const HASH_BYTES = 32;
/** What C2SP and its implementations keep a size in: a signed 64-bit number. */
const MAX_SIZE = 2n ** 63n - 1n;

/** Whether two hashes are the same. */
export function sameHash(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

/** Also of another realm, such as a frame, whose `Uint8Array` is another class. */
export function isBytes(value: unknown): value is Uint8Array {
  return Object.prototype.toString.call(value) === '[object Uint8Array]';
}

/** @throws ProofError `malformed_proof` */
export function hashOf(value: unknown, what: string): Uint8Array {
  if (!isBytes(value)) throw new ProofError('malformed_proof', `${what} is no Uint8Array`);
  if (value.length !== HASH_BYTES)
    throw new ProofError('malformed_proof', `${what} has ${value.length} bytes, and a hash has ${HASH_BYTES}`);
  return value;
}

/** @throws ProofError `malformed_proof` */
export function hashesOf(value: unknown): readonly Uint8Array[] {
  if (!Array.isArray(value)) throw new ProofError('malformed_proof', 'the proof is no array of hashes');
  // Not `map`, which passes over holes.
  return Array.from(value, (hash: unknown, index) => hashOf(hash, `hash ${index} of the proof`));
}

/**
 * A size or an index as one kind of number, 0 to 2⁶³ - 1. A `number` that may stand for several integers stands for none.
 *
 * @throws ProofError `malformed_proof`
 */
export function countOf(value: unknown, what: string): bigint {
  if (typeof value === 'number' ? !Number.isSafeInteger(value) : typeof value !== 'bigint')
    throw new ProofError(
      'malformed_proof',
      `${what} is ${typeof value === 'number' ? `${value}, no exact integer` : 'neither a number nor a bigint'}`,
    );
  const count = BigInt(value as number | bigint);
  if (count < 0n || count > MAX_SIZE)
    throw new ProofError('malformed_proof', `${what} is ${count}, and it is from 0 to 2^63 - 1`);
  return count;
}
