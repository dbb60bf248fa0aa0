import { nameOfClient, type Policy, scopeLookup } from '../../policy/index.ts';
import type { Decision } from '../types.ts';
import type { AllowanceName, CoverageOf, PolicyTestCoverage } from './types.ts';

/**
 * What the expectations ask about. A scope counts where the decision got as far as to judge it, granted or withheld: a request that is
 * refused whole, because the client has ended or of a wrong redirect URI, says nothing of the scopes in it.
 */
export class Coverage {
  readonly #policy: Policy;
  readonly #clients = new Set<string>();
  readonly #scopes = new Set<string>();
  readonly #allowances = new Map<string, Set<string>>();

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  take(client: string, decision: Decision): void {
    if (decision.reason === 'client_unknown' || decision.reason === 'issuer_unknown') return;
    this.#clients.add(client);
    const judged = this.#allowances.get(client) ?? new Set();
    this.#allowances.set(client, judged);
    for (const scope of [...decision.scopes, ...decision.withheld.map((one) => one.scope)]) {
      // A scope of a pattern asks about the pattern, which is what the policy has.
      for (const name of [scope, scopeLookup(this.#policy).definitionOf(scope)?.name ?? scope]) {
        this.#scopes.add(name);
        judged.add(name);
      }
    }
  }

  report(): PolicyTestCoverage {
    const allowances = this.#policy.clients.flatMap((client): AllowanceName[] => {
      const name = nameOfClient(client);
      return [
        ...client.standing.map((scope) => ({ client: name, scope, held: 'standing' as const })),
        ...client.eligible.map((scope) => ({ client: name, scope, held: 'eligible' as const })),
      ];
    });
    return {
      clients: coverageOf(this.#policy.clients.map(nameOfClient), (client) => this.#clients.has(client)),
      scopes: coverageOf(
        this.#policy.scopes.map(({ name }) => name),
        (scope) => this.#scopes.has(scope),
      ),
      allowances: coverageOf(allowances, ({ client, scope }) => this.#allowances.get(client)?.has(scope) === true),
    };
  }
}

function coverageOf<T>(all: readonly T[], isAsked: (one: T) => boolean): CoverageOf<T> {
  const missing = all.filter((one) => !isAsked(one));
  return { total: all.length, asked: all.length - missing.length, missing };
}
