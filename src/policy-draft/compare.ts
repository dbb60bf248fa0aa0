import { isTodo } from '../policy/index.ts';
import type { ExistingDefinition } from './existing-policy.ts';
import type { FieldValue, WantedDefinition } from './types.ts';

/** A field that was a TODO and is known now. */
export interface Fill {
  readonly field: string;
  readonly value: FieldValue;
}

export interface Comparison {
  readonly fills: readonly Fill[];
  /** Sentences, with the field that each is about. */
  readonly differences: readonly { readonly field: string; readonly message: string }[];
}

/** Lists of a client that its authorization server has, too, and what a policy and a source say of them. */
const LISTS: Readonly<Record<string, string>> = {
  grantTypes: 'grant type',
  redirectUris: 'redirect URI',
  standing: 'scope',
  defaultScopes: 'default scope',
};
/** Single values that both have. */
const VALUES = new Set(['kind', 'audience', 'resourceServer', 'issuer', 'clientId']);

/**
 * Holds a definition of the policy against what the source says. What is still TODO and known now is filled in; everything else that
 * differs is said and left: a policy that is narrower than the authorization server is so on purpose.
 */
export function compareDefinition(existing: ExistingDefinition, wanted: WantedDefinition): Comparison {
  const fills: Fill[] = [];
  const differences: { field: string; message: string }[] = [];
  for (const [field, value] of wanted.fields) {
    const has = existing.fields[field];
    if (!('known' in value)) continue;
    if (isTodo(has)) fills.push({ field, value });
    else {
      const message = differenceOf(existing, field, value.known);
      if (message !== null) differences.push({ field, message: `${existing.name}: ${message}` });
    }
  }
  return { fills, differences };
}

type Known = string | number | readonly string[];

function differenceOf({ fields }: ExistingDefinition, field: string, source: Known): string | null {
  const has = fields[field];
  const what = LISTS[field];
  if (what !== undefined && Array.isArray(source))
    return listDifference(field, what, source as readonly string[], fields);
  if (field === 'maxTtlSeconds')
    return typeof has === 'number' && typeof source === 'number' && source > has
      ? `the source gives tokens ${source} seconds, and the policy ${has} at most`
      : null;
  if (!VALUES.has(field) || typeof has !== 'string' || has === source) return null;
  // No authorization server says of a client that it decides by itself what to call.
  if (field === 'kind' && has === 'agent') return null;
  return `${field} is ${has} here, and ${source} in the source`;
}

function listDifference(
  field: string,
  what: string,
  source: readonly string[],
  fields: ExistingDefinition['fields'],
): string | null {
  const listed =
    field === 'standing' ? [...textsOf(fields['standing']), ...textsOf(fields['eligible'])] : textsOf(fields[field]);
  // A list with a TODO in it is somebody's unfinished work.
  if (listed.some(isTodo)) return null;
  const said = source.filter((one) => !isTodo(one));
  const more = said.filter((one) => !listed.includes(one));
  const less = listed.filter((one) => !said.includes(one));
  if (more.length === 0 && (less.length === 0 || said.length < source.length)) return null;
  return [
    more.length === 0 ? '' : `the source has the ${counted(what, more)}, and the policy doesn't`,
    less.length === 0 ? '' : `the policy has the ${counted(what, less)}, and the source doesn't`,
  ]
    .filter(Boolean)
    .join('; ');
}

function counted(what: string, names: readonly string[]): string {
  return `${what}${names.length === 1 ? '' : 's'} ${names.join(', ')}`;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
