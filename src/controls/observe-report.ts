import { type Decision, decideAgain, indexOf, modeOf, type ReasonCode, type ScopeRequest } from '../decision/index.ts';
import type { LoggedEntry } from '../entries/index.ts';
import type { IdentifiedPolicy } from '../policy/index.ts';
import { MAX_CLOCK_SKEW_SECONDS } from './ac-04-enforcement.ts';
import { DECIDED_KINDS, type DecidedBody, decidedOf, issuedOf } from './entry-bodies.ts';

/** Kinds of entries that the report is made of. */
export const OBSERVED_KINDS = [
  'decision.made',
  'token.issued',
  'token.used',
  'token.usage',
  'token.use_refused',
  'gap.recorded',
] as const;

/** Entries that are named for each line. */
const MAX_EXAMPLES = 3;
/** Decisions that wait for their token: those of sign-ins wait an hour at most. */
const MAX_WAITING = 50_000;

/** What enforcing would do to a request: nothing of it, fewer scopes, or the token withheld that its server gives. */
export type Effect = 'refused' | 'narrowed' | 'withheld';

export interface ObservedExample {
  /** Index of the entry: `ambit ledger show INDEX`. */
  readonly index: number;
  readonly time: string;
  /** What was asked for: scopes, or the operation of an API. */
  readonly asked: string;
}

/** What would be otherwise for a client, by why. */
export interface ObservedFinding {
  readonly effect: Effect;
  /** `token` request, or `use` of a token. */
  readonly at: 'token' | 'use';
  /** A word of the decision's (`scope_not_allowed_for_client`) or of the guard's (`life_exceeds_decision`). */
  readonly reason: string;
  /** Scopes that it is about; none where the request as a whole is. */
  readonly scopes: readonly string[];
  /** Requests, uses that were only counted included. */
  readonly count: number;
  readonly first: string;
  readonly last: string;
  readonly examples: readonly ObservedExample[];
}

/** What enforcing would do to one client. */
export interface ObservedClient {
  readonly issuer: string;
  readonly clientId: string;
  /** Whether the policy knows it. */
  readonly known: boolean;
  /** Token requests and uses of the period. */
  readonly requests: number;
  /** Of them, those that would end otherwise. */
  readonly affected: number;
  /** Most requests first. */
  readonly findings: readonly ObservedFinding[];
}

export interface ObserveReport {
  /** Digest of the policy that it was decided by. */
  readonly policy: string;
  readonly requests: number;
  readonly affected: number;
  /** Clients that are only observed by this policy and asked for something; those with most affected requests first. */
  readonly clients: readonly ObservedClient[];
  /** Clients of the policy that are only observed and asked for nothing: of them nothing is known. */
  readonly silent: readonly { readonly issuer: string; readonly clientId: string }[];
  /** Entries that could not be decided again, for they aren't in the form of a decision. */
  readonly unreadable: number;
  /** Times of which uses may be missing. */
  readonly gaps: number;
}

interface Tally {
  readonly issuer: string;
  readonly clientId: string;
  requests: number;
  affected: number;
  readonly findings: Map<
    string,
    { -readonly [K in keyof ObservedFinding]: ObservedFinding[K] } & { examples: ObservedExample[] }
  >;
}

/**
 * What would be refused if what is observed were enforced today: each request of the past is decided again by the policy of now, as if
 * it came now. Of clients that are enforced already it says nothing. Pure: the same entries, policy and time give the same report.
 */
export function startObserveReport(
  policy: IdentifiedPolicy,
  /** Now, in seconds since 1970. */
  time: number,
): { take(entry: LoggedEntry): void; finish(): ObserveReport } {
  const index = indexOf(policy);
  const tallies = new Map<string, Tally>();
  /** Decisions of which a token may still come, by the entry's id. */
  const waiting = new Map<string, { readonly decision: Decision; readonly request: ScopeRequest }>();
  let unreadable = 0;
  let gaps = 0;

  const tallyOf = (issuer: string, clientId: string): Tally => {
    const key = `${issuer} ${clientId}`;
    const known = tallies.get(key);
    if (known !== undefined) return known;
    const made: Tally = { issuer, clientId, requests: 0, affected: 0, findings: new Map() };
    tallies.set(key, made);
    return made;
  };
  const note = (
    tally: Tally,
    entry: LoggedEntry,
    { effect, at, reason, scopes }: Pick<ObservedFinding, 'effect' | 'at' | 'reason' | 'scopes'>,
    { count, first, last, asked }: { count: number; first: string; last: string; asked: string },
  ): void => {
    const key = JSON.stringify([effect, at, reason, scopes]);
    const example = { index: entry.index, time: last, asked };
    const known = tally.findings.get(key);
    if (known === undefined) {
      tally.findings.set(key, { effect, at, reason, scopes, count, first, last, examples: [example] });
      return;
    }
    known.count += count;
    known.first = first < known.first ? first : known.first;
    known.last = last > known.last ? last : known.last;
    // The newest are those that somebody can still ask about.
    known.examples.push(example);
    if (known.examples.length > MAX_EXAMPLES) known.examples.shift();
  };

  const takeDecided = (entry: LoggedEntry, decided: DecidedBody): void => {
    const { request, facts, count, first, last } = decided;
    if (modeOf(index, request.issuer, request.clientId, undefined) !== 'observe') return;
    const decision = decideAgain(policy, request, facts, time);
    if (isRefusedAnyway(decided, decision)) return;
    const tally = tallyOf(request.issuer, request.clientId);
    tally.requests += count;
    const at = request.kind === 'grant' ? 'token' : 'use';
    const asked = request.kind === 'grant' ? askedOf(request.grantType, request.scopes) : request.operation;
    if (decision.outcome === 'permit') {
      if (request.kind !== 'grant') return;
      waiting.set(entry.id, { decision, request });
      const [oldest] = waiting.keys();
      if (waiting.size > MAX_WAITING && oldest !== undefined) waiting.delete(oldest);
      return;
    }
    tally.affected += count;
    const effect = decision.outcome === 'refuse' ? 'refused' : 'narrowed';
    for (const [reason, scopes] of reasonsOf(decision))
      note(tally, entry, { effect, at, reason, scopes }, { count, first, last, asked });
  };

  /** What the server gave is held against what would be decided now, as the guard would hold it. */
  const takeIssued = (entry: LoggedEntry): void => {
    const issued = issuedOf(entry.entry);
    const decided = waiting.get(entry.entry.after[0] ?? '');
    if (issued === null || decided === undefined) return;
    waiting.delete(entry.entry.after[0] ?? '');
    const { decision, request } = decided;
    const found = new Map<string, readonly string[]>();
    for (const { type, scopes, audience, expiresAt } of issued.tokens) {
      if (type !== 'access_token') continue;
      const beyond = scopes.filter((scope) => !decision.scopes.includes(scope));
      if (beyond.length > 0) found.set('scope_exceeds_decision', beyond);
      if (decision.resource !== null && audience !== decision.resource) found.set('audience_differs', []);
      const life = expiresAt === null ? 0 : expiresAt - Date.parse(entry.entry.time) / 1000;
      if (life > decision.maxTtlSeconds + MAX_CLOCK_SKEW_SECONDS && decision.virtualExpiry !== true)
        found.set('life_exceeds_decision', []);
    }
    for (const fault of issued.faults) if (!found.has(fault)) found.set(fault, []);
    if (found.size === 0) return;
    const tally = tallyOf(request.issuer, request.clientId);
    tally.affected++;
    const { time: at } = entry.entry;
    const asked = request.kind === 'grant' ? askedOf(request.grantType, request.scopes) : '';
    for (const [reason, scopes] of found)
      note(tally, entry, { effect: 'withheld', at: 'token', reason, scopes }, { count: 1, first: at, last: at, asked });
  };

  return {
    take(entry) {
      const { kind } = entry.entry;
      if (kind === 'token.issued') return takeIssued(entry);
      if (kind === 'gap.recorded') {
        gaps += entry.entry.body['reason'] === 'writer_not_closed' ? 1 : 0;
        return;
      }
      if (!DECIDED_KINDS.has(kind)) return;
      const decided = decidedOf(entry.entry);
      if (decided === null) unreadable++;
      else takeDecided(entry, decided);
    },
    finish() {
      const clients = [...tallies.values()]
        .map(({ issuer, clientId, requests, affected, findings }) => ({
          ...{ issuer, clientId, known: index.clients.get(issuer)?.has(clientId) === true, requests, affected },
          findings: [...findings.values()].sort((one, other) => other.count - one.count),
        }))
        .sort((one, other) => other.affected - one.affected || (one.clientId < other.clientId ? -1 : 1));
      return {
        policy: policy.digest,
        requests: clients.reduce((sum, { requests }) => sum + requests, 0),
        affected: clients.reduce((sum, { affected }) => sum + affected, 0),
        clients,
        silent: policy.policy.clients
          .filter(({ mode, issuer, clientId }) => mode === 'observe' && !tallies.has(`${issuer} ${clientId}`))
          .map(({ issuer, clientId }) => ({ issuer, clientId })),
        unreadable,
        gaps,
      };
    },
  };
}

/** What no server and no API would take is refused to whoever is observed, too: it is no matter of enforcing. */
function isRefusedAnyway({ request }: DecidedBody, { reason, error }: Decision): boolean {
  if (request.kind === 'use') return TOKEN_FAULTS.has(reason ?? '');
  return error === 'invalid_grant' || request.resources.length > 1;
}

const TOKEN_FAULTS: ReadonlySet<string> = new Set<ReasonCode>([
  'token_missing',
  'token_expired',
  'token_revoked',
  'token_of_other_audience',
]);

function askedOf(grantType: string, scopes: readonly string[] | null): string {
  return `${grantType}: ${scopes === null ? 'no scope' : scopes.join(' ')}`;
}

/** Why, with the scopes of each reason; the reason of the whole where no scope has one. */
function reasonsOf({ withheld, reason }: Decision): readonly (readonly [reason: string, scopes: readonly string[]])[] {
  const byReason = new Map<string, string[]>();
  for (const one of withheld) byReason.set(one.reason, [...(byReason.get(one.reason) ?? []), one.scope]);
  if (byReason.size === 0) return [[reason ?? 'nothing_left', []]];
  return [...byReason].map(([why, scopes]) => [why, scopes.sort()] as const);
}
