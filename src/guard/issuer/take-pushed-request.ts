import { decide } from '../../decision/index.ts';
import type { EntryId } from '../../ledger/index.ts';
import {
  excessScopes,
  OAuthError,
  type Parameters,
  parameter,
  type RedirectTarget,
  requiredParameter,
} from '../../oauth/index.ts';
import type { IdentifiedPolicy } from '../../policy/index.ts';
import { codeRequestOf } from './authorization-asked.ts';
import { type PendingAuthorization, pendingAuthorization } from './authorization-requests.ts';
import { canaryFacts } from './canary.ts';
import { elevatedFacts } from './elevated.ts';
import { factsOfNow, type GuardContext, secondsNow, unavailable } from './guard-context.ts';
import { notIssuedDraft } from './issued-tokens.ts';
import { takePushedRequest } from './pushed-requests.ts';
import { recordDecision } from './record-decision.ts';

/** An authorization request by reference, as it comes. */
export interface PushedReference {
  readonly clientId: string;
  readonly requestUri: string;
}

/** A pushed request that was brought, and is spent. */
export interface TakenRequest extends PushedReference {
  readonly target: RedirectTarget;
  readonly decision: EntryId;
  readonly operation: string;
  /** @throws OAuthError where the policy of now permits less than it did when the request was pushed. */
  decideAgain(policy: IdentifiedPolicy): Promise<void>;
}

/**
 * The reference to a pushed request, where the parameters have one. What stands beside it is nobody's: it is read no further
 * (RFC 9126 §4, RFC 9101 §5). Null for every other request, one with an address of its own as `request_uri` among them.
 *
 * @throws OAuthError `invalid_request`
 */
export function pushedRequestOf(parameters: Parameters): PushedReference | null {
  const requestUri = parameter(parameters, 'request_uri');
  if (requestUri === null || !/^urn:/i.test(requestUri)) return null;
  return { clientId: requiredParameter(parameters, 'client_id'), requestUri };
}

/**
 * Takes a pushed request, once over all guards. One that no guard gave out was pushed past them, or is made up, or was taken before: no
 * address is known then to which that could be told.
 *
 * @throws OAuthError `invalid_request_uri`, `temporarily_unavailable`
 */
export async function takeRequest(
  guard: GuardContext,
  { clientId, requestUri }: PushedReference,
): Promise<TakenRequest> {
  const pending = await takenPending(guard, clientId, requestUri);
  if (pending === null) {
    guard.strangers.count('authorization', 'request_uri_unknown');
    throw new OAuthError('invalid_request_uri', 'the request_uri is unknown, over, used or of another client');
  }
  const { redirectUri, clientState, responseMode, decision, operation } = pending;
  return {
    clientId,
    requestUri,
    target: { clientId, redirectUri, state: clientState, responseMode },
    decision,
    operation,
    decideAgain: (policy) => decideAgain(guard, policy, pending),
  };
}

async function takenPending(
  guard: GuardContext,
  clientId: string,
  requestUri: string,
): Promise<PendingAuthorization | null> {
  const { store, issuer, fingerprinter } = guard;
  const reference = { secret: requestUri, fingerprint: fingerprinter.of('request-uri', requestUri) };
  const now = secondsNow(guard);
  try {
    const secret = await takePushedRequest(store, reference, { issuer, clientId }, now);
    if (secret === null) return null;
    const handle = { secret, fingerprint: fingerprinter.of('authorization-handle', secret) };
    return await pendingAuthorization(store, handle, issuer, now);
  } catch (cause) {
    guard.onFault(cause);
    throw unavailable('the database does not answer', cause);
  }
}

/**
 * The server has the request as it was decided, and can't be told of less. Where the policy, or the end of an elevation, took something
 * back since, that is recorded and nothing goes on.
 */
async function decideAgain(
  guard: GuardContext,
  policy: IdentifiedPolicy,
  pending: PendingAuthorization,
): Promise<void> {
  const { clientId, redirectUri, scopes, resource, operation, fulfils, claims, canary } = pending;
  const resources = resource === null ? [] : [resource];
  const asked = codeRequestOf(guard, { clientId, redirectUri, scopes, resources }, claims, fulfils);
  const drawn = canaryFacts(guard, policy, asked, canary, factsOfNow(guard));
  const facts = elevatedFacts(guard, policy, asked, drawn, undefined);
  const decision = decide(policy, asked, facts);
  if (decision.mode === 'observe' || excessScopes(scopes, decision.scopes).length === 0) return;
  const { id } = await recordDecision(guard, policy, asked, facts, operation, [pending.decision]);
  const draft = notIssuedDraft(guard, {
    ...{ clientId, grantId: null, operation, decision: id },
    ...{ outcome: 'refused', error: 'scope_exceeds_decision' },
  });
  await guard.writer.append({ drafts: [draft] }).catch(guard.onFault);
  throw new OAuthError('invalid_scope', 'the policy has changed since this request was pushed: push it again');
}
