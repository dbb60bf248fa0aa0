import {
  type At,
  either,
  itemsOf,
  type Known,
  list,
  type Member,
  map,
  memberOf,
  type Reference,
  text,
  textValue,
  UNKNOWN_PART,
  unknown,
} from './known.ts';

type BuiltIn = (args: readonly Known[], at: At) => Known;

/** Combinations of texts that may each be one of several are given up beyond this. */
const MAX_OPTIONS = 16;
const MAX_TEXT = 10_000;

const joined: BuiltIn = (args, at) => list(args.flatMap(itemsOf), at);
const same: BuiltIn = ([first], at) => first ?? unknown('a function without a value', at);

/** Functions whose value is known where their arguments are; what isn't here is unknown (developer.hashicorp.com/terraform/language/functions). */
export const builtIns: ReadonlyMap<string, BuiltIn> = new Map<string, BuiltIn>([
  ...['concat', 'setunion', 'toset', 'tolist', 'distinct', 'sort', 'reverse', 'compact'].map(
    (name): [string, BuiltIn] => [name, joined],
  ),
  ...[
    'tostring',
    'tomap',
    'nonsensitive',
    'sensitive',
    'jsonencode',
    'yamlencode',
    'trimspace',
    'chomp',
    'ephemeralasnull',
  ].map((name): [string, BuiltIn] => [name, same]),
  // What is taken away isn't worked out, so that each of these is one that may be left.
  ...['setsubtract', 'setintersection', 'slice'].map((name): [string, BuiltIn] => [
    name,
    ([first], at) => list(itemsOf(first).map(unsure), at),
  ]),
  ['flatten', (args, at) => list(args.flatMap(itemsOf).flatMap(flat), at)],
  ['try', (args, at) => firstKnown(args, at)],
  ['coalesce', (args, at) => firstKnown(args, at)],
  ['coalescelist', (args, at) => firstKnown(args, at)],
  ['one', ([whole], at) => itemsOf(whole)[0] ?? unknown('an empty list', at)],
  ['element', ([whole, index], at) => elementOf(whole, index, at)],
  ['join', ([separator, ...lists], at) => joinedText(separator, lists.flatMap(itemsOf), at)],
  ['split', ([separator, whole], at) => parts(separator, whole, at)],
  ['format', (args, at) => formatted(args, at)],
  ['formatlist', ([format, ...args], at) => formattedList(format, args, at)],
  ['merge', (args, at) => map(new Map(args.flatMap(membersIn)), at)],
  [
    'keys',
    ([whole], at) => list(whole === undefined ? [] : membersIn(whole).map(([key, one]) => text(key, one.at)), at),
  ],
  ['values', ([whole], at) => list(whole === undefined ? [] : membersIn(whole).map(([, one]) => one.value), at)],
  ['lookup', ([whole, key, otherwise], at) => lookedUp(whole, key, otherwise, at)],
  // What another resource has, by one of its values: `zipmap(api.app_roles[*].value, api.app_roles[*].id)`.
  ['zipmap', ([keys], at) => (keys?.kind === 'reference' ? keys : unknown('the function zipmap', at))],
  [
    'index',
    ([whole, key], at) => (whole?.kind === 'reference' && key !== undefined ? key : unknown('the function index', at)),
  ],
  ['lower', ([whole], at) => changed(whole, at, (value) => value.toLowerCase())],
  ['upper', ([whole], at) => changed(whole, at, (value) => value.toUpperCase())],
]);

export function unsure(known: Known): Known {
  switch (known.kind) {
    case 'text':
      return known.sure ? { ...known, sure: false } : known;
    case 'list':
      return { ...known, items: known.items.map(unsure) };
    case 'either':
      return either(known.options.map(unsure), known.at);
    case 'map': {
      const members = [...known.members].map(([name, one]): [string, Member] => [
        name,
        { ...one, value: unsure(one.value) },
      ]);
      return { ...known, members: new Map(members) };
    }
    default:
      return known;
  }
}

function flat(known: Known): readonly Known[] {
  return known.kind === 'list'
    ? known.items.flatMap(flat)
    : known.kind === 'either'
      ? itemsOf(known).flatMap(flat)
      : [known];
}

export function membersIn(known: Known): readonly (readonly [string, Member])[] {
  if (known.kind === 'map') return [...known.members];
  return known.kind === 'either' ? known.options.flatMap(membersIn) : [];
}

/** The first that is there. One that isn't known may turn out to be, or not to be. */
function firstKnown(args: readonly Known[], at: At): Known {
  const options: Known[] = [];
  for (const arg of args) {
    const isEmpty =
      (arg.kind === 'text' && (arg.value === null || arg.value === '')) ||
      (arg.kind === 'list' && arg.items.length === 0);
    if (isEmpty) continue;
    options.push(options.length > 0 ? unsure(arg) : arg);
    if (arg.kind !== 'unknown' && arg.kind !== 'reference') break;
  }
  const [first] = options;
  if (options.length > 1) return either(options, at);
  return first ?? args.at(-1) ?? unknown('a function without a value', at);
}

function elementOf(whole: Known | undefined, index: Known | undefined, at: At): Known {
  const items = itemsOf(whole);
  if (index?.kind === 'unknown' && index.isCounter) return either(items, at);
  const number = index?.kind === 'text' ? Number(index.value) : Number.NaN;
  return items[number % Math.max(items.length, 1)] ?? unknown('an element of a list', at);
}

/** Scopes are joined by blanks and commas: as a list each keeps its place. */
function joinedText(separator: Known | undefined, items: readonly Known[], at: At): Known {
  const by = textValue(separator);
  if (by === null) return unknown('a separator', at);
  if (/^[\s,+]*$/.test(by) && by !== '') return list(items, at);
  return composed(
    items.flatMap((item, index) => (index === 0 ? [item] : [text(by, at), item])),
    at,
  );
}

function parts(separator: Known | undefined, whole: Known | undefined, at: At): Known {
  const by = textValue(separator);
  if (whole?.kind === 'list') return whole;
  if (by === null || whole?.kind !== 'text' || typeof whole.value !== 'string') return whole ?? unknown('a text', at);
  return list(
    whole.value.split(by).map((part) => ({ ...whole, value: part })),
    at,
  );
}

/** A text out of its parts; those that aren't known are `${…}` in it. */
export function composed(pieces: readonly Known[], at: At): Known {
  let options: { readonly value: string; readonly sure: boolean }[] = [{ value: '', sure: true }];
  for (const piece of pieces) {
    const choices = (piece.kind === 'either' ? piece.options : [piece]).map((choice) =>
      choice.kind === 'text' && choice.value !== null
        ? { value: String(choice.value), sure: choice.sure && piece.kind !== 'either' }
        : { value: UNKNOWN_PART, sure: true },
    );
    options = options.flatMap((option) =>
      choices.map(({ value, sure }) => ({ value: option.value + value, sure: option.sure && sure })),
    );
    if (options.length > MAX_OPTIONS || options.some(({ value }) => value.length > MAX_TEXT))
      return unknown('a text of many parts', at);
  }
  const texts = options.map(({ value, sure }) => text(value, at, sure));
  const [first] = texts;
  return texts.length === 1 && first !== undefined ? first : either(texts, at);
}

/** `%s`, `%q`, `%d` and `%v`, also with the number of an argument in brackets. */
function formatted([format, ...args]: readonly Known[], at: At): Known {
  const written = textValue(format);
  if (written === null) return unknown('a format', at);
  let next = 0;
  const pieces: Known[] = [];
  for (const part of written.split(/(%(?:\[\d+\])?[sqdv]|%%)/)) {
    if (part === '%%') pieces.push(text('%', at));
    else if (/^%.*[sqdv]$/s.test(part)) {
      const numbered = /\[(\d+)\]/.exec(part)?.[1];
      pieces.push(args[numbered === undefined ? next : Number(numbered) - 1] ?? unknown('an argument of format', at));
      next += 1;
    } else pieces.push(text(part, at));
  }
  return composed(pieces, at);
}

function formattedList(format: Known | undefined, args: readonly Known[], at: At): Known {
  if (format === undefined) return unknown('a format', at);
  const lists = args.map((arg) => (arg.kind === 'list' || arg.kind === 'either' ? itemsOf(arg) : null));
  const length = Math.max(0, ...lists.map((items) => items?.length ?? 1));
  const items = Array.from({ length }, (_, index) => {
    const own = args.map((arg, position) => {
      const items = lists[position];
      return items === null || items === undefined ? arg : (items[index] ?? unknown('a list', at));
    });
    // Each stands where the item does that makes it differ from the others.
    const place = lists.find((one) => one !== null)?.[index]?.at ?? at;
    return formatted([format, ...own], place);
  });
  return list(items, at);
}

function lookedUp(whole: Known | undefined, key: Known | undefined, otherwise: Known | undefined, at: At): Known {
  const name = textValue(key);
  if (whole?.kind === 'reference' && name !== null && key !== undefined) return steppedInto(whole, name, key.at);
  if (name === null) return unknown('a key that is looked up', at);
  return (
    (whole === undefined ? undefined : memberOf(whole, name)) ??
    otherwise ??
    unknown(`what is looked up by ${name}`, at)
  );
}

export function steppedInto(reference: Reference, name: string, at: At): Reference {
  return { ...reference, path: [...reference.path, name], at };
}

function changed(whole: Known | undefined, at: At, change: (value: string) => string): Known {
  if (whole?.kind !== 'text' || typeof whole.value !== 'string') return whole ?? unknown('a text', at);
  return { ...whole, value: change(whole.value) };
}
