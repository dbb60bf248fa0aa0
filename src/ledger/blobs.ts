import { digestOfBytes } from '../proof/index.ts';
import type { Store } from '../store/index.ts';
import { LedgerError } from './ledger-error.ts';

/** Stores bytes under their digest; durable when it resolves. The same bytes are stored once. Returns `sha256:<hex>`. */
export async function putBlob({ pool }: Store, bytes: Uint8Array): Promise<string> {
  const digest = digestOfBytes(bytes);
  await pool.query('INSERT INTO blobs (digest, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING', [digest, bytes]);
  return digest;
}

/** The bytes of a digest; null when they aren't stored. @throws LedgerError `blob_mismatch` */
export async function getBlob({ pool }: Store, digest: string): Promise<Uint8Array | null> {
  const { rows } = await pool.query<{ bytes: Buffer }>('SELECT bytes FROM blobs WHERE digest = $1', [digest]);
  const bytes = rows[0]?.bytes;
  if (bytes === undefined) return null;
  if (digestOfBytes(bytes) !== digest)
    throw new LedgerError('blob_mismatch', `The bytes stored as ${digest} are others: they were changed.`);
  return bytes;
}
