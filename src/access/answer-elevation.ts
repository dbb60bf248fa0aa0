import { randomUUID } from 'node:crypto';
import {
  awaitsReview,
  bar,
  demandsOf,
  type Elevation,
  type ElevationActor,
  isEligibleStill,
  isEnough,
  merged,
  type ReviewVerdict,
  stateOf,
  teamsOf,
} from '../elevation/index.ts';
import type { EntryId } from '../ledger/index.ts';
import type { IdentifiedPolicy, PersonId } from '../policy/index.ts';
import type { Json } from '../proof/index.ts';
import type { RevocationContext } from '../revocation/index.ts';
import { AccessError } from './access-error.ts';
import { append, elevationDraft } from './elevation-entry.ts';
import { knownElevation } from './request-elevation.ts';

export interface ElevationAnswer {
  readonly id: EntryId;
  readonly policy: IdentifiedPolicy;
  readonly after: readonly EntryId[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** How somebody's yes is proven. */
export interface ApprovalProof {
  readonly person: PersonId;
  readonly proof: 'note' | 'session';
  /** What they signed; null where they were signed in. */
  readonly note: string | null;
}

/**
 * Why an elevation can't be approved by somebody now; null where it can. Asked before anybody signs anything, and again by `approveElevation`.
 *
 * @throws AccessError `not_found`
 */
export async function approvalProblem(
  context: RevocationContext,
  { id, policy, now }: Pick<ElevationAnswer, 'id' | 'policy' | 'now'>,
  person: PersonId,
): Promise<AccessError | null> {
  const elevation = await knownElevation(context, id);
  const closed = closedBecause(elevation, policy, context.issuer, now);
  if (closed !== null) return new AccessError('not_open', closed);
  const why = bar(policy, person, elevation, demandsOf(policy, elevation.scopes).risk);
  if (why !== null) return new AccessError('not_allowed', `${why}.`);
  return elevation.approvals.some((one) => one.person === person)
    ? new AccessError('not_open', `${person} has approved it already.`)
    : null;
}

/**
 * Records somebody's yes; with the last one that is needed, that the elevation begins. What the policy demanded when it was asked for
 * counts, and what it demands now; who may approve is asked of the policy of now for each yes that was given before, too.
 *
 * Two who approve at the same time both see that it is enough: the first start counts, and the second changes nothing.
 *
 * @returns the elevation as it is then, by its entries
 * @throws AccessError; LedgerError `ledger_unavailable`: nothing is known to have been recorded
 */
export async function approveElevation(
  context: RevocationContext,
  answer: ElevationAnswer,
  { person, proof, note }: ApprovalProof,
): Promise<Elevation> {
  const { id, policy, after, now } = answer;
  const problem = await approvalProblem(context, answer, person);
  if (problem !== null) throw problem;
  const before = await knownElevation(context, id);
  const { risk, demands: demandedNow } = demandsOf(policy, before.scopes);
  const demands = merged([...before.demands, ...demandedNow]);
  const operation = randomUUID();
  const digests = { policy: policy.digest };
  const teams = [...teamsOf(policy, person, demands)];
  await append(
    context,
    elevationDraft(before, {
      ...{ kind: 'elevation.approved', operation, after, digests, body: { person, teams, proof, note } },
    }),
  );
  const elevation = await knownElevation(context, id);
  const counted = elevation.approvals.filter((one) => bar(policy, one.person, elevation, risk) === null);
  const time = Math.floor(now / 1000);
  if (stateOf(elevation, time) !== 'asked' || !isEnough(elevation, counted, demands)) return elevation;
  const approvals = counted.map(({ entry }) => entry);
  await append(
    context,
    elevationDraft(elevation, {
      ...{ kind: 'elevation.started', operation, after: [...approvals, ...after], digests },
      body: { approvals, demands: demands.map((one) => ({ ...one })), endsAt: time + elevation.seconds },
    }),
  );
  return await knownElevation(context, id);
}

/**
 * Records somebody's no, or that whoever asked doesn't want it any more.
 *
 * @throws AccessError `not_found`, `not_open`; LedgerError `ledger_unavailable`
 */
export async function refuseElevation(
  context: RevocationContext,
  answer: ElevationAnswer,
  how: 'denied' | 'withdrawn',
  by: ElevationActor,
  reason: Json,
): Promise<Elevation> {
  const { id, after, now, policy } = answer;
  const elevation = await knownElevation(context, id);
  if (stateOf(elevation, Math.floor(now / 1000)) !== 'asked')
    throw new AccessError(
      'not_open',
      closedBecause(elevation, policy, context.issuer, now) ?? 'It is answered already.',
    );
  await append(
    context,
    elevationDraft(elevation, {
      ...{ kind: `elevation.${how}`, operation: randomUUID(), after, body: { by: { ...by }, reason } },
    }),
  );
  return await knownElevation(context, id);
}

/** What somebody found who looked at an elevation that was taken without approval. */
export interface ElevationReview extends ApprovalProof {
  readonly verdict: ReviewVerdict;
  /** What they found, sealed. */
  readonly reason: Json;
}

/**
 * Why an elevation can't be reviewed by somebody now; null where it can: by whoever could have approved it. Asked before anybody signs
 * anything, and again by `reviewElevation`.
 *
 * @throws AccessError `not_found`
 */
export async function reviewProblem(
  context: RevocationContext,
  { id, policy, now }: Pick<ElevationAnswer, 'id' | 'policy' | 'now'>,
  person: PersonId,
): Promise<AccessError | null> {
  const elevation = await knownElevation(context, id);
  const { breakGlass, review, scopes } = elevation;
  if (!breakGlass) return new AccessError('not_open', 'It was approved beforehand: there is nothing to review.');
  if (review !== null) return new AccessError('not_open', `${review.person} has reviewed it already.`);
  if (!awaitsReview(elevation, Math.floor(now / 1000)))
    return new AccessError('not_open', 'It is active still: end it first (ambit requests end), or wait for its end.');
  const why = bar(policy, person, elevation, demandsOf(policy, scopes).risk);
  return why === null ? null : new AccessError('not_allowed', `${why}.`);
}

/**
 * Records what somebody found who looked at an elevation that was taken without approval. Of two who do so at the same time the first
 * counts.
 *
 * @throws AccessError; LedgerError `ledger_unavailable`: nothing is known to have been recorded
 */
export async function reviewElevation(
  context: RevocationContext,
  answer: ElevationAnswer,
  { person, verdict, reason, proof, note }: ElevationReview,
): Promise<Elevation> {
  const { id, policy, after } = answer;
  const problem = await reviewProblem(context, answer, person);
  if (problem !== null) throw problem;
  await append(
    context,
    elevationDraft(await knownElevation(context, id), {
      ...{ kind: 'elevation.reviewed', operation: randomUUID(), after, digests: { policy: policy.digest } },
      body: { person, verdict, reason, proof, note },
    }),
  );
  return await knownElevation(context, id);
}

/** Why nobody can answer an elevation any more, in a sentence; null where they can. */
function closedBecause(elevation: Elevation, policy: IdentifiedPolicy, issuer: string, now: number): string | null {
  const time = Math.floor(now / 1000);
  const state = stateOf(elevation, time);
  switch (state) {
    case 'asked':
      return isEligibleStill(policy, issuer, elevation, time)
        ? null
        : `The active policy has ${elevation.scopes.join(' ')} no more as eligible for ${elevation.clientId}.`;
    case 'lapsed':
      return `It was to be answered by ${new Date(elevation.answerBy * 1000).toISOString()}: ask again.`;
    case 'active':
      return 'It is active already: it can be ended (ambit requests end).';
    default:
      return `It is ${state}: ask again.`;
  }
}
