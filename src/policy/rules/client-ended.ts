import { nameOfClient } from '../client-reading.ts';
import { isOver, partOfClient } from './reading.ts';
import type { WarningRule } from './types.ts';

export const clientEnded: WarningRule = {
  id: 'client-ended',
  severity: 'warning',
  title: 'A client that has ended is still defined',
  why:
    'It gets nothing now, but its definition, its approval and its secret at the authorization server are still there, and one changed date brings all of it back. ' +
    'In 2026 the credential of an old trial, which nobody had removed, led to the tokens by which a company reached its customers’ data (Klue).',
  control: ['AC-05', 'AC-06'],
  bad: `clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2026-06-30T00:00:00Z  # found: 2026
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
  find({ clients }, { time }) {
    return clients
      .filter(({ expires }) => isOver(expires, time))
      .map((client) => ({
        ...partOfClient(client, 'expires'),
        message: `${nameOfClient(client)} ended on ${client.expires.slice(0, 10)} and is still defined`,
        help: 'Remove it here and at the authorization server, or give it a new end with the reason in its purpose.',
      }));
  },
};
