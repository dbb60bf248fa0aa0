import type { ServerResponse } from 'node:http';
import type { Decision, ReasonCode, UseRequest } from '../../decision/index.ts';
import { errorText, formatBearerChallenge, type OAuthErrorCode } from '../../oauth/index.ts';

/** A request that doesn't pass, and what its caller is told. */
export interface Refusal {
  readonly status: number;
  readonly error: string;
  readonly description: string;
  /** `WWW-Authenticate` (RFC 6750 §3); null where no token would help. */
  readonly challenge: string | null;
  readonly allowed?: readonly string[];
}

const RETRY_SECONDS = 1;

/** Words of the guard's own for why a request has no token that can be judged; also what they are counted by. */
export type StrangerReason =
  | 'path_unknown'
  | 'method_unknown'
  | 'credentials_missing'
  | 'request_ambiguous'
  | 'too_many_calls';

export const PATH_UNKNOWN: Refusal = {
  status: 404,
  error: 'not_found',
  description: 'there is no operation at this path',
  challenge: null,
};

export function methodUnknown(allowed: readonly string[]): Refusal {
  return {
    status: 405,
    error: 'method_not_allowed',
    description: 'there is no operation with this method at this path',
    challenge: null,
    allowed,
  };
}

/** No error code in the challenge: nothing was wrong but that nothing was presented (RFC 6750 §3.1). */
export function credentialsMissing(realm: string): Refusal {
  return {
    status: 401,
    error: 'unauthorized',
    description: 'a bearer token is needed',
    challenge: formatBearerChallenge({ realm }),
  };
}

export function requestAmbiguous(realm: string, description: string): Refusal {
  return bearerRefusal(400, realm, 'invalid_request', description);
}

export function tokenInvalid(realm: string, description: string): Refusal {
  return bearerRefusal(401, realm, 'invalid_token', description);
}

export const TOO_MANY_CALLS: Refusal = {
  status: 429,
  error: 'too_many_requests',
  description: 'too many calls of this client are under way',
  challenge: null,
};

export function notAvailable(description: string): Refusal {
  return { status: 503, error: 'temporarily_unavailable', description, challenge: null };
}

/** What a refused decision says to the caller (RFC 6750 §3.1). */
export function decisionRefusal(realm: string, decision: Decision, request: UseRequest): Refusal {
  if (decision.error === 'temporarily_unavailable')
    return notAvailable('the guard has not heard from the ledger and could have missed a revocation');
  if (decision.error !== 'insufficient_scope')
    return tokenInvalid(realm, SENTENCES[decision.reason ?? 'token_missing'] ?? 'the token may not be used');
  if (decision.reason === 'scope_out_of_policy') {
    const scopes = decision.withheld.map(({ scope }) => scope).join(', ');
    return bearerRefusal(403, realm, 'insufficient_scope', `the policy does not allow this client ${scopes}`);
  }
  return decision.missing === null
    ? bearerRefusal(
        403,
        realm,
        'insufficient_scope',
        `${request.operation} needs a scope that this client may not hold`,
      )
    : bearerRefusal(
        403,
        realm,
        'insufficient_scope',
        `${request.operation} needs ${decision.missing.join(' and ')}`,
        decision.missing,
      );
}

const SENTENCES: Partial<Record<ReasonCode, string>> = {
  issuer_unknown: 'the token is from an issuer that is not known here',
  client_unknown: 'the client of the token is not known here',
  client_expired: 'the client of the token has expired',
  token_expired: 'the token has expired',
  token_revoked: 'the token has been revoked',
  token_unrecorded: 'the token was not issued through the guard',
  adoption_window_over: 'the token is from before this authorization server was guarded, and those are no longer taken',
  token_of_other_audience: 'the token is for another resource server',
};

function bearerRefusal(
  status: number,
  realm: string,
  error: OAuthErrorCode,
  description: string,
  scopes: readonly string[] = [],
): Refusal {
  const challenge = formatBearerChallenge({ realm, error, errorDescription: description, scopes });
  return { status, error, description, challenge };
}

/** Answers with a refusal, which no cache keeps. */
export function sendRefusal(
  response: ServerResponse,
  { status, error, description, challenge, allowed }: Refusal,
): void {
  const body = JSON.stringify({ error, error_description: errorText(description) });
  // What is still to come of a body that nobody reads must not be taken for the next request.
  if (!response.req.complete) response.setHeader('connection', 'close');
  if (challenge !== null) response.setHeader('www-authenticate', challenge);
  if (allowed !== undefined) response.setHeader('allow', allowed.join(', '));
  if (status === 503 || status === 429) response.setHeader('retry-after', String(RETRY_SECONDS));
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
