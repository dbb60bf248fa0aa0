import { randomBytes } from 'node:crypto';
import { type GrantRequest, indexOf } from '../../decision/index.ts';
import type { EntryId } from '../../ledger/index.ts';
import { type AuthorizationRequest, excessScopes, OAuthError, type RedirectTarget } from '../../oauth/index.ts';
import { type IdentifiedPolicy, type Requirement, registeredRedirectUri } from '../../policy/index.ts';
import type { Json } from '../../proof/index.ts';
import { keepAuthorization } from './authorization-requests.ts';
import { canaryFacts } from './canary.ts';
import { elevatedFacts } from './elevated.ts';
import { factsOfNow, type GuardContext, secondsNow, unavailable } from './guard-context.ts';
import { notIssuedDraft } from './issued-tokens.ts';
import { carriedHandle, isSpelledCarried } from './journal/carried-authorization.ts';
import { type Permit, type RecordedDecision, recordDecision } from './record-decision.ts';

const HANDLE_BYTES = 32;
/** Where a client's own state stands for a request on its way, nobody may guess or repeat one. */
export const MIN_STATE_LENGTH = 16;

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
  claims: readonly string[],
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
    ...(claims.length === 0 ? {} : { claims }),
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
 * Decides, makes the decision durable and keeps the request under a handle. That of a signed request, or of one whose answer is signed, is
 * the client's own state, for no other can be put there; and where the decision isn't what it asks for to the letter, it doesn't go on (RFC 9101 §6.3).
 *
 * @param manner the signed object, and in which of the ways it was asked that a policy may require.
 * @throws OAuthError the refusal, or `temporarily_unavailable`
 */
export async function decideAuthorization(
  guard: GuardContext,
  policy: IdentifiedPolicy,
  request: AuthorizationRequest,
  operation: string,
  { object, isPushed }: { readonly object: string | null; readonly isPushed: boolean },
): Promise<DecidedAuthorization> {
  const { members } = await guard.authorizationServer.metadata();
  if (request.claims !== null && members['claims_parameter_supported'] !== true)
    throw new OAuthError('invalid_request', 'the parameter claims is not supported');
  const ownState = object !== null || request.responseMode === 'query.jwt';
  if (request.responseMode === 'query.jwt') refuseUnsigned(request, members['response_modes_supported']);
  if (ownState && isSpelledCarried(request.state ?? ''))
    throw new OAuthError('invalid_request', 'a state of its own can not begin with carried.');
  const fulfils: Requirement[] = [];
  if (isPushed) fulfils.push('pushed_authorization_requests');
  if (object !== null) fulfils.push('signed_request_object');
  const claims = request.claims?.names ?? [];
  const asked = codeRequestOf(guard, request, claims, fulfils);
  // Who signs in isn't known yet: it is decided again when the code is exchanged.
  const drawn = canaryFacts(guard, policy, asked, null, factsOfNow(guard), [request.state, request.codeChallenge]);
  const facts = elevatedFacts(guard, policy, asked, drawn, undefined);
  const recorded = await recordDecision(guard, policy, asked, facts, operation, []);
  const about = { clientId: request.clientId, decision: recorded.id, operation };
  if (object !== null && recorded.permit.enforced) await refuseOtherwise(guard, request, recorded.permit, about);
  const handle = ownState ? (request.state ?? '') : randomBytes(HANDLE_BYTES).toString('base64url');
  const pending = {
    clientId: request.clientId,
    redirectUri: request.redirectUri,
    clientState: request.state,
    scopes: recorded.permit.scopes,
    resource: recorded.permit.resource,
    codeChallenge: request.codeChallenge,
    dpopJkt: request.dpopJkt,
    responseMode: request.responseMode,
    fulfils,
    claims,
    decision: recorded.id,
    operation,
    canary: recorded.facts.canary ?? null,
  };
  const fingerprint = guard.fingerprinter.of('authorization-handle', handle);
  let isNew: boolean;
  try {
    const kept = { secret: handle, fingerprint };
    isNew = await keepAuthorization(guard.store, kept, guard.issuer, pending, secondsNow(guard));
  } catch (cause) {
    guard.onFault(cause);
    // A handle that is the client's own state has no room for what the database would keep.
    const isCarried = !ownState && !recorded.permit.enforced && (await guard.journal?.isAway()) === true;
    const carried = isCarried ? carriedHandle(guard, pending, secondsNow(guard)) : null;
    if (carried === null) throw unavailable('the database does not answer', cause);
    return { recorded, handle: carried };
  }
  if (!isNew) {
    await endAsking(guard, about, object === null ? 'state_used' : 'request_object_used');
    const code = object === null ? 'invalid_request' : 'invalid_request_object';
    throw new OAuthError(code, 'a request with this state came before: each needs one of its own');
  }
  return { recorded, handle };
}

/**
 * An answer that the server signs has the client's own state in it, and can't be given another.
 *
 * @throws OAuthError `unsupported_response_mode`, `invalid_request`
 */
function refuseUnsigned({ state }: AuthorizationRequest, modes: Json | undefined): void {
  if (!Array.isArray(modes) || !modes.includes('query.jwt'))
    throw new OAuthError('unsupported_response_mode', 'this authorization server signs no answers');
  if ((state ?? '').length < MIN_STATE_LENGTH)
    throw new OAuthError(
      'invalid_request',
      `with this response mode state must be new each time, and have ${MIN_STATE_LENGTH} characters at least`,
    );
}

/** @throws OAuthError `invalid_scope`, `invalid_target`: it would have to be changed, and can't be. */
async function refuseOtherwise(
  guard: GuardContext,
  { scopes, resources }: AuthorizationRequest,
  permit: Permit,
  about: Asking,
): Promise<void> {
  // An omitted scope is the server's to fill in, and what was asked for can't be made less.
  if (scopes === null || excessScopes(scopes, permit.scopes).length > 0) {
    await endAsking(guard, about, 'scope_exceeds_decision');
    throw new OAuthError('invalid_scope', 'a signed request must name its scopes, and can not be narrowed');
  }
  if ((resources[0] ?? null) !== permit.resource) {
    await endAsking(guard, about, 'audience_differs');
    throw new OAuthError(
      'invalid_target',
      'a signed request must name the resource of its scopes (RFC 8707 section 2)',
    );
  }
}

interface Asking {
  readonly clientId: string;
  readonly decision: EntryId;
  readonly operation: string;
}

/** Closes a decision whose request doesn't go on. */
async function endAsking(guard: GuardContext, about: Asking, error: string): Promise<void> {
  const draft = notIssuedDraft(guard, { ...about, grantId: null, outcome: 'refused', error });
  await guard.writer.append({ drafts: [draft] }).catch(guard.onFault);
}
