import { errorText, OAuthError, type OAuthErrorCode } from './oauth-error.ts';

/** `b64token` of RFC 6750 §2.1. */
const B64TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;

/**
 * Reads the bearer token out of raw headers (name, value, name, value …, as `IncomingMessage.rawHeaders`): Node keeps the first
 * of several `Authorization` headers and says nothing, so the raw ones are counted.
 *
 * Returns null where no bearer credentials are presented: the answer to that is a challenge without error code (RFC 6750 §3.1).
 *
 * @throws OAuthError `invalid_request`: several headers, several credentials in one, or a token outside `b64token` (RFC 6750 §2.1).
 */
export function parseBearerAuthorization(rawHeaders: readonly string[]): string | null {
  const value = soleHeader(rawHeaders, 'authorization');
  if (value === null || !/^bearer(?: |$)/i.test(value)) return null;
  const token = value.slice(7);
  if (!B64TOKEN.test(token))
    throw new OAuthError('invalid_request', 'the bearer token is malformed (RFC 6750 section 2.1)');
  return token;
}

/** The value of a header that may stand once. @throws OAuthError `invalid_request` where it stands more often. */
export function soleHeader(rawHeaders: readonly string[], lowerCaseName: string): string | null {
  let found: string | null = null;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name === undefined || name.length !== lowerCaseName.length || name.toLowerCase() !== lowerCaseName) continue;
    if (found !== null) throw new OAuthError('invalid_request', `more than one ${lowerCaseName} header`);
    found = rawHeaders[at + 1] ?? '';
  }
  return found;
}

export interface BearerChallenge {
  readonly realm: string;
  /** Absent where the request carried no credentials (RFC 6750 §3.1). */
  readonly error?: OAuthErrorCode;
  readonly errorDescription?: string;
  /** All scopes that the operation needs, not only those that lack (RFC 6750 §3). */
  readonly scopes?: readonly string[];
}

/** The value of `WWW-Authenticate` (RFC 6750 §3). */
export function formatBearerChallenge({ realm, error, errorDescription, scopes }: BearerChallenge): string {
  const attributes = [`realm="${errorText(realm)}"`];
  if (error !== undefined) attributes.push(`error="${error}"`);
  if (errorDescription !== undefined) attributes.push(`error_description="${errorText(errorDescription)}"`);
  if (scopes !== undefined && scopes.length > 0) attributes.push(`scope="${errorText(scopes.join(' '))}"`);
  return `Bearer ${attributes.join(', ')}`;
}
