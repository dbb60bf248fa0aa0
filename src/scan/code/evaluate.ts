import { type Evaluating, transformed } from './apply-transform.ts';
import {
  ANY,
  type Binding,
  type Call,
  type Expression,
  type FunctionLiteral,
  type Mapping,
  type Member,
  type Module,
  type Name,
} from './model.ts';
import { chainOf } from './names.ts';
import type { Program } from './program.ts';
import { joined, listed } from './texts.ts';
import { TRANSFORMS, type Transform } from './transforms.ts';
import { type Closure, choiceOf, EMPTY, type Frame, holeOf, type Value } from './values.ts';

/** So much is looked at for one value: what is more was made to cost. */
const MAX_STEPS = 20_000;
/** And so much for all of a file. */
const MAX_ALL_STEPS = 1_000_000;
/** Assignments to one name: who has more of them gives it the same again and again. */
const MAX_VALUES = 60;
const MAX_DEPTH = 90;
/** A place in what is taken apart. */
const PLACE = /^\d{1,3}$/;
/** What gives each member of an enumeration, or each one's value. */
const ENUMERATING: ReadonlySet<string> = new Set(['value', 'cases']);
const ENVIRONMENTS = /(^|\.)(env|environ|ENV|Environment)$/;

/**
 * Says what expressions come to: constants, members, imports and calls of functions of the repository followed, both branches of
 * conditions taken. What it can't know is a hole with a reason. It is bounded in steps and depth, and a value that is made of itself
 * ends where it begins again.
 */
export class Evaluator {
  readonly program: Program;
  readonly #active = new Map<Expression, Set<Frame | null>>();
  #steps = 0;
  #all = 0;
  #depth = 0;

  readonly #evaluating: Evaluating = {
    value: (closure) => this.#value(closure),
    returned: (...of) => this.#returned(...of),
    memberOf: (...of) => this.#memberOf(...of),
    valuesOf: (...of) => this.#valuesOf(...of),
  };

  constructor(program: Program) {
    this.program = program;
  }

  /** The value of an expression of the file that is asked about. */
  evaluate(closure: Closure<Expression>): Value {
    this.#steps = 0;
    return this.#value(closure);
  }

  #value(closure: Closure<Expression>): Value {
    const { expression, frame } = closure;
    this.#steps += 1;
    this.#all += 1;
    if (this.#steps > MAX_STEPS || this.#all > MAX_ALL_STEPS || this.#depth > MAX_DEPTH)
      return holeOf('more than is looked at');
    const frames = this.#active.get(expression) ?? new Set();
    if (frames.has(frame)) return EMPTY;
    frames.add(frame);
    this.#active.set(expression, frames);
    this.#depth += 1;
    try {
      return this.#inner(closure);
    } finally {
      this.#depth -= 1;
      frames.delete(frame);
      if (frames.size === 0) this.#active.delete(expression);
    }
  }

  #inner(closure: Closure<Expression>): Value {
    const { expression, usedAt } = closure;
    switch (expression.kind) {
      case 'text': {
        const { value: text, offset, end } = expression;
        return {
          kind: 'text',
          pieces: [{ kind: 'piece', text, ...(usedAt ?? { offset, end }), written: usedAt === null }],
        };
      }
      case 'concatenation':
        return joined(expression.parts.map((part) => this.#value({ ...closure, expression: part })));
      case 'list':
        return listed(
          expression.items.map((item) => {
            const spread = item.kind === 'spread';
            return { spread, value: this.#value({ ...closure, expression: spread ? item.value : item }) };
          }),
        );
      case 'spread':
        return this.#value({ ...closure, expression: expression.value });
      case 'choice':
        return choiceOf(expression.branches.map((branch) => this.#value({ ...closure, expression: branch })));
      case 'mapping':
        return { kind: 'mapping', closure: { ...closure, expression } };
      case 'class':
        return { kind: 'class', closure: { ...closure, expression } };
      case 'function':
        return { kind: 'function', closure: { ...closure, expression } };
      case 'name':
        return this.#name({ ...closure, expression });
      case 'member':
        return this.#member({ ...closure, expression });
      case 'call':
        return this.#call({ ...closure, expression });
      case 'unknown':
        return holeOf(expression.reason);
    }
  }

  #name(closure: Closure<Name>): Value {
    const { expression, module } = closure;
    const binding = expression.scope.lookUp(expression.name);
    if (binding === null) {
      // `from .scopes import *`
      const all = module.reexports.length === 0 ? null : this.#exported([module], expression.name, closure);
      if (all !== null) return all;
      const { neighbours } = this.program.language;
      if (neighbours !== undefined) {
        const found = this.#exported(
          this.program.neighboursWith(expression.name, module.path),
          expression.name,
          closure,
        );
        if (found !== null) return found;
      }
      return this.#library([expression.name], closure);
    }
    return this.#binding(binding, closure);
  }

  #binding(binding: Binding, closure: Closure<Expression>): Value {
    const { imported, parameter } = binding;
    if (imported !== null) {
      const { name } = imported;
      const from = closure.module.path;
      const modules = this.program.importedBy(imported.path, from, name ?? '=');
      const usedAt = closure.usedAt ?? spanOf(closure.expression);
      // `module.exports = …` is the module as a whole.
      const whole = name === null || name === 'default' ? this.#exported(modules, '=', closure) : null;
      const lazy = this.program.language.declaring === undefined ? {} : { from };
      if (name === null) return whole ?? { kind: 'module', path: [imported.path], modules, ...lazy, usedAt };
      const found = this.#exported(modules, name, closure) ?? whole;
      if (found !== null) return found;
      if (modules.length > 0 && name === 'default') return { kind: 'module', path: [imported.path], modules, usedAt };
      // `from . import scopes` names a file of a package.
      const files = this.program.importedBy(
        `${imported.path}${imported.path.endsWith('.') ? '' : '.'}${name}`,
        closure.module.path,
      );
      if (files.length > 0) return { kind: 'module', path: [imported.path, name], modules: files, usedAt };
      return this.#library(name === 'default' ? [imported.path] : [imported.path, name], closure);
    }
    if (parameter !== null) {
      const { of, index, rest = false } = parameter;
      const frame = frameOf(closure.frame, of);
      if (frame !== null && rest)
        return listed(
          frame.arguments
            .slice(index)
            .map(({ value }) => ({ spread: value.expression.kind === 'spread', value: this.#value(value) })),
        );
      const given = argumentOf(frame, index, binding.name);
      if (given !== null) return this.#value(given);
      const unknown = {
        kind: 'hole' as const,
        reason: `the parameter ${binding.name}`,
        parameter: { of, index, name: binding.name, rest },
      };
      return choiceOf([...this.#values(binding, closure), unknown]);
    }
    if (binding.values.length === 0) return holeOf(`the variable ${binding.name}`);
    return merged(this.#values(binding, closure));
  }

  #values(binding: Binding, closure: Closure<Expression>): Value[] {
    return binding.values.slice(0, MAX_VALUES).map((expression) => this.#value({ ...closure, expression }));
  }

  #exported(modules: readonly Module[], name: string, closure: Closure<Expression>): Value | null {
    const usedAt = closure.usedAt ?? spanOf(closure.expression);
    for (const module of modules) {
      const found = this.program.exported(module, name);
      if (found.length > 0) return choiceOf(found.map((one) => this.#value({ ...one, usedAt })));
    }
    return null;
  }

  /** A name of a library, or of the language. */
  #library(path: readonly string[], closure: Closure<Expression>): Value {
    const constant = this.program.language.constant?.(path) ?? null;
    const { offset, end } = closure.usedAt ?? closure.expression;
    if (constant !== null)
      return { kind: 'text', pieces: [{ kind: 'piece', text: constant, offset, end, written: false }] };
    return { kind: 'module', path, modules: [], usedAt: closure.usedAt };
  }

  #member(closure: Closure<Member>): Value {
    const { expression } = closure;
    const object = this.#value({ ...closure, expression: expression.object });
    return this.#memberOf(object, expression.name, closure);
  }

  #memberOf(object: Value, name: string, closure: Closure<Expression>): Value {
    if (name === ANY) return this.#anyOf(object, closure);
    switch (object.kind) {
      case 'mapping':
        return this.entry(object.closure, name) ?? holeOf(`the property ${name}`);
      case 'class': {
        const binding = object.closure.expression.members.bindings.get(name);
        if (binding !== undefined)
          return this.#binding(binding, { ...object.closure, usedAt: this.#usedAt(object.closure, closure) });
        const elsewhere = this.#continued(object.closure, name, closure);
        if (elsewhere !== null) return elsewhere;
        const [base] = object.closure.expression.bases;
        // `one.value for one in Scope`, `Scope::cases()`: each of an enumeration
        const each = ENUMERATING.has(name) ? this.#valuesOf(object, closure) : null;
        if (each?.kind === 'list' && each.items.length > 0) return each;
        // `Scope.READ.value` of an enumeration.
        if (base === undefined) return name === 'value' || name === 'name' ? object : holeOf(`the property ${name}`);
        return this.#memberOf(this.#value({ ...object.closure, expression: base }), name, closure);
      }
      case 'module': {
        const { modules, path, from } = object;
        const own = from === undefined ? modules : this.program.importedBy(path[0] ?? '', from, name);
        const found = this.#exported(own, name, closure);
        if (found !== null) return found;
        // `import app.scopes` knows `app`, whose file `scopes` is.
        const files = this.program.importedBy([...object.path, name].join('.'), closure.module.path);
        const usedAt = object.usedAt ?? spanOf(closure.expression);
        if (files.length > 0) return { kind: 'module', path: [...object.path, name], modules: files, usedAt };
        if (ENVIRONMENTS.test(object.path.join('.'))) return holeOf(`the environment variable ${name}`);
        return this.#library([...object.path, name], closure);
      }
      case 'choice':
        return choiceOf(object.values.map((value) => this.#memberOf(value, name, closure)));
      case 'list':
        // Of what is taken apart by place
        if (PLACE.test(name)) return object.items[Number(name)] ?? EMPTY;
        // `SCOPES.map((one) => one.name)`: the parameter stands for each item.
        return listed(
          object.items
            .slice(0, MAX_VALUES * 4)
            .map((item) => ({ spread: false, value: this.#memberOf(item, name, closure) })),
        );
      case 'hole':
        return object.reason === null || PLACE.test(name) ? object : holeOf(`${object.reason}, its ${name}`);
      case 'text':
        return name === 'value' ? object : holeOf(`the property ${name}`);
      default:
        return holeOf(`the property ${name}`);
    }
  }

  /** Whichever is chosen of what a table or list has. */
  #anyOf(object: Value, closure: Closure<Expression>): Value {
    if (object.kind === 'choice') return choiceOf(object.values.map((value) => this.#anyOf(value, closure)));
    if (object.kind === 'list') return choiceOf(object.items.slice(0, MAX_VALUES));
    if (object.kind === 'mapping') {
      const values = this.#valuesOf(object, closure);
      return values.kind === 'list' ? choiceOf(values.items.slice(0, MAX_VALUES)) : EMPTY;
    }
    if (object.kind === 'class') {
      const values = this.#valuesOf(object, closure);
      // `Client[Token]` is a class with a type.
      return values.kind === 'list' && values.items.length > 0 ? choiceOf(values.items.slice(0, MAX_VALUES)) : object;
    }
    if (object.kind === 'module' && ENVIRONMENTS.test(object.path.join('.'))) return holeOf('an environment variable');
    return object.kind === 'function' || object.kind === 'module' ? object : EMPTY;
  }

  /** What another file adds to a class or module that this one opens, too. */
  #continued(of: Closure<Expression>, name: string, closure: Closure<Expression>): Value | null {
    const { continued } = this.program.language;
    if (continued === undefined || !continued.test(name)) return null;
    return this.#exported(this.program.neighboursWith(name, of.module.path), name, closure);
  }

  #usedAt(of: Closure<Expression>, by: Closure<Expression>): Closure<Expression>['usedAt'] {
    return of.usedAt ?? (of.module === by.module ? by.usedAt : spanOf(by.expression));
  }

  /** An entry of a mapping, its spreads followed; null where it has none of this name. The last of a name counts. */
  entry(closure: Closure<Mapping>, name: string): Value | null {
    for (const entry of [...closure.expression.entries].reverse()) {
      if (entry.name === name) return this.#value({ ...closure, expression: entry.value });
      if (entry.value.kind !== 'spread') continue;
      const spread = this.#value({ ...closure, expression: entry.value.value });
      if (spread.kind !== 'mapping') continue;
      const found = this.entry(spread.closure, name);
      if (found !== null) return found;
    }
    return null;
  }

  #call(closure: Closure<Call>): Value {
    const { expression } = closure;
    const names = chainOf(expression.callee);
    const last = names.at(-1) ?? '';
    const callee = this.#value({ ...closure, expression: expression.callee });
    if (callee.kind === 'function') return this.#returned(callee.closure, closure);
    if (callee.kind === 'class') return callee;
    const transform = this.#transform(expression, names, last);
    if (transform === null) {
      // A getter's call: `Scope.READ.value()`.
      if (expression.arguments.length === 0 && (callee.kind === 'text' || callee.kind === 'list')) return callee;
      if (callee.kind === 'hole' && callee.reason?.startsWith('the environment variable ') === true) return callee;
      return holeOf(last === '' ? 'what a call gives' : `what ${last}() gives`);
    }
    return transformed(transform, closure, this.#evaluating);
  }

  #transform(call: Call, names: readonly string[], last: string): Transform | null {
    const own = this.program.language.transforms ?? {};
    const dotted = names.slice(-2).join('.');
    for (const name of [dotted, last])
      for (const table of [own, TRANSFORMS]) if (Object.hasOwn(table, name)) return table[name] ?? null;
    return call.arguments.length > 100 ? 'list' : null;
  }

  #returned(
    callee: Closure<FunctionLiteral>,
    closure: Closure<Call>,
    given: Frame['arguments'] = closure.expression.arguments.map(({ name, value }) => ({
      name,
      value: { ...closure, expression: value },
    })),
  ): Value {
    const frame: Frame = {
      of: callee.expression,
      arguments: given,
      parent: callee.frame,
    };
    const usedAt = this.#usedAt(callee, closure);
    return choiceOf(
      callee.expression.returns.slice(0, 50).map((expression) => this.#value({ ...callee, expression, frame, usedAt })),
    );
  }

  #valuesOf(value: Value, closure: Closure<Expression>): Value {
    if (value.kind === 'mapping')
      return listed(
        value.closure.expression.entries.map((entry) => ({
          spread: false,
          value: this.#value({ ...value.closure, expression: entry.value }),
        })),
      );
    if (value.kind === 'class')
      return listed(
        [...value.closure.expression.members.bindings.values()]
          .filter(({ values }) => values.every(({ kind }) => kind === 'text'))
          .map((binding) => ({
            spread: false,
            value: this.#binding(binding, { ...value.closure, usedAt: this.#usedAt(value.closure, closure) }),
          })),
      );
    return value;
  }
}

function spanOf({ offset, end }: Expression): { readonly offset: number; readonly end: number } {
  return { offset, end };
}

/** Lists that are built step by step are one list; other values are one of several. */
function merged(values: readonly Value[]): Value {
  return values.length > 1 && values.some(({ kind }) => kind === 'list')
    ? listed(values.map((value) => ({ spread: true, value })))
    : choiceOf(values);
}

function frameOf(frame: Frame | null, of: FunctionLiteral): Frame | null {
  for (let at = frame; at !== null; at = at.parent) if (at.of === of) return at;
  return null;
}

function argumentOf(frame: Frame | null, index: number, name: string): Closure<Expression> | null {
  const named = frame?.arguments.find((argument) => argument.name === name);
  const positional = frame?.arguments.filter((argument) => argument.name === null)[index];
  return named?.value ?? positional?.value ?? null;
}
