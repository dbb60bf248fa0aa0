import { ANY, type Argument, type Call, type Expression, type FunctionLiteral } from './model.ts';
import { listed } from './texts.ts';
import type { Transform } from './transforms.ts';
import { type Closure, choiceOf, EMPTY, type Frame, holeOf, type ListValue, type Value } from './values.ts';

/** Pairs of a map that are looked at. */
const MAX_PAIRS = 60;

/** What a transform asks of whoever evaluates. */
export interface Evaluating {
  value(closure: Closure<Expression>): Value;
  /** What a function of the repository returns. */
  returned(callee: Closure<FunctionLiteral>, closure: Closure<Call>, given?: Frame['arguments']): Value;
  memberOf(object: Value, name: string, closure: Closure<Expression>): Value;
  /** All values of a mapping, or constants of a class. */
  valuesOf(value: Value, closure: Closure<Expression>): Value;
}

/** What a call of a function that is known by its name alone comes to: what it does to its receiver and its arguments. */
export function transformed(transform: Transform, closure: Closure<Call>, evaluating: Evaluating): Value {
  const { callee, arguments: all } = closure.expression;
  const receiver = (): Value | null =>
    callee.kind === 'member' ? evaluating.value({ ...closure, expression: callee.object }) : null;
  const value = ({ value: expression }: Argument): Value =>
    evaluating.value({ ...closure, expression: expression.kind === 'spread' ? expression.value : expression });
  const nth = (index: number): Value => {
    const argument = all[index];
    return argument === undefined ? EMPTY : value(argument);
  };
  const list = (arguments_: readonly Argument[]): Value =>
    listed(arguments_.map((one) => ({ spread: one.value.kind === 'spread', value: value(one) })));
  switch (transform) {
    case 'same': {
      const before = receiver();
      return before === null || before.kind === 'module' ? nth(0) : before;
    }
    case 'first-argument':
      return nth(0);
    case 'last-argument':
      return nth(all.length - 1);
    case 'list':
      return list(all);
    case 'extended': {
      const before = receiver();
      const rest = all.map((one) => ({ spread: true, value: value(one) }));
      return listed(before === null || before.kind === 'module' ? rest : [{ spread: true, value: before }, ...rest]);
    }
    case 'join': {
      const candidates = [...(callee.kind === 'member' ? [receiver() ?? EMPTY] : []), ...all.map(value)];
      const parts = candidates.filter(({ kind }) => kind !== 'module');
      const whole = parts.find(hasList);
      if (whole !== undefined) return whole;
      const long = parts.filter(isLong);
      const [only] = long;
      // A text that was cut up is put together again.
      if (parts.length === 2 && long.length === 1 && only !== undefined) return only;
      // `String.Join(" ", a, b)`
      return parts.length > 2
        ? listed(parts.map((part) => ({ spread: false, value: part })))
        : (parts.find(({ kind }) => kind === 'hole') ?? EMPTY);
    }
    case 'split': {
      const before = receiver();
      return before === null || before.kind === 'module' ? choiceOf(all.map(value).filter(isLong)) : before;
    }
    case 'replace': {
      const [what] = all;
      const before = receiver();
      const separator =
        what?.value.kind === 'unknown' || (what?.value.kind === 'text' && /^[\s,+]+$/.test(what.value.value));
      if (before === null || before.kind === 'module' || !separator) return holeOf('what replace() gives');
      return before;
    }
    case 'values':
    case 'keys': {
      const before = all.length > 0 ? nth(0) : (receiver() ?? EMPTY);
      return transform === 'values' ? evaluating.valuesOf(before, closure) : keysOf(before);
    }
    case 'map': {
      const function_ = all.find(({ value: { kind } }) => kind === 'function' || kind === 'name')?.value;
      const rest = all.find(({ value: one }) => one !== function_)?.value;
      const items = callee.kind === 'member' && rest === undefined ? callee.object : rest;
      if (items === undefined) return EMPTY;
      const made = function_ === undefined ? null : evaluating.value({ ...closure, expression: function_ });
      const given = { name: null, value: { ...closure, expression: items } };
      if (made?.kind !== 'function') return evaluating.value(given.value);
      return listed([{ spread: true, value: evaluating.returned(made.closure, closure, [given]) }]);
    }
    case 'default': {
      const named = all.find(({ name }) => name === 'default' || name === 'default_factory') ?? all[0];
      if (named === undefined) return EMPTY;
      const made = value(named);
      return made.kind === 'function' ? evaluating.returned(made.closure, closure, []) : made;
    }
    case 'environment': {
      const [name, second] = all;
      const otherwise = all.find((one) => one.name === 'default') ?? second;
      const known = name?.value.kind === 'text' ? name.value.value : null;
      const hole = holeOf(known === null ? 'an environment variable' : `the environment variable ${known}`);
      return otherwise === undefined ? hole : choiceOf([hole, value(otherwise)]);
    }
    case 'setting': {
      const at = all.findIndex(({ value: { kind } }) => kind === 'text');
      const name = all[at]?.value;
      const otherwise =
        all.find((one) => one.name === 'default') ??
        all[at === -1 ? 2 : at + 1] ??
        all.find((one) => one.value.kind === 'spread');
      const hole = holeOf(name?.kind === 'text' ? `the setting ${name.value}` : 'a setting');
      return otherwise === undefined ? hole : choiceOf([hole, value(otherwise)]);
    }
    case 'entry': {
      const before = receiver();
      const [name, otherwise] = all;
      const chosen = before?.kind === 'mapping' ? ANY : null;
      const key = name?.value.kind === 'text' ? name.value.value : chosen;
      if (before?.kind === 'list' && before.items.length > 0 && before.items.every(isPair))
        return pairsOf(before, key, otherwise === undefined ? null : value(otherwise));
      if (before === null || key === null || name === undefined) return holeOf('what get() gives');
      const found = evaluating.memberOf(before, key, closure);
      return otherwise === undefined ? found : choiceOf([found, value(otherwise)]);
    }
  }
}

/** The entry of a map that is made of pairs; any, where its key isn't known. */
function pairsOf({ items }: ListValue, key: string | null, otherwise: Value | null): Value {
  const found = items.slice(0, MAX_PAIRS).flatMap((pair): Value[] => {
    const [name, value] = pair.kind === 'list' ? pair.items : [];
    if (name === undefined || value === undefined) return [];
    const [piece] = name.kind === 'text' ? name.pieces : [];
    return key === null || (piece?.kind === 'piece' && piece.text === key) ? [value] : [];
  });
  if (found.length === 0) return otherwise ?? holeOf('what get() gives');
  return choiceOf(otherwise === null ? found : [...found, otherwise]);
}

function isPair(value: Value): boolean {
  return value.kind === 'list' && value.items.length === 2;
}

function hasList(value: Value): boolean {
  if (value.kind === 'choice') return value.values.some(hasList);
  return value.kind === 'list';
}

/** Whether a text is more than a separator. */
function isLong(value: Value): boolean {
  if (value.kind !== 'text') return true;
  return value.pieces.some((piece) => piece.kind !== 'piece' || piece.text.trim().length > 1);
}

function keysOf(value: Value): Value {
  if (value.kind !== 'mapping') return value;
  const { expression, usedAt } = value.closure;
  return listed(
    expression.entries.flatMap(({ name, nameOffset }) => {
      if (name === null) return [];
      const place = usedAt ?? { offset: nameOffset, end: nameOffset + name.length + 2 };
      const piece = { kind: 'piece' as const, text: name, ...place, written: usedAt === null };
      return [{ spread: false, value: { kind: 'text' as const, pieces: [piece] } }];
    }),
  );
}
