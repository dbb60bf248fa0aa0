import type { Block, Body, Expression, Loop } from '../../connect/index.ts';
import { builtIns, composed, membersIn, steppedInto, unsure } from './functions.ts';
import {
  type At,
  either,
  itemsOf,
  type Known,
  list,
  type Member,
  type Members,
  map,
  memberOf,
  sizeOf,
  text,
  textValue,
  UNKNOWN_PART,
  unknown,
} from './known.ts';
import type { Module, Written } from './module.ts';

/** A chain of values that refer to each other is never this long; one that goes round in a circle is. */
const MAX_STEPS = 60;
/** Values that hold each other twice, and those twice again, come to more than any machine has. */
const MAX_VALUES = 300_000;
const MAX_INSTANCES = 500;

/** Where an expression stands, and what names mean there beside the module's own. */
export interface Surroundings {
  readonly path: string;
  /** `each`, `count`, and the names of loops. */
  readonly symbols: ReadonlyMap<string, Known>;
  readonly steps: number;
}

/** Works out what a module's expressions come to, as far as that is known before Terraform runs. */
export class Evaluation {
  readonly #module: Module;
  /** What the module is called with; null for one that nothing is known of calling. */
  readonly #args: ReadonlyMap<string, Known> | null;
  readonly #named = new Map<string, Known>();
  #values = 0;

  constructor(module: Module, args: ReadonlyMap<string, Known> | null) {
    this.#module = module;
    this.#args = args;
  }

  /** A block's instances: one, or one for each of `for_each`. */
  instances(block: Block, path: string): readonly Surroundings[] {
    const bare = { path, symbols: new Map<string, Known>(), steps: 0 };
    const each = block.body.attributes.get('for_each');
    if (each !== undefined)
      return this.#elements(this.evaluate(each, bare)).map((element) => ({
        ...bare,
        symbols: new Map([['each', element]]),
      }));
    const at = { path, offset: block.offset };
    const index: Known = { kind: 'unknown', reason: 'count', at, isCounter: true };
    if (!block.body.attributes.has('count')) return [bare];
    return [
      {
        ...bare,
        symbols: new Map([['count', map(new Map([['index', { value: index, at }]]), at)]]),
      },
    ];
  }

  /** Attributes and blocks of a block, those of one name as a list. */
  body({ attributes, blocks }: Body, at: At, around: Surroundings): Members {
    const members = new Map<string, Member>();
    for (const [name, expression] of attributes)
      members.set(name, {
        value: this.evaluate(expression, around),
        at: { path: around.path, offset: expression.offset },
      });
    const lists = new Map<string, Known[]>();
    for (const block of blocks) {
      const name = block.type === 'dynamic' ? (block.labels[0] ?? 'dynamic') : block.type;
      const list = lists.get(name) ?? [];
      lists.set(name, list);
      list.push(...this.#inner(block, name, around));
    }
    for (const [name, items] of lists) members.set(name, { value: list(items, at), at });
    return map(members, at);
  }

  #inner(block: Block, name: string, around: Surroundings): readonly Known[] {
    const at = { path: around.path, offset: block.offset };
    const further = { ...around, steps: around.steps + 1 };
    if (further.steps > MAX_STEPS) return [];
    if (block.type !== 'dynamic') return [this.body(block.body, at, further)];
    const content = block.body.blocks.find(({ type }) => type === 'content');
    const each = block.body.attributes.get('for_each');
    if (content === undefined || each === undefined) return [];
    const iterator = block.body.attributes.get('iterator');
    const [word] = iterator?.kind === 'traversal' ? iterator.path : [];
    const symbol = typeof word === 'string' ? word : name;
    return this.#elements(this.evaluate(each, further)).map((element) =>
      this.body(content.body, at, { ...further, symbols: new Map([...around.symbols, [symbol, element]]) }),
    );
  }

  /** What `for_each` goes over, each as `key` and `value`. */
  #elements(over: Known): readonly Members[] {
    const element = (key: Known, value: Known): Members =>
      map(
        new Map([
          ['key', { value: key, at: key.at }],
          ['value', { value, at: value.at }],
        ]),
        value.at,
      );
    const members = membersIn(over);
    const elements =
      over.kind === 'map' || members.length > 0
        ? members.map(([name, one]) => element(text(name, one.at), one.value))
        : itemsOf(over).map((item) => element(item, item));
    return elements.slice(0, MAX_INSTANCES);
  }

  evaluate(expression: Expression, around: Surroundings): Known {
    const at = { path: around.path, offset: expression.offset };
    this.#values += 1;
    if (around.steps > MAX_STEPS || this.#values > MAX_VALUES) return unknown('more values than are worked out', at);
    const inner = { ...around, steps: around.steps + 1 };
    switch (expression.kind) {
      case 'literal':
        return text(expression.value, at);
      case 'template':
        return this.#template(expression.parts, at, inner);
      case 'list':
        return list(
          expression.items.map((item) => this.evaluate(item, inner)),
          at,
        );
      case 'object': {
        const members = new Map<string, Member>();
        for (const { name, value, offset } of expression.members)
          if (name !== null)
            members.set(name, { value: this.evaluate(value, inner), at: { path: around.path, offset } });
        return map(members, at);
      }
      case 'call': {
        const args = expression.args.map((arg) => this.evaluate(arg, inner));
        const [whole, index] = args;
        if (expression.name === '[]' && whole !== undefined && index !== undefined) return this.#step(whole, index, at);
        const made = builtIns.get(expression.name)?.(args, at) ?? unknown(`the function ${expression.name}`, at);
        this.#values += sizeOf(made);
        return made;
      }
      case 'conditional': {
        const options = [expression.then, expression.otherwise].map((one) => unsure(this.evaluate(one, inner)));
        this.#values += options.reduce((sum, option) => sum + sizeOf(option), 0);
        return either(options, at);
      }
      case 'loop':
        return this.#loop(expression, at, inner);
      case 'traversal':
        return this.#traverse(expression.path, at, inner);
      case 'dynamic':
        return unknown('an expression', at);
    }
  }

  #template(parts: readonly Expression[], at: At, around: Surroundings): Known {
    const pieces = parts
      .filter((part) => !(part.kind === 'literal' && part.value === ''))
      .map((part) => this.evaluate(part, around));
    const [only] = pieces;
    // "${x}" is x, whatever that is.
    return pieces.length === 1 && only !== undefined ? only : composed(pieces, at);
  }

  #loop({ makes, key, value, over, name, result, condition }: Loop, at: At, around: Surroundings): Known {
    const whole = this.evaluate(over, around);
    // `[for role in api.app_roles : role.id if role.value == "x"]`: what another resource has by that name.
    if (whole.kind === 'reference' && condition?.equals)
      return list(
        [steppedInto(whole, condition.equals.text, { path: around.path, offset: condition.equals.offset })],
        at,
      );
    const made = this.#elements(whole).map((element) => {
      const symbols = new Map(around.symbols);
      if (key !== null) symbols.set(key, memberOf(element, 'key') ?? element);
      symbols.set(value, memberOf(element, 'value') ?? element);
      const inside = { ...around, symbols };
      const one = this.evaluate(result, inside);
      return {
        name: name === null ? null : textValue(this.evaluate(name, inside)),
        value: condition === null ? one : unsure(one),
      };
    });
    if (makes === 'list')
      return list(
        made.map((one) => one.value),
        at,
      );
    const members = made.flatMap(({ name: own, value: one }): [string, Member][] =>
      own === null ? [] : [[own, { value: one, at: one.at }]],
    );
    return map(new Map(members), at);
  }

  #traverse(path: readonly (string | Expression | null)[], at: At, around: Surroundings): Known {
    const [root, first] = path;
    if (typeof root !== 'string') return unknown('an expression', at);
    const symbol = around.symbols.get(root);
    if (symbol !== undefined) return this.#stepped(symbol, path.slice(1), at, around);
    if (typeof first !== 'string') return unknown(root, at);
    if (root === 'var') return this.#stepped(this.#variable(first, at, around), path.slice(2), at, around);
    if (root === 'local') return this.#stepped(this.#local(first, at, around), path.slice(2), at, around);
    if (root === 'module') return unknown(`what the module ${first} gives back`, at);
    if (['each', 'count', 'path', 'terraform', 'self'].includes(root)) return unknown(`${root}.${first}`, at);
    return this.#attribute(path, at, around);
  }

  #variable(name: string, at: At, around: Surroundings): Known {
    const given = this.#args?.get(name);
    if (given !== undefined) return given;
    const written: Written<Expression> | null = this.#args === null ? (this.#module.values.get(name) ?? null) : null;
    const variable = this.#module.variables.get(name);
    const byDefault = variable?.what.body.attributes.get('default');
    const value =
      written ?? (variable === undefined || byDefault === undefined ? null : { path: variable.path, what: byDefault });
    if (value === null || (value.what.kind === 'literal' && value.what.value === null))
      return unknown(`the variable ${name}`, at);
    return this.#once(`var.${name}`, at, () => unsure(this.evaluate(value.what, elsewhere(value.path, around))));
  }

  #local(name: string, at: At, around: Surroundings): Known {
    const written = this.#module.locals.get(name);
    if (written === undefined) return unknown(`the local value ${name}`, at);
    return this.#once(`local.${name}`, at, () => this.evaluate(written.what, elsewhere(written.path, around)));
  }

  #once(name: string, at: At, evaluate: () => Known): Known {
    const before = this.#named.get(name);
    if (before !== undefined) return before;
    // Until it is known: it may hold itself.
    this.#named.set(name, unknown(name, at));
    const known = evaluate();
    this.#named.set(name, known);
    return known;
  }

  /** What a resource says of itself; where it doesn't, a reference to it. */
  #attribute(path: readonly (string | Expression | null)[], at: At, around: Surroundings): Known {
    const length = path[0] === 'data' ? 3 : 2;
    const names = path.slice(0, length);
    const rest = path.slice(length);
    const address = names.join('.');
    const written = this.#module.resources.get(address);
    const [instance] = rest;
    // Which of several it is (`x.y[0].id`) isn't a step into it.
    const isRepeated = instance === null || (typeof instance === 'object' && this.#isIndex(instance, written?.what));
    const steps = isRepeated ? rest.slice(1) : rest;
    const [name] = steps;
    let value: Known = { kind: 'reference', path: names.map(String), at };
    if (written === undefined || typeof name !== 'string') return this.#stepped(value, steps, at, around);
    const inside = this.#instance(written, isRepeated ? instance : null, around);
    const attribute = written.what.body.attributes.get(name);
    if (attribute !== undefined) value = this.evaluate(attribute, inside);
    else if (written.what.body.blocks.some((block) => block.type === name || block.labels[0] === name))
      value = memberOf(this.body(written.what.body, at, inside), name) ?? value;
    else if (name === 'scope_identifiers') value = this.#scopeIdentifiers(written, inside, at);
    if (value.kind === 'reference' || value.kind === 'unknown')
      return this.#stepped({ kind: 'reference', path: names.map(String), at }, steps, at, around);
    return this.#stepped(value, steps.slice(1), at, around);
  }

  #isIndex(step: Expression, block: Block | undefined): boolean {
    if (block !== undefined) return block.body.attributes.has('for_each') || block.body.attributes.has('count');
    return step.kind === 'literal' && typeof step.value === 'number';
  }

  #instance(
    { path, what }: Written<Block>,
    index: Expression | null | undefined | string,
    around: Surroundings,
  ): Surroundings {
    const all = this.instances(what, path);
    const key = typeof index === 'object' && index !== null ? textValue(this.evaluate(index, around)) : null;
    const fits = all.find(({ symbols }) => key !== null && textValue(memberOf(symbols.get('each'), 'key')) === key);
    const [only] = all;
    const chosen = fits ?? (all.length === 1 ? only : undefined) ?? { path, symbols: new Map<string, Known>() };
    return { ...chosen, steps: around.steps + 1 };
  }

  /** Of a resource server of Cognito: its identifier, a slash and the name of each of its scopes. */
  #scopeIdentifiers({ what, path }: Written<Block>, inside: Surroundings, at: At): Known {
    const body = this.body(what.body, { path, offset: what.offset }, inside);
    const identifier = memberOf(body, 'identifier') ?? unknown('an identifier', at);
    const items = itemsOf(memberOf(body, 'scope')).map((scope) =>
      composed([identifier, text('/', at), memberOf(scope, 'scope_name') ?? unknown('the name of a scope', at)], at),
    );
    return list(items, at);
  }

  #stepped(value: Known, steps: readonly (string | Expression | null)[], at: At, around: Surroundings): Known {
    const [step, ...rest] = steps;
    if (step === undefined) return value;
    if (step === null) {
      if (value.kind === 'reference') return this.#stepped(value, rest, at, around);
      const items = itemsOf(value).map((item) => this.#stepped(item, rest, at, around));
      return list(items, value.at);
    }
    const index = typeof step === 'string' ? text(step, at) : this.evaluate(step, around);
    const next = this.#step(value, index, at);
    return this.#stepped(next, rest, at, around);
  }

  #step(value: Known, index: Known, at: At): Known {
    if (value.kind === 'unknown') return value;
    const name = index.kind === 'text' && index.value !== null ? String(index.value) : null;
    if (value.kind === 'reference')
      return name === null || name.includes(UNKNOWN_PART)
        ? unknown(`what ${value.path.join('.')} has by a name that is computed`, at)
        : steppedInto(value, name, index.at);
    if (value.kind === 'either' || name === null) {
      const isOneOf = index.kind === 'unknown' || index.kind === 'reference';
      const options =
        name === null
          ? [...membersIn(value).map(([, one]) => one.value), ...(value.kind === 'map' ? [] : itemsOf(value))]
          : (value.kind === 'either' ? value.options : [value]).map((option) => this.#step(option, index, at));
      const all = isOneOf && !(index.kind === 'unknown' && index.isCounter) ? options.map(unsure) : options;
      return all.length === 0 ? unknown('a member of an empty value', at) : either(all, at);
    }
    // An optional attribute that isn't written is null.
    if (value.kind === 'map') return value.members.get(name)?.value ?? text(null, at);
    if (value.kind === 'list') return value.items[Number(name)] ?? unknown('an item of a list', at);
    return unknown('a part of a text', at);
  }
}

function elsewhere(path: string, { steps }: Surroundings): Surroundings {
  return { path, symbols: new Map(), steps };
}
