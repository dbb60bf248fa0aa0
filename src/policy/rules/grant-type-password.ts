import { nameOfClient } from '../client-reading.ts';
import { partOfClient } from './reading.ts';
import type { WaivableRule } from './types.ts';

export const grantTypePassword: WaivableRule = {
  id: 'grant-type-password',
  severity: 'error',
  waivable: true,
  title: 'A client takes people’s passwords',
  why:
    'By the password grant a client asks people for the password that they have at the authorization server, and passes it on. RFC 9700 §2.4 forbids it. ' +
    'The password is then known in one more place, people learn to type it wherever somebody asks, and second factors and passkeys have no place in it. ' +
    'What a client does with a password besides asking for a token, no scope bounds.',
  control: ['AC-05', 'AC-03'],
  bad: `clients:
  desk:
    owner: p-1
    author: p-1
    purpose: Where support sees orders.
    grantTypes: [password]  # found: password
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  good: `clients:
  desk:
    owner: p-1
    author: p-1
    purpose: Where support sees orders.
    grantTypes: [authorization_code]
    redirectUris: [https://desk.shop.example/callback]
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  find({ clients }) {
    return clients
      .filter(({ grantTypes }) => grantTypes.includes('password'))
      .map((client) => ({
        ...partOfClient(client, 'grantTypes', 'password'),
        message: `${nameOfClient(client)} asks people for the password that they have at the authorization server`,
        help: 'Use authorization_code: then only the authorization server sees the password.',
      }));
  },
};
