import { decodeBase64 } from './base64.ts';
import type { KeyTerm } from './log-keys.ts';
import { ProofError } from './proof-error.ts';
import { isKeyName } from './signed-note.ts';

/** A public key by which signed notes are verified (C2SP signed-note). */
export interface NoteKey {
  readonly name: string;
  /** First four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key), as a big-endian number. */
  readonly id: number;
  /** What kind of signature it makes: 0x01 is Ed25519. */
  readonly type: number;
  readonly publicKey: Uint8Array;
  /** Which checkpoints it signs; left out where that isn’t known. */
  readonly term?: KeyTerm;
}

/** Reads the text of a verifier key, `<name>+<8 hex digits of its id>+<base64 of type and key>`. @throws ProofError `malformed_key` */
export function parseNoteKey(text: string, sha256: (bytes: Uint8Array) => Uint8Array): NoteKey {
  const match = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text);
  const material = decodeBase64(match?.[3] ?? '');
  const [name = '', type] = [match?.[1], material?.[0]];
  if (match === null || material === null || type === undefined || material.length < 2 || !isKeyName(name))
    throw new ProofError('malformed_key', 'a verifier key reads <name>+<8 hex digits>+<base64>');
  const prefix = new TextEncoder().encode(`${name}\n`);
  const hashed = new Uint8Array(prefix.length + material.length);
  hashed.set(prefix);
  hashed.set(material, prefix.length);
  const digest = sha256(hashed);
  const id = new DataView(digest.buffer, digest.byteOffset).getUint32(0);
  if (id !== Number.parseInt(match[2] ?? '', 16))
    throw new ProofError('malformed_key', `the id of verifier key ${name} does not belong to its key`);
  return { name, id, type, publicKey: material.subarray(1) };
}
