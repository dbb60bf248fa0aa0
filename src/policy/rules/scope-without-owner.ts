import type { RefusingRule } from './types.ts';

export const scopeWithoutOwner: RefusingRule = {
  id: 'scope-without-owner',
  severity: 'error',
  title: 'A scope that nobody answers for',
  why:
    'Who owns a scope is who reviews it, who is told when it is misused, and who can say that it may go. ' +
    'Without an owner each of them is nobody’s task, and an orphaned scope outlives the people who knew it.',
  control: ['AC-01', 'AC-09'],
  bad: `scopes:
  orders:export:  # found: orders:export
    resourceServer: orders
    description: Exports all orders.
    why: The archive takes last year’s orders each January.
    author: p-1
    risk: low
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:export]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  good: `scopes:
  orders:export:
    resourceServer: orders
    description: Exports all orders.
    why: The archive takes last year’s orders each January.
    owner: p-1
    author: p-1
    risk: low
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:export]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  find({ scopes }) {
    return scopes
      .filter(({ owner }) => owner === '')
      .map(({ name }) => ({
        definition: `scope:${name}` as const,
        path: ['scopes', name],
        message: `scope ${name} has no owner`,
        help: 'Add owner: the id of a person (p-…) or of a team (t-…), here or in an overlay.',
      }));
  },
};
