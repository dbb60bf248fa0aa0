import { nameOfClient } from '../client-reading.ts';
import { partOfClient } from './reading.ts';
import type { WarningRule } from './types.ts';

/** By where it leads: a capital letter or a port that is meant anyway makes no other place. */
export const redirectUriOfTwoClients: WarningRule = {
  id: 'redirect-uri-of-two-clients',
  severity: 'warning',
  title: 'Two clients have the same redirect URI',
  why:
    'What answers at a redirect URI can’t tell by it for which of its clients, and from which authorization server, a code came. Mix-up attacks live on that, and a redirect URI for each issuer is one defence against them (RFC 9700 §4.4.2.2). ' +
    'A person who consented to one client has a code delivered to the other.',
  control: ['AC-05'],
  bad: `clients:
  desk:
    owner: p-1
    author: p-1
    purpose: Where support sees orders.
    grantTypes: [authorization_code]
    redirectUris: [https://shop.example/callback]
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
  shop:
    owner: p-1
    author: p-1
    purpose: The shop on the web.
    grantTypes: [authorization_code]
    redirectUris: [https://shop.example/callback]  # found: https://shop.example/callback
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
    const first = new Map<string, { readonly name: string; readonly uri: string }>();
    return clients.flatMap((client) =>
      client.redirectUris.flatMap((uri) => {
        const name = nameOfClient(client);
        const place = new URL(uri).href;
        const other = first.get(place) ?? { name, uri };
        first.set(place, other);
        if (other.name === name) return [];
        return {
          ...partOfClient(client, 'redirectUris', uri),
          message:
            other.uri === uri
              ? `${uri} is a redirect URI of ${other.name}, too`
              : `${uri} leads where ${other.uri} of ${other.name} does`,
          help: 'Give each client a redirect URI of its own.',
        };
      }),
    );
  },
};
