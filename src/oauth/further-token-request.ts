import { resourcesOf, scopesOf } from './asked-scopes.ts';
import { type AssertionTokenRequest, parseAssertionGrant } from './assertion-grant.ts';
import { CIBA, DEVICE_CODE, JWT_BEARER_GRANT, TOKEN_EXCHANGE } from './grant-types.ts';
import { OAuthError } from './oauth-error.ts';
import { type Parameters, requiredParameter } from './parameters.ts';
import { type ExchangeTokenRequest, exchangeParameters, parseExchange } from './token-exchange.ts';

/** A poll for what was asked for, and decided, at another endpoint (RFC 8628 §3.4, CIBA Core §10.1). */
export interface PolledTokenRequest {
  readonly grantType: typeof DEVICE_CODE | typeof CIBA;
  /** The `device_code` or `auth_req_id`. Secret: never logged. */
  readonly code: string;
  /** Nothing is asked for here: scopes are fixed where the code was given. */
  readonly scopes: null;
  readonly resources: readonly string[];
}

/** Somebody's name and password (RFC 6749 §4.3), which RFC 9700 §2.4 forbids: for clients of which the policy says so. */
export interface PasswordTokenRequest {
  readonly grantType: 'password';
  /** Neither is ever logged. */
  readonly username: string;
  readonly password: string;
  readonly scopes: readonly string[] | null;
  readonly resources: readonly string[];
}

export type FurtherTokenRequest =
  | PolledTokenRequest
  | ExchangeTokenRequest
  | AssertionTokenRequest
  | PasswordTokenRequest;

/** Which parameter a poll names its request by. */
const CODE_PARAMETERS = { [DEVICE_CODE]: 'device_code', [CIBA]: 'auth_req_id' } as const;

/** Whether a token request polls: its scopes were decided at another endpoint, and it may come many times. */
export function isPolled(request: { readonly grantType: string }): request is PolledTokenRequest {
  return request.grantType === DEVICE_CODE || request.grantType === CIBA;
}

/**
 * Reads a token request of a grant beyond those of RFC 6749.
 *
 * @throws OAuthError `invalid_request`, `invalid_target`, `unsupported_grant_type`
 */
export function parseFurtherTokenRequest(grantType: string, parameters: Parameters): FurtherTokenRequest {
  switch (grantType) {
    case DEVICE_CODE:
    case CIBA:
      // Servers exist that would read it (RFC 8628 §3.1 has it at the other endpoint alone).
      if (parameters.has('scope'))
        throw new OAuthError('invalid_request', 'scope is asked for where the code is given, and not here');
      return {
        grantType,
        code: requiredParameter(parameters, CODE_PARAMETERS[grantType]),
        scopes: null,
        resources: resourcesOf(parameters),
      };
    case TOKEN_EXCHANGE:
      return parseExchange(parameters);
    case JWT_BEARER_GRANT:
      return parseAssertionGrant(parameters);
    case 'password':
      return {
        grantType,
        username: requiredParameter(parameters, 'username'),
        password: requiredParameter(parameters, 'password'),
        scopes: scopesOf(parameters),
        resources: resourcesOf(parameters),
      };
    default:
      throw new OAuthError('unsupported_grant_type', 'this grant type is not supported');
  }
}

/** The parameters of a grant's own, written anew. */
export function furtherTokenRequestParameters(
  request: FurtherTokenRequest,
): readonly (readonly [name: string, value: string])[] {
  switch (request.grantType) {
    case TOKEN_EXCHANGE:
      return exchangeParameters(request);
    case JWT_BEARER_GRANT:
      return [['assertion', request.assertion]];
    case 'password':
      return [
        ['username', request.username],
        ['password', request.password],
      ];
    default:
      return [[CODE_PARAMETERS[request.grantType], request.code]];
  }
}
