import { nameOfClient } from '../client-reading.ts';
import { partOfClient } from './reading.ts';
import type { RefusingRule } from './types.ts';

export const clientWithoutPurpose: RefusingRule = {
  id: 'client-without-purpose',
  severity: 'error',
  title: 'A client that nobody says what it is for',
  why:
    'Least privilege is judged against a purpose (NIST SP 800-53 AC-6): without one, no scope that the client holds can be called too much. ' +
    'An approver signs what the client is for as much as what it may do.',
  control: ['AC-03', 'AC-05'],
  bad: `clients:
  warehouse:  # found: warehouse
    owner: p-1
    author: p-1
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
      .filter(({ purpose }) => purpose === '')
      .map((client) => ({
        ...partOfClient(client),
        message: `client ${nameOfClient(client)} has no purpose`,
        help: 'Add purpose: a sentence that says what it does for whom, here or in an overlay.',
      }));
  },
};
