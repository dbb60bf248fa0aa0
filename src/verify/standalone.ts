/**
 * `ambit/verify`: verifies what a log proves, with nothing else of Ambit, in one file for Node.js and browsers. It reaches no disk,
 * network or clock. SHA-256 is in it (`createVerifier` takes another); signatures are verified by what you give it.
 *
 * @example
 * import { ED25519, ed25519ByWebCrypto, parseVerifierKey, verifyInclusion, verifyProofFile } from 'ambit/verify';
 * verifyInclusion(index, size, leafHash, proof, root);   // throws a ProofError when it doesn't hold
 * await verifyProofFile(text, { entry }, {
 *   keys: [parseVerifierKey('log.example/acme+7c6f…')],
 *   signatures: { [ED25519]: ed25519ByWebCrypto(crypto.subtle) },
 * });
 */
import { sha256 } from '@noble/hashes/sha2.js';
import type { LogKeyChange } from './log-keys.ts';
import { followLogKeysBy, type SignatureVerifier, type SignatureVerifiers } from './open-note.ts';
import { verifyProofFile as verifyWith } from './proof-file.ts';
import { createVerifier, type Verifier } from './verifier.ts';
import { type NoteKey, parseNoteKey } from './verifier-key.ts';

export type { LargeCheckpoint as Checkpoint } from './checkpoint.ts';
export { parseLargeCheckpoint as parseCheckpoint } from './checkpoint.ts';
export { type KeyChangeCause, type KeyTerm, type LogKeyChange, parseLogKeyChanges } from './log-keys.ts';
export type { Count } from './merkle-proof.ts';
export {
  ED25519,
  ed25519ByWebCrypto,
  openCheckpoint,
  openNote,
  type SignatureVerifier,
  type SignatureVerifiers,
  type SubtleEd25519,
  type VerifiedNote,
} from './open-note.ts';
export { ProofError, type ProofErrorCode } from './proof-error.ts';
export { formatProofFile, type ProofFile, parseProofFile } from './proof-file.ts';
export { type NoteSignature, type ParsedNote, parseNote } from './signed-note.ts';
export { type AsyncVerifier, createAsyncVerifier, createVerifier, type Verifier } from './verifier.ts';
export type { NoteKey } from './verifier-key.ts';

const verifier: Verifier = createVerifier({ sha256 });

export const leafHash: Verifier['leafHash'] = verifier.leafHash;
export const nodeHash: Verifier['nodeHash'] = verifier.nodeHash;
export const inclusionRoot: Verifier['inclusionRoot'] = verifier.inclusionRoot;
export const verifyInclusion: Verifier['verifyInclusion'] = verifier.verifyInclusion;
export const verifyConsistency: Verifier['verifyConsistency'] = verifier.verifyConsistency;

/** Reads the text of a verifier key, `<name>+<8 hex digits>+<base64>`. @throws ProofError `malformed_key` */
export function parseVerifierKey(text: string): NoteKey {
  return parseNoteKey(text, sha256);
}

/**
 * The keys that a log signed with, from first to last, by one of them that is trusted and by its changes of keys, which it gives at
 * `log-keys`: for whoever has a key of before or after a change.
 *
 * @param verifyEd25519 as `ed25519ByWebCrypto` makes one
 * @throws ProofError `malformed_key`, `bad_signature`
 */
export async function followLogKeys(
  keys: readonly NoteKey[],
  changes: readonly LogKeyChange[],
  verifyEd25519: SignatureVerifier,
): Promise<readonly NoteKey[]> {
  return await followLogKeysBy(keys, changes, { verify: verifyEd25519, parseKey: parseVerifierKey });
}

/** Verifies that an entry is in a log by a proof file (C2SP tlog-proof) and the log's key. @throws ProofError */
export async function verifyProofFile(
  text: string,
  of: { readonly entry: Uint8Array } | { readonly leafHash: Uint8Array },
  options: { readonly keys: readonly NoteKey[]; readonly signatures: SignatureVerifiers },
): ReturnType<typeof verifyWith> {
  return await verifyWith(text, of, { ...options, verifier });
}
