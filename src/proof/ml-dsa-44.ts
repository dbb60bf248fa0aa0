import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { ProofError } from './proof-error.ts';

/** Bytes of an ML-DSA-44 public key, and of a signature (FIPS 204, table 2). */
export const ML_DSA_44_KEY_BYTES = 1312;
export const ML_DSA_44_SIGNATURE_BYTES = 2420;
/** DER of a SubjectPublicKeyInfo for ML-DSA-44 up to the key itself (RFC 9881 §4). */
const SPKI_PREFIX = Buffer.from('30820532300b06096086480165030403110382052100', 'hex');

/** The 1,312 raw bytes of an ML-DSA-44 public key. @throws ProofError `malformed_key` */
export function rawMlDsa44PublicKey(key: KeyObject): Uint8Array {
  const spki = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'der', type: 'spki' });
  if (
    spki.length !== SPKI_PREFIX.length + ML_DSA_44_KEY_BYTES ||
    !spki.subarray(0, SPKI_PREFIX.length).equals(SPKI_PREFIX)
  )
    throw new ProofError('malformed_key', 'this is no ML-DSA-44 key');
  return spki.subarray(SPKI_PREFIX.length);
}

/** A signature with an empty context (FIPS 204 §5.2), hedged: the same message gets another signature each time. */
export function signMlDsa44(privateKey: KeyObject, message: Uint8Array): Uint8Array {
  return sign(null, message, privateKey);
}

/**
 * Whether an ML-DSA-44 signature of `message` holds.
 *
 * @throws ProofError `unverifiable_here` where this Node.js lacks ML-DSA: it came with Node.js 24, which has OpenSSL 3.5
 */
export function verifyMlDsa44(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== ML_DSA_44_SIGNATURE_BYTES) return false;
  return verify(null, message, keyObjectOf(publicKey), signature);
}

function keyObjectOf(raw: Uint8Array): KeyObject {
  if (raw.length !== ML_DSA_44_KEY_BYTES)
    throw new ProofError('malformed_key', `an ML-DSA-44 key has ${ML_DSA_44_KEY_BYTES} bytes`);
  try {
    return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' });
  } catch {
    // Every 1,312 bytes are a key (FIPS 204 §7.2), so what fails is the algorithm.
    throw new ProofError(
      'unverifiable_here',
      'an ML-DSA-44 signature can’t be verified by this Node.js, which lacks the algorithm: use Node.js 24 or later',
    );
  }
}
