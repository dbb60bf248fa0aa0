import { isMachine } from '../grant-types.ts';
import type { TerraformBlock } from '../hcl/module.ts';
import { slugOf, uniqueName } from '../slug.ts';
import { itemsOf, member, type Part, positiveOf, sortedOnce, textOf, truthOf } from '../tree.ts';
import type { FoundClient, FoundResourceServer, FoundScope, Inventory } from '../types.ts';
import { nameOfPart, type TerraformReading } from './values.ts';

const FLOWS: Readonly<Record<string, string>> = {
  code: 'authorization_code',
  implicit: 'implicit',
  client_credentials: 'client_credentials',
};
const UNIT_SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** User pools of Amazon Cognito in Terraform's provider `hashicorp/aws`; null where there is none. */
export function readCognito(reading: TerraformReading, files: readonly string[]): Inventory | null {
  const clients = reading.resources('aws_cognito_user_pool_client').map((block) => client(reading, block));
  const servers = reading.resources('aws_cognito_resource_server');
  if (clients.length + servers.length === 0) return null;
  const ids = new Set<string>();
  const scopes: FoundScope[] = [];
  const resourceServers = servers.map((block) => resourceServer(reading, block, ids, scopes));
  return {
    reader: 'terraform',
    title: 'Amazon Cognito user pool',
    files,
    authoritative: true,
    issuer: null,
    scopes,
    resourceServers,
    clients,
    remarks: reading.remarks,
  };
}

/** A scope of Cognito is the resource server's identifier, a slash and the scope's name. */
function resourceServer(
  reading: TerraformReading,
  block: TerraformBlock,
  ids: Set<string>,
  scopes: FoundScope[],
): FoundResourceServer {
  const identifier = reading.text(block, 'identifier');
  const name = reading.text(block, 'name') ?? block.name;
  const id = uniqueName(slugOf(name, 'api'), ids);
  for (const scope of reading.blocks(block, member(block.body, 'scope'))) {
    const scopeName = textOf(member(scope, 'scope_name'));
    if (scopeName === null || identifier === null)
      reading.remark(block, scope, `${block.address}: a scope whose name is computed when Terraform runs is left out`);
    else
      scopes.push({
        name: `${identifier}/${scopeName}`,
        description: textOf(member(scope, 'scope_description')),
        resourceServer: id,
        maxTtlSeconds: null,
        at: block.file.at(scope),
      });
  }
  return { id, description: name, audience: identifier, at: block.at };
}

function client(reading: TerraformReading, block: TerraformBlock): FoundClient {
  const name = reading.text(block, 'name') ?? block.name;
  const flows = reading.texts(block, member(block.body, 'allowed_oauth_flows'), 'flows');
  const scopes = scopesOf(reading, block);
  const grantTypes =
    flows === null
      ? null
      : grantTypesOf(
          reading,
          block,
          name,
          flows.map(({ value }) => value),
        );
  return {
    clientId: null,
    name,
    kind:
      grantTypes !== null && isMachine(grantTypes)
        ? 'machine'
        : truthOf(member(block.body, 'generate_secret')) === true
          ? 'confidential'
          : 'public',
    grantTypes,
    redirectUris:
      reading.texts(block, member(block.body, 'callback_urls'), 'callback URLs')?.map(({ value }) => value) ?? null,
    standing: scopes,
    defaultScopes: null,
    maxTtlSeconds: tokenLife(block.body),
    description: null,
    hints: ['Cognito gives it all of these when it asks for none: if it does, name them as its defaultScopes.'].filter(
      () => (scopes ?? []).length > 0,
    ),
    at: block.at,
  };
}

function grantTypesOf(
  reading: TerraformReading,
  block: TerraformBlock,
  name: string,
  flows: readonly string[],
): string[] {
  for (const flow of flows)
    if (FLOWS[flow] === undefined)
      reading.remark(block, block.body, `${name}: the flow ${JSON.stringify(flow)} is none of Cognito’s`);
  const found = flows.flatMap((flow) => FLOWS[flow] ?? []);
  // With the code flow Cognito gives refresh tokens, unless the flows that are named leave them out.
  const auth = member(block.body, 'explicit_auth_flows');
  const names = auth?.kind === 'list' ? auth.items.flatMap((item) => textOf(item) ?? []) : [];
  const refreshes = !names.some((one) => one.startsWith('ALLOW_')) || names.includes('ALLOW_REFRESH_TOKEN_AUTH');
  if (found.includes('authorization_code') && refreshes) found.push('refresh_token');
  return sortedOnce(found);
}

/** Scopes are texts, or what a resource server says it has: `aws_cognito_resource_server.x.scope_identifiers`. */
function scopesOf(reading: TerraformReading, block: TerraformBlock): string[] | null {
  const part = member(block.body, 'allowed_oauth_scopes');
  if (part === undefined) return null;
  const referred = identifiersOf(reading, part);
  if (referred !== null) return sortedOnce(referred);
  if (part.kind !== 'list') return reading.texts(block, part, 'scopes') === null ? null : [];
  return sortedOnce(
    part.items.flatMap((item) => {
      const text = textOf(item);
      if (text !== null) return [text];
      const all = identifiersOf(reading, item);
      if (all !== null) return all;
      reading.remark(
        block,
        item,
        `${block.address}: one of its scopes is computed when Terraform runs, and is left out`,
      );
      return [];
    }),
  );
}

function identifiersOf(reading: TerraformReading, part: Part): string[] | null {
  if (part.kind !== 'reference' || part.path[2] !== 'scope_identifiers') return null;
  const server = reading.module.block(nameOfPart(part) ?? '');
  const identifier = server === null ? null : reading.text(server, 'identifier');
  if (server === null || identifier === null) return null;
  const all = itemsOf(member(server.body, 'scope')).flatMap((scope) => textOf(member(scope, 'scope_name')) ?? []);
  const index = part.path[3];
  return all.filter((_, at) => index === undefined || Number(index) === at).map((name) => `${identifier}/${name}`);
}

/** Hours unless a unit is named; an hour where nothing is. */
function tokenLife(body: Part): number | null {
  const validity = positiveOf(member(body, 'access_token_validity'));
  if (validity === null) return null;
  const [units] = itemsOf(member(body, 'token_validity_units'));
  return validity * (UNIT_SECONDS[textOf(member(units, 'access_token')) ?? 'hours'] ?? 3600);
}
