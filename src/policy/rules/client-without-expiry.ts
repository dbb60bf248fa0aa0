import { nameOfClient } from '../client-reading.ts';
import { partOfClient } from './reading.ts';
import type { RefusingRule } from './types.ts';

export const clientWithoutExpiry: RefusingRule = {
  id: 'client-without-expiry',
  severity: 'error',
  title: 'A client without an end',
  why:
    'Access that ends by itself is the only kind that surely ends (SOC 2 CC6.3 asks for its removal). ' +
    'A client that was meant for a trial and has no date goes on being given tokens after everybody forgot it.',
  control: ['AC-05', 'AC-06'],
  bad: `clients:
  warehouse:  # found: warehouse
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read]
    maxTtlSeconds: 600
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
      .filter(({ expires }) => expires === '')
      .map((client) => ({
        ...partOfClient(client),
        message: `client ${nameOfClient(client)} has no end`,
        help: 'Add expires: a time such as 2027-06-30T00:00:00Z from which on it gets nothing, here or in an overlay.',
      }));
  },
};
