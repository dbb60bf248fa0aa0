import type { Policy } from '../policy/index.ts';
import { decidedOf, issuedOf } from './entry-bodies.ts';
import { Exceptions } from './exceptions.ts';
import type { Activation } from './period-facts.ts';
import type { Control, PeriodEntry } from './types.ts';

/** What only its policy's `standing` list may give. */
export const leastPrivilege: Control = {
  id: 'AC-03',
  title: 'Least privilege by default',
  criteria: ['CC6.1', 'CC6.3'],
  statement:
    'Clients hold only scopes that the policy allows them; no critical scope is standing, and no high or critical one is what a client gets without asking.',
  nature: 'automated',
  frequency: 'each policy in force, each grant',
  begin(facts) {
    const exceptions = new Exceptions();
    const allowances = new Set<string>();
    let grants = 0;
    const checkPolicy = (activation: Activation): void => {
      if (activation.policy === null) return;
      for (const { what, client, scope } of allowancesOf(activation.policy.policy)) {
        allowances.add(`${client} ${scope}`);
        if (what !== null) exceptions.addAt(what, activation.time, [activation.reference], what);
      }
    };
    if (facts.active !== null) checkPolicy(facts.active);
    const outside = (
      clientId: string,
      issuer: string | null,
      scopes: readonly string[],
      entry: PeriodEntry,
    ): string[] => {
      const policy = facts.sources.policyOf(entry.entry.digests['policy'] ?? '')?.policy;
      const client = policy?.clients.find((one) => one.clientId === clientId && one.issuer === issuer);
      return scopes.filter((scope) => client?.standing.includes(scope) !== true);
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
          const beyond = outside(clientId, issuer, decided.decision.scopes, entry);
          if (beyond.length > 0)
            exceptions.add(`${clientId} was permitted ${beyond.join(' ')}, which its policy does not allow it`, entry);
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
          );
          if (beyond.length > 0)
            exceptions.add(
              `${issued.clientId} was given a token with ${beyond.join(' ')}, which its policy does not allow it`,
              entry,
            );
        }
      },
      finish: () => ({
        population: {
          size: allowances.size + grants,
          what: `${allowances.size} standing allowances, and ${grants} decisions that permitted and tokens that were issued`,
        },
        exceptions,
        notes: ['Waivers are not known to this version: an allowance that would need one is an exception.'],
      }),
    };
  },
};

function* allowancesOf(policy: Policy): Generator<{ what: string | null; client: string; scope: string }> {
  const risks = new Map(policy.scopes.map(({ name, risk }) => [name, risk]));
  for (const { clientId: client, standing, defaultScopes } of policy.clients) {
    for (const scope of standing) {
      const critical = risks.get(scope) === 'critical';
      yield { what: critical ? `${client} always holds ${scope}, which is critical` : null, client, scope };
    }
    for (const scope of defaultScopes ?? []) {
      const risk = risks.get(scope) ?? 'low';
      yield {
        what: risk === 'low' ? null : `${client} gets ${scope}, which is ${risk}, without asking`,
        client,
        scope,
      };
    }
  }
}
