import type { Inventory } from '../connect/index.ts';
import { uniqueName } from '../connect/index.ts';
import { isTodo, visible } from '../policy/index.ts';
import type { ExistingPolicy } from './existing-policy.ts';
import { known, sentence, TODO } from './fields.ts';
import type { FieldValue, WantedDefinition } from './types.ts';

/** The name in the policy of a resource server that an inventory names. */
export type ServerNameOf = (inventory: Inventory, id: string) => string | null;

export interface WantedServers {
  readonly definitions: readonly WantedDefinition[];
  readonly nameOf: ServerNameOf;
}

/**
 * Resource servers of all inventories, each audience once. One that the policy has by its audience or its id keeps the id that it has there.
 *
 * @param inventories those that have the last word first
 */
export function wantResourceServers(inventories: readonly Inventory[], existing: ExistingPolicy): WantedServers {
  const definitions: WantedDefinition[] = [];
  const names = new Map<Inventory, Map<string, string>>();
  const byAudience = new Map<string, string>();
  const taken = new Set<string>();
  for (const { name, fields } of existing.section('resourceServers')) {
    const { audience } = fields;
    if (typeof audience === 'string' && !isTodo(audience)) byAudience.set(audience, name);
  }
  for (const inventory of inventories) {
    const own = new Map<string, string>();
    names.set(inventory, own);
    for (const server of inventory.resourceServers) {
      const ofAudience = server.audience === null ? undefined : byAudience.get(server.audience);
      const name = ofAudience ?? freeName(server.id, server.audience, existing, taken);
      own.set(server.id, name);
      taken.add(name);
      if (server.audience !== null) byAudience.set(server.audience, name);
      if (definitions.some((one) => one.name === name)) continue;
      definitions.push({
        section: 'resourceServers',
        name,
        fields: [
          ['description', sentence(server.description)],
          ['owner', TODO],
          ['audience', audienceField(server.audience)],
        ],
        ...{ from: inventory.title, hints: [], at: server.at },
      });
    }
  }
  return { definitions, nameOf: (inventory, id) => names.get(inventory)?.get(id) ?? null };
}

/** Its own id, unless that names another API in the policy or in what was read before. */
function freeName(id: string, audience: string | null, existing: ExistingPolicy, taken: Set<string>): string {
  const others = new Set(taken);
  for (const { name, fields } of existing.section('resourceServers')) {
    const has = fields['audience'];
    if (audience !== null && typeof has === 'string' && !isTodo(has) && has !== audience) others.add(name);
  }
  return uniqueName(id, others);
}

function audienceField(audience: string | null): FieldValue {
  if (audience === null) return TODO;
  if (!/^[\x21-\x7e]{1,1000}$/.test(audience) || !URL.canParse(audience) || audience.includes('#'))
    return { todo: `the source says ${visible(audience).slice(0, 200).toWellFormed()}, and a policy wants a URL` };
  return known(audience);
}
