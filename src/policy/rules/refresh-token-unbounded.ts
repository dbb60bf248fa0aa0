import { nameOfClient } from '../client-reading.ts';
import { heldBy, partOfClient, riskyOf } from './reading.ts';
import type { WarningRule } from './types.ts';

export const refreshTokenUnbounded: WarningRule = {
  id: 'refresh-token-unbounded',
  severity: 'warning',
  title: 'Nothing says how old a refresh token for a risky scope may become',
  why:
    'A refresh token is good for all that was granted, over and over (RFC 9700 §4.14.1), and it is kept where the client keeps what it has to remember. ' +
    'RFC 9700 §4.14.2 has it replaced, or bound to its holder, where the client is public, and has it expire when it isn’t used. ' +
    'Where the policy says no age, a copy may work for years, and nobody can tell that the server lets it.',
  control: ['AC-10', 'AC-11'],
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
  shop:
    owner: p-1
    author: p-1
    purpose: The shop on the web.
    grantTypes: [authorization_code, refresh_token]  # found: refresh_token
    redirectUris: [https://shop.example/callback]
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
clients:
  shop:
    owner: p-1
    author: p-1
    purpose: The shop on the web.
    grantTypes: [authorization_code, refresh_token]
    redirectUris: [https://shop.example/callback]
    standing: [orders:write]
    maxTtlSeconds: 600
    rotation: { secretDays: 90, refreshTokenDays: 14 }
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    return policy.clients.flatMap((client) => {
      const bounded = client.rotation?.refreshTokenDays !== undefined;
      const risky = client.grantTypes.includes('refresh_token') && !bounded ? riskyOf(policy, heldBy(client)) : [];
      if (risky.length === 0) return [];
      return {
        ...partOfClient(client, 'grantTypes', 'refresh_token'),
        message: `${nameOfClient(client)} may hold ${risky.join(' ')}, and nothing says how old its refresh tokens may become`,
        help: 'Say rotation: { refreshTokenDays: 14 }, and let the authorization server replace them as often.',
      };
    });
  },
};
