/** A value of a JSON, YAML or TOML document with where it stands. Readers give what they could read, also of a broken file. */
export type Value = Scalar | List | Mapping;

/** Offsets are in UTF-16 code units of the whole text; `end` is behind the last one. */
interface Span {
  readonly offset: number;
  readonly end: number;
  /** A tag of YAML that isn't of its own core (`!Ref`): what reads the file makes something else of the value. */
  readonly tag?: string;
}
export interface Scalar extends Span {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
}
export interface List extends Span {
  readonly kind: 'list';
  readonly items: readonly Value[];
}
export interface Mapping extends Span {
  readonly kind: 'mapping';
  /** In the order of the file; a name that stands twice is here twice. */
  readonly entries: readonly Entry[];
}
export interface Entry {
  readonly name: string;
  readonly nameOffset: number;
  readonly value: Value;
}

/** A document of a file, and the first thing in it that isn't as its format wants it; null where it is whole. */
export interface Document {
  readonly root: Value | null;
  readonly problem: { readonly offset: number; readonly message: string } | null;
}

/** More levels than any configuration has: what is deeper isn't read. */
export const MAX_DEPTH = 200;

/** The value under these names; undefined where there is none. Of a name that stands twice the last counts, as it does for most readers. */
export function valueAt(value: Value | null | undefined, ...names: readonly string[]): Value | undefined {
  let at: Value | null | undefined = value;
  for (const name of names)
    at = at?.kind === 'mapping' ? at.entries.findLast((entry) => entry.name === name)?.value : undefined;
  return at ?? undefined;
}

export function itemsOf(value: Value | null | undefined): readonly Value[] {
  return value?.kind === 'list' ? value.items : [];
}

export function entriesOf(value: Value | null | undefined): readonly Entry[] {
  return value?.kind === 'mapping' ? value.entries : [];
}

/** The text of a scalar; null where it is none. */
export function textOf(value: Value | null | undefined): string | null {
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : null;
}

/** The texts of a list; what isn't a text is left out. */
export function textsOf(value: Value | null | undefined): readonly Scalar[] {
  return itemsOf(value).filter((item) => textOf(item) !== null) as readonly Scalar[];
}

/** Every value of a document with the names that lead to it; items of lists go by `[]`. */
export function* walk(
  value: Value | null | undefined,
  path: readonly string[] = [],
): Generator<{ readonly path: readonly string[]; readonly value: Value }> {
  if (value === null || value === undefined) return;
  yield { path, value };
  if (value.kind === 'list') for (const item of value.items) yield* walk(item, [...path, '[]']);
  if (value.kind === 'mapping') for (const entry of value.entries) yield* walk(entry.value, [...path, entry.name]);
}
