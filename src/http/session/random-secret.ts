import { createHash, randomBytes } from 'node:crypto';

const BYTES = 32;
const FORM = /^[A-Za-z0-9_-]{43}$/;

/** 256 random bits in base64url: nothing that could be guessed. */
export function randomSecret(): string {
  return randomBytes(BYTES).toString('base64url');
}

/** How a secret is stored. It is random, so a plain hash can't be tried out. Null for what is no secret of ours. */
export function secretHash(secret: string | null | undefined): Buffer | null {
  return typeof secret === 'string' && FORM.test(secret) ? createHash('sha256').update(secret).digest() : null;
}
