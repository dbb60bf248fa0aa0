import type { Mode } from '../../policy/index.ts';
import { elevationsOfUse } from '../elevations.ts';
import { modeBy } from '../mode.ts';
import { highestRisk, type IndexedClient, type PolicyIndex, scopeIn } from '../policy-index.ts';
import { carriersOf, empowers, hasEnded, mayHold } from '../scope-algebra.ts';
import type { Decision, Facts, PresentedToken, ReasonCode, UseRequest, Withheld } from '../types.ts';

/**
 * Decides the use of a token at an operation. What is wrong with the token itself (its end, its revocation, its audience) is
 * refused in both modes; what only the policy says is refused in `enforce` alone.
 */
export function decideUse(index: PolicyIndex, request: UseRequest, facts: Facts): Decision {
  const risk = highestRisk(index, request.required.flat());
  const refuse = (mode: Mode, reason: ReasonCode, error: string, rest: Partial<Decision> = {}): Decision => ({
    semantics: 1,
    outcome: 'refuse',
    mode,
    scopes: [],
    withheld: [],
    reason,
    error,
    resource: null,
    maxTtlSeconds: 0,
    risk,
    missing: null,
    ...rest,
  });

  const issuer = index.issuers.get(request.issuer);
  if (issuer === undefined) return refuse('enforce', 'issuer_unknown', 'invalid_token');
  const token = facts.token;
  const fault = faultOf(token, request, facts);
  if (token === null || fault !== null) return refuse('enforce', fault ?? 'token_missing', 'invalid_token');

  const found = index.clients.get(request.issuer)?.get(request.clientId);
  const mode = modeBy(found?.client ?? issuer, facts.canary);
  const unrecorded =
    token.recorded || index.policy.limits.unrecordedTokens !== 'refuse' ? null : unrecordedFault(token, facts);
  if (unrecorded !== null) return refuse(mode, unrecorded, 'invalid_token');
  if (found === undefined) return refuse(mode, 'client_unknown', 'invalid_token');
  if (facts.time >= found.expiresAt) return refuse(mode, 'client_expired', 'invalid_token');
  const { maxStaleSeconds, maxStaleHighRiskSeconds } = index.policy.limits;
  if (
    facts.feedSilentSeconds !== null &&
    facts.feedSilentSeconds > (risk === 'low' ? maxStaleSeconds : maxStaleHighRiskSeconds)
  )
    return refuse(mode, 'feed_stale', 'temporarily_unavailable');

  const held = new Set(token.scopes);
  const permit = (passed: readonly string[], rest: Partial<Decision> = {}): Decision => ({
    semantics: 1,
    outcome: 'permit',
    mode,
    scopes: passed,
    withheld: [],
    reason: null,
    error: null,
    resource: request.audience,
    maxTtlSeconds: 0,
    risk: highestRisk(index, passed),
    missing: null,
    ...rest,
  });
  const passed = request.required.find((all) => all.every((scope) => empowers(index, found, held, scope, facts.time)));
  if (passed !== undefined) return permit(passed);
  if (facts.elevations !== undefined)
    for (const all of request.required) {
      const elevation = elevationsOfUse(index, found, held, all, facts);
      if (elevation !== null) return permit(all, { elevation });
    }

  // The token was given when the policy still allowed it, or round the guard: it isn't worth a step-up, only a refusal.
  const outgrown = request.required.find((all) => all.every((scope) => carriersOf(index, held, scope).length > 0));
  if (outgrown !== undefined)
    return refuse(mode, 'scope_out_of_policy', 'insufficient_scope', {
      withheld: withheldOf(index, found, held, outgrown, facts.time),
    });
  return refuse(mode, 'scope_insufficient', 'insufficient_scope', {
    missing: attainable(index, request, held, found, facts.time),
  });
}

function faultOf(token: PresentedToken | null, request: UseRequest, facts: Facts): ReasonCode | null {
  if (token === null) return 'token_missing';
  if (facts.time >= token.expiresAt) return 'token_expired';
  if (token.revoked) return 'token_revoked';
  return token.audiences.includes(request.audience) ? null : 'token_of_other_audience';
}

/** A token without a birth is good for as long as it is provably from before the adoption, and its window is open. */
function unrecordedFault({ adoption, expiresAt }: PresentedToken, { time }: Facts): ReasonCode | null {
  if (adoption === undefined) return 'token_unrecorded';
  const { from, before, endsAt, issuedAt, maxLifeSeconds } = adoption;
  if ((from !== null && issuedAt < from) || (before !== null && issuedAt >= before)) return 'token_unrecorded';
  // Its end can't be moved without its beginning: one that was dated back would have lived too long.
  if (maxLifeSeconds !== null && expiresAt - issuedAt > maxLifeSeconds) return 'token_unrecorded';
  return endsAt !== null && time >= endsAt ? 'adoption_window_over' : null;
}

/** Of each needed scope that isn't empowered to: why not the one that the token has for it. */
function withheldOf(
  index: PolicyIndex,
  found: IndexedClient,
  held: ReadonlySet<string>,
  scopes: readonly string[],
  time: number,
): Withheld[] {
  const withheld: Withheld[] = [];
  for (const needed of scopes) {
    if (empowers(index, found, held, needed, time)) continue;
    const [scope = needed] = carriersOf(index, held, needed);
    withheld.push({ scope, reason: reasonFor(index, found, scope, time) });
  }
  return withheld;
}

function reasonFor(index: PolicyIndex, found: IndexedClient, scope: string, time: number): ReasonCode {
  if (scopeIn(index, scope) === undefined) return 'scope_unknown';
  if (hasEnded(index, scope, time)) return 'scope_replaced';
  return mayHold(index, found, found.eligible, scope, time) ? 'scope_needs_elevation' : 'scope_not_allowed_for_client';
}

/** The alternative to name in a challenge: one that the client may hold, the fewest scopes away; null invites to nothing. */
function attainable(
  index: PolicyIndex,
  request: UseRequest,
  held: ReadonlySet<string>,
  found: IndexedClient,
  time: number,
): readonly string[] | null {
  const isAttainable = (scope: string): boolean =>
    !hasEnded(index, scope, time) &&
    (mayHold(index, found, found.standing, scope, time) || mayHold(index, found, found.eligible, scope, time));
  let best: readonly string[] | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (const all of request.required) {
    if (!all.every(isAttainable)) continue;
    const lacking = all.reduce((count, scope) => count + (carriersOf(index, held, scope).length > 0 ? 0 : 1), 0);
    if (lacking < fewest) {
      best = all;
      fewest = lacking;
    }
  }
  return best;
}
