import { nameOfClient } from '../client-reading.ts';
import type { Client } from '../types.ts';
import { grantsOfPeople, partOfClient } from './reading.ts';
import type { RefusingRule } from './types.ts';

/**
 * Whether a refresh token could come of one of its grants: those of a person, and a token exchange, which may answer with one (RFC
 * 8693 §2.2.1). The implicit grant never does (RFC 6749 §4.2.2).
 */
function refreshes(client: Client): boolean {
  return (
    grantsOfPeople(client).some((grantType) => grantType !== 'implicit') ||
    client.grantTypes.includes('urn:ietf:params:oauth:grant-type:token-exchange')
  );
}

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
      .filter((client) => client.grantTypes.includes('refresh_token') && !refreshes(client))
      .map((client) => ({
        ...partOfClient(client, 'grantTypes', 'refresh_token'),
        message: `refresh_token goes with authorization_code or another grant of a person, and ${nameOfClient(client)} has none`,
        help: 'Take it away: client credentials need no refresh token (RFC 6749 §4.4.3).',
      }));
  },
};
