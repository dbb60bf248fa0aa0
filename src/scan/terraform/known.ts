/** Where a value was written. */
export interface At {
  readonly path: string;
  /** In UTF-16 code units. */
  readonly offset: number;
}

/** A value of a configuration, as far as it is known before Terraform runs, with where each part of it was written. */
export type Known = Text | List | Members | Either | Reference | Unknown;

export interface Text {
  readonly kind: 'text';
  /** Of a text of which a part is unknown that part is `${…}`. */
  readonly value: string | number | boolean | null;
  readonly at: At;
  /** False where something else may come in its place: a variable's default, one side of a condition. */
  readonly sure: boolean;
}
export interface List {
  readonly kind: 'list';
  readonly items: readonly Known[];
  readonly size: number;
  readonly at: At;
}
export interface Members {
  readonly kind: 'map';
  readonly members: ReadonlyMap<string, Member>;
  readonly size: number;
  readonly at: At;
}
export interface Member {
  readonly value: Known;
  /** Where its name was written. */
  readonly at: At;
}
/** One of several values, and which one is known when it runs. */
export interface Either {
  readonly kind: 'either';
  /** None of them is such a choice itself. */
  readonly options: readonly Exclude<Known, Either>[];
  readonly size: number;
  readonly at: At;
}
/** What another resource has once it is there: `auth0_client.shop.client_id`. */
export interface Reference {
  readonly kind: 'reference';
  readonly path: readonly string[];
  /** Of its last step that is written in brackets, else its own. */
  readonly at: At;
}
export interface Unknown {
  readonly kind: 'unknown';
  /** What it depends on, to follow "it is known with": `the variable scopes`. */
  readonly reason: string;
  readonly at: At;
  /** An index that stands for each one in turn (`count.index`). */
  readonly isCounter?: boolean;
}

/** Values that hold each other twice, and those twice again, come to more than any machine has. */
const MAX_SIZE = 5_000;

/** What stands in a text for a part of it that isn't known. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it looks like what it stands for
export const UNKNOWN_PART = '${…}';

export function unknown(reason: string, at: At): Unknown {
  return { kind: 'unknown', reason, at };
}

export function text(value: Text['value'], at: At, sure = true): Text {
  return { kind: 'text', value, at, sure };
}

/** How many values it holds. */
export function sizeOf(known: Known): number {
  return known.kind === 'list' || known.kind === 'map' || known.kind === 'either' ? known.size : 1;
}

function sizeOfAll(values: Iterable<Known>): number {
  let size = 1;
  for (const value of values) size += sizeOf(value);
  return size;
}

const tooMany = (at: At): Unknown => unknown('more values than are worked out', at);

export function list(items: readonly Known[], at: At): List | Unknown {
  const size = sizeOfAll(items);
  return size > MAX_SIZE ? tooMany(at) : { kind: 'list', items, size, at };
}

export function map(members: ReadonlyMap<string, Member>, at: At): Members {
  const size = sizeOfAll([...members.values()].map(({ value }) => value));
  return size > MAX_SIZE ? { kind: 'map', members: new Map(), size: 1, at } : { kind: 'map', members, size, at };
}

export function either(options: readonly Known[], at: At): Known {
  const each = options.flatMap((option) => (option.kind === 'either' ? option.options : [option]));
  const [first] = each;
  if (each.length === 1 && first !== undefined) return first;
  const size = sizeOfAll(each);
  return size > MAX_SIZE || each.length === 0 ? tooMany(at) : { kind: 'either', options: each, size, at };
}

export function textValue(known: Known | undefined): string | null {
  return known?.kind === 'text' && typeof known.value === 'string' && !known.value.includes(UNKNOWN_PART)
    ? known.value
    : null;
}

/** The values of a list, of each list that it may be; what isn't known is one value. */
export function itemsOf(known: Known | undefined): readonly Known[] {
  switch (known?.kind) {
    case 'list':
      return known.items;
    case 'either':
      return known.options.flatMap(itemsOf);
    case 'reference':
    case 'unknown':
      return [known];
    case 'text':
      return known.value === null ? [] : [known];
    default:
      return [];
  }
}

/** A member by its name, also of a map that may be one of several; undefined where there is none. */
export function memberOf(known: Known | undefined, name: string): Known | undefined {
  if (known?.kind === 'map') return known.members.get(name)?.value;
  if (known?.kind !== 'either') return undefined;
  const options = known.options.flatMap((option) => memberOf(option, name) ?? []);
  return options.length > 0 ? either(options, known.at) : undefined;
}

/** The maps at the end of a path of names, through lists in between: blocks of one name are a list. */
export function mapsAt(known: Known | undefined, path: readonly string[]): readonly Members[] {
  let maps = mapsIn(known);
  for (const name of path) maps = maps.flatMap((map) => mapsIn(memberOf(map, name)));
  return maps;
}

function mapsIn(known: Known | undefined): readonly Members[] {
  if (known?.kind === 'map') return [known];
  if (known?.kind === 'list') return known.items.flatMap(mapsIn);
  return known?.kind === 'either' ? known.options.flatMap(mapsIn) : [];
}

/** `auth0_client.shop` of `auth0_client.shop.client_id`. */
export function addressOf({ path }: Reference): string {
  return path.slice(0, path[0] === 'data' ? 3 : 2).join('.');
}
