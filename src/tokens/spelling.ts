import { decodeBase64Url } from '../proof/index.ts';

/** Longest token, in characters: more than fits into the 16 KiB of a request's headers means nothing. */
const MAX_TOKEN_LENGTH = 16 * 1024;
/** `b64token` of RFC 6750 §2.1. */
const B64TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;

/** Of an encrypted JWT (RFC 7516 §7.1), which only its audience can read. */
const ENCRYPTED_SEGMENTS = 5;

/**
 * What a token is by its spelling: a JWT (three base64url segments, the first a JSON object), or opaque to us. Null: a spelling
 * that has to be refused.
 *
 * A JWT verifies with other last characters of its signature, with padding, with a line break: stray bits and strange
 * characters are ignored by lenient decoders. Each such spelling would be a token that no deny list has heard of, so only the
 * one is accepted that encoding the decoded bytes gives again (RFC 4648 §3.5).
 */
export function tokenFormat(token: string): 'jwt' | 'opaque' | null {
  if (token.length > MAX_TOKEN_LENGTH || !B64TOKEN.test(token)) return null;
  const segments = token.split('.');
  if (segments.length === 1 || !beginsWithJsonObject(segments[0] ?? '')) return 'opaque';
  if (!segments.every(isCanonicalSegment)) return null;
  if (segments.length === ENCRYPTED_SEGMENTS) return 'opaque';
  return segments.length === 3 ? 'jwt' : null;
}

/** Whether the token is in the one spelling by which it is known. */
export function isCanonicalToken(token: string): boolean {
  return tokenFormat(token) !== null;
}

/** Decoded as leniently as any decoder would: what some server could take for a JOSE header is held to the strict spelling. */
function beginsWithJsonObject(segment: string): boolean {
  return /^[ \t\r\n]*\{/.test(Buffer.from(segment, 'base64url').toString('latin1'));
}

/** An empty segment is canonical too: an encrypted JWT may have one (RFC 7516 §7.1). */
function isCanonicalSegment(segment: string): boolean {
  return decodeBase64Url(segment) !== null;
}
