import { randomBytes } from 'node:crypto';
import { type GrantRequest, indexOf } from '../../decision/index.ts';
import { type AuthorizationRequest, OAuthError, type RedirectTarget } from '../../oauth/index.ts';
import { type IdentifiedPolicy, type Requirement, registeredRedirectUri } from '../../policy/index.ts';
import { keepAuthorization } from './authorization-requests.ts';
import { canaryFacts } from './canary.ts';
import { elevatedFacts } from './elevated.ts';
import { factsOfNow, type GuardContext, secondsNow, unavailable } from './guard-context.ts';
import { type RecordedDecision, recordDecision } from './record-decision.ts';

const HANDLE_BYTES = 32;

/** What a request is answered whose client or redirect URI nobody has confirmed. */
export function notRegistered(): OAuthError {
  return new OAuthError('invalid_request', 'the client or its redirect URI is not registered');
}

/**
 * Whether answers may go to the redirect URI. Where the client is only observed, what isn't in the policy passes on, and the
 * authorization server judges it; but the guard itself then redirects nowhere.
 *
 * @throws OAuthError `invalid_request`
 */
export function confirmTarget(guard: GuardContext, policy: IdentifiedPolicy, target: RedirectTarget): boolean {
  const index = indexOf(policy);
  const client = index.clients.get(guard.issuer)?.get(target.clientId)?.client;
  if (client !== undefined && registeredRedirectUri(client, target.redirectUri) !== null) return true;
  if ((client?.mode ?? index.issuers.get(guard.issuer)?.mode) === 'observe') return false;
  guard.strangers.count('authorization', client === undefined ? 'client_unknown' : 'redirect_uri_not_registered');
  throw notRegistered();
}

/** The question that a request for a code puts to the policy. `fulfils`: in which of the ways that it may require. */
export function codeRequestOf(
  guard: GuardContext,
  request: Pick<AuthorizationRequest, 'clientId' | 'redirectUri' | 'scopes' | 'resources'>,
  fulfils: readonly Requirement[],
): GrantRequest {
  return {
    kind: 'grant',
    issuer: guard.issuer,
    clientId: request.clientId,
    grantType: 'authorization_code',
    scopes: request.scopes,
    resources: request.resources,
    redirectUri: request.redirectUri,
    ...(fulfils.length === 0 ? {} : { fulfils }),
  };
}

/** An authorization request that may go on, under its handle. */
export interface DecidedAuthorization {
  readonly recorded: RecordedDecision;
  /** What goes upstream as `state`. */
  readonly handle: string;
}

/**
 * Decides, makes the decision durable and keeps the request under a handle.
 *
 * @throws OAuthError the refusal, or `temporarily_unavailable`
 */
export async function decideAuthorization(
  guard: GuardContext,
  policy: IdentifiedPolicy,
  request: AuthorizationRequest,
  operation: string,
  fulfils: readonly Requirement[] = [],
): Promise<DecidedAuthorization> {
  const asked = codeRequestOf(guard, request, fulfils);
  // Who signs in isn't known yet: it is decided again when the code is exchanged.
  const drawn = canaryFacts(guard, policy, asked, null, factsOfNow(guard), [request.state, request.codeChallenge]);
  const facts = elevatedFacts(guard, policy, asked, drawn, undefined);
  const recorded = await recordDecision(guard, policy, asked, facts, operation, []);
  const handle = randomBytes(HANDLE_BYTES).toString('base64url');
  const pending = {
    clientId: request.clientId,
    redirectUri: request.redirectUri,
    clientState: request.state,
    scopes: recorded.permit.scopes,
    resource: recorded.permit.resource,
    codeChallenge: request.codeChallenge,
    dpopJkt: request.dpopJkt,
    responseMode: null,
    fulfils,
    decision: recorded.id,
    operation,
    canary: recorded.facts.canary ?? null,
  };
  const fingerprint = guard.fingerprinter.of('authorization-handle', handle);
  try {
    await keepAuthorization(guard.store, { secret: handle, fingerprint }, guard.issuer, pending, secondsNow(guard));
  } catch (cause) {
    guard.onFault(cause);
    throw unavailable('the database does not answer', cause);
  }
  return { recorded, handle };
}
