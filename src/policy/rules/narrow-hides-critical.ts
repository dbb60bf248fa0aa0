import { nameOfClient } from '../client-reading.ts';
import { partOfClient, riskOf } from './reading.ts';
import type { WarningRule } from './types.ts';

export const narrowHidesCritical: WarningRule = {
  id: 'narrow-hides-critical',
  severity: 'warning',
  title: 'A request for a critical scope is narrowed instead of refused',
  why:
    'With overBroad: narrow, a request for an eligible critical scope without an elevation succeeds with less, and the client looks as if all were well. ' +
    'Who tries out a stolen credential gets a token for asking; the owner of a client that forgot its elevation finds out at the API. ' +
    'Where a critical scope is at stake, the refusal is the message.',
  control: ['AC-07', 'AC-04'],
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
    standing: [orders:read]
    eligible: [orders:refund]
    overBroad: narrow  # found: narrow
    maxTtlSeconds: 600
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
    overBroad: refuse
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    return policy.clients.flatMap((client) => {
      const critical = client.eligible.filter((name) => riskOf(policy, name) === 'critical');
      if (client.overBroad !== 'narrow' || critical.length === 0) return [];
      return {
        ...partOfClient(client, 'overBroad'),
        message: `${nameOfClient(client)} gets a token when it asks for ${critical.join(' ')} without an elevation`,
        help: 'Say overBroad: refuse, and have the client ask for what it needs.',
      };
    });
  },
};
