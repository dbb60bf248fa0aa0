import { resourcesOf, scopesOf } from './asked-scopes.ts';
import { parseClaims, type RequestedClaims } from './claims-request.ts';
import { parseThumbprint } from './dpop-proof.ts';
import { OAuthError, type OAuthErrorCode } from './oauth-error.ts';
import { type Parameters, parameter, requiredParameter } from './parameters.ts';
import { formatScope } from './scope.ts';
import type { DecidedScopes } from './token-request.ts';

/** How an answer is to be given: posted (OAuth 2.0 Form Post Response Mode), as a signed JWT in the query (JARM §2.3.1); null: in the query. */
export type ResponseMode = 'form_post' | 'query.jwt' | null;

/** What a client may write for them. `jwt` is `query.jwt` where a code alone is asked for (JARM §2.3.4). */
const RESPONSE_MODES: ReadonlyMap<string | null, ResponseMode> = new Map([
  [null, null],
  ['query', null],
  ['form_post', 'form_post'],
  ['jwt', 'query.jwt'],
  ['query.jwt', 'query.jwt'],
]);

/** Where an answer to an authorization request may go, once the registry has confirmed it. */
export interface RedirectTarget {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly responseMode: ResponseMode;
}

/** An authorization request of the code flow (RFC 6749 §4.1.1, RFC 7636 §4.3, OpenID Connect Core §3.1.2.1). */
export interface AuthorizationRequest extends RedirectTarget {
  /** Sorted, each once; null where none is asked for. */
  readonly scopes: readonly string[] | null;
  readonly resources: readonly string[];
  /** Of method S256; null where the client sent none. */
  readonly codeChallenge: string | null;
  /** Thumbprint of the key that the code is to be bound to (RFC 9449 §10); null where the client sent none. */
  readonly dpopJkt: string | null;
  /** Null where none are asked for by name. */
  readonly claims: RequestedClaims | null;
  /** Parameters that grant nothing and pass as they are (`nonce`, `prompt` …), in a fixed order. */
  readonly passed: readonly (readonly [name: string, value: string])[];
}

/** What says how to ask the person, never what to grant. */
const PASSED = ['nonce', 'prompt', 'max_age', 'display', 'ui_locales', 'login_hint', 'acr_values', 'id_token_hint'];

/** All that is read of a request, be it to refuse it: a signed one may have nothing else, for nothing can be taken out of it. */
export const REQUEST_MEMBERS: ReadonlySet<string> = new Set([
  ...['response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'resource', 'response_mode'],
  ...['code_challenge', 'code_challenge_method', 'dpop_jkt', 'registration', 'claims', 'authorization_details'],
  ...PASSED,
]);

/** What this version doesn't read, and would widen or hide the request if it passed. */
const REFUSED: readonly (readonly [name: string, code: OAuthErrorCode])[] = [
  ['request', 'request_not_supported'],
  ['request_uri', 'request_uri_not_supported'],
  ['registration', 'registration_not_supported'],
  ['authorization_details', 'invalid_authorization_details'],
];

/**
 * Reads who asks and where the answer would go. What is wrong here is shown to the person and never redirected: there is no
 * address that could be trusted (RFC 6749 §4.1.2.1).
 *
 * @throws OAuthError `invalid_request`
 */
export function parseRedirectTarget(parameters: Parameters): RedirectTarget {
  const redirectUri = requiredParameter(parameters, 'redirect_uri');
  if (redirectUri.includes('#')) throw new OAuthError('invalid_request', 'redirect_uri has a fragment');
  return {
    clientId: requiredParameter(parameters, 'client_id'),
    redirectUri,
    state: parameter(parameters, 'state'),
    responseMode: RESPONSE_MODES.get(parameter(parameters, 'response_mode')) ?? null,
  };
}

/**
 * Reads the rest of the request. What is wrong here is told to the client by redirect.
 *
 * @throws OAuthError `invalid_request`, `invalid_scope`, `invalid_target`, `unsupported_response_type`,
 *   `unsupported_response_mode`, `request_not_supported`, `request_uri_not_supported`, `registration_not_supported`,
 *   `invalid_authorization_details`
 */
export function parseAuthorizationRequest(parameters: Parameters, target: RedirectTarget): AuthorizationRequest {
  for (const [name, code] of REFUSED)
    if (parameters.has(name)) throw new OAuthError(code, `the parameter ${name} is not supported`);
  // A token in the front channel would pass every check of the token endpoint by (RFC 9700 §2.1.2).
  if (requiredParameter(parameters, 'response_type') !== 'code')
    throw new OAuthError('unsupported_response_type', 'only the response type code is supported');
  if (!RESPONSE_MODES.has(parameter(parameters, 'response_mode')))
    throw new OAuthError('unsupported_response_mode', 'the response modes are query, form_post and query.jwt');
  // A form is posted to a page: an application on a device has none.
  if (target.responseMode === 'form_post' && !/^https?:/.test(target.redirectUri))
    throw new OAuthError('unsupported_response_mode', 'form_post needs a redirect URI with http or https');
  const passed: (readonly [string, string])[] = [];
  for (const name of PASSED) {
    const value = parameter(parameters, name);
    if (value !== null) passed.push([name, value]);
  }
  return {
    ...target,
    scopes: scopesOf(parameters),
    resources: resourcesOf(parameters),
    codeChallenge: codeChallengeOf(parameters),
    dpopJkt: dpopJktOf(parameters),
    claims: claimsOf(parameters),
    passed,
  };
}

/** Writes an authorization request anew: the decided scopes and resource, and `state` as the guard's own handle. */
export function authorizationRequestParameters(
  request: AuthorizationRequest,
  decided: DecidedScopes,
  handle: string,
): readonly (readonly [name: string, value: string])[] {
  const pairs: (readonly [string, string])[] = [
    ['response_type', 'code'],
    ['client_id', request.clientId],
    ['redirect_uri', request.redirectUri],
  ];
  if (decided.scopes.length > 0) pairs.push(['scope', formatScope(decided.scopes)]);
  if (decided.resource !== null) pairs.push(['resource', decided.resource]);
  // The server signs it, so it has to be asked; a form is the guard's own.
  if (request.responseMode === 'query.jwt') pairs.push(['response_mode', request.responseMode]);
  pairs.push(['state', handle]);
  if (request.codeChallenge !== null)
    pairs.push(['code_challenge', request.codeChallenge], ['code_challenge_method', 'S256']);
  if (request.dpopJkt !== null) pairs.push(['dpop_jkt', request.dpopJkt]);
  if (request.claims !== null) pairs.push(['claims', request.claims.text]);
  pairs.push(...request.passed);
  return pairs;
}

/** RFC 7636 §4.2, §4.3: S256 only; `plain`, which is what an omitted method means, shows the verifier to who sees the request. */
function codeChallengeOf(parameters: Parameters): string | null {
  const challenge = parameter(parameters, 'code_challenge');
  const method = parameter(parameters, 'code_challenge_method');
  if (challenge === null && method === null) return null;
  if (method !== 'S256') throw new OAuthError('invalid_request', 'code_challenge_method must be S256');
  if (challenge === null || !/^[A-Za-z0-9_-]{43}$/.test(challenge))
    throw new OAuthError('invalid_request', 'code_challenge is malformed (RFC 7636 section 4.2)');
  return challenge;
}

function dpopJktOf(parameters: Parameters): string | null {
  const jkt = parameter(parameters, 'dpop_jkt');
  return jkt === null ? null : parseThumbprint(jkt);
}

function claimsOf(parameters: Parameters): RequestedClaims | null {
  const claims = parameter(parameters, 'claims');
  return claims === null ? null : parseClaims(claims);
}
