/** A part of a document, whatever it is written in, with where it begins. */
export type Part = ScalarPart | ListPart | MapPart | ReferencePart | UnknownPart;

export interface ScalarPart {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** In UTF-16 code units. */
  readonly offset: number;
}
export interface ListPart {
  readonly kind: 'list';
  readonly items: readonly Part[];
  readonly offset: number;
}
export interface MapPart {
  readonly kind: 'map';
  readonly members: ReadonlyMap<string, Part>;
  readonly offset: number;
}
/** Terraform: something that another resource or a data source says (`auth0_client.shop.client_id`). */
export interface ReferencePart {
  readonly kind: 'reference';
  readonly path: readonly string[];
  readonly offset: number;
}
/** What is known only when it is run: a call, a loop, a placeholder. */
export interface UnknownPart {
  readonly kind: 'unknown';
  readonly offset: number;
}

/** A placeholder that another tool replaces by a value before use: `##NAME##`, `@@NAME@@` (Auth0 Deploy CLI), `${NAME}`, `{{ name }}`. */
export const PLACEHOLDER = /##\w+##|@@\w+@@|\$\{[^}]*\}|\{\{.*?\}\}/;

/** A placeholder in the place of a value of any kind: a list, a number, an object. */
export const WHOLE_PLACEHOLDER = /^(@@\w+@@|\ue001\w+\ue001)$/;

/** A member of an object; undefined where there is none, or the part is no object. */
export function member(part: Part | undefined, ...names: readonly string[]): Part | undefined {
  let at = part;
  for (const name of names) at = at?.kind === 'map' ? at.members.get(name) : undefined;
  return at;
}

export function membersOfPart(part: Part | undefined): readonly (readonly [string, Part])[] {
  return part?.kind === 'map' ? [...part.members] : [];
}

export function itemsOf(part: Part | undefined): readonly Part[] {
  return part?.kind === 'list' ? part.items : [];
}

/** The text of a scalar; null where it is none, or nothing but white space. */
export function textOf(part: Part | undefined): string | null {
  return part?.kind === 'scalar' && typeof part.value === 'string' && part.value.trim() !== '' ? part.value : null;
}

/** A truth value, also one that is written as a text, as Keycloak's attributes are. */
export function truthOf(part: Part | undefined): boolean | null {
  if (part?.kind !== 'scalar') return null;
  if (part.value === true || part.value === 'true') return true;
  return part.value === false || part.value === 'false' ? false : null;
}

/** A whole number of at least one, also one that is written as a text. */
export function positiveOf(part: Part | undefined): number | null {
  if (part?.kind !== 'scalar') return null;
  const { value } = part;
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : null;
}

/** A text, one by one, with its part; what isn't a text is left out. */
export interface FoundText {
  readonly value: string;
  readonly part: Part;
}

/** The texts of a list. */
export function textsOf(part: Part | undefined): FoundText[] {
  return itemsOf(part).flatMap((item) => {
    const value = textOf(item);
    return value === null ? [] : [{ value, part: item }];
  });
}

/** In UTF-16 code unit order, each once. */
export function sortedOnce(texts: Iterable<string>): string[] {
  return [...new Set(texts)].sort();
}
