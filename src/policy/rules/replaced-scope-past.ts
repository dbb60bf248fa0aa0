import { daysSince } from './reading.ts';
import type { WarningRule } from './types.ts';

/** A quarter, in which tokens of before and forgotten clients have shown themselves. */
const LONGEST_DAYS = 90;

export const replacedScopePast: WarningRule = {
  id: 'replaced-scope-past',
  severity: 'warning',
  title: 'A scope that was replaced months ago is still defined',
  why:
    'Its deadline is over and it is refused, but its definition, its approval and the scope at the authorization server are still there, and a later date brings all of it back. ' +
    'A registry in which old and new stand beside each other is what the next client is copied from.',
  control: ['AC-06', 'AC-01'],
  bad: `scopes:
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
  orders:change:
    resourceServer: orders
    description: Changes and cancels orders.
    why: The warehouse marks orders as sent.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
    replacedBy: { scopes: [orders:write], deadline: 2026-06-30T00:00:00Z }  # found: 2026-06-30T00:00:00Z
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
  orders:change:
    resourceServer: orders
    description: Changes and cancels orders.
    why: The warehouse marks orders as sent.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
    replacedBy: { scopes: [orders:write], deadline: 2026-12-20T00:00:00Z }
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
  find({ scopes }, { time }) {
    return scopes.flatMap(({ name, replacedBy }) => {
      if (replacedBy === undefined || daysSince(replacedBy.deadline, time) < LONGEST_DAYS) return [];
      return {
        definition: `scope:${name}`,
        path: ['scopes', name, 'replacedBy', 'deadline'],
        message: `${name} is refused since ${replacedBy.deadline.slice(0, 10)} and is still defined`,
        help: 'Remove it, here and at the authorization server.',
      };
    });
  },
};
