import { nameOfClient, redirects } from '../client-reading.ts';
import type { Path } from '../placed-node.ts';
import type { Client } from '../types.ts';
import type { Complaints } from './complaints.ts';

/** RFC 6749 Appendix A.1, without white space, which is only ever a mistake. */
const CLIENT_ID = /^[\x21-\x7e]{1,200}$/;

/** What clients are, and what they may hold. */
export function checkClients(complaints: Complaints): void {
  for (const client of complaints.policy.clients) {
    const name = nameOfClient(client);
    const at = (...rest: Path): Path => ['clients', name, ...rest];
    checkIdentity(complaints, client, at);
    checkHeld(complaints, client, at);
    checkGrants(complaints, client, at);
  }
  checkOnce(complaints);
}

function checkOnce(complaints: Complaints): void {
  const known = new Map<string, string>();
  for (const client of complaints.policy.clients) {
    const name = nameOfClient(client);
    const key = `${client.issuer} ${client.clientId}`;
    const other = known.get(key);
    if (other !== undefined && client.issuer !== '')
      complaints.complain(
        ['clients', name, 'clientId'],
        'client_twice',
        `${client.clientId} at ${client.issuer} is ${other} already`,
        'An issuer knows one client by one client id: keep one of the two, or name another issuer.',
        'key',
      );
    known.set(key, name);
  }
}

function checkIdentity(complaints: Complaints, client: Client, at: (...rest: Path) => Path): void {
  const { clientId, issuer, owner, author } = client;
  if (!CLIENT_ID.test(clientId))
    complaints.complain(
      at('clientId'),
      'client_id_invalid',
      `${JSON.stringify(clientId)} is no client id`,
      'A client id is printable ASCII without spaces.',
    );
  if (client.name !== undefined && !CLIENT_ID.test(client.name))
    complaints.complain(
      at(),
      'client_name_invalid',
      `${JSON.stringify(client.name)} is no name for a client`,
      'Name it in printable ASCII without spaces, as a client id.',
      'key',
    );
  if (client.canary !== undefined && client.mode !== 'observe')
    complaints.complain(
      at('canary'),
      'canary_unused',
      `${nameOfClient(client)} is enforced: a canary is for one that is observed`,
      'Say mode: observe, or take the canary away.',
      'key',
    );
  if (!complaints.knows('issuer', issuer)) complaints.issuer(at('issuer'), issuer, 'this client');
  if (!complaints.knows('person', owner)) complaints.owner(at('owner'), owner);
  if (!complaints.knows('person', author)) complaints.reference(at('author'), 'person', author);
}

function checkHeld(complaints: Complaints, client: Client, at: (...rest: Path) => Path): void {
  for (const field of ['standing', 'eligible', 'defaultScopes'] as const) {
    const names = client[field] ?? [];
    for (const [index, name] of names.entries()) {
      const definition = complaints.lookup.definitionNamed(name);
      if (definition === undefined) {
        if (names.indexOf(name) === index) complaints.scope(at(field, name), name);
        continue;
      }
      const { issuers } = definition;
      if (issuers === undefined || issuers.includes(client.issuer) || names.indexOf(name) < index) continue;
      complaints.complain(
        at(field, name),
        'scope_of_other_issuer',
        `${client.issuer || 'its issuer'} does not know ${name}`,
        `It is a scope of ${issuers.join(', ')}: add the issuer to the scope, or take the scope from the client.`,
      );
    }
    complaints.twice(() => at(field), names, 'scope_twice', 'scope');
  }
  const { standing, eligible, defaultScopes } = client;
  const held = new Set(standing);
  for (const name of eligible)
    if (held.has(name))
      complaints.complain(
        at('eligible', name),
        'scope_standing_and_eligible',
        `${name} is standing too`,
        'What is always held needs no elevation: keep one of the two.',
      );
  for (const name of defaultScopes ?? [])
    if (complaints.lookup.definitionNamed(name)?.parameters !== undefined && /\{/.test(name))
      complaints.complain(
        at('defaultScopes', name),
        'default_pattern',
        `${name} stands for many scopes, and a default is some in particular`,
        'Name scopes that it stands for.',
      );
    else if (!held.has(name))
      complaints.complain(
        at('defaultScopes', name),
        'default_not_standing',
        `${name} is a default but not standing`,
        'A default is given without being asked for, so it has to be standing.',
      );
}

function checkGrants(complaints: Complaints, client: Client, at: (...rest: Path) => Path): void {
  const { grantTypes, redirectUris } = client;
  complaints.twice(() => at('grantTypes'), grantTypes, 'grant_type_twice', 'grant type');
  complaints.twice(() => at('redirectUris'), redirectUris, 'redirect_uri_twice', 'redirect URI');
  const sent = redirects(grantTypes);
  if (sent && redirectUris.length === 0)
    complaints.complain(
      at(),
      'redirect_uri_missing',
      `a client with ${grantTypes.includes('implicit') ? 'implicit' : 'authorization_code'} has redirect URIs`,
      'Add redirectUris: with the exact URI.',
      'key',
    );
  if (!sent && redirectUris.length > 0)
    complaints.complain(
      at('redirectUris'),
      'redirect_uri_unused',
      'only authorization_code and implicit have redirect URIs',
      'Remove them.',
    );
}
