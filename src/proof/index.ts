export { sameHash } from '../verify/index.ts';
export { type AddCheckpoint, formatAddCheckpoint, parseAddCheckpoint } from './add-checkpoint.ts';
export { decodeBase64, decodeBase64Url, encodeBase64 } from './base64.ts';
export { canonicalJson } from './canonical-json.ts';
export { type Checkpoint, formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
export { ConsistencyCollector } from './consistency-collector.ts';
export {
  cosignatureLine,
  cosignCheckpoint,
  ed25519Cosigner,
  mlDsa44Cosigner,
  verifyCosignature,
} from './cosignature.ts';
export { digestOf, digestOfBytes, isDigest, sha256 } from './digest.ts';
export {
  followLogKeys,
  formatLogKeyChanges,
  type KeyChangeCause,
  type KeyTerm,
  keyIdText,
  keyTextsOf,
  type LogKeyChange,
  parseLogKeyChanges,
  readLogKeyChange,
  signLogKeyChange,
  signsSize,
} from './log-keys.ts';
export {
  CompactTree,
  consistencyProof,
  emptyRoot,
  inclusionProof,
  inclusionRoot,
  leafHash,
  nodeHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './merkle-tree.ts';
export { ProofError, type ProofErrorCode } from './proof-error.ts';
export { ProofCollector, type RangeProof, RangeRoot } from './range-proof.ts';
export {
  type CheckpointKeys,
  countWitnesses,
  holdingCosignatures,
  openKeptCheckpoint,
  openSignedCheckpoint,
  outsideWitnesses,
  type SignedCheckpoint,
  type Witnessed,
} from './signed-checkpoint.ts';
export { cosignNote, type OpenedNote, openNote, parseNote, signNote } from './signed-note.ts';
export { isSshPublicKey, parseSshPublicKey, type SshKeyType, type SshPublicKey } from './ssh-public-key.ts';
export { isSshSignature, parseSshSignature, type SshSignature, verifySshSignature } from './ssh-signature.ts';
export {
  appendToTiles,
  formatEntryTile,
  parseEntryTile,
  parseHashTile,
  parseTilePath,
  type ReadTileHashes,
  TILE_WIDTH,
  type Tile,
  type TileHash,
  TileTree,
  tilePath,
  tilesOf,
  tileWidth,
} from './tiles.ts';
export type * from './types.ts';
export {
  ED25519_COSIGNATURE_TYPE,
  ED25519_TYPE,
  ed25519Signer,
  ed25519VerifierKey,
  formatVerifierKey,
  isKeyName,
  LOG_KEY_TYPES,
  ML_DSA_44_TYPE,
  parseVerifierKey,
  publicKeyOf,
  rawPublicKey,
  verifyEd25519,
  WITNESS_KEY_TYPES,
} from './verifier-key.ts';
