import { partOfClient } from './reading.ts';
import type { WarningRule } from './types.ts';

/** The name, and those below it (RFC 6761 §6.3). In a scheme of an application's own nobody resolves it. */
function namesLocalhost(uri: string): boolean {
  const { protocol, hostname } = new URL(uri);
  return protocol.startsWith('http') && /(^|\.)localhost\.?$/.test(hostname);
}

export const redirectUriLocalhost: WarningRule = {
  id: 'redirect-uri-localhost',
  severity: 'warning',
  title: 'A redirect URI names localhost',
  why:
    'The name can lead to another interface than the loopback one, by a hosts file or a resolver; the address 127.0.0.1 or [::1] can’t. ' +
    'RFC 8252 §8.3 advises against the name for that.',
  control: ['AC-05'],
  bad: `clients:
  command-line:
    owner: p-1
    author: p-1
    purpose: Shows orders in a terminal.
    grantTypes: [authorization_code]
    redirectUris: [http://localhost/callback]  # found: http://localhost/callback
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  good: `clients:
  command-line:
    owner: p-1
    author: p-1
    purpose: Shows orders in a terminal.
    grantTypes: [authorization_code]
    redirectUris: [http://127.0.0.1/callback]
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  find({ clients }) {
    return clients.flatMap((client) =>
      client.redirectUris.filter(namesLocalhost).map((uri) => ({
        ...partOfClient(client, 'redirectUris', uri),
        message: `${uri} names localhost, which a resolver can lead elsewhere`,
        help: 'Write 127.0.0.1, or [::1].',
      })),
    );
  },
};
