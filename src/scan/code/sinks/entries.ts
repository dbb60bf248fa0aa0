import type { Expression, Mapping } from '../model.ts';
import { wideChainOf } from '../names.ts';
import { type Context, outwards } from '../sites.ts';
import { scopesIn } from '../texts.ts';
import type { Value } from '../values.ts';
import { judge, siblingsOf } from './judge.ts';
import { type Ask, namesOfObject, type Reading, type Sink, textOf, valueFor } from './reading.ts';
import { plainName } from './tables.ts';

const CLIENT_NAMES = new Set(['clientid', 'applicationclientid', 'consumerkey', 'appid', 'clientname']);
const ENDPOINT_NAMES = new Set(
  'authority issuer authorizationurl authorizationendpoint authurl authorizeurl tokenurl accesstokenurl tokenendpoint domain baseurl wellknown issuerbaseurl discoveryurl provider name strategy tokenuri authuri'.split(
    ' ',
  ),
);

const GOOGLE = /^https:\/\/(?:www\.googleapis\.com\/auth|mail\.google\.com)\//;

/** Properties of mappings, and keyword arguments, that are called like scopes. */
export const entries: Sink = function* (reading) {
  for (const { expression: mapping, context } of reading.sites.mappings)
    for (const entry of mapping.entries) {
      if (entry.name === null) continue;
      const around = { as: 'entry', mapping, entry, up: context } as const;
      const beside = [...siblingsOf(mapping, entry.name), ...putInto(context)];
      yield* asksOf(reading, entry.name, beside, entry.value, around, mapping);
    }
  for (const { expression: call, context } of reading.sites.calls)
    for (const [index, argument] of call.arguments.entries()) {
      if (argument.name === null) continue;
      const siblings = call.arguments.flatMap(({ name }) => (name === null || name === argument.name ? [] : [name]));
      const around = { as: 'argument', call, argument, index, up: context } as const;
      yield* asksOf(reading, argument.name, siblings, argument.value, around, call.arguments);
    }
};

/** The objects and arguments in which a place is, from the inside out. */
function mappingsAround(context: Context): readonly Mapping[] {
  const all: Mapping[] = [];
  for (const at of outwards(context)) {
    if (at.as === 'entry') all.push(at.mapping);
    else if (at.as === 'argument') all.push(mappingOf(at.call.arguments));
    if (all.length >= 5) break;
  }
  return all;
}

function first<T, R>(all: readonly T[], of: (one: T) => R | null): R | null {
  for (const one of all) {
    const found = of(one);
    if (found !== null) return found;
  }
  return null;
}

/** The names of what a mapping is put into: `payload.update({'scope': …})`. */
function putInto(context: Context): readonly string[] {
  if (context.as !== 'argument' || context.call.callee.kind !== 'member') return [];
  const { name, object } = context.call.callee;
  return name === 'update' || name === 'merge' || name === 'putAll' ? namesOfObject(object) : [];
}

function* asksOf(
  reading: Reading,
  name: string,
  siblings: readonly string[],
  expression: Expression,
  context: Parameters<typeof judge>[3],
  beside: Mapping | readonly { readonly name: string | null; readonly value: Expression }[],
  described = false,
): Generator<Ask> {
  const { verdict, least, certain, assertion, rule, hints } = judge(reading, name, siblings, context);
  if (verdict === 'neither') return;
  const value = valueFor(reading, expression);
  const mapping = 'kind' in beside ? beside : mappingOf(beside);
  if (verdict === 'defines' || (value.kind === 'mapping' && describes(value, certain))) {
    const names = namesOrValue(value);
    yield {
      kind: 'definition',
      value: names,
      offset: expression.offset,
      least,
      writing: 'plain',
      confidence: 'high',
      client: null,
      provider: null,
      hints,
      dynamic: false,
      known: false,
    };
    return;
  }
  const otherwise = value.kind === 'mapping' && !described ? defaultOf(value.closure.expression) : null;
  if (otherwise !== null) {
    yield* asksOf(reading, name, siblings, otherwise, context, beside, true);
    return;
  }
  if (value.kind === 'mapping' && plainName(name) === 'additionaloauthscopes') {
    // Of each provider by its name.
    for (const { value: each } of value.closure.expression.entries)
      yield* asksOf(reading, 'scopes', ['clientId', 'redirectUri'], each, context, beside);
    return;
  }
  // Google's are never in its tokens by their addresses.
  if (assertion === true && !scopesIn(value, reading.module.source).scopes.some(({ scope }) => GOOGLE.test(scope)))
    return;
  const around = [mapping, ...mappingsAround(context)];
  const endpoint = first(around, (one) => textOf(reading, one, ENDPOINT_NAMES));
  yield {
    kind: 'request',
    // `scope: ['a', { name: 'b' }]` has texts alone to say; a mapping of names is none.
    value,
    offset: expression.offset,
    least,
    writing: 'plain',
    confidence: certain ? 'high' : 'medium',
    client: first(around, (one) => textOf(reading, one, CLIENT_NAMES)),
    provider: rule?.provider ?? null,
    hints: [...(endpoint === null ? [] : [endpoint]), ...endpointsOf(mapping), ...hints],
    dynamic: certain,
    known: rule !== null,
  };
}

function mappingOf(beside: readonly { readonly name: string | null; readonly value: Expression }[]): Mapping {
  return {
    kind: 'mapping',
    offset: 0,
    end: 0,
    entries: beside.map(({ name, value }) => ({ name, nameOffset: 0, value })),
  };
}

/**
 * What a setting is where nobody says, in a table that describes settings: `scopes: { format: Array, default: ['openid'] }`. A JSON
 * schema with a description says what somebody else may send.
 */
function defaultOf({ entries: all }: Mapping): Expression | null {
  if (all.some(({ name }) => name === 'type') && all.some(({ name }) => name === 'description')) return null;
  const value = all.find(({ name }) => name === 'default')?.value ?? null;
  return value === null || value.kind === 'mapping' ? null : value;
}

/** The names of a constant that is an endpoint: `Endpoint: gitlab.Endpoint` of Go's oauth2. */
function endpointsOf(mapping: Mapping): readonly string[] {
  return mapping.entries.flatMap(({ name, value }) =>
    name !== null && plainName(name) === 'endpoint' && value.kind === 'member' ? wideChainOf(value) : [],
  );
}

/** A mapping from a scope to what it means. */
function describes(value: Extract<Value, { kind: 'mapping' }>, certain: boolean): boolean {
  const { entries: all } = value.closure.expression;
  const named = all.every(({ name, value: meaning }) => name !== null && meaning.kind === 'text');
  // `scope: { type: 'string', description: '…' }` says how a parameter looks.
  if (
    !named ||
    all.length === 0 ||
    all.some(({ name }) => name === 'type' || name === 'description' || name === 'location' || name === 'default')
  )
    return false;
  return certain || all.some(({ value: meaning }) => meaning.kind === 'text' && meaning.value.trim().includes(' '));
}

/** The names of a mapping, of which each is a scope; any other value as it is. */
export function namesOrValue(value: Value): Value {
  return value.kind === 'mapping' ? namesOf(value) : value;
}

function namesOf(value: Extract<Value, { kind: 'mapping' }>): Value {
  const { expression, usedAt } = value.closure;
  return {
    kind: 'list',
    items: expression.entries.flatMap(({ name, nameOffset }): Value[] => {
      if (name === null) return [];
      const place = usedAt ?? { offset: nameOffset, end: nameOffset + name.length + 2 };
      return [{ kind: 'text', pieces: [{ kind: 'piece', text: name, ...place, written: usedAt === null }] }];
    }),
  };
}
