import { nameOfClient } from '../client-reading.ts';
import type { Client, GrantType } from '../types.ts';
import { grantsOfPeople, partOfClient } from './reading.ts';
import type { RefusingRule } from './types.ts';

function contradicting(client: Client): readonly GrantType[] {
  if (client.kind === 'machine') return grantsOfPeople(client);
  return client.kind === 'public' ? client.grantTypes.filter((one) => one === 'client_credentials') : [];
}

export const kindContradictsGrantTypes: RefusingRule = {
  id: 'kind-contradicts-grant-types',
  severity: 'error',
  title: 'A client’s kind and its grant types can’t both be true',
  why:
    'By client_credentials a client proves by its secret who it is, so RFC 6749 §4.4 leaves it to clients that keep one; a public client would give its secret out with every copy. ' +
    'A machine acts for nobody but itself, and a grant that a person has a part in makes tokens of that person. ' +
    'Approvals, rules and readers go by the kind: a client whose kind isn’t true is guarded as something that it is not.',
  control: ['AC-05', 'AC-03'],
  bad: `clients:
  warehouse:
    kind: public
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]  # found: client_credentials
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
  shop:
    kind: machine
    owner: p-1
    author: p-1
    purpose: The shop on the web.
    grantTypes: [authorization_code]  # found: authorization_code
    redirectUris: [https://shop.example/callback]
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  good: `clients:
  warehouse:
    kind: machine
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
  shop:
    kind: public
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
    return clients.flatMap((client) =>
      contradicting(client).map((grantType) => ({
        ...partOfClient(client, 'grantTypes', grantType),
        message:
          client.kind === 'public'
            ? `${nameOfClient(client)} is public and has ${grantType}, which needs a secret`
            : `${nameOfClient(client)} is a machine and has ${grantType}, in which a person has a part`,
        help: 'Say the kind that it is, or register two clients, each with the grant types of its own work.',
      })),
    );
  },
};
