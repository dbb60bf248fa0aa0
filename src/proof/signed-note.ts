import { decodeBase64, encodeBase64 } from './base64.ts';
import { ProofError } from './proof-error.ts';
import type { Signer, VerifierKey } from './types.ts';
import { ED25519_TYPE, isKeyName, publicKeyOf, verifyEd25519 } from './verifier-key.ts';

/** Most signatures that a note is read with; C2SP asks for at least 16. */
const MAX_SIGNATURES = 64;
const MAX_NOTE_BYTES = 1_000_000;
const SIGNATURE_PREFIX = '\u2014 ';

/** A signature line that was read and not verified. */
export interface NoteSignature {
  readonly name: string;
  readonly id: number;
  readonly signature: Uint8Array;
}

/** A note whose signatures of known keys all hold, with the keys that signed. */
export interface OpenedNote {
  /** With its final newline. */
  readonly text: string;
  /** Never empty. */
  readonly signedBy: readonly VerifierKey[];
}

/** Signs a text as a note (C2SP signed-note). The text ends in a newline. @throws ProofError `malformed_note` */
export function signNote(text: string, signer: Signer): string {
  checkText(text);
  return `${text}\n${signatureLine(text, signer)}`;
}

/** Adds one more signature to a note. */
export function cosignNote(note: string, signer: Signer): string {
  return note + signatureLine(parseNote(note).text, signer);
}

function signatureLine(text: string, { key, sign }: Signer): string {
  if (key.type !== ED25519_TYPE) throw new ProofError('malformed_key', 'a key for cosignatures signs no plain note');
  return formatSignature(key, sign(Buffer.from(text)));
}

/** A line of a note's signatures. */
export function formatSignature({ name, id }: Pick<VerifierKey, 'name' | 'id'>, signature: Uint8Array): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(id);
  return `${SIGNATURE_PREFIX}${name} ${encodeBase64(Buffer.concat([bytes, signature]))}\n`;
}

/**
 * Opens a note: signatures of unknown keys are passed over (name and id both decide), each of a known key has to hold. Keys for
 * cosignatures sign checkpoints alone, so they count for unknown here: `openSignedCheckpoint` knows them.
 *
 * @throws ProofError `malformed_note`, `bad_signature`, `no_known_signature`
 */
export function openNote(note: string, keys: readonly VerifierKey[]): OpenedNote {
  const { text, signatures } = parseNote(note);
  const signedBy: VerifierKey[] = [];
  for (const { name, id, signature } of signatures) {
    for (const key of keys) {
      if (key.type !== ED25519_TYPE || key.name !== name || key.id !== id || signedBy.includes(key)) continue;
      if (!verifyEd25519(publicKeyOf(key.publicKey), Buffer.from(text), signature))
        throw new ProofError('bad_signature', `the signature of ${name} does not hold`);
      signedBy.push(key);
    }
  }
  if (signedBy.length === 0) throw new ProofError('no_known_signature', 'none of the given keys signed this note');
  return { text, signedBy };
}

/** Splits a note without verifying anything. @throws ProofError `malformed_note` */
export function parseNote(note: string): { readonly text: string; readonly signatures: readonly NoteSignature[] } {
  if (note.length > MAX_NOTE_BYTES) throw new ProofError('malformed_note', 'a note this long is not read');
  const split = note.lastIndexOf('\n\n');
  if (split === -1) throw new ProofError('malformed_note', 'a note has an empty line between text and signatures');
  const text = note.slice(0, split + 1);
  checkText(text);
  const block = note.slice(split + 2);
  if (!block.endsWith('\n')) throw new ProofError('malformed_note', 'a note ends in a newline');
  const lines = block.slice(0, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new ProofError('malformed_note', `more than ${MAX_SIGNATURES} signatures`);
  return { text, signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): NoteSignature {
  const [name = '', encoded = '', ...rest] = line.slice(SIGNATURE_PREFIX.length).split(' ');
  const bytes = decodeBase64(encoded);
  if (!line.startsWith(SIGNATURE_PREFIX) || rest.length > 0 || !isKeyName(name) || bytes === null || bytes.length < 5)
    throw new ProofError('malformed_note', 'a signature line reads “\u2014 <name> <base64>”');
  return { name, id: Buffer.from(bytes).readUInt32BE(0), signature: bytes.subarray(4) };
}

function checkText(text: string): void {
  if (!text.endsWith('\n')) throw new ProofError('malformed_note', 'the text of a note ends in a newline');
  if (!text.isWellFormed() || /[\p{Cc}]/u.test(text.replaceAll('\n', '')))
    throw new ProofError('malformed_note', 'a note holds no control characters but newlines');
}
