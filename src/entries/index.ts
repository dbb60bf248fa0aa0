export { BatchVerifier, signBatch, type WriterKey, writerKey, writerKeyId } from './batch-signature.ts';
export { BlobCheck } from './blob-check.ts';
export {
  entryBytes,
  entryId,
  envelope,
  MAX_ENTRY_BYTES,
  parseEntry,
  type UnsignedEntry,
  unsignedBytes,
} from './entry.ts';
export { EntryError, type EntryErrorCode } from './entry-error.ts';
export { Faults, type LogFault } from './faults.ts';
export { bodyFault, knowsKind, newestVersion } from './kinds/body-fault.ts';
export { KINDS, type Kind, type KindVersion, SHARED_PARTS } from './kinds/index.ts';
export {
  type FollowedLogKeys,
  followedOr,
  KeyChangeCheck,
  keyChangeOf,
  LOG_KEYS,
  readLogKeys,
} from './log-keys.ts';
export { openedOr, startingTree } from './log-start.ts';
export { type EntryReport, verifyOneEntry } from './one-entry.ts';
export { type LogPosition, type ProvenEntries, ProvenLog } from './proven-log.ts';
export type { ReadLogFile } from './tile-files.ts';
export { readProvenEntry, type TiledLogReport, verifyTiledLog } from './tiled-log.ts';
export type * from './types.ts';
export { type UnknownKind, UnknownKinds } from './unknown-kinds.ts';
export { parseVerifiedPart, type VerifiedPart, verifiedPart } from './verified-part.ts';
export { verifyEntry } from './verify-entry.ts';
export {
  canBeEnough,
  type WantedWitnesses,
  WitnessedLog,
  type WitnessReport,
  type WitnessStanding,
} from './witnessed-log.ts';
export { type KnownWriter, LOG_WRITER, POLICY_WRITER, WriterChain } from './writer-chain.ts';
