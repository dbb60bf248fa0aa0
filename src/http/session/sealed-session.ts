import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { ConsoleClaims } from '../../policy/index.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a session says of somebody beside their pseudonym. */
export interface SessionPerson {
  readonly claims: ConsoleClaims;
  readonly name: string;
}

/**
 * Encrypts it under a key that only the secret in the browser gives (HKDF, RFC 5869; the database has the secret's SHA-256 alone), so that
 * neither tables nor backups say who was signed in.
 */
export function sealPerson(secret: string, person: SessionPerson): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyOf(secret), nonce, { authTagLength: TAG_BYTES });
  return Buffer.concat([nonce, cipher.update(JSON.stringify(person)), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error where it isn't what was sealed with this secret */
export function unsealPerson(secret: string, sealed: Buffer): SessionPerson {
  const decipher = createDecipheriv(ALGORITHM, keyOf(secret), sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  }).setAuthTag(sealed.subarray(-TAG_BYTES));
  const text = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  return JSON.parse(text.toString()) as SessionPerson;
}

function keyOf(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', 'ambit/console-session/v1', 32));
}
