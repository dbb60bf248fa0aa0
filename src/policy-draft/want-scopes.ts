import type { FoundScope, Inventory, Place, Remark } from '../connect/index.ts';
import { isScope } from '../oauth/index.ts';
import { isTodo } from '../policy/index.ts';
import { known, seconds, sentence, TODO } from './fields.ts';
import type { WantedDefinition } from './types.ts';
import type { ServerNameOf } from './want-resource-servers.ts';

/** OpenID Connect Core 1.0 §5.4 and §11, and Hydra's older name: the authorization server's own. */
const OF_THE_SERVER = new Set(['openid', 'profile', 'email', 'address', 'phone', 'offline_access', 'offline']);

/** Whether a text can be the name of one scope in a policy (RFC 6749 §3.3); in braces stand the changing parts of a pattern. */
export function isScopeName(name: string): boolean {
  return isScope(name) && !/[{}]/.test(name) && name !== '__proto__' && !isTodo(name);
}

/** The sentence that is said of a scope which can't be one. */
export function noScope(name: string): string {
  if (isScope(name) && /[{}]/.test(name))
    return `${JSON.stringify(name)} has braces, which stand for a pattern in a policy, and is left out: write it there by hand`;
  return `${JSON.stringify(name)} can be no scope (RFC 6749 §3.3: ASCII without spaces, quotation marks and backslashes, 256 characters at most) and is left out`;
}

/** Scopes of all inventories, each once: the first that defines one says what it is. */
export function wantScopes(
  inventories: readonly Inventory[],
  serverNameOf: ServerNameOf,
  remarks: Remark[],
): Map<string, WantedDefinition> {
  const found = new Map<
    string,
    { readonly scope: FoundScope; readonly inventory: Inventory; readonly server: string | null }
  >();
  for (const inventory of inventories)
    for (const scope of inventory.scopes) {
      if (!isScopeName(scope.name)) {
        remarks.push({ at: scope.at, message: noScope(scope.name) });
        continue;
      }
      const server = scope.resourceServer === null ? null : serverNameOf(inventory, scope.resourceServer);
      const first = found.get(scope.name);
      if (first === undefined) found.set(scope.name, { scope, inventory, server });
      else {
        // A gateway and an API's description know what a scope is for, and seldom whose it is.
        found.set(scope.name, {
          ...first,
          scope: { ...first.scope, description: first.scope.description ?? scope.description },
        });
        if (inventory.authoritative && first.inventory.authoritative && first.server !== server)
          remarks.push({
            at: scope.at,
            message: `${scope.name} is defined at two APIs, and a scope has one in a policy: that of ${placeText(first.scope.at)} was taken`,
          });
      }
    }
  return new Map(
    [...found].map(([name, { scope, inventory, server }]) => [
      name,
      definitionOf(scope, inventory.title, server, inventory.reader === 'discovery'),
    ]),
  );
}

/** A scope that a client has and nobody defines, at the API at which the client has it, where that is known. */
export function undefinedScope(name: string, { from, at }: WantedDefinition, server: string | null): WantedDefinition {
  const scope: FoundScope = { name, description: null, resourceServer: null, maxTtlSeconds: null, at };
  return definitionOf(scope, from, server, true);
}

/** @param open whether the source doesn't say at which API it empowers */
function definitionOf(scope: FoundScope, from: string, server: string | null, open: boolean): WantedDefinition {
  const placed =
    server !== null
      ? ([['resourceServer', known(server)]] as const)
      : open && !OF_THE_SERVER.has(scope.name)
        ? ([['resourceServer', TODO]] as const)
        : [];
  return {
    section: 'scopes',
    name: scope.name,
    fields: [
      ...placed,
      ['description', sentence(scope.description)],
      ['why', TODO],
      ['owner', TODO],
      ['author', TODO],
      ['risk', TODO],
      ['sensitivity', TODO],
      ['maxTtlSeconds', seconds(scope.maxTtlSeconds)],
      ['reviewIntervalDays', TODO],
    ],
    ...{ from, hints: [], at: scope.at },
  };
}

function placeText({ file, line }: Place): string {
  return `${file}:${line}`;
}
