import { segmentObject } from './jwt-segment.ts';
import { OAuthError } from './oauth-error.ts';
import type { Parameters } from './parameters.ts';

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

/**
 * Reads the response that the authorization server just gave: what it says is what the client will read in it. One that is encrypted can't be
 * read, and says nothing here.
 *
 * @throws OAuthError `invalid_request`
 */
export function parseSignedResponse(text: string): SignedResponse {
  const [header = '', payload = '', signature, more] = text.split('.');
  const claims = segmentObject(payload, malformed);
  const { alg } = segmentObject(header, malformed);
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

function malformed(_why?: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_request', 'the response is no signed JWT that can be read', { cause });
}
