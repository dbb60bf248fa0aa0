import { decodeBase64 } from './base64.ts';
import { ProofError } from './proof-error.ts';

/** Most signatures that a note is read with; C2SP asks for at least 16. */
const MAX_SIGNATURES = 64;
const MAX_NOTE_CHARACTERS = 1_000_000;
/** What a signature line begins with. */
export const SIGNATURE_PREFIX = '\u2014 ';
const KEY_ID_BYTES = 4;

/** A signature line of a note. */
export interface NoteSignature {
  readonly name: string;
  /** The key's: with its name it says which key signed. */
  readonly id: number;
  readonly signature: Uint8Array;
}

/** A note in its parts, none of them verified. */
export interface ParsedNote {
  /** With its final newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Names of keys hold no white space, no `+` and no control characters, and aren't empty (C2SP signed-note). */
export function isKeyName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !/[\s+\p{Cc}\p{Zs}\p{Zl}\p{Zp}]/u.test(name);
}

/** Splits a note (C2SP signed-note) without verifying anything. @throws ProofError `malformed_note` */
export function parseNote(note: string): ParsedNote {
  if (note.length > MAX_NOTE_CHARACTERS) throw new ProofError('malformed_note', 'a note this long is not read');
  const split = note.lastIndexOf('\n\n');
  if (split === -1) throw new ProofError('malformed_note', 'a note has an empty line between text and signatures');
  const text = note.slice(0, split + 1);
  checkNoteText(text);
  const block = note.slice(split + 2);
  if (!block.endsWith('\n')) throw new ProofError('malformed_note', 'a note ends in a newline');
  const lines = block.slice(0, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new ProofError('malformed_note', `more than ${MAX_SIGNATURES} signatures`);
  return { text, signatures: lines.map(parseSignature) };
}

/** @throws ProofError `malformed_note` for what can't be the text of a note */
export function checkNoteText(text: string): void {
  if (!text.endsWith('\n')) throw new ProofError('malformed_note', 'the text of a note ends in a newline');
  if (!text.isWellFormed() || /[\p{Cc}]/u.test(text.replaceAll('\n', '')))
    throw new ProofError('malformed_note', 'a note holds no control characters but newlines');
}

function parseSignature(line: string): NoteSignature {
  const [name = '', encoded = '', ...rest] = line.slice(SIGNATURE_PREFIX.length).split(' ');
  const bytes = decodeBase64(encoded);
  if (
    !line.startsWith(SIGNATURE_PREFIX) ||
    rest.length > 0 ||
    !isKeyName(name) ||
    bytes === null ||
    bytes.length <= KEY_ID_BYTES
  )
    throw new ProofError('malformed_note', 'a signature line reads “\u2014 <name> <base64>”');
  const id = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return { name, id, signature: bytes.subarray(KEY_ID_BYTES) };
}
