import { bestLook, isOther, lookOf } from '../looks.ts';
import type { Call, Expression } from '../model.ts';
import { chainOf, headOf, wideChainOf } from '../names.ts';
import type { Context } from '../sites.ts';
import { scopesIn } from '../texts.ts';
import type { Value } from '../values.ts';
import { ADDING, namesAddedTo } from './beside.ts';
import { namesOrValue } from './entries.ts';
import { isCheck, judge, surroundings } from './judge.ts';
import { type Ask, applies, contextOf, namesOfObject, type Reading, rulesFor, type Sink, valueFor } from './reading.ts';
import { clientOn } from './set-on.ts';
import { ASKING_WORDS, isScopeName, NOT_ASKING_NAMES, plainName, SCOPE_NAMES } from './tables.ts';
import { tells } from './telling.ts';
import { addressesBeside, calledBy, callsBeside, clientBeside } from './together.ts';

/** Arguments by position of known functions; of `append('scope', …)`; of functions whose parameter is called so; and by their look. */
export const calls: Sink = function* (reading) {
  for (const { expression: call, context } of reading.sites.calls) {
    const names = chainOf(call.callee);
    if (call.arguments.length === 0 || isCheck(reading, call, names) || tells(reading, names)) continue;
    if (keepsState(reading, call)) continue;
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

/** `setScopes(…)` of React's `useState`: what a page shows, not what it asks for. */
function keepsState({ module }: Reading, { callee }: Call): boolean {
  return callee.kind === 'name' && /^set[A-Z]/.test(callee.name) && module.imports.includes('react');
}

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
  // Which function it is costs the reading of its file.
  if (!call.arguments.some(({ name, value }) => (name !== null && isScopeName(plainName(name))) || mayCarry(value)))
    return;
  yield* ofFunctions(reading, call, names);
  yield* ofLooks(reading, call, names);
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
    const wide = [...addressesBeside(reading, call), ...wideChainOf(call.callee), ...hints];
    const client = clientBeside(reading, call) ?? clientOn(reading, call.callee);
    const of = (expression: Expression): Ask[] => {
      // Beside scopes stands what belongs to the exchange.
      const called = chainOf(expression).at(-1) ?? '';
      if (/verifier|challenge|state|nonce/i.test(called) && !/scope/i.test(called)) return [];
      const value = valueFor(reading, expression);
      if (rule.defines === true) return [ask(namesOrValue(value), expression, { kind: 'definition', known: true })];
      if (value.kind === 'mapping' || value.kind === 'function') return [];
      const more = {
        client,
        provider: rule.provider ?? null,
        known: true,
        hints: wide,
        dynamic: rule.only === undefined,
      };
      return [ask(value, expression, { least: rule.only ?? 'possible', ...more })];
    };
    const { positions = [] } = rule;
    const byPosition = call.arguments.filter(({ name }) => name === null);
    const chosen =
      positions === 'all'
        ? byPosition
        : positions === 'last'
          ? byPosition.slice(-1)
          : positions.flatMap((index) => byPosition[index] ?? []);
    for (const { value } of chosen) yield* of(value.kind === 'spread' ? value.value : value);
    for (const { name, value } of call.arguments)
      if (name !== null && rule.names?.includes(name) === true && !SCOPE_NAMES.has(plainName(name))) yield* of(value);
    return;
  }
}

/** `GetAuthorizeUri(…, scopes)`, `BuildAuthURL(…, scopes...)`, `new DeviceAuthorizationFlow(id, scopes)` */
const MAKING =
  /auth_?(?:code_?)?ur[il]$|(?:authori[sz](?:e|ation)|oauth2?|consent|login|sign_?in)_?(?:request_?)?ur[il]$|(?:oauth2?|oidc|open_?id|authenti\w+|authori\w+|pkce|device)_?\w*?(?:flow|client|session|request)(?:_?builder)?$/i;

/** `readScopes`, and `ScopesRestricted` */
function isScopes(name: string): boolean {
  return /scopes?$/i.test(name) || (/^scopes(?:[A-Z]|_)/i.test(name) && !NOT_ASKING_NAMES.test(plainName(name)));
}

/** `DriveScopes` of `DriveScopes.FILE` */
function ownerOf(given: Expression): string {
  return given.kind === 'member' ? (chainOf(given).at(-2) ?? '') : '';
}

/** What an authorization server has given. */
const GIVEN = /^(authori[sz]ed|granted|consented|approved)_?scopes?$/i;

/** Methods that put a scope into a list, which somebody else asks for. */
const BUILDING = new Set([
  'push',
  'unshift',
  'add',
  'append',
  'extend',
  'concat',
  'Concat',
  'Union',
  'Except',
  'Intersect',
  'AddRange',
  'union',
  'intersection',
  'difference',
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
  'Scope',
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
  'equals',
  'equalsIgnoreCase',
  'contains',
  'containsAll',
  'containsKey',
  'Contains',
  'ContainsAny',
  'EqualFold',
  'HasPrefix',
  'HasSuffix',
  'matches',
  'removePrefix',
  'TrimPrefix',
  'Errorf',
  'Printf',
  'Println',
  'Print',
  'Sprint',
  'Fprintf',
  'Fatalf',
  'Fatal',
  'Infof',
  'Debugf',
  'Warnf',
  'Logf',
  'println',
  'printf',
  'warn',
  'trace',
  'setDescription',
  'description',
]);

/** `params.append('scope', …)`. */
function* ofParameters(reading: Reading, call: Call, context: Context, names: readonly string[]): Generator<Ask> {
  const [name, value] = call.arguments;
  if (!ADDING.has(names.at(-1) ?? '') || name === undefined || value === undefined) return;
  const { value: key } = name;
  // A constant that has nothing of scopes in its name isn't looked up: that costs the reading of its file.
  if ((key.kind === 'name' || key.kind === 'member') && !/scope/i.test(key.name)) return;
  const called = calledBy(reading, key);
  if (called === null) return;
  const plain = plainName(called);
  if (!SCOPE_NAMES.has(plain) && !['userscope', 'optionalscopes', 'scopessupported'].includes(plain)) return;
  const beside = namesAddedTo(reading.sites, call.callee).filter((one) => one !== called);
  const together = callsBeside(reading, call)
    .slice(0, 200)
    .flatMap((other) => {
      const [named] = other.arguments;
      if (other === call || named === undefined || !ADDING.has(chainOf(other.callee).at(-1) ?? '')) return [];
      return calledBy(reading, named.value) ?? [];
    });
  const object = call.callee.kind === 'member' ? call.callee.object : call.callee;
  const judged = judge(
    reading,
    called,
    [...beside, ...together, ...namesOfObject(object)],
    contextOf(object, called, context),
  );
  if (judged.verdict === 'neither') return;
  if (judged.verdict === 'defines') {
    yield ask(valueFor(reading, value.value), value.value, { kind: 'definition' });
    return;
  }
  const wide = [...addressesBeside(reading, call), ...wideChainOf(call.callee), ...judged.hints];
  const own = rulesFor(reading.tables, names).some((rule) => applies(reading, rule, () => wideChainOf(call.callee)));
  const certain = judged.certain || own;
  yield ask(valueFor(reading, value.value), value.value, {
    least: own ? 'possible' : judged.least,
    confidence: certain ? 'high' : 'medium',
    client: clientBeside(reading, call),
    hints: wide,
    dynamic: certain,
  });
}

/** A call of a function of the repository whose parameter is called so: what is given to it is asked for by whoever calls. */
function* ofFunctions(reading: Reading, call: Call, names: readonly string[]): Generator<Ask> {
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
    const named = call.arguments.filter(({ name }) => name === parameter);
    const positional = call.arguments.filter(({ name }) => name === null);
    const rest = made.scope.bindings.get(parameter)?.parameter?.rest === true;
    const given = named.length > 0 ? named : positional.slice(index, rest ? undefined : index + 1);
    // `scope` alone is called by so much else.
    const least = /scopes$/i.test(parameter) || surrounded(names) ? 'likely' : 'certain';
    for (const { value: expression } of given) {
      const value = expression.kind === 'spread' ? expression.value : expression;
      yield ask(valueFor(reading, value), value, { least, confidence: 'medium', hints: names });
    }
  }
}

/** Whether an argument may be scopes, by what is written alone. */
function mayCarry(value: Expression, depth = 0): boolean {
  if (depth > 4) return false;
  switch (value.kind) {
    case 'text':
      return value.value.split(/[\s,]+/).some((word) => !isOther(word) && ['likely', 'certain'].includes(lookOf(word)));
    case 'spread':
    case 'concatenation':
      return true;
    case 'list':
      return value.items.slice(0, 20).some((item) => mayCarry(item, depth + 1));
    case 'choice':
      return value.branches.some((branch) => mayCarry(branch, depth + 1));
    case 'call':
      return (
        /scope/i.test(chainOf(value.callee).join(' ')) ||
        value.arguments.slice(0, 20).some((argument) => mayCarry(argument.value, depth + 1))
      );
    case 'member':
      return /scope/i.test(chainOf(value).join(' '));
    case 'name': {
      if (/scope/i.test(value.name)) return true;
      const behind = value.scope.lookUp(value.name)?.values ?? [];
      return behind.slice(0, 5).some((one) => mayCarry(one, depth + 2));
    }
    default:
      return false;
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
  const last = names.at(-1) ?? '';
  if (BUILDING.has(last) || /^(?:validate|verify|introspect)/i.test(last)) return;
  for (const { value: written, name } of call.arguments) {
    const given = written.kind === 'spread' ? written.value : written;
    const called = given.kind === 'name' || given.kind === 'member' ? given.name : (name ?? '');
    if (name !== null && !isScopeName(plainName(name)) && NOT_ASKING_NAMES.test(plainName(name))) continue;
    const inline = given.kind === 'list' || given.kind === 'text';
    if (!inline && ((!isScopes(called) && !isScopes(ownerOf(given))) || GIVEN.test(called))) continue;
    const value = valueFor(reading, given);
    const { scopes } = scopesIn(value, reading.module.source);
    if (scopes.length === 0 || (inline && scopes.some(({ scope }) => bestLook([{ scope }]) !== 'certain'))) continue;
    if (given.kind === 'text' && !/\/auth\/|\.default$/.test(given.value)) continue;
    // A function that by its name makes a client, or the address to which it sends a person.
    const least = !inline && MAKING.test(last) ? 'likely' : 'certain';
    yield ask(value, given, { least, confidence: 'medium', hints: names });
  }
}
