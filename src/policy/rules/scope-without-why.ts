import type { RefusingRule } from './types.ts';

export const scopeWithoutWhy: RefusingRule = {
  id: 'scope-without-why',
  severity: 'error',
  title: 'A scope that nobody says why it exists',
  why:
    'A scope whose reason isn’t written down can’t be reviewed: nobody can tell whether it is still needed, so it stays, and so does whoever holds it. ' +
    'SOC 2 asks for access that follows from a need (CC6.3), and the need is what stands here.',
  control: ['AC-01', 'AC-09'],
  bad: `scopes:
  orders:export:  # found: orders:export
    resourceServer: orders
    description: Exports all orders.
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
      .filter(({ why }) => why === '')
      .map(({ name }) => ({
        definition: `scope:${name}` as const,
        path: ['scopes', name],
        message: `scope ${name} has no why`,
        help: 'Add why: a sentence that says who needs it for what, here or in an overlay.',
      }));
  },
};
