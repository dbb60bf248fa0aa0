import { type Decision, decide, isRefused, KNOWN_SEMANTICS } from '../decision/index.ts';
import { canonicalJson, type Json } from '../proof/index.ts';
import { AwayTimes } from './away-times.ts';
import { DECIDED_KINDS, type DecidedBody, decidedOf, issuedOf } from './entry-bodies.ts';
import { Exceptions, referenceOf } from './exceptions.ts';
import { type PeriodFacts, secondsOf, tokenRefOf } from './period-facts.ts';
import { AdoptedUses, adoptionFaults, adoptionOf, recognitionFault } from './token-adoptions.ts';
import type { Control, EntryReference, PeriodEntry } from './types.ts';

/** Clocks of guard and authorization server may differ by this much, as the guard itself allows. */
export const MAX_CLOCK_SKEW_SECONDS = 60;

export const enforcement: Control = {
  id: 'AC-04',
  title: 'Enforcement',
  criteria: ['CC6.1', 'CC6.3', 'CC5.2', 'CC6.6'],
  statement:
    'At guarded issuers, requests outside policy are refused before a token exists, and no token is wider or lives longer than its decision. Clients that are only observed are refused nothing.',
  nature: 'automated',
  frequency: 'each request and each use',
  begin(facts) {
    const exceptions = new Exceptions();
    const adopted = new AdoptedUses();
    let performed = 0;
    const takeAdopted = (entry: PeriodEntry, decided: DecidedBody): void => {
      const adoption = adoptionOf(facts, decided);
      if (adoption === null) return;
      // A guard that hadn't heard of the adoption yet took it for one that went round it.
      exceptions.withdraw(unheardKey(entry));
      if (entry.entry.kind === 'token.use_refused') return;
      adopted.take(adoption, tokenRefOf(entry.entry.refs), decided.count);
    };
    const handedBack = (issuer: string, time: string, reference: EntryReference): void =>
      exceptions.addAt(
        `${issuer} was handed back: what it issues until it is adopted again, nobody decides`,
        time,
        [reference],
        `handed back ${reference.id}`,
      );
    for (const entry of facts.sources.earlier)
      if (facts.adoptions.all().some(({ id, state }) => id === entry.id && state === 'handed_back'))
        handedBack(entry.entry.issuer ?? '', entry.entry.time, referenceOf(entry));
    const away = new AwayTimes();
    const observed = (): void => {
      const active = facts.active;
      for (const { issuer, level } of active?.policy?.policy.issuers ?? [])
        if (active !== null && level !== 'guarded')
          exceptions.addAt(
            `${issuer} is only ${level}: nothing is refused there`,
            active.time,
            [active.reference],
            `level ${issuer}`,
          );
      for (const { clientId, mode } of active?.policy?.policy.clients ?? [])
        if (active !== null && mode === 'observe')
          exceptions.addAt(
            `${clientId} is only observed: what it asks for outside policy passes`,
            active.time,
            [active.reference],
            `client ${clientId}`,
          );
      for (const { issuer, mode } of active?.policy?.policy.issuers ?? [])
        if (active !== null && mode === 'observe')
          exceptions.addAt(
            `clients of ${issuer} that the policy does not know are only observed`,
            active.time,
            [active.reference],
            `mode ${issuer}`,
          );
    };
    observed();
    return {
      take(entry) {
        const { kind } = entry.entry;
        if (facts.activatedBy(entry) !== null) observed();
        if (kind === 'issuer.handed_back' && facts.adoptions.get(entry.id) !== null)
          handedBack(entry.entry.issuer ?? '', entry.entry.time, referenceOf(entry));
        away.take(entry);
        if (kind === 'token.issued') {
          for (const what of issuanceFaults(facts, entry)) {
            const decision = facts.decisionOf(entry.entry.after[0]);
            exceptions.add(what, entry, decision === null ? {} : { also: [decision.reference] });
          }
        }
        if (kind === 'token.recognised') {
          const what = recognitionFault(facts, entry);
          if (what !== null) exceptions.add(what, entry);
        }
        if (!DECIDED_KINDS.has(kind)) return;
        const decided = decidedOf(entry.entry);
        if (decided === null) {
          exceptions.add('is not in the form of a decision, so it can not be decided again', entry);
          return;
        }
        performed += decided.count;
        for (const what of decisionFaults(facts, entry, decided, away)) exceptions.add(what, entry);
        takeAdopted(entry, decided);
        if (isRoundTheGuard(facts, entry, decided))
          exceptions.add(
            `${decided.request.clientId} came with a token that no guard released: somebody went round the guard`,
            entry,
            { key: isUnheard(entry, decided) ? unheardKey(entry) : `round ${tokenRefOf(entry.entry.refs)}` },
          );
      },
      finish: () => ({
        population: { size: performed, what: 'decisions, each decided again from its entry and its policy' },
        exceptions,
        notes: adopted.notes(),
      }),
    };
  },
};

/**
 * A token without a birth was given by somebody else than a guard, whether it was refused for that or passed; unless it is from before
 * its issuer was adopted.
 */
function isRoundTheGuard(facts: PeriodFacts, { entry }: PeriodEntry, decided: DecidedBody): boolean {
  const { request, facts: given, decision } = decided;
  if (request.kind !== 'use' || given.token === null || given.token.recorded) return false;
  if (adoptionOf(facts, decided) !== null) return false;
  return entry.kind !== 'token.use_refused' || decision.reason === 'token_unrecorded';
}

/** Refused as one that went round the guard, by a guard that claims nothing else of it. */
function isUnheard({ entry }: PeriodEntry, { facts }: DecidedBody): boolean {
  return entry.kind === 'token.use_refused' && facts.token?.adoption === undefined;
}

function unheardKey({ entry }: PeriodEntry): string {
  return `refused round ${tokenRefOf(entry.refs)}`;
}

/** A decision of the ledger, decided again. Null where it can't be. */
export function reperform(
  facts: PeriodFacts,
  { entry }: PeriodEntry,
  { request, facts: given, decision }: DecidedBody,
) {
  const policy = facts.sources.policyOf(entry.digests['policy'] ?? '');
  const semantics = KNOWN_SEMANTICS.find((known) => known === decision.semantics);
  return policy === null || semantics === undefined ? null : decide(policy, request, given, semantics);
}

function* decisionFaults(
  facts: PeriodFacts,
  entry: PeriodEntry,
  decided: DecidedBody,
  away: AwayTimes,
): Generator<string> {
  const { request, decision } = decided;
  const again = reperform(facts, entry, decided);
  if (again === null) yield 'can not be decided again: its policy or its semantics are not known';
  else if (!isSame(again, decision))
    yield `was recorded as ${describe(decision)}, and decided again it is ${describe(again)}`;
  const refused = entry.entry.kind === 'token.use_refused';
  if (request.kind === 'use' && isRefused(decision) !== refused)
    yield refused ? 'was refused, though its decision passes' : 'passed, though its decision refuses';
  const late = outdated(facts, entry, decided);
  if (late !== null) yield late;
  if (!away.explains(entry, decided)) yield* clockFaults(entry, decided);
  yield* priorFaults(facts, entry, decided);
  if (request.kind !== 'use') return;
  const operation = facts.sources
    .operationsOf(entry.entry.digests['openapi'] ?? '')
    ?.operations.find(({ name }) => name === request.operation);
  if (operation === undefined) yield `its OpenAPI document does not have the operation ${request.operation}`;
  else if (canonicalJson(operation.required) !== canonicalJson(request.required))
    yield `was decided by other scopes than its OpenAPI document demands for ${request.operation}`;
  yield* birthFaults(facts, entry, decided);
  yield* adoptionFaults(facts, entry, decided);
}

/** What a decision was told of time is its guard's word: that it was told so then, its entry shows. */
function* clockFaults({ entry }: PeriodEntry, { facts, first, last }: DecidedBody): Generator<string> {
  if (Math.abs(facts.time - secondsOf(first)) > MAX_CLOCK_SKEW_SECONDS)
    yield `was decided as of ${momentOf(facts.time)}, and recorded as of ${first}`;
  if (first > last || secondsOf(last) - secondsOf(entry.time) > MAX_CLOCK_SKEW_SECONDS)
    yield `counts uses up to ${last}, ${first > last ? 'before the first of them' : 'after it was written'}`;
  const late = facts.token === null ? 0 : Math.round(secondsOf(last) - facts.token.expiresAt);
  if (entry.kind !== 'token.use_refused' && late > MAX_CLOCK_SKEW_SECONDS)
    yield `passed ${late} s after its token had ended`;
}

/** The grant that a code or a refresh token stands for was decided before, and no wider than it is said to be now. */
function* priorFaults(
  facts: PeriodFacts,
  { entry }: PeriodEntry,
  { facts: given, decision }: DecidedBody,
): Generator<string> {
  const prior = given.priorGrant;
  if (prior === null || decision.mode !== 'enforce') return;
  const before = facts.decisionOf(entry.after[0]);
  if (before === null) return yield `goes on with the grant ${prior.grantId}, and no decision is there that gave it`;
  const { decision: gave, priorScopes, clientId } = before.body;
  if (clientId !== prior.clientId) yield `goes on with a grant of ${prior.clientId} that was given to ${clientId}`;
  // What was only observed then was given whatever it asked for.
  if (gave.mode !== 'enforce') return;
  const beyond = prior.scopes.filter((scope) => !gave.scopes.includes(scope) && priorScopes?.includes(scope) !== true);
  if (beyond.length > 0) yield `says that its grant was given ${beyond.join(' ')}, and it was not`;
}

/** What the guard of an API says of a token, against what its birth says. */
function* birthFaults(
  facts: PeriodFacts,
  entry: PeriodEntry,
  { request, facts: given }: DecidedBody,
): Generator<string> {
  if (given.token?.recorded !== true) return;
  const [decision] = entry.entry.after;
  const token = facts.tokenOf(entry);
  if (token === null || token.issued === null || facts.birthAfter(decision) === null)
    return yield 'says that the birth of its token is in the ledger, and it is not';
  if (token.decision !== decision) yield 'names a decision that its token was not born of';
  if (token.clientId !== request.clientId)
    yield `was decided for ${request.clientId}, and its token was born to ${token.clientId}`;
  const beyond = given.token.scopes.filter((scope) => !token.scopes.includes(scope));
  if (beyond.length > 0) yield `says that its token carries ${beyond.join(' ')}, which it was not born with`;
  if (token.expiresAt !== null && given.token.expiresAt > token.expiresAt)
    yield `says that its token ends at ${momentOf(given.token.expiresAt)}, and it was born to end at ${momentOf(token.expiresAt)}`;
}

/** RFC 3339 of seconds since 1970; as a number where no calendar has them. */
function momentOf(seconds: number): string {
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? String(seconds) : time.toISOString();
}

/**
 * A policy gives way within the time that the newer one allows; after that, whoever still decides by it is out of date. One that was
 * active more than once has to have been so at the time of the decision.
 */
function outdated(facts: PeriodFacts, { entry }: PeriodEntry, { first, last }: DecidedBody): string | null {
  const digest = entry.digests['policy'] ?? '';
  let what: string | null = null;
  for (const [at, { digest: active, time }] of facts.activations.entries()) {
    if (active !== digest) continue;
    const early = secondsOf(time) - secondsOf(first);
    const next = facts.activations[at + 1];
    const late = next === undefined ? 0 : secondsOf(last) - secondsOf(next.time);
    if (early <= MAX_CLOCK_SKEW_SECONDS && late <= (next?.policy?.policy.limits.maxStaleSeconds ?? 0) + 1) return null;
    if (early <= MAX_CLOCK_SKEW_SECONDS)
      what = `was decided by a policy that another had replaced ${Math.round(late)} s before`;
    else what ??= `was decided by a policy ${Math.round(early)} s before it became active`;
  }
  return what ?? 'was decided by a policy that was not active';
}

function* issuanceFaults(facts: PeriodFacts, { index, entry }: PeriodEntry): Generator<string> {
  const issued = issuedOf(entry);
  const decision = facts.decisionOf(entry.after[0]);
  if (issued === null) return yield 'is not in the form of an issuance, so it can not be compared with its decision';
  if (decision === null) return yield 'no decision is there that this token was issued by';
  const { decision: decided, clientId, priorScopes, priorGrantId, grantType, issuer } = decision.body;
  if (facts.birthAfter(entry.after[0])?.index !== index) yield 'is a second response by one decision';
  if (entry.digests['policy'] !== decision.policyDigest) yield 'names another policy than its decision';
  if (grantType !== issued.grantType) yield `was issued by ${issued.grantType}, and decided for ${grantType}`;
  if (issuer !== entry.issuer) yield `was issued at ${entry.issuer ?? 'no issuer'}, and decided for ${issuer}`;
  if (priorGrantId !== null && priorGrantId !== issued.grantId)
    yield `is of the grant ${issued.grantId}, and was decided for the grant ${priorGrantId}`;
  if (clientId !== issued.clientId) yield `was issued to ${issued.clientId} by a decision for ${clientId}`;
  if (decided.outcome === 'refuse' && decided.mode === 'enforce') yield 'was issued though its decision refused';
  if (issued.tokens.length === 0) yield 'names no token that it gave out';
  for (const { type, scopes, audience, expiresAt, serverExpiresAt } of issued.tokens) {
    const name = type === 'access_token' ? 'access token' : 'refresh token';
    // A refresh token keeps the scopes of its grant, whatever a single refresh asked for (RFC 6749 §6).
    const allowed = type === 'access_token' ? decided.scopes : [...decided.scopes, ...(priorScopes ?? [])];
    const beyond = scopes.filter((scope) => !allowed.includes(scope));
    if (beyond.length > 0) yield `its ${name} carries ${beyond.join(' ')} beyond its decision`;
    if (type !== 'access_token') continue;
    if (decided.resource !== null && audience !== decided.resource)
      yield `its ${name} is for ${audience ?? 'no audience'}, and was decided for ${decided.resource}`;
    const life = expiresAt === null ? null : Math.round(expiresAt - secondsOf(entry.time));
    if (life === null) yield `when its ${name} ends is not known`;
    else if (life > decided.maxTtlSeconds + MAX_CLOCK_SKEW_SECONDS)
      yield `its ${name} lives ${life} s, and ${decided.maxTtlSeconds} s were decided`;
    if (serverExpiresAt !== undefined && decided.virtualExpiry !== true)
      yield `its server lets its ${name} live on after the guards end it, and its decision does not allow that`;
  }
  const named: readonly string[] = ['scope_exceeds_decision', 'life_exceeds_decision', 'audience_differs'];
  const other = issued.faults.filter((fault) => !named.includes(fault));
  if (other.length > 0) yield `passed with ${other.join(', ')}, for its client is only observed`;
}

function isSame(again: Decision, recorded: Decision): boolean {
  return canonicalJson(again as unknown as Json) === canonicalJson(recorded as unknown as Json);
}

function describe({ outcome, scopes, reason }: Decision): string {
  return [outcome, ...scopes, ...(reason === null ? [] : [`(${reason})`])].join(' ');
}
