import { OAuthError } from './oauth-error.ts';
import { type Parameters, parameter, requiredParameter } from './parameters.ts';
import { formatScope, parseScope } from './scope.ts';

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

export type TokenRequest = CodeTokenRequest | RefreshTokenRequest | ClientCredentialsTokenRequest;

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
      throw new OAuthError('unsupported_grant_type', 'this grant type is not supported');
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
    if (decided.scopes.length > 0) pairs.push(['scope', formatScope(decided.scopes)]);
  }
  if (decided.resource !== null) pairs.push(['resource', decided.resource]);
  return pairs;
}

/** The scopes asked for, sorted; null where none is. @throws OAuthError `invalid_scope` */
export function scopesOf(parameters: Parameters): readonly string[] | null {
  const scope = parameter(parameters, 'scope');
  return scope === null ? null : parseScope(scope);
}

/**
 * Resource indicators, sorted, each once: absolute URIs without fragment (RFC 8707 §2), compared byte for byte.
 *
 * @throws OAuthError `invalid_target`
 */
export function resourcesOf(parameters: Parameters): readonly string[] {
  const resources = [...new Set(parameters.get('resource') ?? [])].sort();
  for (const resource of resources)
    if (!/^[a-zA-Z][a-zA-Z0-9+.-]*:[\x21-\x7e]+$/.test(resource) || resource.includes('#') || !URL.canParse(resource))
      throw new OAuthError('invalid_target', 'resource must be an absolute URI without fragment (RFC 8707 section 2)');
  return resources;
}

/** RFC 7636 §4.1. */
function codeVerifierOf(parameters: Parameters): string | null {
  const verifier = parameter(parameters, 'code_verifier');
  if (verifier !== null && !/^[A-Za-z0-9\-._~]{43,128}$/.test(verifier))
    throw new OAuthError('invalid_request', 'code_verifier is malformed (RFC 7636 section 4.1)');
  return verifier;
}
