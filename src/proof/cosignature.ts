import type { KeyObject } from 'node:crypto';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { rawMlDsa44PublicKey, signMlDsa44, verifyMlDsa44 } from './ml-dsa-44.ts';
import { ProofError } from './proof-error.ts';
import { formatSignature, parseNote } from './signed-note.ts';
import type { Signer, VerifierKey } from './types.ts';
import {
  ED25519_COSIGNATURE_TYPE,
  ed25519Signer,
  ML_DSA_44_TYPE,
  publicKeyOf,
  verifierKey,
  verifyEd25519,
} from './verifier-key.ts';

const TIME_BYTES = 8;
/** `"subtree/v1\n\0"`: what an ML-DSA-44 cosignature begins with, so that it is nothing else. */
const SUBTREE_LABEL = Buffer.from('subtree/v1\n\0', 'latin1');
const MAX_NAME_BYTES = 255;

/** Cosigns checkpoints with Ed25519 (C2SP tlog-cosignature, `cosignature/v1`). @throws ProofError `malformed_key` */
export function ed25519Cosigner(name: string, privateKey: KeyObject): Signer {
  const { key, sign } = ed25519Signer(name, privateKey);
  return { key: verifierKey(name, ED25519_COSIGNATURE_TYPE, key.publicKey), sign };
}

/**
 * Cosigns checkpoints with ML-DSA-44 (C2SP tlog-cosignature, `subtree/v1`). A log signs its own with it, too, under its own name: the
 * signature that outlives Ed25519.
 *
 * @throws ProofError `malformed_key`
 */
export function mlDsa44Cosigner(name: string, privateKey: KeyObject): Signer {
  if (Buffer.byteLength(name) > MAX_NAME_BYTES)
    throw new ProofError('malformed_key', `the name of a cosigner has at most ${MAX_NAME_BYTES} bytes`);
  return {
    key: verifierKey(name, ML_DSA_44_TYPE, rawMlDsa44PublicKey(privateKey)),
    sign: (message) => signMlDsa44(privateKey, message),
  };
}

/**
 * The signature line by which a cosigner says that, as of `time`, the largest tree of this log that it has seen is this one.
 *
 * @param text of the checkpoint, without signatures
 * @param time seconds since 1970, above 0
 * @throws ProofError `malformed_checkpoint`, `malformed_key`
 */
export function cosignatureLine(text: string, { key, sign }: Signer, time: number): string {
  const seconds = timeBytes(time);
  return formatSignature(key, Buffer.concat([seconds, sign(cosignedMessage(key, text, time))]));
}

/** Adds a cosignature to a checkpoint. @throws ProofError `malformed_note`, `malformed_checkpoint`, `malformed_key` */
export function cosignCheckpoint(note: string, signer: Signer, time: number): string {
  return note + cosignatureLine(parseNote(note).text, signer, time);
}

/**
 * Verifies a cosignature over a checkpoint.
 *
 * @param text of the checkpoint, without signatures
 * @param signature as a note has it, after the key id: time and signature
 * @returns its time in seconds since 1970. It is above 0: a cosignature without a time says of no tree that it is the largest seen
 * @throws ProofError `bad_signature`, `malformed_checkpoint`, `unverifiable_here`, `malformed_key` where the key is none for cosignatures
 */
export function verifyCosignature(key: VerifierKey, text: string, signature: Uint8Array): number {
  if (signature.length <= TIME_BYTES) throw refused(key, 'is too short for a cosignature');
  const time = Number(Buffer.from(signature).readBigUInt64BE(0));
  if (!Number.isSafeInteger(time) || time === 0) throw refused(key, 'has no time that is one');
  const message = cosignedMessage(key, text, time);
  const bytes = signature.subarray(TIME_BYTES);
  const holds =
    key.type === ML_DSA_44_TYPE
      ? verifyMlDsa44(key.publicKey, message, bytes)
      : verifyEd25519(publicKeyOf(key.publicKey), message, bytes);
  if (!holds) throw refused(key, 'does not hold');
  return time;
}

function refused({ name }: VerifierKey, why: string): ProofError {
  return new ProofError('bad_signature', `the cosignature of ${name} ${why}`);
}

function cosignedMessage({ name, type }: VerifierKey, text: string, time: number): Uint8Array {
  const checkpoint = parseCheckpoint(text);
  if (type === ED25519_COSIGNATURE_TYPE) return Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);
  if (type === ML_DSA_44_TYPE) return subtreeMessage(name, checkpoint, time);
  throw new ProofError('malformed_key', `the key ${name} is none for cosignatures`);
}

function subtreeMessage(name: string, { origin, size, root }: Checkpoint, time: number): Uint8Array {
  return Buffer.concat([
    SUBTREE_LABEL,
    shortText(name),
    timeBytes(time),
    shortText(origin),
    uint64(0),
    uint64(size),
    root,
  ]);
}

function shortText(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  if (bytes.length > MAX_NAME_BYTES)
    throw new ProofError('malformed_checkpoint', `an origin that is cosigned has at most ${MAX_NAME_BYTES} bytes`);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function timeBytes(time: number): Uint8Array {
  if (!Number.isSafeInteger(time) || time <= 0)
    throw new ProofError('malformed_checkpoint', 'the time of a cosignature is in whole seconds since 1970');
  return uint64(time);
}

function uint64(value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
