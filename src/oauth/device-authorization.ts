import { resourcesOf, scopesOf } from './asked-scopes.ts';
import { OAuthError, type OAuthErrorCode } from './oauth-error.ts';
import type { Parameters } from './parameters.ts';
import { formatScope } from './scope.ts';
import { membersOf, parseStrictJson } from './strict-json.ts';
import type { DecidedScopes } from './token-request.ts';

/** What a device asks for (RFC 8628 §3.1). */
export interface DeviceAuthorizationRequest {
  /** Sorted, each once; null where none is asked for. */
  readonly scopes: readonly string[] | null;
  readonly resources: readonly string[];
}

/** What would widen or hide the request if it passed. */
const REFUSED: readonly (readonly [name: string, code: OAuthErrorCode])[] = [
  ['request', 'request_not_supported'],
  ['request_uri', 'request_uri_not_supported'],
  ['claims', 'invalid_request'],
  ['authorization_details', 'invalid_authorization_details'],
];

/** Longest wait for a person, in seconds: nobody needs a day to type a code in. */
const MAX_LIFE_SECONDS = 3600;

/**
 * Reads a device authorization request. What isn't scope, resource or the client's authentication is left behind.
 *
 * @throws OAuthError `invalid_scope`, `invalid_target`, `request_not_supported`, `request_uri_not_supported`, `invalid_request`,
 *   `invalid_authorization_details`
 */
export function parseDeviceAuthorizationRequest(parameters: Parameters): DeviceAuthorizationRequest {
  for (const [name, code] of REFUSED)
    if (parameters.has(name)) throw new OAuthError(code, `the parameter ${name} is not supported`);
  return { scopes: scopesOf(parameters), resources: resourcesOf(parameters) };
}

/** Writes a device authorization request anew, with what was decided and nothing of what else was sent. */
export function deviceAuthorizationParameters({
  scopes,
  resource,
}: DecidedScopes): readonly (readonly [name: string, value: string])[] {
  return [
    ...(scopes.length === 0 ? [] : [['scope', formatScope(scopes)] as const]),
    ...(resource === null ? [] : [['resource', resource] as const]),
  ];
}

/** A device authorization response (RFC 8628 §3.2). */
export interface DeviceAuthorizationResponse {
  /** Secret: never logged. */
  readonly deviceCode: string;
  readonly userCode: string;
  /** As the server wrote it. */
  readonly verificationUri: string;
  readonly verificationUriComplete: string | null;
  readonly expiresInSeconds: number;
  /** Null where the server leaves it out, which means 5. */
  readonly intervalSeconds: number | null;
}

/**
 * Reads a device authorization response. Members beyond RFC 8628 are left behind, but for tokens, which have no place in it.
 *
 * @throws OAuthError `server_error`: JSON with no single meaning, a member that is missing, of the wrong type or beyond its bounds
 */
export function parseDeviceAuthorizationResponse(text: string): DeviceAuthorizationResponse {
  let members: ReturnType<typeof membersOf>;
  try {
    members = membersOf(parseStrictJson(text));
  } catch (cause) {
    throw unreadable('it is ambiguous or malformed', cause);
  }
  if (members === null) throw unreadable('no object');
  if ('access_token' in members || 'refresh_token' in members) throw unreadable('it holds a token');
  const textOf = (name: string): string => {
    const value = members[name];
    // VSCHAR (RFC 6749 Appendix A).
    if (typeof value !== 'string' || !/^[\x20-\x7e]{1,2048}$/.test(value)) throw unreadable(`${name} is no text`);
    return value;
  };
  const secondsOf = (name: string, most: number): number => {
    const value = members[name];
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1 || value > most)
      throw unreadable(`${name} is no number of seconds up to ${most}`);
    return value;
  };
  return {
    deviceCode: textOf('device_code'),
    userCode: textOf('user_code'),
    verificationUri: textOf('verification_uri'),
    verificationUriComplete: 'verification_uri_complete' in members ? textOf('verification_uri_complete') : null,
    expiresInSeconds: secondsOf('expires_in', MAX_LIFE_SECONDS),
    intervalSeconds: 'interval' in members ? secondsOf('interval', MAX_LIFE_SECONDS) : null,
  };
}

/**
 * Writes a device authorization response anew. The page on which the code is typed in is the server's, under the issuer's own address,
 * for there it passes through the guard.
 *
 * @throws OAuthError `server_error`: the server leads the person elsewhere
 */
export function formatDeviceAuthorizationResponse(
  response: DeviceAuthorizationResponse,
  issuer: string,
  /** Origins under which the server knows itself: the issuer's, and its own behind the guard. */
  origins: readonly string[],
): string {
  const publicUri = (address: string): string => {
    const url = URL.canParse(address) ? new URL(address) : null;
    if (url === null || url.username !== '' || url.password !== '' || url.hash !== '' || !origins.includes(url.origin))
      throw unreadable('the page for the code is not at the issuer');
    return new URL(url.pathname + url.search, issuer).href;
  };
  const { verificationUriComplete, intervalSeconds } = response;
  return JSON.stringify({
    device_code: response.deviceCode,
    user_code: response.userCode,
    verification_uri: publicUri(response.verificationUri),
    ...(verificationUriComplete === null ? {} : { verification_uri_complete: publicUri(verificationUriComplete) }),
    expires_in: response.expiresInSeconds,
    ...(intervalSeconds === null ? {} : { interval: intervalSeconds }),
  });
}

function unreadable(why: string, cause?: unknown): OAuthError {
  return new OAuthError('server_error', `the authorization server's answer can't be used: ${why}`, {
    status: 502,
    cause,
  });
}
