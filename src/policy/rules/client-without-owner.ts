import { nameOfClient } from '../client-reading.ts';
import { partOfClient } from './reading.ts';
import type { RefusingRule } from './types.ts';

export const clientWithoutOwner: RefusingRule = {
  id: 'client-without-owner',
  severity: 'error',
  title: 'A client that nobody answers for',
  why:
    'Its owner is asked at each access review, and called on the night on which its secret is found somewhere else. ' +
    'Applications whose owner had left are a usual way in: nobody misses their tokens and nobody rotates their secrets.',
  control: ['AC-05', 'AC-09'],
  bad: `clients:
  warehouse:  # found: warehouse
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  good: `clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  find({ clients }) {
    return clients
      .filter(({ owner }) => owner === '')
      .map((client) => ({
        ...partOfClient(client),
        message: `client ${nameOfClient(client)} has no owner`,
        help: 'Add owner: the id of a person (p-…) or of a team (t-…), here or in an overlay.',
      }));
  },
};
