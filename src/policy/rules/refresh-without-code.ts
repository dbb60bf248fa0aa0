import type { GrantType } from '../types.ts';
import type { RefusingRule } from './types.ts';

/** What a person has a part in: a refresh token keeps going what that person agreed to. */
const OF_A_PERSON: readonly GrantType[] = [
  'authorization_code',
  'password',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:openid:params:grant-type:ciba',
];

export const refreshWithoutCode: RefusingRule = {
  id: 'refresh-without-code',
  severity: 'error',
  title: 'refresh_token without a grant that a person has a part in',
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
      .filter(
        ({ grantTypes }) =>
          grantTypes.includes('refresh_token') && !OF_A_PERSON.some((grantType) => grantTypes.includes(grantType)),
      )
      .map(({ clientId }) => ({
        definition: `client:${clientId}`,
        path: ['clients', clientId, 'grantTypes', 'refresh_token'],
        message: `refresh_token goes with authorization_code or another grant of a person, and ${clientId} has none`,
        help: 'Take it away: client credentials need no refresh token (RFC 6749 §4.4.3).',
      }));
  },
};
