export { type LargeCheckpoint, parseLargeCheckpoint } from './checkpoint.ts';
export { sameHash } from './hashes.ts';
export {
  followingLogKeys,
  type KeyChangeCause,
  type KeyTerm,
  keyIdText,
  type LogKeyChange,
  logKeyChangeMessage,
  parseLogKeyChanges,
  readLogKeyChange,
  signsSize,
} from './log-keys.ts';
export { type Count, EMPTY_ROOT } from './merkle-proof.ts';
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
export { formatProofFile, type ProofFile, parseProofFile, verifyProofFile } from './proof-file.ts';
export {
  checkNoteText,
  isKeyName,
  type NoteSignature,
  type ParsedNote,
  parseNote,
  SIGNATURE_PREFIX,
} from './signed-note.ts';
export { type AsyncVerifier, createAsyncVerifier, createVerifier, type Verifier } from './verifier.ts';
export { type NoteKey, parseNoteKey } from './verifier-key.ts';
