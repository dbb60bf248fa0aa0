import { randomUUID } from 'node:crypto';
import { type EntryDraft, LOG_WRITER, type WriterKey, writerKeyId } from '../entries/index.ts';
import { encodeBase64 } from '../proof/index.ts';

/** The log's first entry: whose it is, and the key of its own writer. */
export function openedDraft(origin: string, { id, publicKey }: WriterKey): EntryDraft {
  return ownDraft('ledger.opened', { origin, writer: LOG_WRITER, key: id, publicKey: encodeBase64(publicKey) });
}

/** Stands before the first entry of every other writer. */
export function registeredDraft(writer: string, publicKey: Uint8Array): EntryDraft {
  return ownDraft('writer.registered', { writer, key: writerKeyId(publicKey), publicKey: encodeBase64(publicKey) });
}

function ownDraft(kind: EntryDraft['kind'], body: EntryDraft['body']): EntryDraft {
  return { kind, issuer: null, operation: randomUUID(), after: [], digests: {}, subject: null, refs: [], body };
}
