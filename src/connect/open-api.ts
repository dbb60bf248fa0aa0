import { slugOf } from './slug.ts';
import type { SourceFile } from './source-file.ts';
import { itemsOf, member, membersOfPart, type Part, textOf, textsOf } from './tree.ts';
import type { FoundScope, Inventory, Reader, Remark } from './types.ts';

const METHODS = new Set(['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'trace']);
/** Scopes of OpenID Connect Core 1.0 §5.4 and §11: the authorization server's own, whatever API names them. */
const OPENID_SCOPES = new Set(['openid', 'profile', 'email', 'address', 'phone', 'offline_access']);
const DISCOVERY_PATH = /\/\.well-known\/(openid-configuration|oauth-authorization-server)$/;

/** OpenAPI 3 and Swagger 2: the scopes that an API's security schemes define and its operations need. */
export const openApiReader: Reader = {
  id: 'openapi',
  title: 'OpenAPI 3 or Swagger 2 (YAML or JSON)',
  recognises: ({ root }) => versionOf(root) !== null,
  read: (files) => files.map((file) => new Description(file).inventory()),
};

function versionOf(root: Part): string | null {
  const version = member(root, 'openapi') ?? member(root, 'swagger');
  if (version?.kind !== 'scalar' || member(root, 'info') === undefined) return null;
  return /^[23](\.\d+)*$/.test(String(version.value)) ? String(version.value) : null;
}

class Description {
  readonly #file: SourceFile;
  readonly #remarks: Remark[] = [];
  readonly #scopes = new Map<string, FoundScope>();
  /** Names of schemes whose scopes are OAuth's. */
  readonly #oauth = new Set<string>();
  #issuer: string | null = null;

  constructor(file: SourceFile) {
    this.#file = file;
  }

  inventory(): Inventory {
    const { root, path } = this.#file;
    const title = textOf(member(root, 'info', 'title')) ?? path;
    const id = slugOf(title, 'api');
    this.#schemes(id);
    this.#requirements(member(root, 'security'), id);
    for (const [, item] of membersOfPart(member(root, 'paths')))
      for (const [method, operation] of membersOfPart(item))
        if (METHODS.has(method)) this.#requirements(member(operation, 'security'), id);
    const scopes = [...this.#scopes.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
    const used = scopes.some(({ resourceServer }) => resourceServer !== null);
    const at = this.#file.at(member(root, 'info') ?? root);
    return {
      reader: 'openapi',
      title: `API ${title}`,
      files: [path],
      authoritative: false,
      issuer: this.#issuer,
      scopes,
      resourceServers: used ? [{ id, description: title, audience: null, at }] : [],
      clients: [],
      remarks: this.#remarks,
    };
  }

  #schemes(id: string): void {
    const { root } = this.#file;
    const schemes = member(root, 'components', 'securitySchemes') ?? member(root, 'securityDefinitions');
    for (const [name, scheme] of membersOfPart(schemes)) {
      const type = textOf(member(scheme, 'type'));
      if (type === 'openIdConnect') {
        this.#oauth.add(name);
        const url = textOf(member(scheme, 'openIdConnectUrl'));
        if (url !== null && URL.canParse(url) && DISCOVERY_PATH.test(url))
          this.#issuer ??= url.replace(DISCOVERY_PATH, '');
      }
      if (type !== 'oauth2') continue;
      this.#oauth.add(name);
      this.#defined(member(scheme, 'scopes'), id);
      for (const [, flow] of membersOfPart(member(scheme, 'flows'))) this.#defined(member(flow, 'scopes'), id);
    }
  }

  #defined(scopes: Part | undefined, id: string): void {
    for (const [name, description] of membersOfPart(scopes)) {
      // Swagger lets vendors' extensions stand among them.
      if (name.startsWith('x-') || name === '') continue;
      this.#add(name, textOf(description), id, description);
    }
  }

  #requirements(security: Part | undefined, id: string): void {
    for (const requirement of itemsOf(security))
      for (const [scheme, scopes] of membersOfPart(requirement))
        if (this.#oauth.has(scheme)) for (const { value, part } of textsOf(scopes)) this.#add(value, null, id, part);
  }

  #add(name: string, description: string | null, id: string, part: Part): void {
    const known = this.#scopes.get(name);
    if (known !== undefined && (known.description !== null || description === null)) return;
    this.#scopes.set(name, {
      name,
      description,
      resourceServer: OPENID_SCOPES.has(name) ? null : id,
      maxTtlSeconds: null,
      at: known?.at ?? this.#file.at(part),
    });
  }
}
