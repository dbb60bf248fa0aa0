import { resourcesOf, scopesOf } from './asked-scopes.ts';
import {
  type FurtherTokenRequest,
  furtherTokenRequestParameters,
  isPolled,
  parseFurtherTokenRequest,
} from './further-token-request.ts';
import { TOKEN_EXCHANGE } from './grant-types.ts';
import { OAuthError } from './oauth-error.ts';
import { type Parameters, parameter, requiredParameter } from './parameters.ts';
import { formatScope } from './scope.ts';

/** A code exchange (RFC 6749 §4.1.3). `scope` isn't a parameter of it: the code's own scopes count. */
export interface CodeTokenRequest {
  readonly grantType: 'authorization_code';
  readonly code: string;
  readonly redirectUri: string | null;
  readonly codeVerifier: string | null;
  /** RFC 8707 §2.2, sorted, each once. */
  readonly resources: readonly string[];
}

/** A refresh (RFC 6749 §6). */
export interface RefreshTokenRequest {
  readonly grantType: 'refresh_token';
  readonly refreshToken: string;
  /** Sorted, each once; null where none is asked for. */
  readonly scopes: readonly string[] | null;
  readonly resources: readonly string[];
}

/** RFC 6749 §4.4.2. */
export interface ClientCredentialsTokenRequest {
  readonly grantType: 'client_credentials';
  readonly scopes: readonly string[] | null;
  readonly resources: readonly string[];
}

export type TokenRequest = CodeTokenRequest | RefreshTokenRequest | ClientCredentialsTokenRequest | FurtherTokenRequest;

/** What the decision allows to be asked for upstream. */
export interface DecidedScopes {
  readonly scopes: readonly string[];
  readonly resource: string | null;
}

/**
 * Reads a token request. Each grant has its own parameters; those of another (a `code` beside a refresh token) are left behind,
 * because servers exist that read them.
 *
 * @throws OAuthError `invalid_request`, `invalid_scope`, `unsupported_grant_type`, `invalid_target`, `invalid_authorization_details`
 */
export function parseTokenRequest(parameters: Parameters): TokenRequest {
  const grantType = requiredParameter(parameters, 'grant_type');
  if (parameters.has('authorization_details'))
    throw new OAuthError('invalid_authorization_details', 'authorization_details is not supported');
  const resources = resourcesOf(parameters);
  switch (grantType) {
    case 'authorization_code':
      return {
        grantType,
        code: requiredParameter(parameters, 'code'),
        redirectUri: parameter(parameters, 'redirect_uri'),
        codeVerifier: codeVerifierOf(parameters),
        resources,
      };
    case 'refresh_token':
      return {
        grantType,
        refreshToken: requiredParameter(parameters, 'refresh_token'),
        scopes: scopesOf(parameters),
        resources,
      };
    case 'client_credentials':
      return { grantType, scopes: scopesOf(parameters), resources };
    default:
      return parseFurtherTokenRequest(grantType, parameters);
  }
}

/** Writes a token request anew, with the scopes and the resource that were decided and nothing of what else was sent. */
export function tokenRequestParameters(
  request: TokenRequest,
  decided: DecidedScopes,
): readonly (readonly [name: string, value: string])[] {
  const pairs: (readonly [string, string])[] = [['grant_type', request.grantType]];
  if (request.grantType === 'authorization_code') {
    pairs.push(['code', request.code]);
    if (request.redirectUri !== null) pairs.push(['redirect_uri', request.redirectUri]);
    if (request.codeVerifier !== null) pairs.push(['code_verifier', request.codeVerifier]);
  } else {
    if (request.grantType === 'refresh_token') pairs.push(['refresh_token', request.refreshToken]);
    else if (request.grantType !== 'client_credentials') pairs.push(...furtherTokenRequestParameters(request));
    if (decided.scopes.length > 0 && !isPolled(request)) pairs.push(['scope', formatScope(decided.scopes)]);
  }
  if (decided.resource !== null)
    for (const name of request.grantType === TOKEN_EXCHANGE ? request.namedBy : (['resource'] as const))
      pairs.push([name, decided.resource]);
  return pairs;
}

/** RFC 7636 §4.1. */
function codeVerifierOf(parameters: Parameters): string | null {
  const verifier = parameter(parameters, 'code_verifier');
  if (verifier !== null && !/^[A-Za-z0-9\-._~]{43,128}$/.test(verifier))
    throw new OAuthError('invalid_request', 'code_verifier is malformed (RFC 7636 section 4.1)');
  return verifier;
}
