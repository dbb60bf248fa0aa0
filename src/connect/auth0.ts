import { type Auth0Client, type Auth0Grant, type Auth0ResourceServer, auth0Findings } from './auth0-model.ts';
import { remarkUnknownGrantTypes } from './grant-types.ts';
import type { SourceFile } from './source-file.ts';
import { type FoundText, itemsOf, member, type Part, positiveOf, textOf, textsOf } from './tree.ts';
import type { Inventory, Reader, Remark } from './types.ts';

type Kind = 'client' | 'grant' | 'resourceServer' | 'tenant' | 'settings';

const OF_A_CLIENT = ['app_type', 'grant_types', 'callbacks', 'is_first_party', 'oidc_conformant', 'jwt_configuration'];
const OF_A_TENANT = ['clients', 'clientGrants', 'resourceServers', 'tenant', 'connections', 'databases', 'actions'];
const OF_SETTINGS = [
  'friendly_name',
  'enabled_locales',
  'flags',
  'session_lifetime',
  'sandbox_version',
  'default_directory',
];

/** Exports of the Auth0 Deploy CLI: `tenant.yaml`, and the JSON files of its directory form, alone or together. */
export const auth0Reader: Reader = {
  id: 'auth0',
  title: 'Auth0: tenant.yaml of the Deploy CLI, or the JSON files of its directory form',
  recognises: ({ root }) => kindOf(root) !== null,
  read: (files) => [new Export(files).inventory()],
};

/** By content: in an export the folder says it too, but a file may be given alone, or moved. */
function kindOf(root: Part): Kind | null {
  if (root.kind === 'list') {
    const kinds = new Set(root.items.map((item) => (item.kind === 'map' ? kindOf(item) : null)));
    const [kind] = kinds;
    return kinds.size === 1 && kind !== undefined && kind !== 'tenant' ? kind : null;
  }
  const has = (name: string): boolean => member(root, name) !== undefined;
  if (
    OF_A_TENANT.filter(has).length >= 2 ||
    (has('clients') && itemsOf(member(root, 'clients')).some((one) => kindOf(one) === 'client'))
  )
    return has('realm') || has('swagger') || has('openapi') ? null : 'tenant';
  if (has('audience') && has('client_id') && has('scope') && member(root, 'scope')?.kind !== 'scalar') return 'grant';
  if (has('identifier') && !has('client_id') && ['name', 'scopes', 'token_lifetime', 'signing_alg'].some(has))
    return 'resourceServer';
  if (has('name') && !has('strategy') && !has('client_name') && OF_A_CLIENT.some(has)) return 'client';
  return OF_SETTINGS.filter(has).length >= 2 ? 'settings' : null;
}

class Export {
  readonly #files: readonly SourceFile[];
  readonly #clients: Auth0Client[] = [];
  readonly #grants: Auth0Grant[] = [];
  readonly #resourceServers: Auth0ResourceServer[] = [];
  readonly #remarks: Remark[] = [];
  #hasAllGrants = false;

  constructor(files: readonly SourceFile[]) {
    this.#files = files;
  }

  inventory(): Inventory {
    for (const file of this.#files) this.#file(file, file.root);
    const findings = auth0Findings(
      {
        clients: this.#clients,
        grants: this.#grants,
        resourceServers: this.#resourceServers,
        hasAllGrants: this.#hasAllGrants,
      },
      this.#remarks,
    );
    return {
      reader: 'auth0',
      title: 'Auth0 tenant',
      files: this.#files.map(({ path }) => path),
      authoritative: true,
      issuer: null,
      ...findings,
      remarks: this.#remarks,
    };
  }

  #file(file: SourceFile, part: Part): void {
    switch (kindOf(part)) {
      case 'tenant': {
        this.#section(file, part, 'clients', (one) => this.#client(file, one));
        this.#section(file, part, 'resourceServers', (one) => this.#resourceServer(file, one));
        this.#section(file, part, 'clientGrants', (one) => this.#grant(file, one));
        this.#hasAllGrants ||= member(part, 'clientGrants')?.kind === 'list';
        return;
      }
      case 'client':
        each(part, (one) => this.#client(file, one));
        return;
      case 'grant':
        each(part, (one) => this.#grant(file, one));
        return;
      case 'resourceServer':
        each(part, (one) => this.#resourceServer(file, one));
        return;
      default:
        return;
    }
  }

  #section(file: SourceFile, part: Part, name: string, read: (part: Part) => void): void {
    const section = member(part, name);
    if (section?.kind === 'list') for (const one of section.items) read(one);
    else if (section !== undefined && !(section.kind === 'scalar' && section.value === null))
      this.#remarks.push({
        at: file.at(section),
        message: `${name} stands elsewhere or is replaced later (an !include, a placeholder): give the file that has it, too`,
      });
  }

  #client(file: SourceFile, part: Part): void {
    const name = textOf(member(part, 'name'));
    const clientId = known(textOf(member(part, 'client_id')));
    if (name === null && clientId === null) {
      this.#remarks.push({ at: file.at(part), message: 'a client without a name is left out' });
      return;
    }
    // The tenant's own client for all others (“All Applications”).
    if (member(part, 'global')?.kind === 'scalar' && textOf(member(part, 'name')) === 'All Applications') return;
    const grantTypes = listOrNull(member(part, 'grant_types'));
    this.#remarks.push(...remarkUnknownGrantTypes(file, name ?? clientId ?? '', grantTypes ?? []));
    this.#clients.push({
      names: [name, clientId].filter((one) => one !== null),
      name: clientId ?? name ?? '',
      clientId,
      appType: textOf(member(part, 'app_type')),
      authMethod: textOf(member(part, 'token_endpoint_auth_method')),
      grantTypes,
      callbacks: listOrNull(member(part, 'callbacks')),
      description: textOf(member(part, 'description')),
      at: file.at(part),
    });
  }

  #resourceServer(file: SourceFile, part: Part): void {
    const identifier = textOf(member(part, 'identifier'));
    const name = textOf(member(part, 'name')) ?? identifier;
    if (name === null) return;
    const scopes = member(part, 'scopes');
    this.#resourceServers.push({
      names: identifier === null ? [name] : [identifier],
      name,
      identifier,
      scopes: itemsOf(scopes).flatMap((scope) => {
        const value = textOf(member(scope, 'value'));
        return value === null
          ? []
          : [{ name: value, description: textOf(member(scope, 'description')), at: file.at(scope) }];
      }),
      tokenLife: positiveOf(member(part, 'token_lifetime')),
      at: file.at(part),
    });
  }

  #grant(file: SourceFile, part: Part): void {
    const client = textOf(member(part, 'client_id'));
    const audience = textOf(member(part, 'audience'));
    if (client === null || audience === null) {
      this.#remarks.push({ at: file.at(part), message: 'a grant without client_id and audience is left out' });
      return;
    }
    const scope = member(part, 'scope');
    if (scope?.kind === 'unknown')
      this.#remarks.push({
        at: file.at(scope),
        message: `the scopes of this grant for ${client} are a placeholder: they are not known`,
      });
    const all = member(part, 'allow_all_scopes');
    this.#grants.push({
      client,
      audience,
      scopes: all?.kind === 'scalar' && all.value === true ? null : textsOf(scope).map(({ value }) => value),
      at: file.at(part),
    });
  }
}

function each(part: Part, read: (part: Part) => void): void {
  for (const one of part.kind === 'list' ? part.items : [part]) read(one);
}

/** Null for what isn't said, a placeholder too. */
function listOrNull(part: Part | undefined): FoundText[] | null {
  return part?.kind === 'list' ? textsOf(part) : null;
}

function known(text: string | null): string | null {
  return text === null || /##\w+##|@@\w+@@/.test(text) ? null : text;
}
