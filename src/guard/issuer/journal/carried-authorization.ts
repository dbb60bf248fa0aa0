import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AUTHORIZATION_LIFE_SECONDS, type PendingAuthorization } from '../authorization-requests.ts';
import type { GuardContext } from '../guard-context.ts';

const PREFIX = 'carried.';
const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Longest handle: it goes through the browser in addresses, and servers have bounds for those. */
const MAX_LENGTH = 3000;

interface Carried {
  readonly pending: PendingAuthorization;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

/**
 * A handle that carries its authorization request through the authorization server, for the time in which no database can keep it: encrypted
 * and authenticated under a key that the guards share and nobody else has, so that either guard can read it, and nobody can make or change one.
 *
 * It is for clients that are only observed. That it is used once, as one in the database is, nobody can promise: the code that comes with it is
 * spent at the server all the same.
 *
 * @returns null where the request is too long to be carried
 */
export function carriedHandle(guard: GuardContext, pending: PendingAuthorization, now: number): string | null {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyOf(guard), nonce, { authTagLength: TAG_BYTES }).setAAD(
    Buffer.from(guard.issuer),
  );
  const carried: Carried = { pending, expiresAt: now + AUTHORIZATION_LIFE_SECONDS };
  const sealed = Buffer.concat([nonce, cipher.update(JSON.stringify(carried)), cipher.final(), cipher.getAuthTag()]);
  const handle = `${PREFIX}${sealed.toString('base64url')}`;
  return handle.length <= MAX_LENGTH ? handle : null;
}

/** Whether a state is spelled as such a handle: nobody else's may be. */
export function isSpelledCarried(state: string): boolean {
  return state.startsWith(PREFIX);
}

/** The request that a handle carries; null where it carries none, isn't a guard's, or is over. */
export function carriedAuthorization(guard: GuardContext, handle: string, now: number): PendingAuthorization | null {
  if (guard.journal === null || !handle.startsWith(PREFIX) || handle.length > MAX_LENGTH) return null;
  const written = handle.slice(PREFIX.length);
  const sealed = Buffer.from(written, 'base64url');
  // One spelling alone: base64url has several that read alike.
  if (sealed.length <= NONCE_BYTES + TAG_BYTES || sealed.toString('base64url') !== written) return null;
  try {
    const decipher = createDecipheriv(ALGORITHM, keyOf(guard), sealed.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(guard.issuer))
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    const text = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    const { pending, expiresAt } = JSON.parse(text.toString()) as Carried;
    return expiresAt > now ? pending : null;
  } catch {
    return null;
  }
}

/** A keyed hash has the 32 bytes that the cipher wants, and tells nothing about the key that made it. */
function keyOf({ fingerprinter }: GuardContext): Uint8Array {
  const [, hash = ''] = fingerprinter.of('carried-authorization-key', 'v1').split(':');
  return Buffer.from(hash, 'base64url');
}
