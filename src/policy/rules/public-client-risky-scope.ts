import { nameOfClient } from '../client-reading.ts';
import { heldBy, partOfHeld, publicBecause, riskOf, riskyOf } from './reading.ts';
import type { WarningRule } from './types.ts';

export const publicClientRiskyScope: WarningRule = {
  id: 'public-client-risky-scope',
  severity: 'warning',
  title: 'A client that can’t keep a secret may hold a high or critical scope',
  why:
    'A public client has nothing by which the authorization server could know it (RFC 6749 §2.1): anybody can take its client id and look like it, and what it is given is only as safe as the machine on which it runs. ' +
    'A redirect to a private-use scheme or a loopback address is received by an application on somebody’s machine, and a secret that is given out with each copy of it is none (RFC 8252 §8.5). ' +
    'A client that keeps one all the same, such as one that is made for each installation, says kind: confidential.',
  control: ['AC-03', 'AC-05'],
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
clients:
  packing-app:
    kind: public
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [authorization_code]
    redirectUris: [https://packing.shop.example/callback]
    standing: [orders:read, orders:write]  # found: orders:write
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  badByDefault: `scopes:
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
  packing-app:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [authorization_code]
    redirectUris: [example.shop.packing:/callback]
    standing: [orders:read, orders:write]  # found: orders:write
    maxTtlSeconds: 600
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
  packing-app:
    kind: confidential
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [authorization_code]
    redirectUris: [example.shop.packing:/callback]
    standing: [orders:read, orders:write]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    return policy.clients.flatMap((client) => {
      const because = publicBecause(client);
      if (because === null) return [];
      return riskyOf(policy, heldBy(client)).map((name) => ({
        ...partOfHeld(client, name),
        message: `${nameOfClient(client)} ${because} and may hold ${name}, which is ${riskOf(policy, name)}`,
        help: 'Do what needs this scope in a server that keeps a secret, or leave it to a client that has one.',
      }));
    });
  },
};
