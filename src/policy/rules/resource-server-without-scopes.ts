import type { WarningRule } from './types.ts';

export const resourceServerWithoutScopes: WarningRule = {
  id: 'resource-server-without-scopes',
  severity: 'warning',
  title: 'A resource server has no scope',
  why:
    'A token for it would carry nothing that its operations could ask for: either it is gone, or its scopes are somewhere that this policy doesn’t see. ' +
    'An API that takes tokens without looking at their scopes takes every token.',
  control: ['AC-01'],
  bad: `resourceServers:
  stock:  # found: stock
    description: What is in the warehouse.
    owner: p-1
    audience: https://stock.example
`,
  good: `resourceServers:
  stock:
    description: What is in the warehouse.
    owner: p-1
    audience: https://stock.example
scopes:
  stock:read:
    resourceServer: stock
    description: Reads what is in the warehouse.
    why: The shop shows what can be sent.
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
    standing: [stock:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  find({ resourceServers, scopes }) {
    const used = new Set(scopes.map(({ resourceServer }) => resourceServer));
    return resourceServers
      .filter(({ id }) => !used.has(id))
      .map(({ id }) => ({
        definition: `resourceServer:${id}`,
        path: ['resourceServers', id],
        message: `no scope empowers at ${id}`,
        help: 'Define the scopes that its operations need, or remove it.',
      }));
  },
};
