import { isMachine, remarkUnknownGrantTypes } from '../grant-types.ts';
import type { TerraformBlock } from '../hcl/module.ts';
import { slugOf, uniqueName } from '../slug.ts';
import { type FoundText, member, positiveOf, sortedOnce, textOf, truthOf } from '../tree.ts';
import type { FoundClient, FoundClientKind, FoundResourceServer, FoundScope, Inventory } from '../types.ts';
import { nameOfPart, type TerraformReading } from './values.ts';

const SECONDS_PER_MINUTE = 60;
/** What a rule gives when it doesn't say. */
const DEFAULT_LIFE_MINUTES = 60;

/** A custom authorization server of Okta: its scopes, and what its policies let clients have. */
interface Server {
  readonly address: string;
  readonly block: TerraformBlock | null;
  readonly id: string;
  readonly scopes: readonly { readonly name: string; readonly isDefault: boolean; readonly found: FoundScope }[];
}

interface Rule {
  readonly server: string;
  /** Addresses or ids of clients; null: every one. */
  readonly clients: readonly string[] | null;
  readonly grantTypes: readonly string[] | null;
  /** Null where the rule doesn't say. */
  readonly scopes: readonly string[] | 'all' | null;
  readonly lifeSeconds: number;
}

/** Resources of the provider `okta/okta`; null where there is none. */
export function readOkta(reading: TerraformReading, files: readonly string[]): Inventory | null {
  const servers = serversOf(reading);
  const apps = reading.resources('okta_app_oauth');
  if (apps.length + servers.length === 0) return null;
  const rules = rulesOf(reading);
  const granted = grantedScopes(reading);
  return {
    reader: 'terraform',
    title: 'Okta',
    files,
    authoritative: true,
    issuer: null,
    scopes: servers.flatMap(({ scopes, address }) =>
      scopes.map(({ found }) => ({
        ...found,
        maxTtlSeconds: longest(rules.filter(({ server }) => server === address)),
      })),
    ),
    resourceServers: servers.map((server) => resourceServer(reading, server)),
    clients: apps.map((app) => client(reading, app, { servers, rules, granted })),
    remarks: reading.remarks,
  };
}

function serversOf(reading: TerraformReading): Server[] {
  const ids = new Set<string>();
  const blocks = [...reading.resources('okta_auth_server'), ...reading.resources('okta_auth_server_default')];
  const scopes = reading.resources('okta_auth_server_scope').flatMap((block) => {
    const name = reading.text(block, 'name');
    const server = nameOfPart(member(block.body, 'auth_server_id'));
    if (name !== null && server !== null) return [{ block, name, server }];
    reading.remark(
      block,
      block.body,
      `${block.address}: its name or its server is computed when Terraform runs, and it is left out`,
    );
    return [];
  });
  const addresses = [...new Set([...blocks.map(({ address }) => address), ...scopes.map(({ server }) => server)])];
  return addresses.map((address) => {
    const block = reading.module.block(address);
    const named = (block === null ? null : reading.text(block, 'name')) ?? address.split('.').at(-1) ?? address;
    const id = uniqueName(slugOf(named, 'api'), ids);
    return {
      ...{ address, block, id },
      scopes: scopes
        .filter(({ server }) => server === address)
        .map(({ block: scope, name }) => ({
          name,
          isDefault: truthOf(member(scope.body, 'default')) === true,
          found: {
            name,
            description: reading.text(scope, 'description') ?? reading.text(scope, 'display_name'),
            resourceServer: id,
            maxTtlSeconds: null,
            at: scope.at,
          },
        })),
    };
  });
}

function resourceServer(reading: TerraformReading, { block, address, id, scopes }: Server): FoundResourceServer {
  const at = block?.at ?? scopes[0]?.found.at ?? { file: '', line: 1, column: 1 };
  if (block === null) return { id, description: null, audience: null, at };
  const audiences = reading.texts(block, member(block.body, 'audiences'), 'audiences') ?? [];
  if (audiences.length > 1)
    reading.remark(block, block.body, `${address} has ${audiences.length} audiences: the first was taken`);
  return { id, description: reading.text(block, 'description'), audience: audiences[0]?.value ?? null, at };
}

/** Rules of access policies, with the clients that their policies are for. */
function rulesOf(reading: TerraformReading): Rule[] {
  return reading.resources('okta_auth_server_policy_rule').flatMap((block) => {
    if (reading.text(block, 'status') === 'INACTIVE') return [];
    const server = nameOfPart(member(block.body, 'auth_server_id'));
    const policy = nameOfPart(member(block.body, 'policy_id'));
    if (server === null) return [];
    const policyBlock = policy === null ? null : reading.module.block(policy);
    const scopes = reading.texts(block, member(block.body, 'scope_whitelist'), 'scopes');
    const grantTypes = reading.texts(block, member(block.body, 'grant_type_whitelist'), 'grant types');
    return [
      {
        server,
        clients: clientsOf(policyBlock),
        grantTypes: grantTypes?.map(({ value }) => value) ?? null,
        scopes: scopes?.some(({ value }) => value.trim() === '*') ? 'all' : (scopes?.map(({ value }) => value) ?? null),
        lifeSeconds:
          (positiveOf(member(block.body, 'access_token_lifetime_minutes')) ?? DEFAULT_LIFE_MINUTES) *
          SECONDS_PER_MINUTE,
      },
    ];
  });
}

/** A policy that isn't in these files is for nobody that is known. */
function clientsOf(policy: TerraformBlock | null): readonly string[] | null {
  const list = policy === null ? undefined : member(policy.body, 'client_whitelist');
  const names = list?.kind === 'list' ? list.items.flatMap((item) => nameOfPart(item) ?? []) : [];
  return names.includes('ALL_CLIENTS') ? null : names;
}

function longest(rules: readonly Rule[]): number | null {
  return rules.length === 0 ? null : Math.max(...rules.map(({ lifeSeconds }) => lifeSeconds));
}

/** Scopes of Okta's own API, by the app that they were granted to. */
function grantedScopes(reading: TerraformReading): ReadonlyMap<string, readonly FoundText[]> {
  const granted = new Map<string, FoundText[]>();
  for (const block of reading.resources('okta_app_oauth_api_scope')) {
    const app = nameOfPart(member(block.body, 'app_id'));
    const scopes = reading.texts(block, member(block.body, 'scopes'), 'scopes') ?? [];
    if (app !== null) granted.set(app, [...(granted.get(app) ?? []), ...scopes]);
  }
  return granted;
}

interface Known {
  readonly servers: readonly Server[];
  readonly rules: readonly Rule[];
  readonly granted: ReadonlyMap<string, readonly FoundText[]>;
}

function client(reading: TerraformReading, block: TerraformBlock, { servers, rules, granted }: Known): FoundClient {
  const clientId = reading.text(block, 'client_id');
  const name = clientId ?? reading.text(block, 'label') ?? block.name;
  const found = reading.texts(block, member(block.body, 'grant_types'), 'grant types');
  reading.remarks.push(...remarkUnknownGrantTypes(block.file, name, found ?? []));
  const grantTypes = found === null ? null : sortedOnce(found.map(({ value }) => value));
  const names = [block.address, ...(clientId === null ? [] : [clientId])];
  const applying = rules.filter(
    (rule) =>
      (rule.clients === null || rule.clients.some((one) => names.includes(one))) &&
      (rule.grantTypes === null || grantTypes === null || rule.grantTypes.some((one) => grantTypes.includes(one))),
  );
  const serverScopes = (rule: Rule) => servers.find(({ address }) => address === rule.server)?.scopes ?? [];
  const own = names.flatMap((one) => granted.get(one) ?? []).map(({ value }) => value);
  const scopesOf = (rule: Rule): readonly string[] =>
    rule.scopes === 'all' ? serverScopes(rule).map((scope) => scope.name) : (rule.scopes ?? []);
  const allowed = applying.flatMap(scopesOf);
  const defaults = sortedOnce(
    applying.flatMap((rule) =>
      serverScopes(rule)
        .filter((scope) => scope.isDefault && scopesOf(rule).includes(scope.name))
        .map((scope) => scope.name),
    ),
  );
  const uris = reading.texts(block, member(block.body, 'redirect_uris'), 'redirect URIs');
  return {
    clientId,
    name,
    kind: kindOf(reading, block, grantTypes),
    grantTypes,
    redirectUris: uris === null ? null : [...uris.map(({ value }) => value), ...furtherUris(reading, block.address)],
    standing:
      applying.every((rule) => rule.scopes === null) && own.length === 0 ? null : sortedOnce([...allowed, ...own]),
    defaultScopes: defaults.length === 0 ? null : defaults,
    maxTtlSeconds: longest(applying),
    description: null,
    hints: reading.text(block, 'status') === 'INACTIVE' ? ['Okta has it inactive.'] : [],
    at: block.at,
  };
}

function furtherUris(reading: TerraformReading, app: string): string[] {
  return reading
    .resources('okta_app_oauth_redirect_uri')
    .filter(({ body }) => nameOfPart(member(body, 'app_id')) === app)
    .flatMap(({ body }) => textOf(member(body, 'uri')) ?? []);
}

function kindOf(
  reading: TerraformReading,
  block: TerraformBlock,
  grantTypes: readonly string[] | null,
): FoundClientKind | null {
  if (reading.text(block, 'token_endpoint_auth_method') === 'none') return 'public';
  const type = reading.text(block, 'type');
  if (type === 'browser') return 'public';
  if (type === 'service' || (grantTypes !== null && isMachine(grantTypes))) return 'machine';
  return type === 'web' || reading.text(block, 'token_endpoint_auth_method') !== null ? 'confidential' : null;
}
