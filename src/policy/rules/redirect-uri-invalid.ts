import { redirectUriProblem } from '../redirect-uri.ts';
import { partOfClient } from './reading.ts';
import type { RefusingRule } from './types.ts';

export const redirectUriInvalid: RefusingRule = {
  id: 'redirect-uri-invalid',
  severity: 'error',
  title: 'A redirect URI that can’t be compared exactly or that others receive',
  why:
    'An authorization code goes to whoever answers at the redirect URI, so it is compared letter by letter (RFC 9700 §2.1). ' +
    'A wildcard, a user or a fragment (RFC 6749 §3.1.2) leaves room for another place; http to another host is read on the way. ' +
    'A scheme that is no domain name turned round can be claimed by another application of the same machine (RFC 8252 §7.1).',
  control: ['AC-05', 'AC-04'],
  bad: `clients:
  shop:
    owner: p-1
    author: p-1
    purpose: The shop on the web.
    grantTypes: [authorization_code]
    redirectUris: ['https://*.shop.example/callback']  # found: 'https://*.shop.example/callback'
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
    redirectUris: [https://www.shop.example/callback]
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  find({ clients }) {
    return clients.flatMap((client) =>
      [...new Set(client.redirectUris)].flatMap((uri) => {
        const problem = redirectUriProblem(uri);
        if (problem === null) return [];
        return {
          ...partOfClient(client, 'redirectUris', uri),
          message: `${uri} is no redirect URI: ${problem}`,
          help: 'A redirect URI is compared exactly (RFC 9700 §2.1).',
        };
      }),
    );
  },
};
