import type { Argument, Call, Entry, Expression, Mapping, Span } from '../model.ts';
import { chainOf, isScopeKey } from '../names.ts';
import { patternParts } from '../patterns.ts';

/** Under this name a function's scope keeps what it adds to its parameter. No identifier is written so. */
const ADDED = 'added to its parameter';

/** A call, lowered, and what of it stands by itself. */
export interface Lowered {
  readonly expression: Expression;
  readonly roots: readonly Expression[];
}

/** Methods that add to a list of the program's own. */
const ADDING = new Set(['add', 'addAll', 'plusAssign']);
/** What a lambda may do to each of several scopes without changing them. */
const MAPPING = new Set(['map', 'mapNotNull', 'flatMap', 'filterNotNull', 'mapTo']);

/** Calls whose meaning is in their shape, the same in Java and Kotlin; any other is a call. */
export function lowerCall(callee: Expression, all: readonly Argument[], span: Span): Lowered {
  const call: Call = { kind: 'call', callee, arguments: all, ...span };
  const names = chainOf(callee);
  const last = names.at(-1) ?? '';
  const [first, second] = all;
  const plain = { expression: call, roots: [] };
  if (first === undefined) return last === 'build' ? { expression: built(callee, span) ?? call, roots: [] } : plain;
  const pairs = pairsOf(names, all, span);
  if (pairs !== null) return { expression: pairs, roots: [] };
  if (last === 'format' || last === 'formatted') return formatted(callee, all, span) ?? plain;
  if (callee.kind === 'member') {
    if (ADDING.has(last)) {
      keepAdded(callee.object, last, all, span);
      return plain;
    }
    // `.scopes(scopes -> { scopes.add("a"); })`
    if (/^scopes$/i.test(last) && all.length === 1 && first.value.kind === 'function') {
      const list: Expression = {
        kind: 'list',
        items: addedIn(first.value),
        offset: first.value.offset,
        end: first.value.end,
      };
      return { expression: { ...call, arguments: [{ ...first, value: list }] }, roots: [first.value] };
    }
    if (MAPPING.has(last) && all.length === 1 && wraps(first.value)) return { expression: callee.object, roots: [] };
    // swagger's `new Scopes().addString("read", "…")`
    if (last === 'addString' && names.includes('Scopes') && first.value.kind === 'text' && second !== undefined)
      return { expression: call, roots: [definitionOf(first.value, span)] };
  }
  return plain;
}

/** `Map.of("a", b, "c", d)` is a mapping. */
function pairsOf(names: readonly string[], all: readonly Argument[], span: Span): Mapping | null {
  const [owner, last] = names.slice(-2);
  if (last !== 'of' || all.length % 2 === 1 || !/^(Map|ImmutableMap|MultivaluedMap)$/.test(owner ?? '')) return null;
  const entries = all.flatMap(({ value: key }, index): Entry[] => {
    const value = index % 2 === 0 ? all[index + 1]?.value : undefined;
    return value === undefined ? [] : [{ name: keyOf(key), nameOffset: key.offset, value }];
  });
  return { kind: 'mapping', entries, ...span };
}

/** A key that is a text, or a constant of this file, or one that is called like the name of the parameter `scope`. */
export function keyOf(key: Expression): string | null {
  if (key.kind === 'text') return key.value;
  if (key.kind !== 'name' && key.kind !== 'member') return null;
  if (key.kind === 'name') {
    const [value] = key.scope.lookUp(key.name)?.values ?? [];
    if (value?.kind === 'text') return value.value;
  }
  return isScopeKey(key.name) ? 'scope' : key.name.replace(/_(KEY|PARAM|PARAMETER|FIELD)$/, '');
}

/** `ImmutableList.<String>builder().add("a").build()` is a list, `ImmutableMap.builder().put("a", b).build()` a mapping. */
function built(callee: Expression, span: Span): Expression | null {
  const [, what] = /^Immutable(?:Sorted)?(List|Set|Map)$/.exec(chainOf(callee)[0] ?? '') ?? [];
  if (what === undefined) return null;
  const items: Expression[] = [];
  const entries: Entry[] = [];
  let at: Expression = callee;
  for (let step = 0; step < 200; step += 1) {
    if (at.kind === 'member') at = at.object;
    else if (at.kind === 'call') {
      const last = chainOf(at.callee).at(-1) ?? '';
      const given = at.arguments.map(({ value }) => value);
      const [key, value] = given;
      if (ADDING.has(last)) items.unshift(...given);
      if (last === 'put' && key !== undefined && value !== undefined)
        entries.unshift({ name: keyOf(key), nameOffset: key.offset, value });
      at = at.callee;
    } else break;
  }
  return what === 'Map' ? { kind: 'mapping', entries, ...span } : { kind: 'list', items, ...span };
}

/** `scopes.add("a")` of a variable or field: another value of it. */
function keepAdded(object: Expression, how: string, all: readonly Argument[], span: Span): void {
  const [item, another] = all;
  if (item === undefined || another !== undefined) return;
  const value: Expression = how === 'add' ? { kind: 'list', items: [item.value], ...span } : item.value;
  if (object.kind === 'name') {
    const binding = object.scope.lookUp(object.name);
    if (binding === null || binding.imported !== null) return;
    if (binding.parameter === null) binding.values.push(value);
    else binding.parameter.of.scope.declare(ADDED, item.value);
  } else if (object.kind === 'member' && object.object.kind === 'name' && object.object.name === 'this') {
    const [self] = object.object.scope.lookUp('this')?.values ?? [];
    if (self?.kind === 'class') self.members.bindings.get(object.name)?.values.push(value);
  }
}

function addedIn(made: Expression): readonly Expression[] {
  return made.kind === 'function' ? (made.scope.bindings.get(ADDED)?.values ?? []) : [];
}

/** Whether a function gives what it is given, or a `Scope` of it. */
function wraps(made: Expression): boolean {
  if (made.kind === 'name' || made.kind === 'member')
    return /^(Scope|toString|trim|String)$/.test(chainOf(made).at(-1) ?? '');
  if (made.kind !== 'function' || made.returns.length !== 1) return false;
  const [returned] = made.returns;
  const [parameter = 'it'] = made.parameters;
  const isParameter = (one: Expression | undefined): boolean => one?.kind === 'name' && one.name === parameter;
  if (isParameter(returned)) return true;
  if (returned?.kind !== 'call') return false;
  const last = chainOf(returned.callee).at(-1) ?? '';
  if (last === 'Scope') return isParameter(returned.arguments[0]?.value);
  return (
    returned.callee.kind === 'member' &&
    /^(trim|toString|scopeUri|getScopeUri)$/.test(last) &&
    isParameter(returned.callee.object)
  );
}

function definitionOf(name: Extract<Expression, { kind: 'text' }>, span: Span): Mapping {
  const meaning: Expression = { kind: 'text', value: '', offset: name.offset, end: name.offset };
  const inside = (called: string, value: Expression): Mapping => {
    const entries: Entry[] = [{ name: called, nameOffset: name.offset, value }];
    return { kind: 'mapping', entries, ...span };
  };
  return inside('flows', inside('scopes', inside(name.value, meaning)));
}

/** `String.format("%s/.default", host)` and `"%s/.default".format(host)`: texts and arguments after each other, also of a constant. */
function formatted(callee: Expression, all: readonly Argument[], span: Span): Lowered | null {
  const object = callee.kind === 'member' ? callee.object : null;
  const own = object === null ? null : patternParts(object);
  // A locale may stand before the pattern.
  const index = own === null ? all.slice(0, 2).findIndex(({ value }) => patternParts(value) !== null) : -1;
  const pattern = own ?? patternParts(all[index]?.value ?? callee);
  if (pattern === null) return null;
  const rest = all.slice(index + 1).map(({ value }) => value);
  const parts: Expression[] = [];
  let taken = 0;
  for (const piece of pattern) {
    if (piece.kind !== 'text') {
      parts.push(piece);
      continue;
    }
    const text = (value: string): void => {
      if (value !== '') parts.push({ ...piece, value });
    };
    let from = 0;
    for (const verb of piece.value.matchAll(/%(?:%|n|(?:\d+\$)?[-#+ 0,(.\d]*[a-zA-Z])/g)) {
      text(piece.value.slice(from, verb.index));
      from = verb.index + verb[0].length;
      if (verb[0] === '%%') text('%');
      else if (verb[0] === '%n') text('\n');
      else {
        const number = /^%(\d+)\$/.exec(verb[0])?.[1];
        const value = rest[number === undefined ? taken : Number(number) - 1];
        parts.push(value ?? { kind: 'unknown', reason: 'what is formatted', ...span });
        if (number === undefined) taken += 1;
      }
    }
    text(piece.value.slice(from));
  }
  return { expression: { kind: 'concatenation', parts, ...span }, roots: rest.filter(({ kind }) => kind === 'call') };
}
