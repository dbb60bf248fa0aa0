import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether a verifier belongs to an S256 challenge (RFC 7636 §4.6). */
export function provesCodeChallenge(codeVerifier: string, codeChallenge: string): boolean {
  const computed = createHash('sha256').update(codeVerifier, 'ascii').digest('base64url');
  return computed.length === codeChallenge.length && timingSafeEqual(Buffer.from(computed), Buffer.from(codeChallenge));
}
