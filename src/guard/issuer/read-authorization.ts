import {
  type AuthorizationRequest,
  authorizationRequestParameters,
  OAuthError,
  type Parameters,
  parameter,
  parseAuthorizationRequest,
  parseRedirectTarget,
  parseRequestObject,
  type RedirectTarget,
  requiredParameter,
} from '../../oauth/index.ts';
import { MIN_STATE_LENGTH } from './authorization-asked.ts';
import { type GuardContext, secondsNow } from './guard-context.ts';
import type { Permit } from './record-decision.ts';

/** An authorization request, of which nothing is decided. */
export interface ReadAuthorization {
  /** Who asks, and where the answer would go. */
  readonly target: RedirectTarget;
  /** The signed object that it came in (RFC 9101 §4); null for one of plain parameters. */
  readonly object: string | null;
  /** The rest of it. @throws OAuthError what is wrong with it: told to the target, once that is confirmed. */
  request(): AuthorizationRequest;
}

/**
 * Reads an authorization request by its parameters, or by the signed object that it comes in: then what is in the object counts, and
 * nothing else (RFC 9101 §6.3).
 *
 * @throws OAuthError what is wrong, where no target is known that it could be told to.
 */
export async function readAuthorization(guard: GuardContext, parameters: Parameters): Promise<ReadAuthorization> {
  const text = parameter(parameters, 'request');
  if (text === null) {
    const target = parseRedirectTarget(parameters);
    return { target, object: null, request: () => parseAuthorizationRequest(parameters, target) };
  }
  try {
    const inside = await objectOf(guard, text, parameters);
    const target = parseRedirectTarget(inside);
    return { target, object: text, request: () => signedRequest(inside, target) };
  } catch (error) {
    if (!(error instanceof OAuthError) || !parameters.has('redirect_uri')) throw error;
    const request = (): never => {
      throw error;
    };
    return { target: parseRedirectTarget(parameters), object: text, request };
  }
}

/** What goes on: written anew, or the object as it is, for a signature holds for nothing else. */
export function authorizationParameters(
  request: AuthorizationRequest,
  object: string | null,
  permit: Permit,
  handle: string,
): readonly (readonly [name: string, value: string])[] {
  if (object === null) return authorizationRequestParameters(request, permit, handle);
  return [
    ['client_id', request.clientId],
    ['request', object],
  ];
}

async function objectOf(guard: GuardContext, text: string, parameters: Parameters): Promise<Parameters> {
  const { members } = await guard.authorizationServer.metadata();
  // Absent means that it isn't (OpenID Connect Discovery §3), and a server that doesn't read objects would read what is left.
  if (members['request_parameter_supported'] !== true)
    throw new OAuthError('request_not_supported', 'the parameter request is not supported');
  if (parameter(parameters, 'request_uri') !== null)
    throw new OAuthError('invalid_request', 'request and request_uri may not be used together (RFC 9101 section 5)');
  const clientId = requiredParameter(parameters, 'client_id');
  const about = { clientId, issuer: guard.issuer, now: secondsNow(guard) };
  return parseRequestObject(text, parameters, about).parameters;
}

function signedRequest(inside: Parameters, target: RedirectTarget): AuthorizationRequest {
  if ((target.state ?? '').length < MIN_STATE_LENGTH)
    throw new OAuthError(
      'invalid_request_object',
      `state in a request object must be new each time, and have ${MIN_STATE_LENGTH} characters at least`,
    );
  // The server would write the form, with a code in it that no guard has seen.
  if (target.responseMode === 'form_post')
    throw new OAuthError('unsupported_response_mode', 'a signed request is answered in the query');
  return parseAuthorizationRequest(inside, target);
}
