import type { Confidence } from '../../types.ts';
import type { Evaluator } from '../evaluate.ts';
import type { Look } from '../looks.ts';
import type { Binding, Expression, Mapping, Module } from '../model.ts';
import { chainOf } from '../names.ts';
import type { Context, Sites } from '../sites.ts';
import { outwards } from '../sites.ts';
import type { Writing } from '../texts.ts';
import { textsOf } from '../texts.ts';
import type { Closure, Value } from '../values.ts';
import { type CallRule, plainName, type SinkTables } from './tables.ts';

/** All that a sink looks at. */
export interface Reading {
  readonly module: Module;
  readonly sites: Sites;
  readonly evaluator: Evaluator;
  readonly tables: SinkTables;
}

/** A place that asks, before its value is taken apart. */
export interface Ask {
  readonly kind: 'request' | 'definition';
  readonly value: Value;
  /** Of what is said to be dynamic. */
  readonly offset: number;
  /** What the best of its scopes must look like for all of them to be taken as such. */
  readonly least: Exclude<Look, 'no'>;
  readonly writing: Writing;
  readonly confidence: Confidence;
  readonly client: string | null;
  readonly provider: string | null;
  /** Names and texts around it that tell whose scopes they are. */
  readonly hints: readonly string[];
  /** Whether it asks for certain, so that a value which isn't known is said. */
  readonly dynamic: boolean;
  /** Whether a library is asked that the tables know. */
  readonly known: boolean;
}

export type Sink = (reading: Reading) => Iterable<Ask>;

export function closureOf(reading: Reading, expression: Expression): Closure<Expression> {
  return { expression, module: reading.module, frame: null, usedAt: null };
}

export function valueFor(reading: Reading, expression: Expression): Value {
  return reading.evaluator.evaluate(closureOf(reading, expression));
}

const MAX_USES = 40;
/** Functions that give back what they are given, in another dress. */
export const WRAPPING: ReadonlySet<string> = new Set(
  'URLSearchParams FormData stringify urlencode dumps http_build_query freeze dict Map from fromEntries assign merge encode toString of entries defineConfig reactive ref'.split(
    ' ',
  ),
);

/** The contexts around one, and, where a variable comes between, around each use of it. */
export function* around(reading: Reading, context: Context, depth = 0, seen = new Set<Binding>()): Generator<Context> {
  let given = false;
  for (const at of outwards(context)) {
    yield at;
    if (at.as === 'argument' && !WRAPPING.has(chainOf(at.call.callee).at(-1) ?? '')) given = true;
    // What a function gives back is no longer what it was given.
    if (at.as !== 'root' || given || depth >= 3) continue;
    const { target } = at.root;
    const binding = target?.binding ?? null;
    if (binding === null || seen.has(binding)) continue;
    seen.add(binding);
    for (const use of (reading.sites.uses.get(binding) ?? []).slice(0, MAX_USES))
      yield* around(reading, use, depth + 1, seen);
  }
}

/** The rules for a name, the longer one's first. */
export function rulesFor(tables: SinkTables, names: readonly string[]): readonly CallRule[] {
  const keys = [names.slice(-2).join('.'), names.at(-1) ?? ''];
  return keys.flatMap((key) => {
    const rules = Object.hasOwn(tables.calls, key) ? tables.calls[key] : undefined;
    return rules === undefined ? [] : [rules].flat();
  });
}

/** Whether what a rule demands of the file and of what stands before its name is there. */
export function applies(reading: Reading, rule: CallRule, chain: () => readonly string[]): boolean {
  const { imports } = reading.module;
  if (rule.imports !== undefined && !rule.imports.some((part) => imports.some((path) => path.includes(part))))
    return false;
  const { chain: words, unless } = rule;
  if (words === undefined && unless === undefined) return true;
  const names = chain().map((name) => name.toLowerCase());
  const isIn = (word: string, name: string): boolean =>
    word.endsWith('$') ? name.endsWith(word.slice(0, -1)) : name.includes(word);
  const has = (some: readonly string[]): boolean => names.some((name) => some.some((word) => isIn(word, name)));
  return (words === undefined || has(words)) && (unless === undefined || !has(unless));
}

/** The text that an entry of a mapping certainly has; null where it hasn't, or is filled in later. */
export function textOf(reading: Reading, mapping: Mapping, names: ReadonlySet<string>): string | null {
  for (const { name, value } of mapping.entries) {
    if (name === null || !names.has(plainName(name))) continue;
    return onlyText(valueFor(reading, value));
  }
  return null;
}

export function onlyText(value: Value): string | null {
  const [text, ...more] = textsOf(value);
  if (text === undefined || more.length > 0 || value.kind !== 'text') return null;
  let whole = '';
  for (const piece of text.pieces) {
    if (piece.kind !== 'piece') return null;
    whole += piece.text;
  }
  return whole === '' || /[<>{}\s]/.test(whole) ? null : whole;
}

/** Names that the object behind a variable has from its beginning: `payload = {'grant_type': …}`, `new URLSearchParams({ … })`. */
export function namesOfObject(object: Expression): readonly string[] {
  const binding = object.kind === 'name' ? object.scope.lookUp(object.name) : null;
  return (binding?.values ?? []).slice(0, 20).flatMap((value) => {
    const all = value.kind === 'call' ? value.arguments.map((argument) => argument.value) : [value];
    return all.flatMap((one) => (one.kind === 'mapping' ? one.entries.flatMap(({ name }) => name ?? []) : []));
  });
}

/** The context of something that is put into an object: what is done with the object says what it is for. */
export function contextOf(object: Expression, name: string, context: Context): Context {
  const binding = object.kind === 'name' ? object.scope.lookUp(object.name) : null;
  if (binding === null) return context;
  const root = { expression: object, target: { object, name, binding } };
  return { as: 'root', root, up: null };
}
