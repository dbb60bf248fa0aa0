import { decide, type Facts, type GrantRequest, isRefused } from '../../decision/index.ts';
import { excessScopes, OAuthError } from '../../oauth/index.ts';
import type { IdentifiedPolicy } from '../../policy/index.ts';
import type { AccessToken } from '../../tokens/index.ts';
import type { GuardContext } from './guard-context.ts';
import { subjectOf } from './issued-tokens.ts';
import type { PresentedGrant } from './presented-grant.ts';
import { type RecordedDecision, recordDecision } from './record-decision.ts';

/**
 * Facts with the client's active elevations, where a scope is asked for that only an elevation can give; else as they are, so that
 * a decision names elevations only where they are a matter of it.
 *
 * @param subject pseudonym of whom the client acts for; null: for itself; undefined: nobody knows yet, and any elevation counts
 */
export function elevatedFacts(
  guard: GuardContext,
  policy: IdentifiedPolicy,
  request: GrantRequest,
  facts: Facts,
  subject: string | null | undefined,
): Facts {
  const active = guard.elevations
    .activeOf(guard.issuer, request.clientId, facts.time)
    .filter((one) => subject === undefined || one.subject === subject);
  if (active.length === 0) return facts;
  const { withheld } = decide(policy, request, facts);
  if (!withheld.some(({ reason }) => reason === 'scope_needs_elevation')) return facts;
  return { ...facts, elevations: active, ...(subject === undefined ? {} : { subject }) };
}

/**
 * The decision that counts for the token that was issued. Where it took an elevation before anybody knew whom the token is for, it is
 * made, and recorded, again with whom the token names: an elevation is for one person, and whoever signs in is known only now.
 * `isForSubject` is false where it permits less: then nothing may be released.
 */
export async function decidedForSubject(
  about: {
    readonly guard: GuardContext;
    readonly policy: IdentifiedPolicy;
    readonly claimed: { readonly clientId: string };
    readonly operation: string;
    readonly grant: PresentedGrant;
    readonly recorded: RecordedDecision;
  },
  accessToken: AccessToken | null,
): Promise<{ readonly recorded: RecordedDecision; readonly isForSubject: boolean }> {
  const { guard, policy, claimed, operation, grant, recorded } = about;
  const { request, facts } = recorded;
  if (recorded.permit.elevation === null || facts.subject !== undefined) return { recorded, isForSubject: true };
  const { clientId } = claimed;
  const subject =
    accessToken === null ? null : subjectOf(guard, { grantType: request.grantType, clientId, accessToken });
  const known: Facts = { ...facts, subject };
  const after = [recorded.id, ...grant.after];
  try {
    const again = await recordDecision(guard, policy, request, known, operation, after);
    // The server was asked for what isn't left now: a code's exchange asks for no scope, so that it is narrowed and not refused.
    const isForSubject = excessScopes(recorded.permit.scopes, again.permit.scopes).length === 0;
    return { recorded: again, isForSubject };
  } catch (error) {
    // Refused, or it can't be recorded: the token exists, and is taken back in either case.
    if (!(error instanceof OAuthError)) throw error;
    if (!isRefused(decide(policy, request, known))) guard.onFault(error);
    return { recorded, isForSubject: false };
  }
}
