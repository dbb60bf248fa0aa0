import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { isKeyName, parseNoteKey } from '../verify/index.ts';
import { encodeBase64 } from './base64.ts';
import { sha256 } from './digest.ts';
import { ML_DSA_44_KEY_BYTES } from './ml-dsa-44.ts';
import { ProofError } from './proof-error.ts';
import type { Signer, VerifierKey } from './types.ts';

export { isKeyName };

/** Signature type of Ed25519 (C2SP signed-note). */
export const ED25519_TYPE = 0x01;
/** Signature type of a timestamped cosignature by Ed25519 (C2SP tlog-cosignature). */
export const ED25519_COSIGNATURE_TYPE = 0x04;
/** Signature type of a timestamped cosignature by ML-DSA-44 (C2SP tlog-cosignature). */
export const ML_DSA_44_TYPE = 0x06;
/** What verifies the checkpoints of a log: its own Ed25519 key, and its own ML-DSA-44 key. */
export const LOG_KEY_TYPES: readonly number[] = [ED25519_TYPE, ML_DSA_44_TYPE];
/** What verifies the cosignatures of a witness. */
export const WITNESS_KEY_TYPES: readonly number[] = [ED25519_COSIGNATURE_TYPE, ML_DSA_44_TYPE];

const ED25519_KEY_BYTES = 32;
const TYPE_NAMES: Readonly<Record<number, string>> = {
  [ED25519_TYPE]: 'Ed25519',
  [ED25519_COSIGNATURE_TYPE]: 'Ed25519 cosignature',
  [ML_DSA_44_TYPE]: 'ML-DSA-44 cosignature',
};
/** DER of a SubjectPublicKeyInfo for Ed25519 up to the key itself (RFC 8410 §4). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** Makes a verifier key of a raw Ed25519 public key. @throws ProofError `malformed_key` */
export function ed25519VerifierKey(name: string, publicKey: Uint8Array): VerifierKey {
  return verifierKey(name, ED25519_TYPE, publicKey);
}

/** Makes a verifier key of a raw public key of one of the types above. @throws ProofError `malformed_key` */
export function verifierKey(name: string, type: number, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw new ProofError('malformed_key', `“${name}” can't be the name of a key`);
  const bytes = type === ML_DSA_44_TYPE ? ML_DSA_44_KEY_BYTES : ED25519_KEY_BYTES;
  if (TYPE_NAMES[type] === undefined) throw new ProofError('malformed_key', `keys of type ${type} are not known`);
  if (publicKey.length !== bytes)
    throw new ProofError('malformed_key', `an ${algorithmOf(type)} key has ${bytes} bytes`);
  const material = Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([type]), publicKey]);
  return { name, id: Buffer.from(sha256(material)).readUInt32BE(0), type, publicKey };
}

function algorithmOf(type: number): string {
  return type === ML_DSA_44_TYPE ? 'ML-DSA-44' : 'Ed25519';
}

/** The text of a verifier key: `<name>+<8 hex digits of its id>+<base64 of type and key>` (C2SP signed-note). */
export function formatVerifierKey(key: VerifierKey): string {
  const material = Buffer.concat([Buffer.from([key.type]), key.publicKey]);
  return `${key.name}+${key.id.toString(16).padStart(8, '0')}+${encodeBase64(material)}`;
}

/**
 * Reads the text of a verifier key, and checks its id.
 *
 * @param types that may be given: only plain Ed25519, unless it is asked otherwise, for a key that was meant for cosignatures verifies
 *   nothing else
 * @throws ProofError `malformed_key`
 */
export function parseVerifierKey(text: string, types: readonly number[] = [ED25519_TYPE]): VerifierKey {
  const { name, type, publicKey } = parseNoteKey(text, sha256);
  if (!types.includes(type))
    throw new ProofError(
      'malformed_key',
      `this is a key of type ${type}, and only ${types.map((one) => `${TYPE_NAMES[one]} verifier keys (type ${one})`).join(' and ')} are known here`,
    );
  // A buffer, as in a key that was made of a key object.
  return verifierKey(name, type, Buffer.from(publicKey));
}

/** The 32 raw bytes of an Ed25519 public key. */
export function rawPublicKey(key: KeyObject): Uint8Array {
  const spki = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'der', type: 'spki' });
  if (
    spki.length !== SPKI_PREFIX.length + ED25519_KEY_BYTES ||
    !spki.subarray(0, SPKI_PREFIX.length).equals(SPKI_PREFIX)
  )
    throw new ProofError('malformed_key', 'this is no Ed25519 key');
  return spki.subarray(SPKI_PREFIX.length);
}

/** The key object of 32 raw bytes. @throws ProofError `malformed_key` */
export function publicKeyOf(raw: Uint8Array): KeyObject {
  if (raw.length !== ED25519_KEY_BYTES) throw new ProofError('malformed_key', 'an Ed25519 key has 32 bytes');
  return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' });
}

/** A signer of notes. Ed25519 is deterministic: the same message gets the same signature. @throws ProofError `malformed_key` */
export function ed25519Signer(name: string, privateKey: KeyObject): Signer {
  return {
    key: ed25519VerifierKey(name, rawPublicKey(privateKey)),
    sign: (message) => sign(null, message, privateKey),
  };
}

/** Whether an Ed25519 signature of `message` holds. */
export function verifyEd25519(key: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === 64 && verify(null, message, key, signature);
}
