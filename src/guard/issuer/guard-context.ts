import { type Facts, indexOf, modeOf } from '../../decision/index.ts';
import type { Elevations } from '../../elevation/index.ts';
import { GatewayError, type Upstream } from '../../gateway/index.ts';
import type { Fingerprint, LedgerWriter } from '../../ledger/index.ts';
import { OAuthError } from '../../oauth/index.ts';
import type { IdentifiedPolicy } from '../../policy/index.ts';
import type { ActivePolicy } from '../../records/index.ts';
import type { RevocationFeed } from '../../revocation/index.ts';
import type { Store } from '../../store/index.ts';
import { type AccessTokenReader, type Fingerprinter, TokenError } from '../../tokens/index.ts';
import type { AuthorizationServer } from './authorization-server.ts';
import type { ClientLimits } from './client-limits.ts';
import { IssuerGuardError } from './guard-error.ts';
import type { HeldResponses } from './held-responses.ts';
import type { ObserveJournal } from './journal/observe-journal.ts';
import type { RefusalBudget } from './refusal-budget.ts';
import type { StrangerRefusals } from './stranger-refusals.ts';
import type { VirtualEnds } from './virtual-ends.ts';

/** What every endpoint works with. */
export interface GuardContext {
  readonly issuer: string;
  readonly store: Store;
  readonly writer: LedgerWriter;
  readonly activePolicy: ActivePolicy;
  readonly revocations: RevocationFeed;
  readonly elevations: Pick<Elevations, 'activeOf'>;
  readonly fingerprinter: Fingerprinter;
  readonly accessTokens: AccessTokenReader;
  readonly authorizationServer: AuthorizationServer;
  readonly upstream: Upstream;
  readonly strangers: StrangerRefusals;
  /** Null: clients have no limits here. */
  readonly limits: ClientLimits | null;
  readonly refusals: RefusalBudget;
  readonly held: HeldResponses;
  readonly virtualEnds: VirtualEnds;
  /** Where what is observed goes while the ledger is away; null where this guard keeps none, and refuses it then. */
  readonly journal: ObserveJournal | null;
  /** Clients that may introspect tokens of others: resource servers. */
  readonly introspectionClients: ReadonlySet<string>;
  /** Pseudonym of a subject of this issuer. */
  readonly pseudonymOf: (subject: string) => string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** What an operator has to know. Never carries tokens or secrets. */
  readonly onFault: (fault: unknown) => void;
}

const RETRY_SECONDS = 1;

/**
 * The policy to decide by now.
 *
 * @throws OAuthError `temporarily_unavailable`: none is active yet, or the ledger has been silent longer than the policy allows,
 *   so that a newer policy or a revocation could have been missed.
 */
export function policyOfNow(guard: GuardContext): IdentifiedPolicy {
  const active = guard.activePolicy.current();
  if (active === null) throw unavailable('no policy is active yet');
  if (guard.revocations.silentSeconds() > active.identified.policy.limits.maxStaleSeconds)
    throw unavailable('the ledger has been silent for too long');
  return active.identified;
}

/**
 * The policy to decide by now, for a client that is only observed: the last that this guard heard of, while it has a journal to keep what
 * passes. For every other as `policyOfNow`.
 *
 * @throws OAuthError `temporarily_unavailable`
 */
export function policyFor(guard: GuardContext, clientId: string): IdentifiedPolicy {
  const known = guard.activePolicy.current()?.identified;
  if (known === undefined || guard.journal === null) return policyOfNow(guard);
  return isObserved(known, guard.issuer, clientId) ? known : policyOfNow(guard);
}

/** Whether a policy only observes a client, whatever share of its requests a canary enforces. */
export function isObserved(policy: IdentifiedPolicy, issuer: string, clientId: string): boolean {
  return modeOf(indexOf(policy), issuer, clientId, undefined) === 'observe';
}

/** The last policy that was heard of, by which one can tell who is only observed; where there is no journal, the policy of now. */
export function policyLastHeard(guard: GuardContext): IdentifiedPolicy {
  const known = guard.activePolicy.current()?.identified;
  return known === undefined || guard.journal === null ? policyOfNow(guard) : known;
}

/**
 * @returns an error that asks the client to come again (`Retry-After`): 502 where the server behind answered nonsense or broke off, 504 where
 *   it didn't answer in time, 503 for all else (RFC 9110 §15.6).
 */
export function unavailable(why: string, cause?: unknown): OAuthError {
  return new OAuthError('temporarily_unavailable', `not available now: ${why}`, {
    retryAfterSeconds: RETRY_SECONDS,
    status: statusOf(cause),
    cause,
  });
}

/** Nothing was sent where the server can't be reached: that is no bad answer. */
function statusOf(cause: unknown): number {
  if (cause instanceof GatewayError) return cause.code === 'upstream_unreachable' ? 503 : cause.status;
  return cause instanceof IssuerGuardError ? statusOf(cause.cause) : 503;
}

export function secondsNow(guard: GuardContext): number {
  return Math.floor(guard.clock() / 1000);
}

/** Facts of a grant without history. */
export function factsOfNow(guard: GuardContext): Facts {
  return { time: secondsNow(guard), priorGrant: null, token: null, feedSilentSeconds: null };
}

/** Fingerprint of a token that a caller presents; null where it isn't spelled like any token, so that nobody can know it. */
export function fingerprintOf(guard: GuardContext, token: string): Fingerprint | null {
  try {
    return guard.fingerprinter.ofToken(token);
  } catch (error) {
    if (error instanceof TokenError && error.code === 'token_malformed') return null;
    throw error;
  }
}
