export { BatchVerifier, signBatch, type WriterKey, writerKey, writerKeyId } from './batch-signature.ts';
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
export type * from './types.ts';
export { LOG_WRITER, POLICY_WRITER, WriterChain } from './writer-chain.ts';
