import { member, sortedOnce, textOf, textsOf } from './tree.ts';
import type { Inventory, Reader } from './types.ts';

/** Authorization server metadata (RFC 8414 §2) and OpenID Provider metadata (OpenID Connect Discovery 1.0 §3). */
export const discoveryReader: Reader = {
  id: 'discovery',
  title: 'a discovery document of an authorization server (RFC 8414, OpenID Connect Discovery)',
  recognises: ({ root }) =>
    textOf(member(root, 'issuer')) !== null &&
    ['authorization_endpoint', 'token_endpoint', 'jwks_uri', 'response_types_supported'].some(
      (name) => member(root, name) !== undefined,
    ),
  read: (files) =>
    files.map((file): Inventory => {
      const issuer = textOf(member(file.root, 'issuer'));
      const named = textsOf(member(file.root, 'scopes_supported'));
      return {
        reader: 'discovery',
        title: `authorization server ${issuer}`,
        files: [file.path],
        authoritative: true,
        issuer,
        scopes: sortedOnce(named.map(({ value }) => value)).map((name) => ({
          name,
          description: null,
          resourceServer: null,
          maxTtlSeconds: null,
          at: file.at(named.find(({ value }) => value === name)?.part ?? file.root),
        })),
        resourceServers: [],
        clients: [],
        remarks: [],
      };
    }),
};
