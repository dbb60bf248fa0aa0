import { checkNoteText, type NoteSignature, parseNote, SIGNATURE_PREFIX } from '../verify/index.ts';
import { encodeBase64 } from './base64.ts';
import { ProofError } from './proof-error.ts';
import type { Signer, VerifierKey } from './types.ts';
import { ED25519_TYPE, publicKeyOf, verifyEd25519 } from './verifier-key.ts';

export { type NoteSignature, parseNote };

/** A note whose signatures of known keys all hold, with the keys that signed. */
export interface OpenedNote {
  /** With its final newline. */
  readonly text: string;
  /** Never empty. */
  readonly signedBy: readonly VerifierKey[];
}

/** Signs a text as a note (C2SP signed-note). The text ends in a newline. @throws ProofError `malformed_note` */
export function signNote(text: string, signer: Signer): string {
  checkNoteText(text);
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
