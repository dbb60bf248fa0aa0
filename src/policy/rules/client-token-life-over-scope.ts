import { nameOfClient } from '../client-reading.ts';
import { partOfClient, shortestLived } from './reading.ts';
import type { WaivableRule } from './types.ts';

/** Of standing scopes alone: an elevation is an occasion of its own, with a token of its own. */
export const clientTokenLifeOverScope: WaivableRule = {
  id: 'client-token-life-over-scope',
  severity: 'error',
  waivable: true,
  title: 'A client’s tokens may live longer than a scope that they carry',
  why:
    'A decision takes the shortest life among client and scopes, and most authorization servers know one life for a whole client. ' +
    'Set up by the longer number, the server answers with tokens that outlive their decision, and the guard withholds them. ' +
    'What a reviewer reads at the client should be what holds.',
  control: ['AC-10'],
  bad: `scopes:
  orders:write:
    resourceServer: orders
    description: Changes the state of orders.
    why: The warehouse marks orders as sent.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: internal
    maxTtlSeconds: 300
    reviewIntervalDays: 90
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read, orders:write]
    maxTtlSeconds: 900  # found: 900
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
    maxTtlSeconds: 300
    reviewIntervalDays: 90
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read, orders:write]
    maxTtlSeconds: 300
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    return policy.clients.flatMap((client) => {
      const { standing, maxTtlSeconds } = client;
      const lives = standing.flatMap((name) => shortestLived(policy, name) ?? []);
      const [shortest] = lives.sort((left, right) => left.maxTtlSeconds - right.maxTtlSeconds);
      if (shortest === undefined || maxTtlSeconds <= shortest.maxTtlSeconds) return [];
      return {
        ...partOfClient(client, 'maxTtlSeconds'),
        message: `tokens of ${nameOfClient(client)} may live ${maxTtlSeconds} s, and with ${shortest.name} only ${shortest.maxTtlSeconds} s`,
        help: `Say maxTtlSeconds: ${shortest.maxTtlSeconds}, or make the scope eligible.`,
      };
    });
  },
};
