import { nameOfClient } from '../client-reading.ts';
import { heldBy, partOfClient, publicBecause, riskyOf } from './reading.ts';
import type { WarningRule } from './types.ts';

const LONGEST_DAYS = 180;

export const secretRotationLong: WarningRule = {
  id: 'secret-rotation-long',
  severity: 'warning',
  title: 'The secret behind a risky scope is replaced too seldom',
  why:
    'Nobody sees that a secret was copied until the copy is used: the age that the policy allows is the time in which it can be. ' +
    'RFC 6749 §3.2.1 counts replacing credentials from time to time among what good management needs. ' +
    'After half a year, what is in an old backup, a former colleague’s notes or a supplier’s breach is worth nothing any more.',
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
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:write]
    maxTtlSeconds: 600
    rotation: { secretDays: 365 }  # found: 365
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
    rotation: { secretDays: 180 }
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    return policy.clients.flatMap((client) => {
      const { secretDays = 0 } = client.rotation ?? {};
      const risky = publicBecause(client) === null && secretDays > LONGEST_DAYS ? riskyOf(policy, heldBy(client)) : [];
      if (risky.length === 0) return [];
      return {
        ...partOfClient(client, 'rotation', 'secretDays'),
        message: `${nameOfClient(client)} may hold ${risky.join(' ')} by a secret that may become ${secretDays} days old`,
        help: `Say secretDays: ${LONGEST_DAYS} or less.`,
      };
    });
  },
};
