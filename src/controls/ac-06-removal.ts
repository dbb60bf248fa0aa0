import { type Policy, type ScopeLookup, scopeLookup } from '../policy/index.ts';
import { decidedOf, issuedOf } from './entry-bodies.ts';
import { Exceptions } from './exceptions.ts';
import { type Activation, secondsOf } from './period-facts.ts';
import type { Control, EntryReference, PeriodEntry } from './types.ts';

/** An allowance that a policy took away. */
interface Removal {
  readonly clientId: string;
  readonly scope: string;
  readonly at: number;
  /** Seconds after which a use or a new token is an exception: the silence that the policy puts up with, and one second to be told. */
  readonly allowedSeconds: number;
  /** Longest life that a token with this scope had by the policy before. */
  readonly lifeSeconds: number;
  readonly reference: EntryReference;
  readonly time: string;
  readonly inPeriod: boolean;
}

export const removal: Control = {
  id: 'AC-06',
  title: 'Modification and removal',
  criteria: ['CC6.3', 'CC6.2'],
  statement:
    'An allowance that the policy takes away reaches every use and every new token within the time that the policy allows, and no access token with it outlives the longest life that it had.',
  nature: 'automated',
  frequency: 'each allowance that is removed',
  begin(facts) {
    const exceptions = new Exceptions();
    const open = new Map<string, Removal>();
    const current: { allowances: ReturnType<typeof allowancesOf>; readonly lookups: ScopeLookup[] } = {
      allowances: new Map(),
      lookups: [],
    };
    /** Of the scope itself, or of the pattern whose one it is; none where the policy in force allows it by another name. */
    const removalOf = (issuer: string, clientId: string, scope: string): Removal | undefined => {
      const patterns = current.lookups.flatMap((lookup) => lookup.definitionOf(scope)?.name ?? []);
      const keys = [...new Set([scope, ...patterns])].map((name) => keyOf(issuer, clientId, name));
      if (keys.some((key) => current.allowances.has(key))) return undefined;
      return keys.flatMap((key) => open.get(key) ?? [])[0];
    };
    let size = 0;
    const activated = ({ policy, reference, time, inPeriod }: Activation, former: Activation | undefined): void => {
      const next = policy?.policy;
      const before = former?.policy?.policy;
      if (next === undefined || before === undefined) return;
      const now = allowancesOf(next);
      current.allowances = now;
      if (before.scopes.some(({ parameters }) => parameters !== undefined)) current.lookups.push(scopeLookup(before));
      for (const key of now.keys()) open.delete(key);
      for (const [key, { clientId, scope }] of allowancesOf(before)) {
        if (now.has(key)) continue;
        if (inPeriod) size++;
        open.set(key, {
          ...{ clientId, scope, at: secondsOf(time), time, reference, inPeriod },
          allowedSeconds: next.limits.maxStaleSeconds + 1,
          lifeSeconds: lifeOf(before, clientId, scope),
        });
      }
    };
    // What was taken away before the period stays away in it.
    for (const [at, activation] of facts.activations.entries()) activated(activation, facts.activations[at - 1]);
    const checkUse = (entry: PeriodEntry): void => {
      const decided = decidedOf(entry.entry);
      if (decided === null) return;
      const { issuer, clientId } = decided.request;
      for (const scope of decided.decision.scopes) {
        const removed = removalOf(issuer, clientId, scope);
        if (removed === undefined || secondsOf(decided.last) <= removed.at + removed.allowedSeconds) continue;
        const late = Math.round(secondsOf(decided.last) - removed.at);
        exceptions.add(`${clientId} used ${scope} ${late} s after it was taken away`, entry, {
          also: [removed.reference],
        });
      }
    };
    const checkIssue = (entry: PeriodEntry): void => {
      const issued = issuedOf(entry.entry);
      if (issued === null) return;
      const late = new Set<string>();
      for (const { type, scopes } of issued.tokens)
        for (const scope of type === 'access_token' ? scopes : []) {
          const removed = removalOf(entry.entry.issuer ?? '', issued.clientId, scope);
          if (removed === undefined || secondsOf(entry.entry.time) <= removed.at + removed.allowedSeconds) continue;
          if (late.has(scope)) continue;
          late.add(scope);
          exceptions.add(`${issued.clientId} got a token with ${scope} after it was taken away`, entry, {
            also: [removed.reference],
          });
        }
    };
    return {
      take(entry) {
        const { kind } = entry.entry;
        const activation = facts.activatedBy(entry);
        if (activation !== null) activated(activation, facts.activations.at(-2));
        if (open.size === 0) return;
        if (kind === 'token.used' || kind === 'token.usage') checkUse(entry);
        if (kind === 'token.issued') checkIssue(entry);
      },
      finish() {
        for (const token of facts.tokens.values()) {
          if (token.type !== 'access_token' || token.expiresAt === null || token.issued === null) continue;
          const revoked = facts.revocationOf(token);
          const ends = Math.min(token.expiresAt, revoked === null ? token.expiresAt : secondsOf(revoked.time));
          for (const scope of token.scopes) {
            const removed = removalOf(token.issuer ?? '', token.clientId, scope);
            if (removed?.inPeriod !== true || token.issued.index > removed.reference.index) continue;
            // One minute of grace, by which clocks may differ.
            if (ends <= removed.at + removed.lifeSeconds + 60) continue;
            const live = Math.round(ends - removed.at);
            exceptions.addAt(
              `a token of ${token.clientId} lives on with ${scope} for ${live} s after it was taken away, and was ${revoked === null ? 'not revoked' : 'revoked only then'}`,
              removed.time,
              [token.issued, removed.reference],
            );
          }
        }
        return {
          population: { size, what: 'allowances of a client to hold a scope that a policy took away' },
          exceptions,
        };
      },
    };
  },
};

function keyOf(issuer: string, clientId: string, scope: string): string {
  return `${issuer} ${clientId} ${scope}`;
}

/** What clients may always hold, with what that includes. */
function allowancesOf(policy: Policy): Map<string, { readonly clientId: string; readonly scope: string }> {
  const allowances = new Map<string, { readonly clientId: string; readonly scope: string }>();
  const lookup = scopeLookup(policy);
  for (const { issuer, clientId, standing } of policy.clients)
    for (const scope of new Set(standing.flatMap((name) => [name, ...lookup.includedIn(name)])))
      allowances.set(keyOf(issuer, clientId, scope), { clientId, scope });
  return allowances;
}

function lifeOf({ clients, scopes }: Policy, clientId: string, scope: string): number {
  const ofClient = clients.find((client) => client.clientId === clientId)?.maxTtlSeconds ?? 0;
  return Math.min(ofClient, scopeLookup({ scopes }).maxTtlSecondsOf(scope));
}
