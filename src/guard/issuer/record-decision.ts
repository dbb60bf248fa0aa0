import {
  type DecidedElevation,
  type Decision,
  decide,
  type Facts,
  type GrantRequest,
  type ReasonCode,
} from '../../decision/index.ts';
import { type EntryDraft, type EntryId, LedgerError } from '../../ledger/index.ts';
import { OAuthError } from '../../oauth/index.ts';
import type { IdentifiedPolicy } from '../../policy/index.ts';
import type { Json } from '../../proof/index.ts';
import { appendObserved } from './append-observed.ts';
import { type GuardContext, policyOfNow, unavailable } from './guard-context.ts';
import { refusalOf } from './refusal.ts';

/** A decision that lets the request go on, durable in the ledger. */
export interface RecordedDecision {
  readonly id: EntryId;
  readonly policyDigest: string;
  readonly permit: Permit;
  /** What was decided, by which facts. */
  readonly request: GrantRequest;
  readonly facts: Facts;
}

/** What may be asked for upstream and must not be exceeded. */
export interface Permit {
  readonly scopes: readonly string[];
  readonly resource: string | null;
  readonly maxTtlSeconds: number;
  /** The elevations that it takes, with whose end its tokens end; null where it takes none. */
  readonly elevation: DecidedElevation | null;
  /** Whether a token that lives longer at its server is given out, and ends at the guards. */
  readonly virtualExpiry: boolean;
  /** False where the policy only observes this client: what exceeds the decision is recorded and passes. */
  readonly enforced: boolean;
}

/**
 * Decides and makes the decision durable: nothing goes upstream before. The entry holds request, facts, decision and the
 * policy's digest, which is all that it takes to decide it again.
 *
 * @throws OAuthError the refusal; or `temporarily_unavailable` when the ledger can't be written: then nothing goes on.
 */
export async function recordDecision(
  guard: GuardContext,
  policy: IdentifiedPolicy,
  request: GrantRequest,
  facts: Facts,
  operation: string,
  after: readonly EntryId[],
  more: {
    /** Whether the grant can't be looked up, for the database is away: then the server alone can say whether it is one. */
    readonly grantIsUnknown?: boolean | undefined;
    /** What it is about beside client, grant and elevations. */
    readonly about?: readonly string[] | undefined;
  } = {},
): Promise<RecordedDecision> {
  const decision = decide(policy, request, facts);
  // What is enforced is decided by the policy of now or not at all, whatever was heard last.
  if (decision.mode === 'enforce') policyOfNow(guard);
  const permit = permitOf(decision, request, facts, more.grantIsUnknown === true);
  if (permit === null && !guard.refusals.spend(request.clientId)) {
    guard.strangers.count('decision', decision.reason ?? 'refused');
    throw refusalOf(decision, null);
  }
  const refs = [`client:${request.clientId}`];
  if (facts.priorGrant !== null) refs.push(`grant:${facts.priorGrant.grantId}`);
  for (const elevation of decision.elevation?.ids ?? []) refs.push(`elevation:${elevation}`);
  refs.push(...(more.about ?? []));
  const draft: EntryDraft = {
    kind: 'decision.made',
    issuer: guard.issuer,
    operation,
    after,
    digests: { policy: policy.digest },
    subject: null,
    refs,
    body: { request: asJson(request), facts: asJson(facts), decision: asJson(decision) },
  };
  const id = await appendDurably(guard, draft, permit?.enforced === false);
  if (permit === null) throw refusalOf(decision, id);
  return { id, policyDigest: policy.digest, permit, request, facts };
}

/** Appends one entry and waits until it is durable. @throws OAuthError `temporarily_unavailable`, `invalid_request` (too large) */
export async function appendDurably(guard: GuardContext, draft: EntryDraft, observed = false): Promise<EntryId> {
  try {
    if (observed) return await appendObserved(guard, { drafts: [draft] });
    // It is known to be away: nobody has to wait until the writer gives up.
    if ((await guard.journal?.isAway()) === true) throw new LedgerError('ledger_unavailable', 'The ledger is away.');
    const [appended] = await guard.writer.append({ drafts: [draft] });
    if (appended === undefined) throw new Error('the writer returned no entry');
    return appended.id;
  } catch (cause) {
    if (cause instanceof LedgerError && cause.code === 'entry_too_large')
      throw new OAuthError('invalid_request', 'the request is too long to be recorded', { cause });
    guard.onFault(cause);
    throw unavailable('the ledger can not be written', cause);
  }
}

/** Plain data of this code base as JSON: interfaces have no index signature, though what they describe is JSON. */
export function asJson(value: object): Json {
  return value as Json;
}

/**
 * What would be permitted now. Nothing is recorded: for what a recorded decision stands for already. Null: refused.
 *
 * @throws OAuthError `temporarily_unavailable`: it is enforced, and the policy may be another by now
 */
export function permittedBy(
  guard: GuardContext,
  policy: IdentifiedPolicy,
  request: GrantRequest,
  facts: Facts,
): Permit | null {
  const decision = decide(policy, request, facts);
  if (decision.mode === 'enforce') policyOfNow(guard);
  return permitOf(decision, request, facts, false);
}

/** Of an assertion that the policy doesn't take: the server may. */
const OF_POLICY: ReadonlySet<ReasonCode | null> = new Set(['assertion_not_allowed', 'assertion_too_long']);
/** Of an exchange: the subject's token isn't good any more, which is no matter of policy. */
const LACKS_TOKEN: ReadonlySet<ReasonCode | null> = new Set(['grant_missing', 'grant_revoked', 'token_expired']);

function permitOf(decision: Decision, request: GrantRequest, facts: Facts, grantIsUnknown: boolean): Permit | null {
  if (decision.mode === 'enforce')
    return decision.outcome === 'refuse'
      ? null
      : {
          scopes: decision.scopes,
          resource: decision.resource,
          maxTtlSeconds: decision.maxTtlSeconds,
          elevation: decision.elevation ?? null,
          virtualExpiry: decision.virtualExpiry === true,
          enforced: true,
        };
  // What lacks a grant isn't the policy's refusal: no server would take it either, and several audiences can't be asked for.
  const lacksGrant =
    (decision.error === 'invalid_grant' && !OF_POLICY.has(decision.reason)) || LACKS_TOKEN.has(decision.reason);
  if ((lacksGrant && !grantIsUnknown) || request.resources.length > 1) return null;
  return {
    scopes: request.scopes ?? facts.priorGrant?.scopes ?? (grantIsUnknown ? [] : decision.scopes),
    resource: request.resources[0] ?? facts.priorGrant?.resource ?? (grantIsUnknown ? null : decision.resource),
    maxTtlSeconds: Number.POSITIVE_INFINITY,
    elevation: null,
    virtualExpiry: false,
    enforced: false,
  };
}
