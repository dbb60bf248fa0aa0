import { type DecidedElevation, indexOf, mayHold } from '../decision/index.ts';
import type { Elevation } from '../elevation/index.ts';
import { isBroadDefault, nameOfClient, type Policy, scopeLookup, type Waiver } from '../policy/index.ts';
import { type DecidedBody, decidedOf, issuedOf } from './entry-bodies.ts';
import { Exceptions } from './exceptions.ts';
import { type Activation, type PeriodFacts, secondsOf } from './period-facts.ts';
import type { Control, PeriodEntry } from './types.ts';

/** An elevation of this period may have been asked for before it: so long at most, with the time until it was approved. */
const LONGEST_ELEVATION_SECONDS = 12 * 3600;
/** Who approves and who decides are two processes. */
const CLOCKS_DIFFER_SECONDS = 60;

/** What only its policy's `standing` list may give. */
export const leastPrivilege: Control = {
  id: 'AC-03',
  title: 'Least privilege by default',
  criteria: ['CC6.1', 'CC6.3'],
  statement:
    'Clients hold only scopes that the policy allows them, eligible ones while an approved elevation lasts; no critical scope is standing, and no high or critical one is what a client gets without asking.',
  nature: 'automated',
  frequency: 'each policy in force, each grant',
  begin(facts) {
    const exceptions = new Exceptions();
    const allowances = new Set<string>();
    let grants = 0;
    const waived = new Map<string, Waiver>();
    const underWaiver: { what: string; waiver: Waiver; activation: Activation }[] = [];
    const checkPolicy = (activation: Activation): void => {
      if (activation.policy === null) return;
      settleWaivers(activation.time);
      const { policy } = activation.policy;
      for (const { what, client, scope, rule } of allowancesOf(policy)) {
        allowances.add(`${client} ${scope}`);
        if (what === null) continue;
        const waiver = policy.waivers?.find((one) => one.rule === rule && one.definition === `client:${client}`);
        if (waiver === undefined) exceptions.addAt(what, activation.time, [activation.reference], what);
        else underWaiver.push({ what, waiver, activation });
      }
    };
    /** Until when a policy stood is known once the next takes its place: a waiver that ended before allowed it no longer. */
    const settleWaivers = (until: string): void => {
      for (const { what, waiver, activation } of underWaiver.splice(0)) {
        if (secondsOf(waiver.expires) >= secondsOf(until)) waived.set(waiver.id, waiver);
        else
          exceptions.addAt(`${what}, and the waiver ${waiver.id} ended at ${waiver.expires}`, activation.time, [
            activation.reference,
          ]);
      }
    };
    if (facts.active !== null) checkPolicy(facts.active);
    const outside = (
      clientId: string,
      issuer: string | null,
      scopes: readonly string[],
      entry: PeriodEntry,
      elevation?: DecidedElevation,
    ): string[] => {
      const policy = facts.sources.policyOf(entry.entry.digests['policy'] ?? '');
      if (policy === null) return [...scopes];
      const index = indexOf(policy);
      const client = index.clients.get(issuer ?? '')?.get(clientId);
      if (client === undefined) return [...scopes];
      const time = secondsOf(entry.entry.time);
      // An elevation has to be in the ledger, approved, and active then: that a decision names one proves nothing.
      const isElevated = (scope: string): boolean =>
        mayHold(index, client, client.eligible, scope, time) &&
        (elevation?.ids ?? []).some((id) => {
          const found = facts.elevationOf(id);
          if (found === null) return isBegunBefore(facts, time);
          return isActive(found, clientId, issuer, time) && mayHold(index, client, new Set(found.scopes), scope, time);
        });
      return scopes.filter((scope) => !mayHold(index, client, client.standing, scope, time) && !isElevated(scope));
    };
    return {
      take(entry) {
        const { kind, issuer } = entry.entry;
        const activation = facts.activatedBy(entry);
        if (activation !== null) checkPolicy(activation);
        if (kind === 'decision.made') {
          const decided = decidedOf(entry.entry);
          if (decided === null || decided.decision.outcome === 'refuse') return;
          grants++;
          const { clientId } = decided.request;
          const beyond = outside(clientId, issuer, decided.decision.scopes, entry, decided.decision.elevation);
          if (beyond.length > 0)
            exceptions.add(`${clientId} was permitted ${beyond.join(' ')}, which its policy does not allow it`, entry);
        }
        if (kind === 'token.used' || kind === 'token.usage') {
          const decided = decidedOf(entry.entry);
          for (const what of decided === null ? [] : elevationFaults(facts, decided, issuer))
            exceptions.add(`${decided?.request.clientId} ${what}`, entry);
        }
        if (kind === 'token.issued') {
          const issued = issuedOf(entry.entry);
          if (issued === null) return;
          grants++;
          const beyond = outside(
            issued.clientId,
            issuer,
            [...new Set(issued.tokens.flatMap((one) => one.scopes))],
            entry,
            facts.decisionOf(entry.entry.after[0])?.body.decision.elevation,
          );
          if (beyond.length > 0)
            exceptions.add(
              `${issued.clientId} was given a token with ${beyond.join(' ')}, which its policy does not allow it`,
              entry,
            );
        }
      },
      finish() {
        settleWaivers(facts.sources.period.to);
        return {
          population: {
            size: allowances.size + grants,
            what: `${allowances.size} standing allowances, and ${grants} decisions that permitted and tokens that were issued`,
          },
          exceptions,
          notes: [...waived.values()].map(
            ({ id, rule, definition, expires }) =>
              `The waiver ${id} of the policy allows ${definition} to break ${rule} until ${expires}; the register of approvals says who approved it.`,
          ),
        };
      },
    };
  },
};

/** Whether an elevation that isn't at hand may be one of before the period. */
function isBegunBefore({ sources }: PeriodFacts, time: number): boolean {
  return time - secondsOf(sources.period.from) < LONGEST_ELEVATION_SECONDS;
}

/** Whether it was active then: begun, and neither over nor ended before its time. */
function isActive(
  { clientId, issuer, startsAt, endsAt, ended }: Elevation,
  ofClient: string,
  atIssuer: string | null,
  time: number,
): boolean {
  if (clientId !== ofClient || issuer !== atIssuer || startsAt === null || endsAt === null) return false;
  const end = Math.min(endsAt, ended?.at ?? endsAt);
  return time >= startsAt - CLOCKS_DIFFER_SECONDS && time < end + CLOCKS_DIFFER_SECONDS;
}

/** What a guard says of the elevations by which a use passed, against what the ledger says of them. */
function* elevationFaults(
  facts: PeriodFacts,
  { request, facts: given, decision, first, last }: DecidedBody,
  issuer: string | null,
): Generator<string> {
  for (const id of decision.elevation?.ids ?? []) {
    const found = facts.elevationOf(id);
    if (found === null) {
      if (!isBegunBefore(facts, secondsOf(first)))
        yield `used a token by the elevation ${id}, which is not in the ledger`;
      continue;
    }
    if (![first, last].every((time) => isActive(found, request.clientId, issuer, secondsOf(time))))
      yield `used a token by the elevation ${id}, which was not active for it then`;
    const told = given.elevations?.find((one) => one.id === id);
    const beyond = told?.scopes.filter((scope) => !found.scopes.includes(scope)) ?? [];
    if (beyond.length > 0 || (told !== undefined && told.subject !== found.subject))
      yield `used a token by more than the elevation ${id} is for`;
  }
}

interface Allowed {
  readonly what: string | null;
  readonly client: string;
  readonly scope: string;
  /** The rule that finds the same, and can be waived. */
  readonly rule: string;
}

function* allowancesOf(policy: Policy): Generator<Allowed> {
  const lookup = scopeLookup(policy);
  for (const one of policy.clients) {
    const { standing, defaultScopes } = one;
    const client = nameOfClient(one);
    for (const scope of standing) {
      const critical = lookup.definitionNamed(scope)?.risk === 'critical';
      const what = critical ? `${client} always holds ${scope}, which is critical` : null;
      yield { what, client, scope, rule: 'standing-scope-critical' };
    }
    for (const scope of defaultScopes ?? []) {
      const risk = lookup.definitionNamed(scope)?.risk ?? 'low';
      yield {
        rule: isBroadDefault(policy, scope) ? 'default-scope-broad' : 'default-scope-high',
        what: risk === 'low' ? null : `${client} gets ${scope}, which is ${risk}, without asking`,
        client,
        scope,
      };
    }
  }
}
