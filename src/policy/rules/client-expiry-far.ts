import { nameOfClient } from '../client-reading.ts';
import { daysUntil, partOfClient } from './reading.ts';
import type { WarningRule } from './types.ts';

/** Two years, one of them a leap year. */
const LONGEST_DAYS = 731;

export const clientExpiryFar: WarningRule = {
  id: 'client-expiry-far',
  severity: 'warning',
  title: 'A client ends in more than two years',
  why:
    'A client that is never looked at again outlives the project, the people and the machine that it was for. ' +
    'Its end is the one date at which somebody has to say that it is still needed; years away it is none.',
  control: ['AC-05', 'AC-20'],
  bad: `clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2035-01-01T00:00:00Z  # found: 2035
`,
  good: `clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2028-06-30T00:00:00Z
`,
  find({ clients }, { time }) {
    return clients
      .filter(({ expires }) => daysUntil(expires, time) > LONGEST_DAYS)
      .map((client) => ({
        ...partOfClient(client, 'expires'),
        message: `${nameOfClient(client)} ends in more than two years, on ${client.expires.slice(0, 10)}`,
        help: 'Let it end within two years, and say then whether it is still needed.',
      }));
  },
};
