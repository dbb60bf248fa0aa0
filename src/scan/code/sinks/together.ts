import type { Call, Expression } from '../model.ts';
import { chainOf, headOf, isScopeKey } from '../names.ts';
import { onlyText, type Reading, valueFor } from './reading.ts';

/** Calls that belong together: of one chain, as a builder's, or on one variable. */
const groups = new WeakMap<Reading, ReadonlyMap<unknown, readonly Call[]>>();

/** The calls of the same chain, or on the same variable, it among them. */
export function callsBeside(reading: Reading, call: Call): readonly Call[] {
  let all = groups.get(reading);
  if (all === undefined) {
    const made = new Map<unknown, Call[]>();
    for (const { expression } of reading.sites.calls) {
      const key = keyOf(expression);
      const group = made.get(key);
      if (group === undefined) made.set(key, [expression]);
      else group.push(expression);
    }
    all = made;
    groups.set(reading, all);
  }
  return all.get(keyOf(call)) ?? [];
}

function keyOf(call: Call): unknown {
  const head = headOf(call.callee);
  if (head.kind !== 'name') return head.offset;
  const binding = head.scope.lookUp(head.name);
  if (call.callee === head) return binding ?? head.name;
  if (binding !== null && binding.imported === null && binding.values.every(({ kind }) => kind !== 'class'))
    return binding;
  // A class or library, with which each chain begins anew.
  return chained(call.callee) ? head.offset : chainOf(call.callee).slice(0, -1).join('.');
}

/** Whether something is called before what is called here. */
function chained(callee: Expression): boolean {
  for (let at: Expression = callee, step = 0; at.kind === 'member' && step < 60; at = at.object, step += 1)
    if (at.object.kind === 'call') return true;
  return false;
}

/** The name that an argument says: a text, a constant, or one that is called like the parameter `scope`. */
export function calledBy(reading: Reading, expression: Expression): string | null {
  if (expression.kind === 'text') return expression.value;
  if (expression.kind !== 'name' && expression.kind !== 'member') return null;
  const text = onlyText(valueFor(reading, expression));
  if (text !== null) return text;
  return isScopeKey(expression.name) ? 'scope' : expression.name.replace(/_?(?:key|param|parameter)$/i, '');
}

const SETS_CLIENT = /^(?:set|with|add)?_?client_?id$/i;

/** The client that is named beside a call: `.clientId("web")`, `.add("client_id", "web")`, or an argument that is called so. */
export function clientBeside(reading: Reading, call: Call): string | null {
  for (const { callee, arguments: all } of callsBeside(reading, call).slice(0, 100)) {
    const last = chainOf(callee).at(-1) ?? '';
    const [first, second] = all;
    const given =
      SETS_CLIENT.test(last) && all.length === 1
        ? first
        : second !== undefined && first?.value.kind === 'text' && /^client_?id$/i.test(first.value.value)
          ? second
          : all.find(({ value }) => (value.kind === 'name' || value.kind === 'member') && SETS_CLIENT.test(value.name));
    const client = given === undefined ? null : onlyText(valueFor(reading, given.value));
    if (client !== null) return client;
  }
  return null;
}

/** Addresses that are given beside a call, and names of what makes them: they tell of whom it asks. */
export function addressesBeside(reading: Reading, call: Call): readonly string[] {
  return callsBeside(reading, call)
    .slice(0, 100)
    .flatMap(({ arguments: all }) =>
      all.flatMap(({ value }) =>
        value.kind === 'text' && /^https?:\/\//.test(value.value) ? [value.value.slice(0, 200)] : [],
      ),
    );
}
