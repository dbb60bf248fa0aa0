import type { TerraformBlock } from '../hcl/module.ts';
import { slugOf, uniqueName } from '../slug.ts';
import { itemsOf, member, type Part, PLACEHOLDER, sortedOnce, textOf, truthOf } from '../tree.ts';
import type { FoundClient, FoundClientKind, FoundResourceServer, FoundScope, Inventory } from '../types.ts';
import { nameOfPart, type TerraformReading } from './values.ts';

const APPLICATIONS = ['azuread_application', 'azuread_application_registration'];
/** Attributes of an application or a service principal that give the id of a permission by its name. */
const IDS_BY_NAME = new Set(['oauth2_permission_scope_ids', 'app_role_ids']);

/** A permission that an application of these files defines: a scope for people, or a role for applications. */
interface Permission {
  readonly application: string;
  /** A GUID, or what refers to one. */
  readonly id: string | null;
  readonly value: string;
  readonly description: string | null;
  readonly part: Part;
  readonly block: TerraformBlock;
}

/** App registrations of Microsoft Entra ID in Terraform's provider `hashicorp/azuread`; null where there is none. */
export function readEntra(reading: TerraformReading, files: readonly string[]): Inventory | null {
  const applications = APPLICATIONS.flatMap((type) => reading.resources(type));
  const permissions = permissionsOf(reading, applications);
  if (applications.length + permissions.length === 0) return null;
  const ids = new Set<string>();
  const resourceServers = new Map<string, FoundResourceServer>();
  for (const application of applications)
    if (permissions.some((permission) => permission.application === application.address))
      resourceServers.set(application.address, resourceServer(reading, application, ids));
  return {
    reader: 'terraform',
    title: 'Microsoft Entra ID',
    files,
    authoritative: true,
    issuer: null,
    scopes: scopesOf(reading, permissions, resourceServers),
    resourceServers: [...resourceServers.values()],
    clients: applications.map((application) => client(reading, application, permissions)),
    remarks: reading.remarks,
  };
}

function scopesOf(
  reading: TerraformReading,
  permissions: readonly Permission[],
  servers: ReadonlyMap<string, FoundResourceServer>,
): FoundScope[] {
  const found = new Map<string, FoundScope>();
  for (const { application, value, description, part, block } of permissions) {
    const resourceServer = servers.get(application)?.id ?? null;
    const known = found.get(value);
    if (known === undefined)
      found.set(value, { name: value, description, resourceServer, maxTtlSeconds: null, at: block.file.at(part) });
    else if (known.resourceServer !== resourceServer)
      reading.remark(
        block,
        part,
        `${value} is a permission of two applications: the one of line ${known.at.line} was taken`,
      );
  }
  return [...found.values()];
}

function resourceServer(reading: TerraformReading, application: TerraformBlock, ids: Set<string>): FoundResourceServer {
  const name = reading.text(application, 'display_name') ?? application.name;
  const uris = reading.texts(application, member(application.body, 'identifier_uris'), 'identifier URIs') ?? [];
  const uri = uris[0]?.value ?? null;
  return {
    id: uniqueName(slugOf(name, 'api'), ids),
    description: reading.text(application, 'description') ?? name,
    audience: uri === null || PLACEHOLDER.test(uri) ? null : uri,
    at: application.at,
  };
}

function permissionsOf(reading: TerraformReading, applications: readonly TerraformBlock[]): Permission[] {
  const found: Permission[] = [];
  const add = (block: TerraformBlock, application: string, part: Part, id: Part | undefined): void => {
    const value = textOf(member(part, 'value'));
    // A permission without a value is in no token; a disabled one is given to nobody.
    if (value === null || truthOf(member(part, 'enabled')) === false) return;
    const description =
      textOf(member(part, 'admin_consent_description')) ??
      textOf(member(part, 'description')) ??
      textOf(member(part, 'user_consent_description'));
    found.push({ application, id: keyOf(id), value, description, part, block });
  };
  for (const block of applications) {
    for (const api of reading.blocks(block, member(block.body, 'api')))
      for (const part of reading.blocks(block, member(api, 'oauth2_permission_scope')))
        add(block, block.address, part, member(part, 'id'));
    for (const part of reading.blocks(block, member(block.body, 'app_role')))
      if (isForApplications(part)) add(block, block.address, part, member(part, 'id'));
  }
  for (const block of reading.resources('azuread_application_permission_scope'))
    add(block, nameOfPart(member(block.body, 'application_id')) ?? '', block.body, member(block.body, 'scope_id'));
  for (const block of reading.resources('azuread_application_app_role'))
    if (isForApplications(block.body))
      add(block, nameOfPart(member(block.body, 'application_id')) ?? '', block.body, member(block.body, 'role_id'));
  return found;
}

/** Roles of people are no permissions of a client. */
function isForApplications(role: Part): boolean {
  return itemsOf(member(role, 'allowed_member_types')).some((item) => textOf(item) === 'Application');
}

function keyOf(part: Part | undefined): string | null {
  if (part?.kind === 'reference') return part.path.join('.');
  return textOf(part)?.toLowerCase() ?? null;
}

function client(
  reading: TerraformReading,
  application: TerraformBlock,
  permissions: readonly Permission[],
): FoundClient {
  const { body } = application;
  const name = reading.text(application, 'display_name') ?? application.name;
  const wanted = [
    ...reading
      .blocks(application, member(body, 'required_resource_access'))
      .flatMap((access) =>
        reading
          .blocks(application, member(access, 'resource_access'))
          .flatMap((one) => permissionNames(reading, application, member(one, 'id'), permissions)),
      ),
    ...reading
      .resources('azuread_application_api_access')
      .filter((access) => nameOfPart(member(access.body, 'application_id')) === application.address)
      .flatMap((access) =>
        ['scope_ids', 'role_ids'].flatMap((list) =>
          itemsOf(member(access.body, list)).flatMap((id) => permissionNames(reading, access, id, permissions)),
        ),
      ),
  ];
  const redirects = redirectsOf(reading, application);
  return {
    clientId: null,
    name,
    kind: kindOf(application, redirects),
    grantTypes: null,
    redirectUris: redirects.flatMap(({ uris }) => uris),
    standing: wanted.length > 0 ? sortedOnce(wanted) : null,
    defaultScopes: null,
    maxTtlSeconds: null,
    description: reading.text(application, 'description'),
    hints: ['Entra ID lists no grant types: say which it uses.'],
    at: application.at,
  };
}

/** The names of the permission that an id stands for: by the reference that names it, or by its definition in these files. */
function permissionNames(
  reading: TerraformReading,
  block: TerraformBlock,
  id: Part | undefined,
  permissions: readonly Permission[],
): string[] {
  if (id?.kind === 'reference') {
    const at = id.path.findIndex((name) => IDS_BY_NAME.has(name));
    const name = at === -1 ? undefined : id.path[at + 1];
    if (name !== undefined) return [name];
  }
  const key = keyOf(id);
  const defined = permissions.find((permission) => permission.id !== null && permission.id === key);
  if (defined !== undefined) return [defined.value];
  reading.remark(
    block,
    id ?? block.body,
    `${block.address}: it wants a permission whose name is not in these files, only its id: add it to the client by its name`,
  );
  return [];
}

interface Redirects {
  readonly platform: string;
  readonly uris: readonly string[];
}

function redirectsOf(reading: TerraformReading, application: TerraformBlock): Redirects[] {
  const platforms = ['web', 'single_page_application', 'public_client'].flatMap((platform) =>
    reading.blocks(application, member(application.body, platform)).map((part) => ({
      platform,
      uris: (reading.texts(application, member(part, 'redirect_uris'), 'redirect URIs') ?? []).map(
        ({ value }) => value,
      ),
    })),
  );
  const apart = reading
    .resources('azuread_application_redirect_uris')
    .filter(({ body }) => nameOfPart(member(body, 'application_id')) === application.address)
    .map((block) => ({
      platform: PLATFORMS[reading.text(block, 'type') ?? ''] ?? 'web',
      uris: (reading.texts(block, member(block.body, 'redirect_uris'), 'redirect URIs') ?? []).map(
        ({ value }) => value,
      ),
    }));
  return [...platforms, ...apart].filter(({ uris }) => uris.length > 0);
}

const PLATFORMS: Readonly<Record<string, string>> = {
  Web: 'web',
  SPA: 'single_page_application',
  PublicClient: 'public_client',
};

function kindOf(application: TerraformBlock, redirects: readonly Redirects[]): FoundClientKind | null {
  if (truthOf(member(application.body, 'fallback_public_client_enabled')) === true) return 'public';
  const platforms = new Set(redirects.map(({ platform }) => platform));
  if (platforms.has('web')) return 'confidential';
  return platforms.size > 0 ? 'public' : null;
}
