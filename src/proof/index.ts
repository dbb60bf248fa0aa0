export { decodeBase64, decodeBase64Url, encodeBase64 } from './base64.ts';
export { canonicalJson } from './canonical-json.ts';
export { type Checkpoint, formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
export { digestOf, digestOfBytes, isDigest, sha256 } from './digest.ts';
export {
  CompactTree,
  consistencyProof,
  emptyRoot,
  inclusionProof,
  leafHash,
  nodeHash,
  rootOf,
  sameHash,
  verifyConsistency,
  verifyInclusion,
} from './merkle-tree.ts';
export { ProofError, type ProofErrorCode } from './proof-error.ts';
export { ProofCollector, type RangeProof, RangeRoot } from './range-proof.ts';
export { cosignNote, type OpenedNote, openNote, parseNote, signNote } from './signed-note.ts';
export { isSshPublicKey, parseSshPublicKey, type SshKeyType, type SshPublicKey } from './ssh-public-key.ts';
export { isSshSignature, parseSshSignature, type SshSignature, verifySshSignature } from './ssh-signature.ts';
export type * from './types.ts';
export {
  ED25519_TYPE,
  ed25519Signer,
  ed25519VerifierKey,
  formatVerifierKey,
  isKeyName,
  parseVerifierKey,
  publicKeyOf,
  rawPublicKey,
  verifyEd25519,
} from './verifier-key.ts';
