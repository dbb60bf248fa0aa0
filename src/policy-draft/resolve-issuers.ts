import type { Inventory } from '../connect/index.ts';
import { isTodo, visible } from '../policy/index.ts';
import type { ExistingPolicy } from './existing-policy.ts';
import { DraftError } from './types.ts';

/** YAML has no longer names than 1,024 characters. */
const MAX_TITLE = 200;
const MAX_ISSUER = 1000;

/** What an inventory's clients are registered at: an issuer, one still to be named (`TODO: …`), or null where that stays open. */
export type IssuerOf = (inventory: Inventory) => string | null;

export interface Issuers {
  readonly of: IssuerOf;
  /** The issuer of the policy that nobody had named, where `--issuer` now does; null where there is none. */
  readonly named: string | null;
}

/**
 * Finds the issuer of each inventory. Most exports don't hold it: then `--issuer` says it, or the one issuer that anything else names,
 * or what the policy already says of these clients.
 *
 * @throws DraftError `issuer_ambiguous`
 */
export function resolveIssuers(
  inventories: readonly Inventory[],
  existing: ExistingPolicy,
  given: string | null,
): Issuers {
  const servers = inventories.filter(isServer);
  const unknown = [...new Set(servers.filter((one) => issuerIn(one) === null).map(({ title }) => title))];
  if (given !== null && unknown.length > 1)
    throw new DraftError(
      'issuer_ambiguous',
      `--issuer names one issuer, and these files are of ${unknown.length} authorization servers that don't say theirs (${unknown.map(visible).join('; ')}): read each with its own.`,
    );
  const named = new Set([...inventories.flatMap((one) => issuerIn(one) ?? []), ...existing.issuers]);
  const open = (inventory: Inventory): string | null => {
    const realm = /^Keycloak realm (.+)$/.exec(inventory.title)?.[1];
    const ofRealm = realm === undefined ? undefined : [...named].find((one) => one.endsWith(`/realms/${realm}`));
    const said = ofRealm ?? issuerOfItsClients(inventory, existing);
    if (said !== undefined) return said;
    const todo = todoFor(inventory.title);
    if (existing.find('issuers', todo) !== null) return todo;
    const [only] = named;
    if (named.size === 1 && unknown.length === 1 && only !== undefined) return only;
    // Somebody has named issuers already, and may have named this one.
    return existing.issuers.length > 0 ? null : todo;
  };
  return {
    of: (inventory) => {
      const said = issuerIn(inventory);
      if (said !== null) return said;
      return isServer(inventory) ? (given ?? open(inventory)) : null;
    },
    named: given === null || existing.issuers.includes(given) ? null : openIssuer(existing, unknown),
  };
}

function todoFor(title: string): string {
  return `TODO: the issuer of ${visible(title).slice(0, MAX_TITLE).toWellFormed()}`;
}

/** The issuer that stands in the policy for these sources, else the only one that nobody has named. */
function openIssuer(existing: ExistingPolicy, titles: readonly string[]): string | null {
  const open = existing
    .section('issuers')
    .map(({ name }) => name)
    .filter(isTodo);
  const [title] = titles;
  if (title !== undefined && open.includes(todoFor(title))) return todoFor(title);
  return open.length === 1 ? (open[0] ?? null) : null;
}

/** The issuer that a source says, where it can be one at all (RFC 8414 §2). */
function issuerIn({ issuer }: Inventory): string | null {
  return issuer !== null && /^https?:\/\/[\x21-\x7e]+$/.test(issuer) && issuer.length < MAX_ISSUER ? issuer : null;
}

/** Whether an inventory is of something that clients are registered at. */
function isServer({ authoritative, clients }: Inventory): boolean {
  return authoritative || clients.length > 0;
}

function issuerOfItsClients({ clients }: Inventory, existing: ExistingPolicy): string | undefined {
  const ids = new Set(clients.flatMap(({ clientId }) => clientId ?? []));
  return existing
    .section('clients')
    .filter(({ name, fields }) => ids.has(typeof fields['clientId'] === 'string' ? fields['clientId'] : name))
    .map(({ fields }) => fields['issuer'])
    .find((issuer): issuer is string => typeof issuer === 'string' && !isTodo(issuer));
}
