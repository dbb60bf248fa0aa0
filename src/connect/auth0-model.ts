import { isMachine } from './grant-types.ts';
import { slugOf, uniqueName } from './slug.ts';
import { type FoundText, PLACEHOLDER, sortedOnce } from './tree.ts';
import type { FoundClient, FoundClientKind, FoundResourceServer, FoundScope, Place, Remark } from './types.ts';

/** What a tenant of Auth0 says, whether a Deploy CLI export or Terraform says it. */
export interface Auth0Tenant {
  readonly clients: readonly Auth0Client[];
  readonly grants: readonly Auth0Grant[];
  readonly resourceServers: readonly Auth0ResourceServer[];
  /** Whether the source holds all client grants, so that a client without one has none. */
  readonly hasAllGrants: boolean;
}

export interface Auth0Client {
  /** What grants may call it by: its name, its client id, its address in Terraform. */
  readonly names: readonly string[];
  readonly name: string;
  readonly clientId: string | null;
  readonly appType: string | null;
  readonly authMethod: string | null;
  readonly grantTypes: readonly FoundText[] | null;
  readonly callbacks: readonly FoundText[] | null;
  readonly description: string | null;
  readonly at: Place;
}

export interface Auth0Grant {
  readonly client: string;
  readonly audience: string;
  /** Null: all of the API's. */
  readonly scopes: readonly string[] | null;
  readonly at: Place;
}

export interface Auth0ResourceServer {
  readonly names: readonly string[];
  readonly name: string;
  readonly identifier: string | null;
  readonly scopes: readonly { readonly name: string; readonly description: string | null; readonly at: Place }[];
  /** Life of its access tokens, in seconds. */
  readonly tokenLife: number | null;
  readonly at: Place;
}

export interface Auth0Findings {
  readonly scopes: readonly FoundScope[];
  readonly resourceServers: readonly FoundResourceServer[];
  readonly clients: readonly FoundClient[];
  readonly heldAt: ReadonlyMap<string, string>;
}

/** Scopes, APIs and clients of a tenant, in the order of the source. */
export function auth0Findings(tenant: Auth0Tenant, remarks: Remark[]): Auth0Findings {
  const ids = new Set<string>();
  const servers = eachOnce([...tenant.resourceServers, ...strangeServers(tenant)]).map((server) => ({
    server,
    id: uniqueName(slugOf(server.name.replace(/^https?:\/\//i, ''), 'api'), ids),
  }));
  return {
    resourceServers: servers.map(({ server, id }) => ({
      id,
      // A name that is no more than its address says nothing.
      description: server.name === server.identifier ? null : server.name,
      audience: server.identifier === null || PLACEHOLDER.test(server.identifier) ? null : server.identifier,
      at: server.at,
    })),
    scopes: servers.flatMap(({ server, id }) =>
      server.scopes.map(({ name, description, at }) => ({
        name,
        description,
        resourceServer: id,
        maxTtlSeconds: server.tokenLife,
        at,
      })),
    ),
    clients: clientsOf(tenant, remarks),
    heldAt: new Map(
      tenant.grants.flatMap(({ audience, scopes }) => {
        const server = servers.find((one) => one.server.names.includes(audience));
        return server === undefined ? [] : (scopes ?? []).map((scope) => [scope, server.id] as const);
      }),
    ),
  };
}

/** APIs that grants are for and no file has: the tenant's own Management API, for one. */
function strangeServers({ grants, resourceServers }: Auth0Tenant): Auth0ResourceServer[] {
  const known = new Set(resourceServers.flatMap(({ names }) => names));
  return grants
    .filter(({ audience }) => !known.has(audience))
    .map(({ audience, at }) => {
      const identifier = /^[\w-]+\.[\w-]+$/.test(audience) ? null : audience;
      return { names: [audience], name: audience, identifier, scopes: [], tokenLife: null, at };
    });
}

/** An API that stands in two files, with the scopes of both. */
function eachOnce(servers: readonly Auth0ResourceServer[]): Auth0ResourceServer[] {
  const found = new Map<string, Auth0ResourceServer>();
  for (const server of servers) {
    const key = server.identifier ?? server.names[0] ?? server.name;
    const known = found.get(key);
    const more = server.scopes.filter(({ name }) => !known?.scopes.some((scope) => scope.name === name));
    found.set(
      key,
      known === undefined
        ? server
        : { ...known, scopes: [...known.scopes, ...more], tokenLife: known.tokenLife ?? server.tokenLife },
    );
  }
  return [...found.values()];
}

function clientsOf(tenant: Auth0Tenant, remarks: Remark[]): FoundClient[] {
  const known = tenant.clients.map((client) => findClient(tenant, client));
  const names = new Set(tenant.clients.flatMap((client) => client.names));
  const strangers = sortedOnce(tenant.grants.map(({ client }) => client).filter((client) => !names.has(client)));
  return [
    ...known,
    ...strangers.map((name) => {
      const at = tenant.grants.find(({ client }) => client === name)?.at ?? { file: '', line: 1, column: 1 };
      remarks.push({ at, message: `a grant is for the client ${name}, which is not in these files` });
      // What a grant calls a client is its id where the export has ids, else its name.
      const client: Auth0Client = {
        names: [name],
        name,
        clientId: /^[A-Za-z0-9_-]{20,64}$/.test(name) ? name : null,
        ...{ appType: null, authMethod: null, grantTypes: null, callbacks: null, description: null, at },
      };
      return findClient(tenant, client);
    }),
  ];
}

function findClient(tenant: Auth0Tenant, client: Auth0Client): FoundClient {
  const grants = tenant.grants.filter((grant) => client.names.includes(grant.client));
  const grantTypes = client.grantTypes === null ? null : sortedOnce(client.grantTypes.map(({ value }) => value));
  const machine = grantTypes !== null && isMachine(grantTypes);
  const granted = sortedOnce(grants.flatMap(({ audience, scopes }) => scopes ?? allScopesOf(tenant, audience)));
  const audiences = sortedOnce(grants.map(({ audience }) => audience));
  return {
    clientId: client.clientId,
    name: client.name,
    kind: kindOf(client, machine),
    grantTypes,
    redirectUris: client.callbacks?.map(({ value }) => value) ?? null,
    // Only for a client that acts for itself do its grants say all that it may hold.
    standing: grants.length > 0 || (machine && tenant.hasAllGrants) ? granted : null,
    defaultScopes: null,
    maxTtlSeconds: longestLife(tenant, audiences),
    description: client.description,
    hints: hintsOf(grantTypes, machine, grants.length > 0, audiences.length),
    at: client.at,
  };
}

function allScopesOf({ resourceServers }: Auth0Tenant, audience: string): string[] {
  const server = resourceServers.find(({ names }) => names.includes(audience));
  return server?.scopes.map(({ name }) => name) ?? [];
}

function longestLife({ resourceServers }: Auth0Tenant, audiences: readonly string[]): number | null {
  const lives = audiences.map(
    (audience) => resourceServers.find(({ names }) => names.includes(audience))?.tokenLife ?? null,
  );
  return lives.length > 0 && lives.every((life) => life !== null) ? Math.max(...lives) : null;
}

function kindOf({ appType, authMethod }: Auth0Client, machine: boolean): FoundClientKind | null {
  if (authMethod === 'none' || appType === 'native' || appType === 'spa') return 'public';
  if (machine || appType === 'non_interactive') return 'machine';
  return authMethod !== null || appType === 'regular_web' ? 'confidential' : null;
}

function hintsOf(
  grantTypes: readonly string[] | null,
  machine: boolean,
  granted: boolean,
  audiences: number,
): string[] {
  const hints: string[] = [];
  if (granted && audiences === 1)
    hints.push('Auth0 gives it all of these when it asks for none: if it does, name them as its defaultScopes.');
  if (granted && grantTypes !== null && !machine)
    hints.push(
      'Auth0’s grants say what it may hold as itself; what it asks for in people’s names is not in this file.',
    );
  return hints;
}
