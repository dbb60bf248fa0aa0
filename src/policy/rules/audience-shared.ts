import type { RefusingRule } from './types.ts';

export const audienceShared: RefusingRule = {
  id: 'audience-shared',
  severity: 'error',
  title: 'Two resource servers have the same audience',
  why:
    'A token says by its audience for whom it is (RFC 8707 §2, RFC 9700 §2.3). ' +
    'Where two answer to one audience, a token for the harmless one opens the other.',
  control: ['AC-04', 'AC-03'],
  bad: `resourceServers:
  orders-archive:
    description: Orders of former years.
    owner: p-1
    audience: https://orders.example  # found: https://orders.example
scopes:
  archive:read:
    resourceServer: orders-archive
    description: Reads orders of former years.
    why: Support answers questions about old orders.
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
    standing: [archive:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  good: `resourceServers:
  orders-archive:
    description: Orders of former years.
    owner: p-1
    audience: https://archive.orders.example
scopes:
  archive:read:
    resourceServer: orders-archive
    description: Reads orders of former years.
    why: Support answers questions about old orders.
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
    standing: [archive:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  find({ resourceServers }) {
    const audiences = new Map<string, string>();
    return resourceServers.flatMap(({ id, audience }) => {
      const other = audiences.get(audience);
      audiences.set(audience, id);
      if (other === undefined) return [];
      return {
        definition: `resourceServer:${id}`,
        path: ['resourceServers', id, 'audience'],
        message: `${other} has the same audience`,
        help: 'A token for one would be a token for both: give each its own.',
      };
    });
  },
};
