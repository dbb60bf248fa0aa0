import { ACCESS_TOKEN_TYPE, TOKEN_EXCHANGE } from './grant-types.ts';
import { OAuthError } from './oauth-error.ts';
import { formatScope, parseScope } from './scope.ts';
import { membersOf, parseStrictJson } from './strict-json.ts';

/** A successful token response (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3): the members that mean something here. */
export interface TokenResponse {
  readonly accessToken: string;
  /** As the server wrote it; compared without regard to case. */
  readonly tokenType: string;
  /** Whole seconds; null where the server doesn't say. */
  readonly expiresInSeconds: number | null;
  readonly refreshToken: string | null;
  /** Null where the server left it out. */
  readonly scopes: readonly string[] | null;
  readonly idToken: string | null;
  /** Of a token exchange: what the token is (RFC 8693 §2.2.1). Left out elsewhere. */
  readonly issuedTokenType?: string;
}

/** Members that would grant something that nobody decided on. */
const UNDECIDED = ['authorization_details', 'refresh_token_scope'];

/**
 * Reads a token response of the authorization server. One to a token exchange says that it is an access token, and no other says what
 * it is.
 *
 * @throws OAuthError `server_error`: JSON that has no single meaning, members of the wrong type, a token type other than
 *   Bearer and DPoP, or a member that grants more than scopes.
 */
export function parseTokenResponse(text: string, grantType?: string): TokenResponse {
  try {
    const members = membersOf(parseStrictJson(text));
    if (members === null) throw unreadable('no object');
    if (UNDECIDED.some((name) => name in members)) throw unreadable('it grants more than scopes');
    const issuedTokenType = grantType === TOKEN_EXCHANGE ? ACCESS_TOKEN_TYPE : undefined;
    if (members['issued_token_type'] !== issuedTokenType) throw unreadable('it is for another kind of request');
    const scope = optionalText(members['scope']);
    const response: TokenResponse = {
      accessToken: optionalText(members['access_token']) ?? '',
      tokenType: optionalText(members['token_type']) ?? '',
      expiresInSeconds: optionalSeconds(members['expires_in']),
      refreshToken: optionalText(members['refresh_token']),
      scopes: scope === null ? null : scope === '' ? [] : parseScope(scope),
      idToken: optionalText(members['id_token']),
      ...(issuedTokenType === undefined ? {} : { issuedTokenType }),
    };
    if (response.accessToken === '') throw unreadable('no access token');
    if (response.refreshToken === '' || response.idToken === '') throw unreadable('an empty token');
    if (!['bearer', 'dpop'].includes(response.tokenType.toLowerCase()))
      throw unreadable('the token type is neither Bearer nor DPoP');
    return response;
  } catch (cause) {
    if (cause instanceof OAuthError && cause.code === 'server_error') throw cause;
    throw unreadable('it is ambiguous or malformed', cause);
  }
}

/** Writes a token response anew. `scope` always stands in it, also where the server left it out (RFC 6749 §5.1). */
export function formatTokenResponse(response: TokenResponse & { readonly scopes: readonly string[] }): string {
  return JSON.stringify({
    access_token: response.accessToken,
    ...(response.issuedTokenType === undefined ? {} : { issued_token_type: response.issuedTokenType }),
    token_type: isDpop(response) ? 'DPoP' : 'Bearer',
    ...(response.expiresInSeconds === null ? {} : { expires_in: response.expiresInSeconds }),
    ...(response.refreshToken === null ? {} : { refresh_token: response.refreshToken }),
    scope: formatScope(response.scopes),
    ...(response.idToken === null ? {} : { id_token: response.idToken }),
  });
}

/** Whether the access token comes as one that is used with proofs alone (RFC 9449 §5). */
export function isDpop({ tokenType }: Pick<TokenResponse, 'tokenType'>): boolean {
  return tokenType.toLowerCase() === 'dpop';
}

function optionalText(value: unknown): string | null {
  if (value === undefined) return null;
  if (typeof value !== 'string') throw unreadable('a member has the wrong type');
  return value;
}

function optionalSeconds(value: unknown): number | null {
  if (value === undefined) return null;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw unreadable('expires_in is no number of seconds');
  return value;
}

function unreadable(why: string, cause?: unknown): OAuthError {
  return new OAuthError('server_error', `the authorization server's answer can't be used: ${why}`, { cause });
}
