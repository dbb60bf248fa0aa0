import type { Json } from '../proof/index.ts';
import { OAuthError } from './oauth-error.ts';
import type { Parameters } from './parameters.ts';
import { membersOf, parseStrictJson } from './strict-json.ts';

/** An authorization response as a signed JWT (JARM §2.1). Its signature is the client's to verify. */
export interface SignedResponse {
  /** `code`, `state`, `error` …, as a response in the query would have them. */
  readonly parameters: Parameters;
  readonly issuer: string;
  readonly audience: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

const BASE64URL = /^[A-Za-z0-9_-]+$/;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads the response that the authorization server just gave: what it says is what the client will read in it. One that is encrypted can't be
 * read, and says nothing here.
 *
 * @throws OAuthError `invalid_request`
 */
export function parseSignedResponse(text: string): SignedResponse {
  const [header = '', payload = '', signature, more] = text.split('.');
  const claims = segmentOf(payload);
  const { alg } = segmentOf(header);
  const { iss, aud, exp, iat: _iat, ...rest } = claims;
  if (signature === undefined || !BASE64URL.test(signature) || more !== undefined || alg === 'none') throw malformed();
  if (typeof iss !== 'string' || typeof aud !== 'string' || typeof exp !== 'number') throw malformed();
  const parameters = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(rest)) {
    if (typeof value !== 'string') throw malformed();
    parameters.set(name, [value]);
  }
  return { parameters, issuer: iss, audience: aud, expiresAt: exp };
}

function segmentOf(segment: string): { readonly [name: string]: Json } {
  const bytes = Buffer.from(segment, 'base64url');
  if (!BASE64URL.test(segment) || bytes.toString('base64url') !== segment) throw malformed();
  try {
    const members = membersOf(parseStrictJson(strictUtf8.decode(bytes)));
    if (members !== null) return members;
  } catch (cause) {
    throw malformed(cause);
  }
  throw malformed();
}

function malformed(cause?: unknown): OAuthError {
  return new OAuthError('invalid_request', 'the response is no signed JWT that can be read', { cause });
}
