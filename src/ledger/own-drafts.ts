import { randomUUID } from 'node:crypto';
import { type EntryDraft, LOG_WRITER, type WriterKey, writerKeyId } from '../entries/index.ts';
import { encodeBase64, type LogKeyChange } from '../proof/index.ts';

/** The log's first entry: whose it is, and the key of its own writer. */
export function openedDraft(origin: string, { id, publicKey }: WriterKey): EntryDraft {
  return ownDraft('ledger.opened', { origin, writer: LOG_WRITER, key: id, publicKey: encodeBase64(publicKey) });
}

/** Stands before the first entry of every other writer. */
export function registeredDraft(writer: string, publicKey: Uint8Array): EntryDraft {
  return ownDraft('writer.registered', { writer, key: writerKeyId(publicKey), publicKey: encodeBase64(publicKey) });
}

/** The log signs with new keys from here on. @param operation that of the order */
export function keysChangedDraft(change: LogKeyChange, operation: string): EntryDraft {
  return ownDraft('ledger.keys_changed', { ...(change as unknown as EntryDraft['body']) }, operation);
}

/** Those of before sign no more. */
export function keysRetiredDraft(generation: number, keys: readonly string[], operation: string): EntryDraft {
  return ownDraft('ledger.keys_retired', { generation, keys }, operation);
}

function ownDraft(kind: EntryDraft['kind'], body: EntryDraft['body'], operation: string = randomUUID()): EntryDraft {
  return { kind, issuer: null, operation, after: [], digests: {}, subject: null, refs: [], body };
}
