export type {
  Entry,
  EntryDraft,
  EntryId,
  EntryKind,
  Fingerprint,
  LogFault as Fault,
  LoggedEntry,
} from '../entries/index.ts';
export { getBlob, putBlob } from './blobs.ts';
export {
  type CosignedState,
  forgetOtherWitnesses,
  readCosigned,
  readPublished,
  readWitnesses,
  storeCosigned,
  storeWitness,
  type WitnessRow,
} from './cosigned.ts';
export { type Heartbeat, readHeartbeat } from './heartbeat.ts';
export type { KeptCheckpoint } from './kept-checkpoint.ts';
export { readKeyChanges, readKeyEntries } from './key-changes.ts';
export { LedgerError, type LedgerErrorCode } from './ledger-error.ts';
export { fixedLogKeys, type LogKeyOrder, type LogKeyring, type LogSigners } from './log-keyring.ts';
export { LogSigning } from './log-signing.ts';
export { type MasterKey, masterKeyInMemory } from './master-key.ts';
export { type Pending, readPending } from './pending.ts';
export { erasedMarkOf, pseudonymOf } from './pseudonym.ts';
export {
  type FollowOptions,
  followLedger,
  latestCheckpoint,
  type ReadOptions,
  readEntries,
  readEntriesAt,
  readEntry,
  readLastOfWriter,
  readNewest,
  readWaiting,
  readWaitingWithIds,
} from './reader.ts';
export { openSealedStore, type Sealed, type SealedStore, type Unsealed } from './sealed-store.ts';
export { type SealedText, textsOf } from './sealed-texts.ts';
export { type Sequencer, type SequencerOptions, startSequencer } from './sequencer.ts';
export { logTree, readTile } from './tiles.ts';
export type * from './types.ts';
export { type VerificationReport, type VerifyOptions, verifyLedger, verifyLedgerIn } from './verify.ts';
export { openWriter, type WriterOptions } from './writer.ts';
