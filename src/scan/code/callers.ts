import type { Call, Expression } from './model.ts';
import { chainOf } from './names.ts';
import { type Reading, valueFor } from './sinks/reading.ts';
import { type Scopes, scopesIn, type Writing } from './texts.ts';
import type { Hole } from './values.ts';

const MAX_DEPTH = 3;
const MAX_CALLS = 400;
const ITERATING: ReadonlySet<string> = new Set(['forEach', 'map', 'each', 'flatMap', 'ForEach']);
const CONSTRUCTORS: ReadonlySet<string> = new Set(['constructor', '__init__', 'initialize', '__construct']);

/**
 * Follows a parameter to the calls of its function in the same file: a sink in a function of one's own asks for what its callers
 * give.
 */
export class Callers {
  readonly #reading: Reading;
  #byName: Map<string, Call[]> | null = null;
  /** Where a function has no name of its own, any call may be one of it. */
  #some: readonly Call[] | null = null;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** What is known when its holes that are parameters are filled from the calls of their functions. */
  follow(scopes: Scopes, source: string, writing: Writing, depth = 0): Scopes {
    if (depth >= MAX_DEPTH) return scopes;
    const all = [...scopes.scopes];
    const holes: Hole[] = [];
    for (const hole of scopes.holes) {
      const given = hole.parameter === null ? [] : this.#given(hole.parameter);
      if (given.length === 0) {
        holes.push(hole);
        continue;
      }
      for (const expression of given) {
        const value = valueFor(this.#reading, expression);
        const more = this.follow(scopesIn(value, source, writing), source, writing, depth + 1);
        all.push(...more.scopes);
        holes.push(...more.holes);
      }
    }
    return { scopes: all, holes };
  }

  /** What calls in this file give for a parameter. */
  #given({ of, index, name, rest }: NonNullable<Hole['parameter']>): readonly Expression[] {
    this.#byName ??= this.#index();
    const called = of.name === null || CONSTRUCTORS.has(of.name) ? null : of.name;
    this.#some ??= [...this.#byName.values()].flat().slice(0, MAX_CALLS);
    const calls = called === null ? this.#some : (this.#byName.get(called) ?? []);
    return calls.slice(0, MAX_CALLS).flatMap((call) => {
      if (called === null && index === 0 && call.callee.kind === 'member' && ITERATING.has(call.callee.name)) {
        // `SCOPES.forEach((scope) => provider.addScope(scope))`
        if (call.arguments[0]?.value === of) return [call.callee.object];
      }
      const callee = valueFor(this.#reading, call.callee);
      const same =
        (callee.kind === 'function' && callee.closure.expression === of) ||
        (callee.kind === 'class' &&
          [...CONSTRUCTORS].some((made) => callee.closure.expression.members.bindings.get(made)?.values.includes(of)));
      if (!same) return [];
      const positional = call.arguments.filter((argument) => argument.name === null);
      if (rest) return positional.slice(index).map(({ value }) => value);
      const given = call.arguments.find((argument) => argument.name === name) ?? positional[index];
      return given === undefined ? [] : [given.value];
    });
  }

  #index(): Map<string, Call[]> {
    const byName = new Map<string, Call[]>();
    for (const { expression } of this.#reading.sites.calls) {
      const name = chainOf(expression.callee).at(-1) ?? '';
      const calls = byName.get(name);
      if (calls === undefined) byName.set(name, [expression]);
      else calls.push(expression);
    }
    return byName;
  }
}
