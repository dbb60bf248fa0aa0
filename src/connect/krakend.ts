import { slugOf, uniqueName } from './slug.ts';
import type { SourceFile } from './source-file.ts';
import { itemsOf, member, type Part, sortedOnce, textOf, textsOf } from './tree.ts';
import type { FoundClient, FoundResourceServer, FoundScope, Inventory, Reader, Remark } from './types.ts';

/** The namespaces of today and of KrakenD 1. */
const VALIDATOR = ['auth/validator', 'github.com/devopsfaith/krakend-jose/validator'];
const CLIENT_CREDENTIALS = ['auth/client-credentials', 'github.com/devopsfaith/krakend-oauth2-clientcredentials'];

/** The configuration of a KrakenD gateway: scopes that its endpoints need, and clients as which it asks for tokens itself. */
export const krakendReader: Reader = {
  id: 'krakend',
  title: 'KrakenD: configuration (JSON or YAML)',
  recognises: ({ root }) =>
    member(root, 'endpoints')?.kind === 'list' &&
    (member(root, 'version')?.kind === 'scalar' ||
      itemsOf(member(root, 'endpoints')).some((one) => textOf(member(one, 'endpoint')) !== null)),
  read: (files) => files.flatMap((file) => new Gateway(file).inventories()),
};

class Gateway {
  readonly #file: SourceFile;
  readonly #scopes = new Map<string, FoundScope>();
  readonly #resourceServers = new Map<string, FoundResourceServer>();
  readonly #clients = new Map<string, FoundClient>();
  readonly #ids = new Set<string>();
  readonly #remarks: Remark[] = [];
  readonly #issuers = new Set<string>();

  constructor(file: SourceFile) {
    this.#file = file;
  }

  inventories(): Inventory[] {
    const { root } = this.#file;
    this.#validator(root);
    for (const endpoint of itemsOf(member(root, 'endpoints'))) {
      this.#validator(endpoint);
      for (const backend of itemsOf(member(endpoint, 'backend'))) this.#clientCredentials(backend);
    }
    const [issuer = null, ...others] = this.#issuers;
    if (others.length > 0)
      this.#remarks.push({
        at: this.#file.at(root),
        message: `its endpoints take tokens of ${others.length + 1} issuers: ${[...this.#issuers].join(', ')}`,
      });
    return [
      {
        reader: 'krakend',
        title: `KrakenD gateway${nameOf(root)}`,
        files: [this.#file.path],
        authoritative: false,
        issuer: others.length > 0 ? null : issuer,
        scopes: [...this.#scopes.values()].sort((left, right) => (left.name < right.name ? -1 : 1)),
        resourceServers: [...this.#resourceServers.values()],
        clients: [...this.#clients.values()],
        remarks: this.#remarks,
      },
    ];
  }

  #extra(part: Part, names: readonly string[]): Part | undefined {
    return names.map((name) => member(part, 'extra_config', name)).find((one) => one !== undefined);
  }

  #validator(part: Part): void {
    const validator = this.#extra(part, VALIDATOR);
    if (validator === undefined) return;
    const issuer = textOf(member(validator, 'issuer'));
    if (issuer !== null) this.#issuers.add(issuer);
    const resourceServer = this.#resourceServer(member(validator, 'audience'));
    for (const { value, part: scope } of textsOf(member(validator, 'scopes')))
      for (const name of value.split(/\s+/).filter(Boolean)) this.#scope(name, resourceServer, scope);
  }

  #scope(name: string, resourceServer: string | null, part: Part): void {
    const known = this.#scopes.get(name);
    if (known !== undefined && (known.resourceServer !== null || resourceServer === null)) return;
    this.#scopes.set(name, { name, description: null, resourceServer, maxTtlSeconds: null, at: this.#file.at(part) });
  }

  #resourceServer(audience: Part | undefined): string | null {
    const [first, ...others] = textsOf(audience);
    if (first === undefined) return null;
    if (others.length > 0)
      this.#remarks.push({
        at: this.#file.at(first.part),
        message: `an endpoint wants ${others.length + 1} audiences in one token: ${first.value} was taken`,
      });
    let known = this.#resourceServers.get(first.value);
    if (known === undefined) {
      const id = uniqueName(slugOf(first.value.replace(/^[a-z]+:\/\//i, ''), 'api'), this.#ids);
      known = { id, description: null, audience: first.value, at: this.#file.at(first.part) };
      this.#resourceServers.set(first.value, known);
    }
    return known.id;
  }

  /** A backend for which the gateway gets a token by itself (RFC 6749 §4.4). Its secret is never looked at. */
  #clientCredentials(backend: Part): void {
    const config = this.#extra(backend, CLIENT_CREDENTIALS);
    const clientId = textOf(member(config, 'client_id'));
    if (config === undefined || clientId === null) return;
    const scopes = (textOf(member(config, 'scopes')) ?? '').split(/[,\s]+/).filter(Boolean);
    const known = this.#clients.get(clientId);
    this.#clients.set(clientId, {
      clientId,
      name: clientId,
      kind: 'machine',
      grantTypes: ['client_credentials'],
      redirectUris: [],
      standing: sortedOnce([...(known?.standing ?? []), ...scopes]),
      defaultScopes: null,
      maxTtlSeconds: null,
      description: null,
      hints: [],
      at: known?.at ?? this.#file.at(config),
    });
  }
}

function nameOf(root: Part): string {
  const name = textOf(member(root, 'name'));
  return name === null ? '' : ` ${name}`;
}
