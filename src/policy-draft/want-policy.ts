import type { Inventory, Remark } from '../connect/index.ts';
import type { ExistingPolicy } from './existing-policy.ts';
import { TODO } from './fields.ts';
import { resolveIssuers } from './resolve-issuers.ts';
import type { DraftOptions, DraftSection, Wanted, WantedDefinition } from './types.ts';
import { wantClients } from './want-clients.ts';
import { type ServerNameOf, wantResourceServers } from './want-resource-servers.ts';
import { undefinedScope, wantScopes } from './want-scopes.ts';

/**
 * What a policy would be by the sources alone, in the names that the policy has for it already.
 *
 * @throws DraftError `issuer_ambiguous`
 */
export function wantPolicy(inventories: readonly Inventory[], existing: ExistingPolicy, options: DraftOptions): Wanted {
  const remarks: Remark[] = inventories.flatMap((inventory) => inventory.remarks);
  const ordered = [
    ...inventories.filter((one) => one.authoritative),
    ...inventories.filter((one) => !one.authoritative),
  ];
  const { of: issuerOf, named } = resolveIssuers(ordered, existing, options.issuer);
  const issuers = issuersOf(ordered, issuerOf, existing);
  const allIssuers = new Set([...existing.section('issuers'), ...issuers].map(({ name }) => name));
  if (named !== null) allIssuers.delete(named);
  const severalIssuers = allIssuers.size > 1;
  const servers = wantResourceServers(ordered, existing);
  const scopes = wantScopes(ordered, servers.nameOf, remarks);
  const clients = wantClients(ordered, issuerOf, { existing, severalIssuers }, remarks);
  for (const { definition, scopes: held } of clients)
    for (const name of held)
      if (!scopes.has(name) && existing.find('scopes', name) === null)
        scopes.set(name, undefinedScope(name, definition, heldAt(name, ordered, servers.nameOf)));
  return {
    definitions: [
      ...issuers,
      ...servers.definitions.filter((server) => isUsed(server, ordered, scopes)),
      ...scopes.values(),
      ...clients.map(({ definition }) => definition),
    ],
    remarks,
    namedIssuer: named,
    complete: completeSections(ordered),
    held: new Set(clients.flatMap((client) => client.scopes)),
    coveredIssuers: new Set(
      ordered.filter(({ clients: listed }) => listed.length > 0).flatMap((one) => issuerOf(one) ?? []),
    ),
  };
}

function issuersOf(
  inventories: readonly Inventory[],
  issuerOf: (inventory: Inventory) => string | null,
  existing: ExistingPolicy,
): WantedDefinition[] {
  const found = new Map<string, WantedDefinition>();
  for (const inventory of inventories) {
    const name = issuerOf(inventory);
    const at = { file: inventory.files[0] ?? '.', line: 1, column: 1 };
    if (name === null || found.has(name)) continue;
    // The issuer that an API's description names may be in other words the one that the policy has.
    if (!inventory.authoritative && inventory.clients.length === 0 && existing.issuers.includes(name)) continue;
    found.set(name, { section: 'issuers', name, fields: [['level', TODO]], from: inventory.title, hints: [], at });
  }
  return [...found.values()];
}

/** An API that an authorization server has is one, with scopes or without; of others only what scopes are placed at. */
function isUsed(
  { name, from, fields }: WantedDefinition,
  inventories: readonly Inventory[],
  scopes: ReadonlyMap<string, WantedDefinition>,
): boolean {
  // A gateway knows an API by its audience, with or without scopes.
  if (fields.some(([field, value]) => field === 'audience' && 'known' in value)) return true;
  if (inventories.some(({ authoritative, title }) => authoritative && title === from)) return true;
  return [...scopes.values()].some((scope) =>
    scope.fields.some(([field, value]) => field === 'resourceServer' && 'known' in value && value.known === name),
  );
}

/** The API at which clients hold a scope that nobody defines, where a source says so. */
function heldAt(scope: string, inventories: readonly Inventory[], nameOf: ServerNameOf): string | null {
  for (const inventory of inventories) {
    const id = inventory.heldAt?.get(scope);
    if (id !== undefined) return nameOf(inventory, id);
  }
  return null;
}

function completeSections(inventories: readonly Inventory[]): ReadonlySet<DraftSection> {
  const complete = new Set<DraftSection>();
  for (const { authoritative, clients, scopes } of inventories) {
    if (authoritative && clients.length > 0) complete.add('clients');
    if (authoritative && scopes.length > 0) complete.add('scopes');
  }
  return complete;
}
