import { resourcesOf, scopesOf } from './asked-scopes.ts';
import { OAuthError, type OAuthErrorCode } from './oauth-error.ts';
import { type Parameters, parameter } from './parameters.ts';
import { formatScope } from './scope.ts';
import { membersOf, parseStrictJson } from './strict-json.ts';
import type { DecidedScopes } from './token-request.ts';

/** A backchannel authentication request (CIBA Core §7.1). */
export interface BackchannelRequest {
  readonly scopes: readonly string[] | null;
  readonly resources: readonly string[];
  /** Whom to ask, and how: what grants nothing and passes as it is, in a fixed order. */
  readonly passed: readonly (readonly [name: string, value: string])[];
}

const HINTS = ['login_hint', 'login_hint_token', 'id_token_hint'];
const PASSED = [...HINTS, 'binding_message', 'user_code', 'requested_expiry', 'acr_values'];
/** The token by which the server calls the client: to say that there is an answer (ping), or to hand out the tokens (push). */
const NOTIFICATION = 'client_notification_token';

/** What would widen or hide the request if it passed. */
const REFUSED: readonly (readonly [name: string, code: OAuthErrorCode])[] = [
  ['request', 'request_not_supported'],
  ['request_uri', 'request_uri_not_supported'],
  ['claims', 'invalid_request'],
  ['authorization_details', 'invalid_authorization_details'],
];

const MAX_LIFE_SECONDS = 3600;

/**
 * Reads a backchannel authentication request.
 *
 * Pushed tokens go from the server to the client and past every guard. A client of that mode has to send a notification token (§7.1), as
 * one that is pinged has; so where the server could push, none passes, and all that is left is polling.
 *
 * @param canPush whether the server could, as its metadata say
 * @throws OAuthError `invalid_request`, `invalid_scope`, `invalid_target`, `request_not_supported`, `request_uri_not_supported`,
 *   `invalid_authorization_details`
 */
export function parseBackchannelRequest(parameters: Parameters, canPush: boolean): BackchannelRequest {
  for (const [name, code] of REFUSED)
    if (parameters.has(name)) throw new OAuthError(code, `the parameter ${name} is not supported`);
  if (HINTS.filter((name) => parameters.has(name)).length !== 1)
    throw new OAuthError(
      'invalid_request',
      'exactly one of login_hint, login_hint_token and id_token_hint has to be there',
    );
  if (canPush && parameters.has(NOTIFICATION))
    throw new OAuthError(
      'invalid_request',
      'client_notification_token is not passed on: tokens are only polled for here',
    );
  const expiry = parameter(parameters, 'requested_expiry');
  if (expiry !== null && !/^[1-9][0-9]{0,8}$/.test(expiry))
    throw new OAuthError('invalid_request', 'requested_expiry is no number of seconds');
  const scopes = scopesOf(parameters);
  if (scopes?.includes('openid') === false)
    throw new OAuthError('invalid_scope', 'scope has to include openid (CIBA Core section 7.1)');
  const passed: (readonly [string, string])[] = [];
  for (const name of [...PASSED, NOTIFICATION]) {
    const value = parameter(parameters, name);
    if (value !== null) passed.push([name, value]);
  }
  return { scopes, resources: resourcesOf(parameters), passed };
}

/** Writes a backchannel authentication request anew, with what was decided. */
export function backchannelParameters(
  { passed }: BackchannelRequest,
  { scopes, resource }: DecidedScopes,
): readonly (readonly [name: string, value: string])[] {
  return [
    ...(scopes.length === 0 ? [] : [['scope', formatScope(scopes)] as const]),
    ...(resource === null ? [] : [['resource', resource] as const]),
    ...passed,
  ];
}

/** The acknowledgement of a request (CIBA Core §7.3). */
export interface BackchannelResponse {
  /** Secret: never logged. */
  readonly authReqId: string;
  readonly expiresInSeconds: number;
  readonly intervalSeconds: number | null;
}

/**
 * Reads an acknowledgement. Members beyond CIBA are left behind, but for tokens, which have no place in it.
 *
 * @throws OAuthError `server_error`: JSON with no single meaning, a member that is missing, of the wrong type or beyond its bounds
 */
export function parseBackchannelResponse(text: string): BackchannelResponse {
  let members: ReturnType<typeof membersOf>;
  try {
    members = membersOf(parseStrictJson(text));
  } catch (cause) {
    throw unreadable('it is ambiguous or malformed', cause);
  }
  if (members === null) throw unreadable('no object');
  if ('access_token' in members || 'refresh_token' in members || 'id_token' in members)
    throw unreadable('it holds a token');
  const { auth_req_id: id, expires_in: life, interval = null } = members;
  if (typeof id !== 'string' || !/^[\x21-\x7e]{1,1024}$/.test(id)) throw unreadable('auth_req_id is no id');
  if (!isSeconds(life)) throw unreadable(`expires_in is no number of seconds up to ${MAX_LIFE_SECONDS}`);
  if (interval !== null && !isSeconds(interval)) throw unreadable('interval is no number of seconds');
  return { authReqId: id, expiresInSeconds: life, intervalSeconds: interval };
}

export function formatBackchannelResponse({
  authReqId,
  expiresInSeconds,
  intervalSeconds,
}: BackchannelResponse): string {
  return JSON.stringify({
    auth_req_id: authReqId,
    expires_in: expiresInSeconds,
    ...(intervalSeconds === null ? {} : { interval: intervalSeconds }),
  });
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= MAX_LIFE_SECONDS;
}

function unreadable(why: string, cause?: unknown): OAuthError {
  return new OAuthError('server_error', `the authorization server's answer can't be used: ${why}`, {
    status: 502,
    cause,
  });
}
