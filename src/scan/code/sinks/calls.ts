import { bestLook, lookOf } from '../looks.ts';
import type { Call, Expression } from '../model.ts';
import { chainOf, headOf, wideChainOf } from '../names.ts';
import type { Context } from '../sites.ts';
import { scopesIn } from '../texts.ts';
import type { Value } from '../values.ts';
import { judge, surroundings } from './judge.ts';
import { type Ask, applies, contextOf, namesOfObject, type Reading, rulesFor, type Sink, valueFor } from './reading.ts';
import { ASKING_WORDS, CHECKING_CALLS, isScopeName, NOT_ASKING_NAMES, plainName, SCOPE_NAMES } from './tables.ts';

/** Arguments by position of known functions; of `append('scope', …)`; of functions whose parameter is called so; and by their look. */
export const calls: Sink = function* (reading) {
  for (const { expression: call, context } of reading.sites.calls) {
    const names = chainOf(call.callee);
    if (call.arguments.length === 0 || CHECKING_CALLS.test(names.at(-1) ?? '')) continue;
    let around: ReturnType<typeof surroundings> | null = null;
    const hints = (): readonly string[] => around?.hints ?? [];
    for (const one of asksOf(reading, call, context, names, hints)) {
      // What stands around is looked at only where there is something.
      around ??= surroundings(reading, context);
      if (around.checks || around.defines) break;
      yield { ...one, hints: [...one.hints, ...around.hints] };
    }
  }
};

function* asksOf(
  reading: Reading,
  call: Call,
  context: Context,
  names: readonly string[],
  hints: () => readonly string[],
): Generator<Ask> {
  const known = [...ofRules(reading, call, names, hints())];
  yield* known;
  if (known.length > 0) return;
  yield* ofParameters(reading, call, context, names);
  if (!call.arguments.some(({ name, value }) => isLikely(name, value))) return;
  yield* ofFunctions(reading, call, names);
  yield* ofLooks(reading, call, names);
}

/** Whether an argument may hold scopes, by what is written alone. */
function isLikely(name: string | null, value: Expression): boolean {
  if (name !== null && isScopeName(plainName(name))) return true;
  if (value.kind === 'name' || value.kind === 'member') return isScopeName(plainName(value.name));
  if (value.kind === 'text') return value.value.split(/[\s,]+/).some((one) => /^(likely|certain)$/.test(lookOf(one)));
  if (value.kind === 'list') return value.items.length > 0 && value.items.some((item) => isLikely(null, item));
  if (value.kind === 'choice') return value.branches.some((branch) => isLikely(null, branch));
  return value.kind === 'concatenation' || value.kind === 'spread';
}

function ask(value: Value, expression: Expression, more: Partial<Ask>): Ask {
  return {
    kind: 'request',
    value,
    offset: expression.offset,
    least: 'possible',
    writing: 'plain',
    confidence: 'high',
    client: null,
    provider: null,
    hints: [],
    dynamic: false,
    known: false,
    ...more,
  };
}

function* ofRules(reading: Reading, call: Call, names: readonly string[], hints: readonly string[]): Generator<Ask> {
  for (const rule of rulesFor(reading.tables, names)) {
    if (!applies(reading, rule, () => wideChainOf(call.callee))) continue;
    const wide = [...wideChainOf(call.callee), ...hints];
    const of = (expression: Expression): Ask[] => {
      const value = valueFor(reading, expression);
      if (value.kind === 'mapping') return [];
      const more = { provider: rule.provider ?? null, known: true, hints: wide, dynamic: rule.only === undefined };
      return [ask(value, expression, { least: rule.only ?? 'possible', ...more })];
    };
    const { positions = [] } = rule;
    const byPosition = call.arguments.filter(({ name }) => name === null);
    const chosen = positions === 'all' ? byPosition : positions.flatMap((index) => byPosition[index] ?? []);
    for (const { value } of chosen) yield* of(value.kind === 'spread' ? value.value : value);
    for (const { name, value } of call.arguments)
      if (name !== null && rule.names?.includes(name) === true && !SCOPE_NAMES.has(plainName(name))) yield* of(value);
    return;
  }
}

const ADDING = new Set([
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
  'parameter',
  'field',
  'formParam',
]);

/** Methods that put a scope into a list, which somebody else asks for. */
const BUILDING = new Set([
  'push',
  'unshift',
  'add',
  'append',
  'extend',
  'concat',
  'indexOf',
  'index',
  'remove',
  'has',
  'get',
  'set',
  'startsWith',
  'startswith',
  'replace',
  'split',
  'join',
  'log',
  'print',
  'info',
  'debug',
  'error',
  'describe',
  'it',
  'test',
  'Set',
  'freeze',
  'list',
  'tuple',
  'from',
  'of',
  'asList',
  'listOf',
  'setOf',
  'singletonList',
  'singleton',
]);

/** `params.append('scope', …)`. */
function* ofParameters(reading: Reading, call: Call, context: Context, names: readonly string[]): Generator<Ask> {
  const [name, value] = call.arguments;
  if (!ADDING.has(names.at(-1) ?? '') || name?.value.kind !== 'text' || value === undefined) return;
  const called = name.value.value;
  if (!SCOPE_NAMES.has(plainName(called)) && plainName(called) !== 'userscope') return;
  const beside = namesAddedTo(reading, call);
  const object = call.callee.kind === 'member' ? call.callee.object : call.callee;
  const judged = judge(reading, called, [...beside, ...namesOfObject(object)], contextOf(object, called, context));
  if (judged.verdict !== 'asks') return;
  const wide = [...wideChainOf(call.callee), ...judged.hints];
  const certain = judged.certain;
  yield ask(valueFor(reading, value.value), value.value, {
    least: judged.least,
    confidence: certain ? 'high' : 'medium',
    hints: wide,
    dynamic: certain,
  });
}

/** The other names that are added to what a call adds to. */
function namesAddedTo(reading: Reading, call: Call): readonly string[] {
  const object = chainOf(call.callee).slice(0, -1).join('.');
  return reading.sites.calls.flatMap(({ expression }) => {
    const [name] = expression.arguments;
    if (expression === call || name?.value.kind !== 'text') return [];
    const chain = chainOf(expression.callee);
    const same = chain.slice(0, -1).join('.') === object || chain[0] === object;
    return same && ADDING.has(chain.at(-1) ?? '') ? [name.value.value] : [];
  });
}

/** A call of a function of the repository whose parameter is called so: what is given to it is asked for by whoever calls. */
function* ofFunctions(reading: Reading, call: Call, names: readonly string[]): Generator<Ask> {
  if (call.arguments.length === 0) return;
  const head = headOf(call.callee);
  // Within a file the sink itself asks for the arguments of its callers.
  if (head.kind !== 'name' || head.scope.lookUp(head.name)?.imported === null) return;
  const callee = valueFor(reading, call.callee);
  if (callee.kind !== 'function' && callee.kind !== 'class') return;
  if (callee.closure.usedAt === null) return;
  const made =
    callee.kind === 'class' ? constructorOf(callee.closure.expression.members.bindings) : callee.closure.expression;
  if (made === null) return;
  for (const [index, parameter] of made.parameters.entries()) {
    if (parameter === null || !isScopeName(plainName(parameter))) continue;
    const given =
      call.arguments.find(({ name }) => name === parameter) ??
      call.arguments.filter(({ name }) => name === null)[index];
    if (given === undefined) continue;
    // `scope` alone is called by so much else.
    const least = /scopes$/i.test(parameter) || surrounded(names) ? 'likely' : 'certain';
    yield ask(valueFor(reading, given.value), given.value, { least, confidence: 'medium', hints: names });
  }
}

function surrounded(names: readonly string[]): boolean {
  return names.some((name) => ASKING_WORDS.test(name));
}

function constructorOf(members: ReadonlyMap<string, { readonly values: readonly Expression[] }>) {
  for (const name of ['constructor', '__init__', 'initialize', '__construct']) {
    const [made] = members.get(name)?.values ?? [];
    if (made?.kind === 'function') return made;
  }
  return null;
}

/**
 * What is given to a function that isn't known: scopes by their look, where all of them are of the kind that is nothing else (a URL
 * of Google's, `…/.default`), in a list or in something that is called so.
 */
function* ofLooks(reading: Reading, call: Call, names: readonly string[]): Generator<Ask> {
  if (BUILDING.has(names.at(-1) ?? '')) return;
  for (const { value: given, name } of call.arguments) {
    const called = given.kind === 'name' || given.kind === 'member' ? given.name : (name ?? '');
    if (name !== null && !isScopeName(plainName(name)) && NOT_ASKING_NAMES.test(plainName(name))) continue;
    const inline = given.kind === 'list' || given.kind === 'text';
    if (!inline && !/scopes?$/i.test(called)) continue;
    const value = valueFor(reading, given);
    const { scopes } = scopesIn(value, reading.module.source);
    if (scopes.length === 0 || (inline && scopes.some(({ scope }) => bestLook([{ scope }]) !== 'certain'))) continue;
    if (given.kind === 'text' && !/\/auth\/|\.default$/.test(given.value)) continue;
    yield ask(value, given, { least: 'certain', confidence: 'medium', hints: names });
  }
}
