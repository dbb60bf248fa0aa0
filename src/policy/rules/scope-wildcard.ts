import { asOneOf, calledSo } from './reading.ts';
import type { WaivableRule } from './types.ts';

export const scopeWildcard: WaivableRule = {
  id: 'scope-wildcard',
  severity: 'error',
  waivable: true,
  title: 'A scope is a wildcard',
  why:
    'Nobody can say what * gives: whatever the server matches it against, now and after its next release. What it empowers can’t be ' +
    'approved, reviewed or narrowed, for it has no end. Where a name has parts that change, a pattern says which values they may have.',
  control: ['AC-01', 'AC-03'],
  bad: `scopes:
  orders:*:  # found: orders:*
    resourceServer: orders
    description: Changes the state of orders.
    why: The warehouse marks orders as sent.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: ['orders:*']
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  good: `scopes:
  orders:write:
    resourceServer: orders
    description: Changes the state of orders.
    why: The warehouse marks orders as sent.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:write]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    const wildcardOf = calledSo(policy, (name) => name.includes('*'));
    return policy.scopes.flatMap((scope) => {
      const wildcard = wildcardOf(scope);
      if (wildcard === undefined) return [];
      return {
        definition: `scope:${scope.name}`,
        path: ['scopes', scope.name],
        message: `${asOneOf(scope, wildcard)} is a wildcard`,
        help: 'Define the scopes that it is used for, or a pattern whose parts say what they may be.',
      };
    });
  },
};
