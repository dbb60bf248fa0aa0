import type { RefusingRule } from './types.ts';

export const refreshWithoutCode: RefusingRule = {
  id: 'refresh-without-code',
  severity: 'error',
  title: 'refresh_token without authorization_code',
  why:
    'A client that acts for itself asks again with its own credentials and has no use for a refresh token (RFC 6749 §4.4.3). ' +
    'One that it got all the same would be a second, longer-lived credential that nobody rotates.',
  control: ['AC-10'],
  bad: `clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials, refresh_token]  # found: refresh_token
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
      .filter(({ grantTypes }) => grantTypes.includes('refresh_token') && !grantTypes.includes('authorization_code'))
      .map(({ clientId }) => ({
        definition: `client:${clientId}`,
        path: ['clients', clientId, 'grantTypes', 'refresh_token'],
        message: 'refresh_token goes with authorization_code',
        help: 'Client credentials need no refresh token (RFC 6749 §4.4.3).',
      }));
  },
};
