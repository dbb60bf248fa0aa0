import { asOneOf, calledSo, changesByName } from './reading.ts';
import type { WarningRule } from './types.ts';

export const changingScopeLow: WarningRule = {
  id: 'changing-scope-low',
  severity: 'warning',
  title: 'A scope that changes something is called low',
  why:
    'Low scopes need nobody’s approval, alert nobody and may be everybody’s default. ' +
    'One that writes, deletes, sends or pays by its own name belongs to those that somebody has to say yes to.',
  control: ['AC-01', 'AC-02'],
  bad: `scopes:
  orders:delete:
    resourceServer: orders
    description: Deletes an order and what belongs to it.
    why: Test orders are removed.
    owner: p-1
    author: p-1
    risk: low  # found: low
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:delete]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  good: `scopes:
  orders:delete:
    resourceServer: orders
    description: Deletes an order and what belongs to it.
    why: Test orders are removed.
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
    standing: [orders:delete]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    const changingOf = calledSo(policy, changesByName);
    return policy.scopes.flatMap((scope) => {
      const changing = scope.risk === 'low' ? changingOf(scope) : undefined;
      if (changing === undefined) return [];
      return {
        definition: `scope:${scope.name}`,
        path: ['scopes', scope.name, 'risk'],
        message: `${asOneOf(scope, changing)} changes something by its name and is called low`,
        help: 'Call it high, or critical where what it does can’t be taken back, and have it approved.',
      };
    });
  },
};
