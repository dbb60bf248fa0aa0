import { CIBA, DEVICE_CODE, isMachine, TOKEN_EXCHANGE } from './grant-types.ts';
import { keycloakProtocol, unwrittenScopes } from './keycloak-protocol.ts';
import { slugOf, uniqueName } from './slug.ts';
import type { SourceFile } from './source-file.ts';
import {
  itemsOf,
  type MapPart,
  member,
  type Part,
  PLACEHOLDER,
  positiveOf,
  sortedOnce,
  textOf,
  textsOf,
  truthOf,
} from './tree.ts';
import type { FoundClient, FoundResourceServer, FoundScope, FoundSignIn, Inventory, Reader, Remark } from './types.ts';

/** Kept out of the policy: another protocol. */
const OPENID_CONNECT = 'openid-connect';
const AUDIENCE_MAPPER = 'oidc-audience-mapper';

/** Realm exports of Keycloak (RealmRepresentation), whole or partial, one or several in a list, and exports of one client. */
export const keycloakReader: Reader = {
  id: 'keycloak',
  title: 'Keycloak: realm export (JSON), or the export of one client',
  recognises: ({ root }) => realmsOf(root).length > 0 || isClient(root),
  read: (files) =>
    files.flatMap((file) => {
      const realms = realmsOf(file.root);
      return realms.length > 0
        ? realms.map((realm) => new Realm(file, realm).inventory())
        : [new Realm(file, file.root as MapPart).inventoryOfClient()];
    }),
};

function realmsOf(root: Part): MapPart[] {
  const isRealm = (part: Part): part is MapPart =>
    part.kind === 'map' && textOf(member(part, 'realm')) !== null && member(part, 'clientId') === undefined;
  if (root.kind === 'list') return root.items.filter(isRealm);
  return isRealm(root) ? [root] : [];
}

function isClient(part: Part): boolean {
  return (
    textOf(member(part, 'clientId')) !== null &&
    ['publicClient', 'standardFlowEnabled', 'protocol', 'bearerOnly', 'defaultClientScopes'].some(
      (name) => member(part, name) !== undefined,
    )
  );
}

class Realm {
  readonly #file: SourceFile;
  readonly #realm: MapPart;
  readonly #remarks: Remark[] = [];
  readonly #resourceServers: FoundResourceServer[] = [];
  readonly #ids = new Set<string>();
  /** Client scopes of SAML, which are no scopes of OAuth. */
  readonly #saml: ReadonlySet<string>;
  /** Client scopes that no token carries. */
  readonly #unwritten: ReadonlySet<string>;

  constructor(file: SourceFile, realm: MapPart) {
    this.#file = file;
    this.#realm = realm;
    this.#unwritten = unwrittenScopes(realm);
    this.#saml = new Set(
      itemsOf(member(realm, 'clientScopes'))
        .filter((scope) => isSaml(scope))
        .flatMap((scope) => textOf(member(scope, 'name')) ?? []),
    );
  }

  inventory(): Inventory {
    const name = textOf(member(this.#realm, 'realm')) ?? '';
    const scopes = itemsOf(member(this.#realm, 'clientScopes')).flatMap((scope) => this.#scope(scope));
    const clients = itemsOf(member(this.#realm, 'clients')).flatMap((client) => this.#client(client));
    const lives = longestLives(clients);
    return {
      ...this.#common(`Keycloak realm ${name}`),
      issuer: this.#issuer(name),
      pages: [`/realms/${encodeURIComponent(name)}/login-actions/`, '/resources/'],
      signIns: this.#signIns(),
      scopes: scopes.map((scope) => ({ ...scope, maxTtlSeconds: lives.get(scope.name) ?? this.#tokenLife() })),
      clients,
    };
  }

  inventoryOfClient(): Inventory {
    return { ...this.#common('Keycloak client'), issuer: null, scopes: [], clients: this.#client(this.#realm) };
  }

  #common(title: string) {
    return {
      reader: 'keycloak',
      title,
      files: [this.#file.path],
      authoritative: true,
      resourceServers: this.#resourceServers,
      remarks: this.#remarks,
    };
  }

  #remark(part: Part, message: string): void {
    this.#remarks.push({ at: this.#file.at(part), message });
  }

  /** Where the realm has an address of its own; the export has no other. */
  #issuer(name: string): string | null {
    const frontend = textOf(member(this.#realm, 'attributes', 'frontendUrl'));
    if (frontend === null || !URL.canParse(frontend)) return null;
    return `${frontend.replace(/\/+$/, '')}/realms/${encodeURIComponent(name)}`;
  }

  /** Identity providers that people sign in at, each on an address of its own. */
  #signIns(): FoundSignIn[] {
    return itemsOf(member(this.#realm, 'identityProviders'))
      .filter((part) => truthOf(member(part, 'enabled')) !== false)
      .map((part) => ({ name: textOf(member(part, 'alias')) ?? 'an identity provider', at: this.#file.at(part) }));
  }

  #tokenLife(): number | null {
    return positiveOf(member(this.#realm, 'accessTokenLifespan'));
  }

  #scope(part: Part): FoundScope[] {
    const name = textOf(member(part, 'name'));
    if (name === null) return [];
    if (isSaml(part)) {
      this.#remark(part, `${name} is a client scope of SAML and is left out`);
      return [];
    }
    const description = textOf(member(part, 'description'));
    return [
      {
        name,
        description: description === null || PLACEHOLDER.test(description) ? null : description,
        resourceServer: this.#resourceServerOf(name, part),
        maxTtlSeconds: null,
        at: this.#file.at(part),
      },
    ];
  }

  /** A client scope whose mapper puts an audience into the token empowers there. */
  #resourceServerOf(scope: string, part: Part): string | null {
    const audiences = itemsOf(member(part, 'protocolMappers'))
      .filter((mapper) => textOf(member(mapper, 'protocolMapper')) === AUDIENCE_MAPPER)
      .flatMap((mapper) => {
        const audience =
          textOf(member(mapper, 'config', 'included.client.audience')) ??
          textOf(member(mapper, 'config', 'included.custom.audience'));
        return audience === null ? [] : [{ audience, mapper }];
      });
    const [first, ...others] = audiences;
    if (first === undefined) return null;
    for (const { audience, mapper } of others)
      this.#remark(
        mapper,
        `${scope} puts ${audience} into the token too: a scope has one resource server, and ${first.audience} was taken`,
      );
    const known = this.#resourceServers.find(({ audience }) => audience === first.audience);
    if (known !== undefined) return known.id;
    const id = uniqueName(slugOf(first.audience.replace(/^[a-z]+:\/\//i, ''), 'api'), this.#ids);
    this.#resourceServers.push({ id, description: null, audience: first.audience, at: this.#file.at(first.mapper) });
    return id;
  }

  #client(part: Part): FoundClient[] {
    const clientId = textOf(member(part, 'clientId'));
    if (clientId === null) {
      if (part.kind === 'map') this.#remark(part, 'a client without clientId is left out');
      return [];
    }
    if (isSaml(part)) {
      this.#remark(part, `${clientId} is a client of SAML and is left out`);
      return [];
    }
    const isPublic = truthOf(member(part, 'publicClient')) === true;
    const bearerOnly = truthOf(member(part, 'bearerOnly')) === true;
    const grantTypes = bearerOnly ? [] : this.#grantTypes(part, clientId, isPublic);
    const defaults = this.#scopesOf(part, 'defaultClientScopes', 'defaultDefaultClientScopes');
    const optional = this.#scopesOf(part, 'optionalClientScopes', 'defaultOptionalClientScopes');
    const standing =
      defaults === null && optional === null ? null : sortedOnce([...(defaults ?? []), ...(optional ?? [])]);
    const description = textOf(member(part, 'description'));
    return [
      {
        clientId,
        name: clientId,
        kind: bearerOnly ? null : isPublic ? 'public' : isMachine(grantTypes) ? 'machine' : 'confidential',
        grantTypes,
        redirectUris: textsOf(member(part, 'redirectUris')).map(({ value }) =>
          absolute(value, textOf(member(part, 'rootUrl'))),
        ),
        standing,
        defaultScopes: defaults === null || defaults.length === 0 ? null : defaults,
        maxTtlSeconds: positiveOf(member(part, 'attributes', 'access.token.lifespan')) ?? this.#tokenLife(),
        description: description === null || PLACEHOLDER.test(description) ? null : description,
        hints: this.#hints(part, bearerOnly, grantTypes, standing),
        ...(bearerOnly
          ? {}
          : { protocol: keycloakProtocol(part, defaults ?? [], (scope) => !this.#unwritten.has(scope)) }),
        at: this.#file.at(part),
      },
    ];
  }

  #hints(part: Part, bearerOnly: boolean, grantTypes: readonly string[], standing: readonly string[] | null): string[] {
    const hints: string[] = [];
    if (truthOf(member(part, 'enabled')) === false) hints.push('Keycloak has it disabled.');
    if (bearerOnly)
      hints.push('Keycloak has it as bearer-only: an API, which gets no tokens. Remove it, unless it is to get some.');
    else if (grantTypes.length === 0) hints.push('Keycloak has all of its flows off.');
    if (standing !== null && !standing.includes('openid') && grantTypes.includes('authorization_code'))
      hints.push('Keycloak gives openid to whoever asks and lists it nowhere: add it if this signs people in.');
    return hints;
  }

  #grantTypes(part: Part, clientId: string, isPublic: boolean): string[] {
    const flow = (name: string, otherwise: boolean): boolean => truthOf(member(part, name)) ?? otherwise;
    const attribute = (name: string): boolean | null => truthOf(member(part, 'attributes', name));
    const found: string[] = [];
    if (truthOf(member(part, 'standardFlowEnabled')) === null && truthOf(member(part, 'directGrantsOnly')) === null)
      this.#remark(
        part,
        `${clientId} doesn't say whether its standard flow is on, and Keycloak turns it on: it has authorization_code`,
      );
    // Keycloak's own default for a client that is created, and the older directGrantsOnly.
    if (flow('standardFlowEnabled', truthOf(member(part, 'directGrantsOnly')) !== true))
      found.push('authorization_code');
    if (flow('implicitFlowEnabled', false)) found.push('implicit');
    if (flow('directAccessGrantsEnabled', truthOf(member(part, 'directGrantsOnly')) === true)) found.push('password');
    if (attribute('oauth2.device.authorization.grant.enabled') === true) found.push(DEVICE_CODE);
    if (attribute('oidc.ciba.grant.enabled') === true && !isPublic) found.push(CIBA);
    const actsForPeople = found.some((grantType) => grantType !== 'implicit');
    if (flow('serviceAccountsEnabled', false) && !isPublic) found.push('client_credentials');
    if (attribute('standard.token.exchange.enabled') === true && !isPublic) found.push(TOKEN_EXCHANGE);
    // Refresh tokens come with every flow for people unless they are turned off.
    const refreshes =
      (actsForPeople && attribute('use.refresh.tokens') !== false) ||
      (found.includes('client_credentials') && attribute('client_credentials.use_refresh_token') === true);
    if (refreshes) found.push('refresh_token');
    return sortedOnce(found);
  }

  /** A client's own scopes; where it names neither kind, those that the realm gives to every client. */
  #scopesOf(part: Part, own: string, ofRealm: string): string[] | null {
    const namesNone = ['defaultClientScopes', 'optionalClientScopes'].every((name) => member(part, name) === undefined);
    const list = namesNone ? member(this.#realm, ofRealm) : member(part, own);
    if (list?.kind !== 'list') return namesNone ? null : [];
    return sortedOnce(textsOf(list).map(({ value }) => value)).filter((name) => !this.#saml.has(name));
  }
}

/** A redirect URI without a host is one below the client's root URL. */
function absolute(uri: string, root: string | null): string {
  return uri.startsWith('/') && root !== null && URL.canParse(root) ? `${root.replace(/\/+$/, '')}${uri}` : uri;
}

function isSaml(part: Part): boolean {
  const protocol = textOf(member(part, 'protocol'));
  return protocol !== null && protocol !== OPENID_CONNECT;
}

/** The longest life of a token that carries a scope, by scope, of those that a client holds. */
function longestLives(clients: readonly FoundClient[]): ReadonlyMap<string, number> {
  const lives = new Map<string, number>();
  for (const { standing, maxTtlSeconds } of clients)
    for (const scope of maxTtlSeconds === null ? [] : (standing ?? []))
      lives.set(scope, Math.max(lives.get(scope) ?? 0, maxTtlSeconds ?? 0));
  return lives;
}
