import { scopeLookup } from '../scope-lookup.ts';
import { partOfClient } from './reading.ts';
import type { RefusingRule } from './types.ts';

export const defaultOfSeveralResourceServers: RefusingRule = {
  id: 'default-of-several-resource-servers',
  severity: 'error',
  title: 'The defaults reach several resource servers',
  why:
    'An access token should be for one resource server, and for a few only where that can’t be (RFC 9700 §2.3): one that is good at two lets each use it at the other. ' +
    'Who asks for several names them; a default has nobody who could.',
  control: ['AC-03'],
  bad: `resourceServers:
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
    standing: [orders:read, stock:read]
    defaultScopes: [orders:read, stock:read]  # found: defaultScopes
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
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
    standing: [orders:read, stock:read]
    defaultScopes: [orders:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    const lookup = scopeLookup(policy);
    return policy.clients.flatMap((client) => {
      const defaults = client.defaultScopes ?? [];
      const servers = defaults.flatMap((name) => lookup.definitionNamed(name)?.resourceServer ?? []);
      if (new Set(servers).size < 2) return [];
      return {
        ...partOfClient(client, 'defaultScopes'),
        message: 'the defaults reach several resource servers',
        help: 'Keep to scopes of one resource server: an access token should be for one (RFC 9700 §2.3).',
      };
    });
  },
};
