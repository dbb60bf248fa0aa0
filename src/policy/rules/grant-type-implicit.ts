import { nameOfClient } from '../client-reading.ts';
import { partOfClient } from './reading.ts';
import type { WarningRule } from './types.ts';

export const grantTypeImplicit: WarningRule = {
  id: 'grant-type-implicit',
  severity: 'warning',
  title: 'A client gets its tokens in a URL',
  why:
    'By the implicit grant an access token comes back in the redirect itself, where histories, referrers and scripts of the page find it, and nothing binds it to the client that asked: another page can put a token of its own in its place. ' +
    'RFC 9700 §2.1.2 advises against it. ' +
    'An application in a browser does the same with authorization_code and PKCE, and needs no secret for it.',
  control: ['AC-05', 'AC-10'],
  bad: `clients:
  shop:
    owner: p-1
    author: p-1
    purpose: The shop on the web.
    grantTypes: [implicit]  # found: implicit
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
      .filter(({ grantTypes }) => grantTypes.includes('implicit'))
      .map((client) => ({
        ...partOfClient(client, 'grantTypes', 'implicit'),
        message: `${nameOfClient(client)} gets its access tokens in the redirect`,
        help: 'Use authorization_code with PKCE, which needs no secret in a browser either.',
      }));
  },
};
