import type { Expression } from '../model.ts';
import { chainOf } from '../names.ts';
import type { Sites } from '../sites.ts';

/** Methods that put something under a name. */
export const ADDING: ReadonlySet<string> = new Set([
  'append',
  'set',
  'setdefault',
  'add',
  'put',
  'searchParams.set',
  'setParameter',
  'addParameter',
  'queryParam',
  'addQueryParameter',
  'setCustomParameters',
  'addEncoded',
  'Set',
  'Add',
  'AddParameter',
  'appendQueryParameter',
  'SetAuthURLParam',
  'SetQueryParam',
  'WriteField',
  'BasicNameValuePair',
  'with',
  'param',
  'SetParameter',
  'setQueryParam',
  'addQueryParam',
  'parameter',
  'field',
  'formParam',
]);

type Names = ReadonlyMap<string, ReadonlySet<string>>;

const kept = new WeakMap<Sites, { readonly assigned: Names; readonly added: Names }>();

/** The names under which something is assigned to a variable's properties in the file: `params.scope`, `params.client_id`. */
export function namesAssignedTo(sites: Sites, object: Expression): readonly string[] {
  return object.kind === 'name' ? [...(indexOf(sites).assigned.get(object.name) ?? [])] : [];
}

/** The names under which something is added to what stands before a call's last name: `url.searchParams.set('client_id', …)`. */
export function namesAddedTo(sites: Sites, callee: Expression): readonly string[] {
  return [...(indexOf(sites).added.get(chainOf(callee).slice(0, -1).join('.')) ?? [])];
}

function indexOf(sites: Sites): { readonly assigned: Names; readonly added: Names } {
  const before = kept.get(sites);
  if (before !== undefined) return before;
  const assigned = new Map<string, Set<string>>();
  const added = new Map<string, Set<string>>();
  for (const { target } of sites.roots)
    if (target?.object?.kind === 'name') put(assigned, target.object.name, target.name);
  for (const { expression } of sites.calls) {
    const [name] = expression.arguments;
    const chain = chainOf(expression.callee);
    if (name?.value.kind !== 'text' || !ADDING.has(chain.at(-1) ?? '')) continue;
    put(added, chain.slice(0, -1).join('.'), name.value.value);
    // `params` knows what is added at the end of a chain that begins with it, too.
    if (chain.length > 2) put(added, chain[0] ?? '', name.value.value);
  }
  const index = { assigned, added };
  kept.set(sites, index);
  return index;
}

function put(names: Map<string, Set<string>>, object: string, name: string): void {
  const known = names.get(object);
  if (known === undefined) names.set(object, new Set([name]));
  else if (known.size < 200) known.add(name);
}
