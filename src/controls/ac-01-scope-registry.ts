import { scopeOf } from '../policy/index.ts';
import { DECIDED_KINDS, decidedOf, issuedOf } from './entry-bodies.ts';
import { Exceptions } from './exceptions.ts';
import type { Control, PeriodEntry } from './types.ts';

/**
 * A scope is in use when a token carries it, a decision granted it or an operation was passed for it. One that somebody asked for in
 * vain is not.
 */
export const scopeRegistry: Control = {
  id: 'AC-01',
  title: 'Scope registry',
  criteria: ['CC6.1', 'CC2.1', 'CC3.2'],
  statement:
    'Every scope in use is registered with purpose, owner, sensitivity, risk and the operations that it empowers.',
  nature: 'automated',
  frequency: 'each decision, token and use',
  begin(facts) {
    const exceptions = new Exceptions();
    const seen = new Set<string>();
    const scopes = new Set<string>();
    /** Scopes of resource servers that no OpenAPI document of the period says anything about. */
    const described = new Set<string>();
    const read = new Set<string>();
    const withResourceServer = new Set<string>();

    const check = (scope: string, digest: string, entry: PeriodEntry): void => {
      scopes.add(scope);
      const key = `${digest} ${scope}`;
      const identified = facts.sources.policyOf(digest);
      const registered = identified === null ? undefined : scopeOf(identified.policy, scope);
      if (registered?.resourceServer) withResourceServer.add(scope);
      const missing =
        registered === undefined
          ? null
          : (['why', 'owner', 'sensitivity', 'risk'] as const).filter((field) => !registered[field]);
      if (missing?.length === 0) return void seen.add(key);
      const what =
        missing === null
          ? `${scope} is in use and not registered in the policy of that time`
          : `${scope} is in use and registered without ${missing.join(', ')}`;
      exceptions.add(what, entry, { key });
    };
    return {
      take(entry) {
        const { kind, digests } = entry.entry;
        const digest = digests['policy'] ?? '';
        if (kind === 'token.issued')
          for (const { scopes: carried } of issuedOf(entry.entry)?.tokens ?? [])
            for (const scope of carried) check(scope, digest, entry);
        if (!DECIDED_KINDS.has(kind)) return;
        const decided = decidedOf(entry.entry);
        for (const scope of decided?.decision.scopes ?? []) check(scope, digest, entry);
        // What a token carries that came round the guard, no issuance says.
        if (kind !== 'token.use_refused' && decided?.facts.token?.recorded === false)
          for (const scope of decided.facts.token.scopes) check(scope, digest, entry);
        const openApi = digests['openapi'];
        if (openApi === undefined || read.has(openApi)) return;
        read.add(openApi);
        for (const { required } of facts.sources.operationsOf(openApi)?.operations ?? [])
          for (const scope of required.flat()) described.add(scope);
      },
      finish() {
        const undescribed = [...withResourceServer].filter((scope) => !described.has(scope)).sort();
        return {
          population: {
            size: scopes.size,
            what: 'scopes that a token carried, a decision granted or an operation needed',
          },
          exceptions,
          notes:
            undescribed.length === 0
              ? []
              : [
                  `The operations that ${undescribed.join(', ')} ${undescribed.length === 1 ? 'empowers' : 'empower'} were not tested: no OpenAPI document by which a use was decided in the period names ${undescribed.length === 1 ? 'it' : 'them'}.`,
                ],
        };
      },
    };
  },
};
