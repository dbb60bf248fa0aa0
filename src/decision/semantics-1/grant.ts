import { type Client, type Requirement, registeredRedirectUri } from '../../policy/index.ts';
import { decidedBy, elevationFor } from '../elevations.ts';
import { modeBy } from '../mode.ts';
import { highestRisk, type IndexedClient, type IndexedScope, type PolicyIndex, scopeIn } from '../policy-index.ts';
import { mayHold } from '../scope-algebra.ts';
import type { ActiveElevation, Decision, Facts, GrantRequest, PriorGrant, ReasonCode, Withheld } from '../types.ts';
import { assertionLapse, exceedsAssertion, isAsserted } from './assertion.ts';
import { exchangeLapse, isExchange } from './exchange.ts';

const NOTHING: readonly string[] = [];

/**
 * Decides a request for scopes. In order: is the client one that may ask like this at all, does an earlier grant allow it, what
 * of the scopes may it hold, and for which single resource server. What may be held and what was asked for decide the outcome.
 */
export function decideGrant(index: PolicyIndex, request: GrantRequest, facts: Facts): Decision {
  const issuer = index.issuers.get(request.issuer);
  if (issuer === undefined) return refusal(index, request, 'enforce', 'issuer_unknown', 'invalid_client');
  const found = index.clients.get(request.issuer)?.get(request.clientId);
  const mode = modeBy(found?.client ?? issuer, facts.canary);
  if (found === undefined) return refusal(index, request, mode, 'client_unknown', 'invalid_client');

  const refuse = (reason: ReasonCode, error: string, withheld: readonly Withheld[] = []): Decision =>
    refusal(index, request, mode, reason, error, withheld);

  if (facts.time >= found.expiresAt) return refuse('client_expired', 'unauthorized_client');
  if (!found.client.grantTypes.includes(request.grantType))
    return refuse('grant_type_not_allowed', 'unauthorized_client');
  if (request.redirectUri !== null && registeredRedirectUri(found.client, request.redirectUri) === null)
    return refuse('redirect_uri_not_registered', 'invalid_request');

  const prior = facts.priorGrant;
  const unmet = unmetBy(found.client, request, prior);
  if (unmet !== null) return refuse(unmet, 'invalid_request');
  if (request.claims?.some((claim) => found.client.claims?.includes(claim) !== true) === true)
    return refuse('claim_not_allowed', 'invalid_request');
  if (isExchange(request)) {
    const lapse = exchangeLapse(found.client, request, facts);
    // RFC 8693 §2.2.2: whatever is wrong with either token is `invalid_request`.
    if (lapse !== null) return refuse(lapse, 'invalid_request');
  } else {
    const lapse = isAsserted(request) ? assertionLapse(found.client, request, facts) : lapseOf(request, prior);
    if (lapse !== null) return refuse(lapse, 'invalid_grant');
  }

  const target = request.resources[0] ?? prior?.resource ?? null;
  if (request.resources.length > 1) return refuse('resource_ambiguous', 'invalid_target');
  if (target !== null && !index.audiences.has(target)) return refuse('resource_unknown', 'invalid_target');
  const { resources: meant = null } = facts.assertion ?? {};
  const isElsewhere = meant !== null && target !== null && !meant.includes(target);
  if ((prior !== null && target !== prior.resource) || isElsewhere)
    return refuse('resource_not_granted', 'invalid_target');

  const asked = request.scopes ?? prior?.scopes ?? facts.assertion?.scopes ?? found.client.defaultScopes;
  if (asked === null) return refuse('scope_omitted_without_default', 'invalid_scope');

  const allowed: string[] = [];
  const withheld: Withheld[] = [];
  const audiences = new Set<string>();
  const elevations: ActiveElevation[] = [];
  let maxTtlSeconds = found.client.maxTtlSeconds;
  for (const scope of asked) {
    const known = scopeIn(index, scope);
    const elevation =
      facts.elevations === undefined || mayHold(index, found, found.standing, scope, facts.time)
        ? null
        : elevationFor(index, found, facts, scope);
    const reason =
      withholding(index, found, prior, target, scope, known, facts.time, elevation) ??
      (exceedsAssertion(found.client, facts, scope) ? 'scope_exceeds_assertion' : beyondGrantType(request, known));
    if (reason !== null || known === undefined) {
      withheld.push({ scope, reason: reason ?? 'scope_unknown' });
      continue;
    }
    allowed.push(scope);
    if (elevation !== null) elevations.push(elevation);
    if (known.audience !== null) audiences.add(known.audience);
    maxTtlSeconds = Math.min(maxTtlSeconds, known.maxTtlSeconds);
  }
  if (audiences.size > 1) return refuse('resource_ambiguous', 'invalid_target', withheld);
  if (meant !== null && ![...audiences].every((audience) => meant.includes(audience)))
    return refuse('resource_not_granted', 'invalid_target', withheld);

  // A client that asked for nothing in particular didn't ask for too much: what the policy took back meanwhile is left out of
  // a refresh, and the refresh goes on (RFC 6749 §6).
  const narrows = found.client.overBroad === 'narrow' || request.scopes === null;
  if (allowed.length === 0) return refuse('nothing_left', 'invalid_scope', withheld);
  const first = withheld[0];
  if (first !== undefined && !narrows) return refuse(first.reason, 'invalid_scope', withheld);

  const [resource = null] = audiences;
  const elevation = decidedBy(elevations);
  return {
    semantics: 1,
    outcome: first === undefined ? 'permit' : 'narrow',
    mode,
    scopes: allowed,
    withheld,
    reason: null,
    error: null,
    resource,
    maxTtlSeconds,
    risk: highestRisk(index, allowed),
    missing: null,
    ...(elevation === null ? {} : { elevation }),
    ...(found.client.virtualExpiry === true ? { virtualExpiry: true } : {}),
  };
}

const UNMET: Readonly<Record<Requirement, ReasonCode>> = {
  dpop: 'proof_missing',
  pushed_authorization_requests: 'request_not_pushed',
  signed_request_object: 'request_not_signed',
};

/** Grants whose scopes are decided where a code to poll with is given: its polls bring that grant. */
const POLLED: ReadonlySet<string> = new Set([
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:openid:params:grant-type:ciba',
]);

/** What the client is required to do and didn't. Each holds at one endpoint: a code's request pushed or signed, a token's with its proof. */
function unmetBy(client: Client, { grantType, fulfils }: GrantRequest, prior: PriorGrant | null): ReasonCode | null {
  const isForCode = grantType === 'authorization_code' && prior === null;
  const isForToken = !isForCode && (prior !== null || !POLLED.has(grantType));
  const unmet = client.requires?.find(
    (one) => (one === 'dpop' ? isForToken : isForCode) && fulfils?.includes(one) !== true,
  );
  return unmet === undefined ? null : UNMET[unmet];
}

function lapseOf(request: GrantRequest, prior: PriorGrant | null): ReasonCode | null {
  if (prior === null) return request.grantType === 'refresh_token' ? 'grant_missing' : null;
  if (prior.clientId !== request.clientId) return 'grant_of_other_client';
  return prior.revoked ? 'grant_revoked' : null;
}

function withholding(
  index: PolicyIndex,
  found: IndexedClient,
  prior: PriorGrant | null,
  target: string | null,
  scope: string,
  known: IndexedScope | undefined,
  time: number,
  elevation: ActiveElevation | null,
): ReasonCode | null {
  if (known === undefined || known.definition.issuers?.includes(found.client.issuer) === false) return 'scope_unknown';
  if (time >= known.endsAt) return 'scope_replaced';
  if (prior !== null && !prior.scopes.includes(scope)) return 'scope_exceeds_grant';
  if (elevation === null && !mayHold(index, found, found.standing, scope, time))
    return mayHold(index, found, found.eligible, scope, time)
      ? 'scope_needs_elevation'
      : 'scope_not_allowed_for_client';
  return target !== null && known.audience !== null && known.audience !== target ? 'scope_of_other_resource' : null;
}

/**
 * Who types in a device's code can't see which device it is of (RFC 8628 §5.4), so what it gives has to be of low risk. No request of this
 * grant type was ever decided by a guard before this was asked.
 */
function beyondGrantType({ grantType }: GrantRequest, known: IndexedScope | undefined): ReasonCode | null {
  const isRisky = known !== undefined && known.definition.risk !== 'low';
  return isRisky && grantType === 'urn:ietf:params:oauth:grant-type:device_code' ? 'scope_too_risky_for_device' : null;
}

function refusal(
  index: PolicyIndex,
  request: GrantRequest,
  mode: Decision['mode'],
  reason: ReasonCode,
  error: string,
  withheld: readonly Withheld[] = [],
): Decision {
  return {
    semantics: 1,
    outcome: 'refuse',
    mode,
    scopes: NOTHING,
    withheld,
    reason,
    error,
    resource: null,
    maxTtlSeconds: 0,
    risk: highestRisk(index, request.scopes ?? NOTHING),
    missing: null,
  };
}
