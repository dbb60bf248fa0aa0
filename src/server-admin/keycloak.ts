import { askJson } from './ask-json.ts';
import { ServerAdminError } from './server-admin-error.ts';

/** Clients of one page; the documentation's own default for `max` is 100. */
const PAGE = 100;
const MAX_PAGES = 200;
/** Members of a ClientRepresentation that hold secrets or say nothing that is read. They are left behind at once. */
const LEFT_BEHIND = ['secret', 'registrationAccessToken', 'authorizationSettings'];

export interface KeycloakQuery {
  /** Of the realm in the admin REST API: `https://HOST/admin/realms/REALM`. */
  readonly realm: URL;
  /** An access token of somebody who may view the realm, its clients and identity providers. */
  readonly token: string;
  readonly signal: AbortSignal;
}

/**
 * Reads a realm's configuration by Keycloak's admin REST API, as its documentation of version 26 has it, and gives it in the form of a
 * realm export: `GET /admin/realms/{realm}`, `/clients?first=&max=`, `/client-scopes`, `/default-default-client-scopes`,
 * `/default-optional-client-scopes` and `/identity-provider/instances`. Nothing is written; no secret of a client is kept.
 * Unverified against the real product.
 *
 * @throws ServerAdminError
 */
export async function askKeycloak(query: KeycloakQuery): Promise<Readonly<Record<string, unknown>>> {
  const realm = await ask(query, '');
  if (!isRecord(realm) || typeof realm['realm'] !== 'string')
    throw new ServerAdminError('answer_unreadable', `${query.realm.href} answers with no realm.`);
  const clients = await clientsOf(query);
  const [clientScopes, defaults, optional, identityProviders] = [
    await listOf(query, '/client-scopes'),
    await listOf(query, '/default-default-client-scopes'),
    await listOf(query, '/default-optional-client-scopes'),
    await listOf(query, '/identity-provider/instances'),
  ];
  return {
    ...realm,
    clients: clients.map((client) =>
      Object.fromEntries(Object.entries(client).filter(([name]) => !LEFT_BEHIND.includes(name))),
    ),
    clientScopes,
    defaultDefaultClientScopes: defaults.map(nameOf),
    defaultOptionalClientScopes: optional.map(nameOf),
    identityProviders: identityProviders.map(({ alias, enabled, providerId }) => ({ alias, enabled, providerId })),
  };
}

async function clientsOf(query: KeycloakQuery): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for (let page = 0; page < MAX_PAGES; page++) {
    const some = await listOf(query, `/clients?first=${page * PAGE}&max=${PAGE}`);
    found.push(...some);
    if (some.length < PAGE) return found;
  }
  throw new ServerAdminError('answer_unreadable', `${query.realm.href} has more than ${MAX_PAGES * PAGE} clients.`);
}

async function listOf(query: KeycloakQuery, path: string): Promise<Record<string, unknown>[]> {
  const list = await ask(query, path);
  if (!Array.isArray(list) || !list.every(isRecord))
    throw new ServerAdminError('answer_unreadable', `${query.realm.href}${path.split('?')[0]} answers with no list.`);
  return list;
}

function ask({ realm, token, signal }: KeycloakQuery, path: string): Promise<unknown> {
  return askJson(new URL(`${realm.href.replace(/\/+$/, '')}${path}`), token, signal);
}

function nameOf({ name }: Record<string, unknown>): unknown {
  return name;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
