import { type Auth0Client, type Auth0Grant, type Auth0ResourceServer, auth0Findings } from '../auth0-model.ts';
import { remarkUnknownGrantTypes } from '../grant-types.ts';
import type { TerraformBlock } from '../hcl/module.ts';
import { member, type Part, positiveOf, textOf, truthOf } from '../tree.ts';
import type { Inventory } from '../types.ts';
import { nameOfPart, type TerraformReading } from './values.ts';

/** Resources of the provider `auth0/auth0`; null where there is none. */
export function readAuth0(reading: TerraformReading, files: readonly string[]): Inventory | null {
  const clients = [...reading.resources('auth0_client'), ...reading.resources('auth0_client_cimd')].map((block) =>
    client(reading, block),
  );
  const resourceServers = reading.resources('auth0_resource_server').map((block) => resourceServer(reading, block));
  const grants = [...reading.resources('auth0_client_grant'), ...reading.resources('auth0_client_grants')].flatMap(
    (block) => grantsOf(reading, block),
  );
  const scopes = scopeBlocks(reading);
  if (clients.length + resourceServers.length + grants.length + scopes.length === 0) return null;
  const served = scopes.reduce(withScope, resourceServers);
  return {
    reader: 'terraform',
    title: 'Auth0 tenant',
    files,
    authoritative: true,
    issuer: null,
    ...auth0Findings({ clients, grants, resourceServers: served, hasAllGrants: grants.length > 0 }, reading.remarks),
    remarks: reading.remarks,
  };
}

function client(reading: TerraformReading, block: TerraformBlock): Auth0Client {
  const clientId = reading.text(block, 'client_id');
  const name = reading.text(block, 'name') ?? block.name;
  const grantTypes = reading.texts(block, member(block.body, 'grant_types'), 'grant types');
  reading.remarks.push(...remarkUnknownGrantTypes(block.file, name, grantTypes ?? []));
  return {
    names: [block.address, ...(clientId === null ? [] : [clientId])],
    name: clientId ?? name,
    clientId,
    appType: reading.text(block, 'app_type'),
    authMethod: reading.text(block, 'token_endpoint_auth_method') ?? authMethodOf(reading, block),
    grantTypes,
    callbacks: reading.texts(block, member(block.body, 'callbacks'), 'callbacks'),
    description: reading.text(block, 'description'),
    at: block.at,
  };
}

/** Since provider 1.0 it stands in a resource of its own. */
function authMethodOf(reading: TerraformReading, block: TerraformBlock): string | null {
  const credentials = reading.module
    .resources('auth0_client_credentials')
    .find(({ body }) => nameOfPart(member(body, 'client_id')) === block.address);
  return credentials === undefined ? null : reading.text(credentials, 'authentication_method');
}

function resourceServer(reading: TerraformReading, block: TerraformBlock): Auth0ResourceServer {
  const identifier = reading.text(block, 'identifier');
  return {
    names: [block.address, ...(identifier === null ? [] : [identifier])],
    name: reading.text(block, 'name') ?? identifier ?? block.name,
    identifier,
    // Blocks of the resource itself, as before provider 1.0.
    scopes: reading.blocks(block, member(block.body, 'scopes')).flatMap((part) => scopeOf(block, part, 'value')),
    tokenLife: positiveOf(member(block.body, 'token_lifetime')),
    at: block.at,
  };
}

type FoundAuth0Scope = Auth0ResourceServer['scopes'][number];

function scopeOf(block: TerraformBlock, part: Part, name: string): FoundAuth0Scope[] {
  const value = textOf(member(part, name));
  const description = textOf(member(part, 'description'));
  return value === null ? [] : [{ name: value, description, at: block.file.at(part) }];
}

interface AddedScope {
  readonly server: string;
  readonly scope: FoundAuth0Scope;
}

function scopeBlocks(reading: TerraformReading): AddedScope[] {
  const of = (block: TerraformBlock, found: readonly FoundAuth0Scope[]): AddedScope[] => {
    const server = nameOfPart(member(block.body, 'resource_server_identifier'));
    if (server === null && found.length > 0)
      reading.remark(block, block.body, `${block.address}: whose scopes these are is computed when Terraform runs`);
    return server === null ? [] : found.map((scope) => ({ server, scope }));
  };
  return [
    ...reading.resources('auth0_resource_server_scopes').flatMap((block) => {
      const scopes = reading.blocks(block, member(block.body, 'scopes'));
      return of(
        block,
        scopes.flatMap((part) => scopeOf(block, part, 'name')),
      );
    }),
    ...reading
      .resources('auth0_resource_server_scope')
      .flatMap((block) => of(block, scopeOf(block, block.body, 'scope'))),
  ];
}

/** An API that these files don't have is known by the identifier that its scopes name. */
function withScope(servers: readonly Auth0ResourceServer[], { server, scope }: AddedScope): Auth0ResourceServer[] {
  if (servers.some(({ names }) => names.includes(server)))
    return servers.map((one) =>
      one.names.includes(server) && !one.scopes.some(({ name }) => name === scope.name)
        ? { ...one, scopes: [...one.scopes, scope] }
        : one,
    );
  const identifier = /^[\w-]+\.[\w-]+$/.test(server) ? null : server;
  return [...servers, { names: [server], name: server, identifier, scopes: [scope], tokenLife: null, at: scope.at }];
}

/** `auth0_client_grant` has one audience; the plural has all of a client’s. */
function grantsOf(reading: TerraformReading, block: TerraformBlock): Auth0Grant[] {
  const client = nameOfPart(member(block.body, 'client_id'));
  const bodies =
    block.type === 'auth0_client_grants' ? reading.blocks(block, member(block.body, 'grants')) : [block.body];
  return bodies.flatMap((body) => {
    const audience = nameOfPart(member(body, 'audience'));
    if (client === null || audience === null) {
      reading.remark(
        block,
        body,
        `${block.address}: its client or its audience is computed when Terraform runs, and it is left out`,
      );
      return [];
    }
    const scopes = reading.texts(block, member(body, 'scopes') ?? member(body, 'scope'), 'scopes');
    const all = truthOf(member(body, 'allow_all_scopes')) === true;
    return [
      { client, audience, scopes: all ? null : (scopes ?? []).map(({ value }) => value), at: block.file.at(body) },
    ];
  });
}
