import {
  type FoundClient,
  type Inventory,
  isPolicyGrantType,
  PLACEHOLDER,
  type Remark,
  slugOf,
  sortedOnce,
  uniqueName,
} from '../connect/index.ts';
import { isTodo, redirectUriProblem, visible } from '../policy/index.ts';
import type { ExistingDefinition, ExistingPolicy } from './existing-policy.ts';
import { known, seconds, sentence, TODO } from './fields.ts';
import type { IssuerOf } from './resolve-issuers.ts';
import type { FieldValue, WantedDefinition } from './types.ts';
import { isScopeName, noScope } from './want-scopes.ts';

/** RFC 6749 Appendix A.1, without white space, as a policy has it. */
const CLIENT_ID = /^[\x21-\x7e]{1,200}$/;
const REDIRECTING = new Set(['authorization_code', 'implicit']);

interface Registered {
  readonly client: FoundClient;
  readonly issuer: string | null;
  readonly title: string;
}

/** A client of the sources, with the scopes that it holds, for those that nobody defines. */
export interface WantedClient {
  readonly definition: WantedDefinition;
  readonly scopes: readonly string[];
}

/** Clients of all inventories: what two say of one is put together. */
export function wantClients(
  inventories: readonly Inventory[],
  issuerOf: IssuerOf,
  { existing, severalIssuers }: { readonly existing: ExistingPolicy; readonly severalIssuers: boolean },
  remarks: Remark[],
): WantedClient[] {
  const registered = new Map<string, Registered>();
  for (const inventory of inventories) {
    const issuer = issuerOf(inventory);
    for (const client of inventory.clients) {
      const id = JSON.stringify([issuer ?? inventory.title, client.clientId === null, client.clientId ?? client.name]);
      const known = registered.get(id);
      if (known !== undefined)
        remarks.push({
          at: client.at,
          message: `${client.name} stands in ${known.client.at.file}:${known.client.at.line} too: the two are put together`,
        });
      registered.set(
        id,
        known === undefined
          ? { client, issuer, title: inventory.title }
          : { ...known, client: together(known.client, client) },
      );
    }
  }
  const names = new ClientNames(existing);
  return [...registered.values()].flatMap((one) => {
    const { client } = one;
    if (
      client.clientId !== null &&
      (!CLIENT_ID.test(client.clientId) || client.clientId === '__proto__' || isTodo(client.clientId))
    ) {
      remarks.push({
        at: client.at,
        message: `${JSON.stringify(client.clientId)} can be no client id (printable ASCII without spaces, 200 characters at most): this client is left out`,
      });
      return [];
    }
    const name = names.nameOf(one);
    return [{ definition: definitionOf(name, one, severalIssuers, remarks), scopes: scopesOf(client) }];
  });
}

function scopesOf({ standing, defaultScopes }: FoundClient): string[] {
  return sortedOnce([...(standing ?? []), ...(defaultScopes ?? [])]).filter(isScopeName);
}

function together(one: FoundClient, other: FoundClient): FoundClient {
  const both = (left: readonly string[] | null, right: readonly string[] | null): readonly string[] | null =>
    left === null || right === null ? (left ?? right) : sortedOnce([...left, ...right]);
  return {
    ...one,
    kind: one.kind ?? other.kind,
    grantTypes: both(one.grantTypes, other.grantTypes),
    redirectUris: both(one.redirectUris, other.redirectUris),
    standing: both(one.standing, other.standing),
    defaultScopes: both(one.defaultScopes, other.defaultScopes),
    maxTtlSeconds:
      one.maxTtlSeconds === null || other.maxTtlSeconds === null
        ? (one.maxTtlSeconds ?? other.maxTtlSeconds)
        : Math.max(one.maxTtlSeconds, other.maxTtlSeconds),
    description: one.description ?? other.description,
    hints: [...new Set([...one.hints, ...other.hints])],
  };
}

/** What clients are called in the policy: as they are there already, else by their client ids, else by a name made of their names. */
class ClientNames {
  readonly #existing: ReadonlyMap<string, readonly ExistingDefinition[]>;
  /** Of clients whose ids are known: no new one may have the name of one that is there. */
  readonly #taken: Set<string>;
  readonly #matched = new Set<string>();
  readonly #made = new Set<string>();

  constructor(existing: ExistingPolicy) {
    const byId = new Map<string, ExistingDefinition[]>();
    for (const definition of existing.section('clients')) {
      const { clientId } = definition.fields;
      // Whose id nobody has said yet is known by its name alone.
      if (isTodo(clientId)) continue;
      const id = typeof clientId === 'string' ? clientId : definition.name;
      byId.set(id, [...(byId.get(id) ?? []), definition]);
    }
    this.#existing = byId;
    this.#taken = new Set(existing.section('clients').map(({ name }) => name));
  }

  nameOf({ client, issuer }: Registered): string {
    const { clientId } = client;
    if (clientId === null) {
      const made = uniqueName(slugOf(client.name, 'client'), this.#made);
      this.#taken.add(made);
      return made;
    }
    const there = this.#existing.get(clientId)?.find(({ name, fields }) => {
      const says = fields['issuer'];
      const elsewhere =
        typeof says === 'string' && !isTodo(says) && issuer !== null && !isTodo(issuer) && says !== issuer;
      return !elsewhere && !this.#matched.has(name);
    });
    const name = there?.name ?? uniqueName(clientId, this.#taken);
    this.#matched.add(name);
    this.#made.add(name);
    return name;
  }
}

function definitionOf(
  name: string,
  { client, issuer, title }: Registered,
  severalIssuers: boolean,
  remarks: Remark[],
): WantedDefinition {
  const grantTypes = client.grantTypes?.filter(isPolicyGrantType) ?? null;
  const uris = redirectUris(client, grantTypes);
  const refused = [...(client.standing ?? []), ...(client.defaultScopes ?? [])].filter((scope) => !isScopeName(scope));
  for (const scope of new Set(refused)) remarks.push({ at: client.at, message: noScope(scope) });
  const standing = client.standing === null ? null : scopesOf(client);
  const defaults = client.defaultScopes?.filter(isScopeName) ?? [];
  return {
    section: 'clients',
    name,
    fields: [
      ...(severalIssuers ? [['issuer', issuer === null ? TODO : issuerField(issuer)] as const] : []),
      ...(client.clientId === null ? [['clientId', TODO] as const] : []),
      ...(client.clientId !== null && client.clientId !== name ? [['clientId', known(client.clientId)] as const] : []),
      ['owner', TODO],
      ['author', TODO],
      ['purpose', sentence(client.description)],
      ...(client.kind === null ? [] : [['kind', known(client.kind)] as const]),
      ['grantTypes', grantTypes === null || grantTypes.length === 0 ? TODO : known(grantTypes)],
      ...(uris === null ? [] : [['redirectUris', uris] as const]),
      ['standing', standing === null ? TODO : known(standing)],
      ...(defaults.length === 0 ? [] : [['defaultScopes', known(defaults)] as const]),
      ['maxTtlSeconds', seconds(client.maxTtlSeconds)],
      ['expires', TODO],
    ],
    from: title,
    hints: client.hints,
    at: client.at,
  };
}

function issuerField(issuer: string): FieldValue {
  return isTodo(issuer) ? { todo: issuer.replace(/^TODO:?\s*/, '') } : known(issuer);
}

/** Null where it has none to have: a client that redirects nobody. Those that no request can be compared with are TODOs in the list. */
function redirectUris({ redirectUris }: FoundClient, grantTypes: readonly string[] | null): FieldValue | null {
  const redirects = grantTypes?.some((grantType) => REDIRECTING.has(grantType)) ?? null;
  if (redirects === false) return null;
  if (redirectUris === null || redirectUris.length === 0) return redirects === null ? null : TODO;
  return known([...new Set(redirectUris.map(redirectUri))]);
}

function redirectUri(uri: string): string {
  const problem = PLACEHOLDER.test(uri) ? 'a placeholder stands in it' : redirectUriProblem(uri);
  if (problem === null) return uri;
  // What stands before an @ may be a password.
  return `TODO: ${visible(uri).replace(/\/\/[^/@]*@/, '//…@')}, but ${problem}`;
}
