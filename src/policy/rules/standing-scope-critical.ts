import { nameOfClient } from '../client-reading.ts';
import { partOfClient, riskOf } from './reading.ts';
import type { WaivableRule } from './types.ts';

export const standingScopeCritical: WaivableRule = {
  id: 'standing-scope-critical',
  severity: 'error',
  waivable: true,
  title: 'A critical scope is standing',
  why:
    'What is standing can be used at any hour by whoever has the client’s credentials, and no use of it has a reason of its own. ' +
    'A critical scope is for rare, known occasions: as an eligible one it is held only while an elevation lasts. ' +
    'In 2023 an old test application that still held such a right was the way into a company’s mail (Microsoft, by Midnight Blizzard).',
  control: ['AC-03', 'AC-07'],
  bad: `scopes:
  orders:refund:
    resourceServer: orders
    description: Pays money back for an order.
    why: What was out of stock has to be paid back.
    owner: p-1
    author: p-1
    risk: critical
    sensitivity: confidential
    maxTtlSeconds: 300
    reviewIntervalDays: 30
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:refund, orders:read]  # found: orders:refund
    maxTtlSeconds: 300
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  good: `scopes:
  orders:refund:
    resourceServer: orders
    description: Pays money back for an order.
    why: What was out of stock has to be paid back.
    owner: p-1
    author: p-1
    risk: critical
    sensitivity: confidential
    maxTtlSeconds: 300
    reviewIntervalDays: 30
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read]
    eligible: [orders:refund]
    maxTtlSeconds: 300
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    return policy.clients.flatMap((client) =>
      client.standing
        .filter((name) => riskOf(policy, name) === 'critical')
        .map((name) => ({
          ...partOfClient(client, 'standing', name),
          message: `${nameOfClient(client)} always holds ${name}, which is critical`,
          help: 'Move it to eligible, so that it is held only while an elevation is active.',
        })),
    );
  },
};
