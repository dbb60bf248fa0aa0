import { fieldOf, namedOf, type SyntaxNode } from '../grammars.ts';
import { type Body, firstOf, formatted, isOfItself, unknown } from '../lowered.ts';
import { ANY, type Argument, type Entry, type Expression, Scope } from '../model.ts';
import type { Lowering } from './lower.ts';
import { qualified, segmentsOf, variableName } from './names.ts';
import { lowerText } from './texts.ts';

const CALLS = new Set([
  'function_call_expression',
  'member_call_expression',
  'nullsafe_member_call_expression',
  'scoped_call_expression',
]);
const MEMBERS = new Set([
  'member_access_expression',
  'nullsafe_member_access_expression',
  'class_constant_access_expression',
  'scoped_property_access_expression',
]);
/** Calls whose first text says which of several they give: it belongs to the chain. */
const CHOOSING = new Set(['driver', 'with', 'getClient', 'buildProvider', 'provider']);
/** What stands around an expression without changing it. */
const WRAPPERS = new Set([
  'parenthesized_expression',
  'error_suppression_expression',
  'clone_expression',
  'argument',
  'by_ref',
]);

export class Expressions {
  readonly #to: Lowering;

  constructor(to: Lowering) {
    this.#to = to;
  }

  lower(node: SyntaxNode, body: Body): Expression {
    return this.#to.bounded(node, () => this.#lower(node, body));
  }

  #lower(node: SyntaxNode, body: Body): Expression {
    const span = { offset: node.offset, end: node.end };
    const literal = lowerText(node, this.#to, (part) => this.lower(part, body));
    if (literal !== null) return literal;
    if (WRAPPERS.has(node.type)) return this.#last(node, body);
    if (CALLS.has(node.type)) return this.#call(node, body);
    if (MEMBERS.has(node.type)) return this.#member(node, body);
    switch (node.type) {
      case 'variable_name':
        return { kind: 'name', name: variableName(node, this.#to) ?? '', scope: body.scope, ...span };
      case 'name':
      case 'relative_scope':
        return { kind: 'name', name: this.#to.textOf(node), scope: body.scope, ...span };
      case 'qualified_name':
      case 'namespace_name':
        return this.#qualified(node);
      case 'cast_expression': {
        const value = fieldOf(node, 'value');
        return value === null ? unknown(node) : this.lower(value, body);
      }
      case 'array_creation_expression':
        return this.#array(node, body);
      case 'variadic_unpacking':
        return { kind: 'spread', value: this.#last(node, body), ...span };
      case 'subscript_expression':
        return this.#element(node, body);
      case 'binary_expression':
        return this.#binary(node, body);
      case 'conditional_expression': {
        const [condition, then, otherwise] = [
          fieldOf(node, 'condition'),
          fieldOf(node, 'body'),
          fieldOf(node, 'alternative'),
        ];
        if (then !== null) this.#aside(condition, body);
        const branches = [then ?? condition, otherwise].flatMap((part) =>
          part === null ? [] : [this.lower(part, body)],
        );
        return { kind: 'choice', branches, ...span };
      }
      case 'match_expression': {
        this.#aside(fieldOf(node, 'condition'), body);
        const block = fieldOf(node, 'body');
        const branches = (block === null ? [] : namedOf(block)).flatMap((arm) => {
          const value = fieldOf(arm, 'return_expression');
          return value === null ? [] : [this.lower(value, body)];
        });
        return { kind: 'choice', branches, ...span };
      }
      case 'object_creation_expression':
        return this.#creation(node, body);
      case 'arrow_function':
      case 'anonymous_function':
      case 'anonymous_function_creation_expression':
        return this.#to.function(node, body, null);
      case 'assignment_expression':
      case 'augmented_assignment_expression':
      case 'reference_assignment_expression':
        return this.#assignment(node, body);
      case 'include_expression':
      case 'include_once_expression':
      case 'require_expression':
      case 'require_once_expression':
        return unknown(node);
      default:
        for (const part of namedOf(node)) this.#aside(part, body);
        return unknown(node);
    }
  }

  #aside(node: SyntaxNode | null, body: Body): void {
    if (node === null || /^(name|variable_name|integer|boolean|null)$|type$/.test(node.type)) return;
    if (/(statement|clause|block)$/.test(node.type)) this.#to.statement(node, body);
    else this.#to.root(this.lower(node, body), body);
  }

  #last(node: SyntaxNode, body: Body): Expression {
    const inner = namedOf(node).at(-1);
    return inner === undefined ? unknown(node) : this.lower(inner, body);
  }

  /** `\Google\Service\Drive` in full; `OA\Flow` by an imported part. */
  #qualified(node: SyntaxNode): Expression {
    const segments = segmentsOf(node, this.#to);
    const [first = ''] = segments;
    const imported = this.#to.textOf(node).startsWith('\\') ? null : this.#to.scope.bindings.get(first)?.imported;
    return qualified(
      [...(imported === null || imported === undefined ? [first] : [imported.path]), ...segments.slice(1)],
      node,
      this.#to,
    );
  }

  #member(node: SyntaxNode, body: Body): Expression {
    const named = fieldOf(node, 'name') ?? namedOf(node).at(-1);
    const object = fieldOf(node, 'object') ?? fieldOf(node, 'scope') ?? namedOf(node)[0];
    if (named === undefined || object === undefined || named === object) return unknown(node);
    const from = this.lower(object, body);
    const name =
      node.type === 'scoped_property_access_expression' ? variableName(named, this.#to) : this.#nameOf(named);
    if (name === null) {
      this.#to.root(from, body);
      return unknown(node);
    }
    return { kind: 'member', object: from, name, nameOffset: named.offset, offset: node.offset, end: node.end };
  }

  /** The name of a member; null where it is worked out. */
  #nameOf(node: SyntaxNode): string | null {
    return node.type === 'name' ? this.#to.textOf(node) : null;
  }

  #call(node: SyntaxNode, body: Body): Expression {
    const called = fieldOf(node, 'function') ?? fieldOf(node, 'name');
    const object = fieldOf(node, 'object') ?? fieldOf(node, 'scope');
    if (called === null) return unknown(node);
    const name = this.#nameOf(called);
    const span = { offset: node.offset, end: node.end };
    const all = this.arguments(fieldOf(node, 'arguments'), body);
    let callee: Expression;
    if (object === null) callee = this.lower(called, body);
    else {
      const from = this.lower(object, body);
      callee = name === null ? from : { kind: 'member', object: from, name, nameOffset: called.offset, ...span };
    }
    const [first, second] = all;
    if (object === null && name === 'define' && first?.value.kind === 'text' && second !== undefined) {
      const binding = this.#to.scope.declare(first.value.value, second.value);
      this.#to.roots.push({ expression: second.value, target: { object: null, name: binding.name, binding } });
      return unknown(node);
    }
    if (object === null && /^array_(push|unshift)$/.test(name ?? '') && first?.value.kind === 'name')
      this.#to.add(
        first.value.name,
        all.slice(1).map(({ value }) => value),
        body,
        node,
      );
    if (object === null && name === 'sprintf' && first !== undefined) {
      const filled = formatted(
        first.value,
        all.slice(1).map(({ value }) => value),
        /%(?:(\d{1,2})\$)?[sd]/g,
        1,
      );
      if (filled !== null) return filled;
    }
    if (object === null && name === 'constant' && first?.value.kind === 'text')
      return { kind: 'name', name: first.value.value, scope: body.scope, ...span };
    if (name !== null && CHOOSING.has(name) && first?.value.kind === 'text' && object !== null)
      return { kind: 'member', object: callee, name: first.value.value, nameOffset: first.value.offset, ...span };
    return { kind: 'call', callee, arguments: all, ...span };
  }

  arguments(node: SyntaxNode | null, body: Body): readonly Argument[] {
    if (node === null) return [];
    return namedOf(node).flatMap((argument): Argument[] => {
      const named = fieldOf(argument, 'name');
      const value = argument.type === 'argument' ? namedOf(argument).at(-1) : argument;
      if (value === undefined || value === named) return [];
      return [
        {
          name: named === null ? null : this.#to.textOf(named),
          nameOffset: argument.offset,
          value: this.lower(value, body),
        },
      ];
    });
  }

  #creation(node: SyntaxNode, body: Body): Expression {
    const [type] = namedOf(node);
    if (type === undefined) return unknown(node);
    const all = this.arguments(firstOf(node, 'arguments'), body);
    const span = { offset: node.offset, end: node.end };
    if (/^(anonymous_class|declaration_list)/.test(type.type)) {
      this.#to.root(this.#to.class(type, null, body), body);
      return unknown(node);
    }
    return { kind: 'call', callee: this.lower(type, body), arguments: all, ...span };
  }

  /** `[a, b]` is a list, `['a' => b]` a mapping; where both are mixed, what has no key is left out of it. */
  #array(node: SyntaxNode, body: Body): Expression {
    const elements = namedOf(node).filter(({ type }) => type === 'array_element_initializer');
    const keyed = elements.some((element) => element.children.some(({ type }) => type === '=>'));
    const span = { offset: node.offset, end: node.end };
    if (!keyed) return { kind: 'list', items: elements.map((element) => this.#last(element, body)), ...span };
    const entries = elements.flatMap((element): Entry[] => {
      const [key, value] = namedOf(element);
      if (key === undefined) return [];
      const spread = key.type === 'variadic_unpacking';
      if (value === undefined) {
        const lowered = this.lower(key, body);
        return [{ name: spread ? null : '', nameOffset: key.offset, value: lowered }];
      }
      const named = this.lower(key, body);
      const name = named.kind === 'text' ? named.value : named.kind === 'member' ? this.#keyOf(named) : null;
      return [{ name, nameOffset: key.offset, value: this.lower(value, body) }];
    });
    return { kind: 'mapping', entries: [...entries, ...keysOf(entries)], ...span };
  }

  /** `RequestOptions::FORM_PARAMS` is called like what it stands for. */
  #keyOf({ name }: { readonly name: string }): string {
    return name.toLowerCase();
  }

  #element(node: SyntaxNode, body: Body): Expression {
    const [object, key] = namedOf(node);
    if (object === undefined) return unknown(node);
    const from = this.lower(object, body);
    const span = { offset: node.offset, end: node.end };
    const name = key === undefined ? null : this.lower(key, body);
    if (/^\$_(ENV|SERVER|GET|POST|REQUEST|SESSION|COOKIE)$/.test(this.#to.textOf(object))) {
      const of = name?.kind === 'text' ? ` ${name.value.replaceAll(/[^\w.-]/g, '')}` : '';
      const environment = /ENV|SERVER/.test(this.#to.textOf(object));
      return unknown(
        node,
        environment ? `the environment variable${of}` : `what the request says${of === '' ? '' : ` of${of}`}`,
      );
    }
    if (name?.kind === 'text')
      return { kind: 'member', object: from, name: name.value, nameOffset: name.offset, ...span };
    if (name !== null) return { kind: 'member', object: from, name: ANY, nameOffset: node.offset, ...span };
    this.#to.root(from, body);
    return unknown(node);
  }

  #binary(node: SyntaxNode, body: Body): Expression {
    const operator = operatorOf(node);
    const span = { offset: node.offset, end: node.end };
    if (operator === '??')
      return { kind: 'choice', branches: namedOf(node).map((part) => this.lower(part, body)), ...span };
    if (operator !== '.' && operator !== '+') {
      for (const part of namedOf(node)) this.#aside(part, body);
      return unknown(node);
    }
    // However long the chain is; `+` is of arrays.
    const parts: Expression[] = [];
    let at: SyntaxNode | null = node;
    while (at !== null && at.type === 'binary_expression' && operatorOf(at) === operator) {
      const right = fieldOf(at, 'right');
      if (right !== null) parts.push(this.lower(right, body));
      at = fieldOf(at, 'left');
    }
    if (at !== null) parts.push(this.lower(at, body));
    const all = parts.reverse();
    if (operator === '+' && all.some(({ kind }) => kind === 'mapping')) {
      const entries = all.flatMap((part): Entry[] =>
        part.kind === 'mapping'
          ? [...part.entries]
          : [
              {
                name: null,
                nameOffset: part.offset,
                value: { kind: 'spread', value: part, offset: part.offset, end: part.end },
              },
            ],
      );
      return { kind: 'mapping', entries, ...span };
    }
    return { kind: 'concatenation', parts: all, ...span };
  }

  #assignment(node: SyntaxNode, body: Body): Expression {
    const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
    if (left === null || right === null) return unknown(node);
    const value = this.lower(right, body);
    const name = variableName(left, this.#to);
    if (name !== null) {
      this.#set(name, value, node, body);
      return { kind: 'name', name, scope: body.scope, offset: left.offset, end: left.end };
    }
    if (left.type === 'subscript_expression' && namedOf(left).length === 1) {
      // `$scopes[] = …`
      const [object] = namedOf(left);
      const to = object === undefined ? null : this.lower(object, body);
      if (to?.kind === 'name') this.#to.add(to.name, [value], body, node);
      else if (to?.kind === 'member' && to.object.kind === 'name' && to.object.name === 'this')
        body.owner?.members.declare(to.name, { kind: 'list', items: [value], offset: node.offset, end: node.end });
      this.#to.root(value, body);
      return unknown(node);
    }
    const to = this.lower(left, body);
    if (to.kind !== 'member') {
      this.#to.root(value, body);
      return unknown(node);
    }
    if (to.object.kind === 'name' && /^(this|self|static)$/.test(to.object.name) && body.owner !== null) {
      const known = body.owner.members.bindings.has(to.name) && isOfItself(value, to.name);
      const binding = body.owner.members.declare(to.name, known ? null : value);
      // What it is given from elsewhere is asked for by who gives it.
      const own = value.kind === 'text' || value.kind === 'list' || value.kind === 'call';
      if (own && this.#to.askedByProvider(to.name, value, body.owner, node, body)) return unknown(node);
      this.#to.root(value, body, { object: null, name: to.name, binding });
    } else this.#to.root(value, body, { object: to.object, name: to.name, binding: null });
    return unknown(node);
  }

  #set(name: string, value: Expression, node: SyntaxNode, body: Body): void {
    const before = body.scope.lookUp(name);
    // `.=` puts something behind what was there.
    if (node.type === 'augmented_assignment_expression' && operatorOf(node) === '.=' && before !== null) {
      const { offset, end } = node;
      const [first, ...more] = before.values;
      if (first !== undefined && more.length === 0) {
        before.values[0] = { kind: 'concatenation', parts: [first, value], offset, end };
        this.#to.root(value, body);
        return;
      }
    }
    // What a file has outside of functions isn't known in them.
    if (before === null || !body.scope.bindings.has(name)) body.scope.declare(name, value);
    else if (!isOfItself(value, name)) before.values.push(value);
    this.#to.root(value, body, { object: null, name, binding: body.scope.lookUp(name) });
  }
}

/** `'keys' => ['id' => …, 'secret' => …]` of Hybridauth is a client's id and secret. */
function keysOf(entries: readonly Entry[]): readonly Entry[] {
  const keys = entries.find(({ name }) => name === 'keys')?.value;
  if (keys?.kind !== 'mapping' || !keys.entries.some(({ name }) => name === 'secret')) return [];
  return keys.entries.flatMap((entry) => {
    if (entry.name !== 'id' && entry.name !== 'key' && entry.name !== 'secret') return [];
    const { offset, end } = entry.value;
    const value: Expression =
      entry.value.kind === 'text' ? entry.value : { kind: 'name', name: '', scope: new Scope(), offset, end };
    return [{ ...entry, name: entry.name === 'secret' ? 'client_secret' : 'client_id', value }];
  });
}

function operatorOf(node: SyntaxNode): string {
  return node.children.find(({ field }) => field === 'operator')?.type ?? '';
}
