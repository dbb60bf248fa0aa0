import { nameOfClient } from '../client-reading.ts';
import { grantsOfPeople, partOfClient } from './reading.ts';
import type { WarningRule } from './types.ts';

export const machineAndUserClient: WarningRule = {
  id: 'machine-and-user-client',
  severity: 'warning',
  title: 'One client acts for people and for itself',
  why:
    'A token by client_credentials speaks for the client, one by authorization_code for a person; an API that mistakes one for the other lets a client act as somebody (RFC 9700 §4.15). ' +
    'Both in one client also give the unattended job each scope that people use, and the other way round.',
  control: ['AC-05', 'AC-03'],
  bad: `clients:
  shop:
    owner: p-1
    author: p-1
    purpose: The shop on the web, and its nightly job.
    grantTypes: [authorization_code, client_credentials]  # found: client_credentials
    redirectUris: [https://shop.example/callback]
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  good: `clients:
  shop:
    owner: p-1
    author: p-1
    purpose: The shop on the web.
    grantTypes: [authorization_code]
    redirectUris: [https://shop.example/callback]
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  find({ clients }) {
    return clients
      .filter((client) => client.grantTypes.includes('client_credentials') && grantsOfPeople(client).length > 0)
      .map((client) => ({
        ...partOfClient(client, 'grantTypes', 'client_credentials'),
        message: `${nameOfClient(client)} acts for people and for itself`,
        help: 'Register two clients, each with the scopes of its own work.',
      }));
  },
};
