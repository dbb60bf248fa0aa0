import { nameOfClient } from '../client-reading.ts';
import { isBroadDefault, partOfClient, riskOf } from './reading.ts';
import type { WarningRule } from './types.ts';

export const defaultScopeHigh: WarningRule = {
  id: 'default-scope-high',
  severity: 'warning',
  title: 'A high scope that only reads is a default',
  why:
    'Who reads what is high, such as people’s data, should say so: a request without scopes is then refused or answered with less, and not ' +
    'with a token that reads it. A client that forgets the parameter, or is made to, shows nothing of it in its code (RFC 6749 §3.3). ' +
    'A default is for what is harmless.',
  control: ['AC-03'],
  bad: `scopes:
  orders:addresses:
    resourceServer: orders
    description: Reads where orders go.
    why: The warehouse prints what goes on parcels.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: confidential
    maxTtlSeconds: 600
    reviewIntervalDays: 90
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Prints the labels of parcels.
    grantTypes: [client_credentials]
    standing: [orders:read, orders:addresses]
    defaultScopes: [orders:addresses]  # found: orders:addresses
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  good: `scopes:
  orders:addresses:
    resourceServer: orders
    description: Reads where orders go.
    why: The warehouse prints what goes on parcels.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: confidential
    maxTtlSeconds: 600
    reviewIntervalDays: 90
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Prints the labels of parcels.
    grantTypes: [client_credentials]
    standing: [orders:read, orders:addresses]
    defaultScopes: [orders:read]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    return policy.clients.flatMap((client) =>
      (client.defaultScopes ?? []).flatMap((name) => {
        if (riskOf(policy, name) !== 'high' || isBroadDefault(policy, name)) return [];
        return {
          ...partOfClient(client, 'defaultScopes', name),
          message: `${nameOfClient(client)} gets ${name}, which is high, without asking for it`,
          help: 'Take it out of defaultScopes and have the client ask for it by name.',
        };
      }),
    );
  },
};
