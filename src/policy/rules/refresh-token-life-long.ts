import { nameOfClient } from '../client-reading.ts';
import { heldBy, partOfClient, riskyOf } from './reading.ts';
import type { WarningRule } from './types.ts';

const LONGEST_DAYS = 90;

export const refreshTokenLifeLong: WarningRule = {
  id: 'refresh-token-life-long',
  severity: 'warning',
  title: 'A refresh token for a risky scope may become too old',
  why:
    'A refresh token that was copied is good until another replaces it: then one of the two that hold it is found out. ' +
    'The tokens of one integration, stolen in 2025, opened the data of more than 700 companies for days, until all of them were revoked (Salesloft Drift). ' +
    'A quarter is long enough for whoever uses a client at all.',
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
    grantTypes: [authorization_code, refresh_token]
    redirectUris: [https://shop.example/callback]
    standing: [orders:write]
    maxTtlSeconds: 600
    rotation: { secretDays: 90, refreshTokenDays: 365 }  # found: 365
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
    rotation: { secretDays: 90, refreshTokenDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    return policy.clients.flatMap((client) => {
      const { refreshTokenDays = 0 } = client.rotation ?? {};
      const long = client.grantTypes.includes('refresh_token') && refreshTokenDays > LONGEST_DAYS;
      const risky = long ? riskyOf(policy, heldBy(client)) : [];
      if (risky.length === 0) return [];
      return {
        ...partOfClient(client, 'rotation', 'refreshTokenDays'),
        message: `${nameOfClient(client)} may hold ${risky.join(' ')} by a refresh token that may become ${refreshTokenDays} days old`,
        help: `Say refreshTokenDays: ${LONGEST_DAYS} or less.`,
      };
    });
  },
};
