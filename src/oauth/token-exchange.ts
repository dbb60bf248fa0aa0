import { resourcesOf, scopesOf } from './asked-scopes.ts';
import { ACCESS_TOKEN_TYPE, TOKEN_EXCHANGE } from './grant-types.ts';
import { OAuthError } from './oauth-error.ts';
import { type Parameters, parameter, requiredParameter } from './parameters.ts';

/** A token exchange (RFC 8693 §2.1) of an access token for an access token. */
export interface ExchangeTokenRequest {
  readonly grantType: typeof TOKEN_EXCHANGE;
  /** Secret, as is `actorToken`: never logged. */
  readonly subjectToken: string;
  /** Null where nobody is named who acts. */
  readonly actorToken: string | null;
  /** Sorted, each once; null where none is asked for. */
  readonly scopes: readonly string[] | null;
  /** What `resource` and `audience` name, sorted, each once: a token is for one resource server, whichever way it is named. */
  readonly resources: readonly string[];
  /** How the client named it, and so how the server is asked. */
  readonly namedBy: readonly ('resource' | 'audience')[];
}

/**
 * Reads a token exchange. Only access tokens go in and come out: a refresh token or an ID token as a subject would make more of it than
 * it is, and what comes back has to be comparable with the decision.
 *
 * @throws OAuthError `invalid_request`, `invalid_scope`, `invalid_target`
 */
export function parseExchange(parameters: Parameters): ExchangeTokenRequest {
  const subjectToken = requiredParameter(parameters, 'subject_token');
  requireAccessToken(parameters, 'subject_token_type', true);
  const actorToken = parameter(parameters, 'actor_token');
  // RFC 8693 §2.1: the one isn't there without the other.
  if (actorToken === null && parameters.has('actor_token_type'))
    throw new OAuthError('invalid_request', 'actor_token_type stands without actor_token');
  if (actorToken !== null) requireAccessToken(parameters, 'actor_token_type', true);
  requireAccessToken(parameters, 'requested_token_type', false);
  const audience = parameter(parameters, 'audience');
  if (audience !== null && !/^[\x21-\x7e]+$/.test(audience))
    throw new OAuthError('invalid_target', 'audience holds characters that no audience has');
  const resources = resourcesOf(parameters);
  return {
    grantType: TOKEN_EXCHANGE,
    subjectToken,
    actorToken,
    scopes: scopesOf(parameters),
    resources: [...new Set([...resources, ...(audience === null ? [] : [audience])])].sort(),
    namedBy: [
      ...(audience === null || resources.length > 0 ? ['resource' as const] : []),
      ...(audience === null ? [] : ['audience' as const]),
    ],
  };
}

/** The parameters of the exchange's own, written anew. */
export function exchangeParameters(request: ExchangeTokenRequest): readonly (readonly [name: string, value: string])[] {
  return [
    ['subject_token', request.subjectToken],
    ['subject_token_type', ACCESS_TOKEN_TYPE],
    ...(request.actorToken === null
      ? []
      : [['actor_token', request.actorToken] as const, ['actor_token_type', ACCESS_TOKEN_TYPE] as const]),
    ['requested_token_type', ACCESS_TOKEN_TYPE],
  ];
}

function requireAccessToken(parameters: Parameters, name: string, isRequired: boolean): void {
  const type = isRequired ? requiredParameter(parameters, name) : parameter(parameters, name);
  if (type !== null && type !== ACCESS_TOKEN_TYPE)
    throw new OAuthError('invalid_request', `${name} has to be ${ACCESS_TOKEN_TYPE}`);
}
