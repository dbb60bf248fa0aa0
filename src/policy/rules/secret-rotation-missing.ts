import { nameOfClient } from '../client-reading.ts';
import { heldBy, partOfClient, publicBecause, riskyOf } from './reading.ts';
import type { WarningRule } from './types.ts';

export const secretRotationMissing: WarningRule = {
  id: 'secret-rotation-missing',
  severity: 'warning',
  title: 'Nothing says how old the secret behind a risky scope may become',
  why:
    'A secret gets into configurations, pipelines and backups over the years, and each copy is good until the secret is replaced. ' +
    'In 2023 attackers used credentials that had been stolen from a supplier weeks before, of thousands the few that had not been replaced since (Cloudflare, after the theft at Okta). ' +
    'Where the policy says no age, nobody can tell that a secret is too old.',
  control: ['AC-11'],
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
  warehouse:  # found: warehouse
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:write]
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
  find(policy) {
    return policy.clients.flatMap((client) => {
      const risky =
        publicBecause(client) === null && client.rotation?.secretDays === undefined
          ? riskyOf(policy, heldBy(client))
          : [];
      if (risky.length === 0) return [];
      return {
        ...partOfClient(client, 'rotation', 'secretDays'),
        message: `${nameOfClient(client)} may hold ${risky.join(' ')}, and nothing says how old its secret may become`,
        help: 'Say rotation: { secretDays: 90 }, and replace the secret or key as often.',
      };
    });
  },
};
