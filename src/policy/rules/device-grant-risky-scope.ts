import { nameOfClient } from '../client-reading.ts';
import { heldBy, partOfClient, riskyOf } from './reading.ts';
import type { WarningRule } from './types.ts';

const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';

export const deviceGrantRiskyScope: WarningRule = {
  id: 'device-grant-risky-scope',
  severity: 'warning',
  title: 'A device code can give a high or critical scope',
  why:
    'Who types in a device code can’t see on which device it was shown: an attacker starts the grant, sends the code in a message, and the victim signs in at the true authorization server, second factor and all. RFC 8628 §5.4 calls it remote phishing. ' +
    'In February 2025 Microsoft described a campaign that took tokens of people in governments and companies this way (Storm-2372). ' +
    'The grant is for devices without a browser, and those need little.',
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
  scanner:
    kind: confidential
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: ['urn:ietf:params:oauth:grant-type:device_code']  # found: 'urn:ietf:params:oauth:grant-type:device_code'
    standing: [orders:read, orders:write]
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
  scanner:
    kind: confidential
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: ['urn:ietf:params:oauth:grant-type:device_code']
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
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
      const risky = client.grantTypes.includes(DEVICE_CODE) ? riskyOf(policy, heldBy(client)) : [];
      if (risky.length === 0) return [];
      return {
        ...partOfClient(client, 'grantTypes', DEVICE_CODE),
        message: `${nameOfClient(client)} may get ${risky.join(' ')} by a code that somebody types in elsewhere`,
        help: 'Leave what is high or critical to a client with another grant.',
      };
    });
  },
};
