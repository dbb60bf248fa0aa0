import { nameOfClient } from '../client-reading.ts';
import { givesOffline, partOfClient } from './reading.ts';
import type { WarningRule } from './types.ts';

export const defaultOfflineAccess: WarningRule = {
  id: 'default-offline-access',
  severity: 'warning',
  title: 'A default scope is offline_access or includes it',
  why:
    'With offline_access an authorization server gives out a refresh token that works while nobody is there (OpenID Connect Core §11). ' +
    'As a default, each sign-in leaves one behind without anybody having asked. ' +
    'Attackers who stole refresh tokens of an integration in 2025 copied the data of hundreds of companies with them (Salesloft Drift).',
  control: ['AC-03', 'AC-10'],
  bad: `scopes:
  offline_access:
    description: Lets the application act while the person is away.
    why: A cart stays open for days.
    owner: p-1
    author: p-1
    risk: low
    sensitivity: internal
    maxTtlSeconds: 900
    reviewIntervalDays: 90
clients:
  shop:
    owner: p-1
    author: p-1
    purpose: The shop on the web.
    grantTypes: [authorization_code, refresh_token]
    redirectUris: [https://shop.example/callback]
    standing: [offline_access, orders:read]
    defaultScopes: [offline_access, orders:read]  # found: offline_access
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  good: `scopes:
  offline_access:
    description: Lets the application act while the person is away.
    why: A cart stays open for days.
    owner: p-1
    author: p-1
    risk: low
    sensitivity: internal
    maxTtlSeconds: 900
    reviewIntervalDays: 90
clients:
  shop:
    owner: p-1
    author: p-1
    purpose: The shop on the web.
    grantTypes: [authorization_code, refresh_token]
    redirectUris: [https://shop.example/callback]
    standing: [offline_access, orders:read]
    defaultScopes: [orders:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    return policy.clients.flatMap((client) =>
      (client.defaultScopes ?? [])
        .filter((name) => givesOffline(policy, name))
        .map((name) => ({
          ...partOfClient(client, 'defaultScopes', name),
          message: `${nameOfClient(client)} gets a refresh token for when the person is away without asking for it, by ${name}`,
          help: 'Take it out of defaultScopes: a client that needs offline_access asks for it.',
        })),
    );
  },
};
