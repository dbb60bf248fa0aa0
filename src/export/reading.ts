import type { Json } from '../proof/index.ts';

/** Bodies are read leniently: an entry whose body is otherwise than its kind's is exported all the same, with what it says. */
type Members = { readonly [name: string]: Json };

export function membersOf(value: Json | undefined): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

export function itemsOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function textsOf(value: Json | undefined): readonly string[] {
  return itemsOf(value).filter((item): item is string => typeof item === 'string');
}

export function numberOf(value: Json | undefined): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}

/** RFC 3339 as entries have it; null for another text. */
export function timeOf(value: Json | undefined): string | null {
  return typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(value) &&
    !Number.isNaN(Date.parse(value))
    ? value
    : null;
}

/** What a reference of this prefix names (`client:…`), of the first that has it. */
export function referenceOf(refs: readonly string[], prefix: string): string | null {
  return refs.find((ref) => ref.startsWith(prefix))?.slice(prefix.length) ?? null;
}
