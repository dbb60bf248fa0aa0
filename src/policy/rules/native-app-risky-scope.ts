import { isNativeRedirect } from '../redirect-uri.ts';
import { heldBy, scopesByName } from './reading.ts';
import type { WarningRule } from './types.ts';

export const nativeAppRiskyScope: WarningRule = {
  id: 'native-app-risky-scope',
  severity: 'warning',
  title: 'An application on people’s own machines may hold a high or critical scope',
  why:
    'A redirect to a private-use scheme or a loopback address is received by an application on somebody’s machine. ' +
    'Such an application keeps no secret (RFC 8252 §8.4, §8.5): anybody can take its client id and look like it, and what it is given is only as safe as that machine.',
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
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [authorization_code]
    redirectUris: [https://packing.shop.example/callback]
    standing: [orders:read, orders:write]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    const scopes = scopesByName(policy);
    return policy.clients.flatMap((client) => {
      const { clientId } = client;
      const redirect = client.redirectUris.find(isNativeRedirect);
      if (redirect === undefined) return [];
      return heldBy(client)
        .filter((name) => (scopes.get(name)?.risk ?? 'low') !== 'low')
        .map((name) => ({
          definition: `client:${clientId}` as const,
          path: ['clients', clientId, client.standing.includes(name) ? 'standing' : 'eligible', name],
          message: `${clientId} redirects to a person's own machine (${redirect}) and may hold ${name}, which is ${scopes.get(name)?.risk}`,
          help: 'Do what needs this scope in a server that keeps a secret, or leave it to a client that has one.',
        }));
    });
  },
};
