import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a client's `state`, into which it may have put whatever it likes, under a key that only the handle gives (HKDF, RFC 5869): that goes
 * through the browser, and the database has its fingerprint alone. So neither tables, nor PostgreSQL's write-ahead log, nor backups say what it was.
 */
export function sealState(handle: string, state: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyOf(handle), nonce, { authTagLength: TAG_BYTES });
  return Buffer.concat([nonce, cipher.update(state), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error where it isn't what was sealed with this handle */
export function unsealState(handle: string, sealed: Buffer): string {
  const decipher = createDecipheriv(ALGORITHM, keyOf(handle), sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  }).setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString();
}

function keyOf(handle: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', handle, '', 'ambit/client-state/v1', 32));
}
