import { fieldOf, namedOf, type SyntaxNode } from '../grammars.ts';
import { ANY, type Argument, type Entry, type Expression, type FunctionLiteral, Scope } from '../model.ts';
import { type Body, type PythonLowering, SELF } from './lower.ts';
import { formatted, percented, stringParts } from './strings.ts';

/** Levels that any person's code has; what is deeper isn't read. */
const MAX_DEPTH = 300;

export class PythonExpressions {
  readonly #to: PythonLowering;
  #depth = 0;

  constructor(to: PythonLowering) {
    this.#to = to;
  }

  lower(node: SyntaxNode, body: Body): Expression {
    if (this.#depth >= MAX_DEPTH) return unknown(node);
    this.#depth += 1;
    try {
      return this.#lower(node, body);
    } finally {
      this.#depth -= 1;
    }
  }

  #lower(node: SyntaxNode, body: Body): Expression {
    const span = { offset: node.offset, end: node.end };
    const parts = namedOf(node);
    const each = (): Expression[] => parts.map((part) => this.lower(part, body));
    switch (node.type) {
      case 'string':
        return this.#string(node, body);
      case 'concatenated_string':
        return { kind: 'concatenation', parts: each(), ...span };
      case 'identifier':
        return { kind: 'name', name: this.#to.textOf(node), scope: body.scope, ...span };
      case 'list':
      case 'tuple':
      case 'set':
      case 'expression_list':
        return { kind: 'list', items: each(), ...span };
      case 'list_splat':
      case 'dictionary_splat':
        return { kind: 'spread', value: this.#first(node, body), ...span };
      case 'parenthesized_expression':
      case 'await':
      case 'type':
      case 'yield':
        return this.#first(node, body);
      case 'dictionary':
        return { kind: 'mapping', entries: parts.map((part) => this.#entry(part, body)), ...span };
      case 'attribute': {
        const [object, name] = [fieldOf(node, 'object'), fieldOf(node, 'attribute')];
        if (object === null || name === null) return unknown(node);
        const of = this.lower(object, body);
        return { kind: 'member', object: of, name: this.#to.textOf(name), nameOffset: name.offset, ...span };
      }
      case 'subscript':
        return this.#subscript(node, body);
      case 'call':
        return this.#call(node, body);
      case 'binary_operator':
        return this.#binary(node, body);
      case 'boolean_operator': {
        const [left, right] = [this.#field(node, 'left', body), this.#field(node, 'right', body)];
        if (this.#operator(node) === 'or') return { kind: 'choice', branches: [left, right], ...span };
        this.#to.root(left, body);
        return right;
      }
      case 'conditional_expression': {
        const [then, condition, otherwise] = each();
        if (then === undefined || otherwise === undefined) return unknown(node);
        if (condition !== undefined) this.#to.root(condition, body);
        return { kind: 'choice', branches: [then, otherwise], ...span };
      }
      case 'named_expression': {
        const value = this.#field(node, 'value', body);
        const name = fieldOf(node, 'name');
        if (name !== null) body.scope.declare(this.#to.textOf(name), value);
        return value;
      }
      case 'lambda':
        return this.function(node, body);
      case 'list_comprehension':
      case 'set_comprehension':
      case 'generator_expression':
        return this.#comprehension(node, body);
      case 'type_conversion':
      case 'format_specifier':
        return unknown(node);
      default:
        for (const one of each()) this.#to.root(one, body);
        return unknown(node);
    }
  }

  #first(node: SyntaxNode, body: Body): Expression {
    const [inner] = namedOf(node);
    return inner === undefined ? unknown(node) : this.lower(inner, body);
  }

  #field(node: SyntaxNode, name: string, body: Body): Expression {
    const part = fieldOf(node, name);
    return part === null ? unknown(node) : this.lower(part, body);
  }

  #operator(node: SyntaxNode): string {
    const operator = node.children.find(({ named }) => !named);
    return operator === undefined ? '' : this.#to.textOf(operator);
  }

  #string(node: SyntaxNode, body: Body): Expression {
    const parts = stringParts(node, this.#to.source, (inner) => this.lower(inner, body));
    const [only] = parts;
    if (parts.length === 1 && only?.kind === 'text') return { ...only, offset: node.offset, end: node.end };
    return parts.length === 0
      ? { kind: 'text', value: '', offset: node.offset, end: node.end }
      : { kind: 'concatenation', parts, offset: node.offset, end: node.end };
  }

  #entry(part: SyntaxNode, body: Body): Entry {
    if (part.type !== 'pair') return { name: null, nameOffset: part.offset, value: this.lower(part, body) };
    const [key, value] = [fieldOf(part, 'key'), this.#field(part, 'value', body)];
    const name = key === null ? null : this.lower(key, body);
    return { name: name?.kind === 'text' ? name.value : null, nameOffset: key?.offset ?? part.offset, value };
  }

  #subscript(node: SyntaxNode, body: Body): Expression {
    const object = this.#field(node, 'value', body);
    const index = fieldOf(node, 'subscript');
    const lowered = index === null ? null : this.lower(index, body);
    if (index === null || lowered === null) return object;
    // `SCOPES[1:]`
    if (index.type === 'slice') return object;
    const written = this.#to.textOf(index);
    const name = lowered.kind === 'text' ? lowered.value : /^\d{1,3}$/.test(written) ? written : ANY;
    return { kind: 'member', object, name, nameOffset: index.offset, offset: node.offset, end: node.end };
  }

  /** A chain of `+` however long: its left side is walked in a loop. */
  #binary(node: SyntaxNode, body: Body): Expression {
    const span = { offset: node.offset, end: node.end };
    const operator = this.#operator(node);
    if (operator === '%') {
      const [left, right] = [this.#field(node, 'left', body), this.#field(node, 'right', body)];
      return left.kind === 'text' ? percented(left, right) : left;
    }
    if (operator === '-' || operator === '&') {
      // Of a set, some of it.
      this.#to.root(this.#field(node, 'right', body), body);
      return this.#field(node, 'left', body);
    }
    const parts: Expression[] = [];
    let at = node;
    while (at.type === 'binary_operator' && /^[+|]$/.test(this.#operator(at))) {
      parts.push(this.#field(at, 'right', body));
      const left = fieldOf(at, 'left');
      if (left === null) break;
      at = left;
    }
    if (parts.length > 0) return { kind: 'concatenation', parts: [...parts, this.lower(at, body)].reverse(), ...span };
    this.#to.root(this.#field(node, 'left', body), body);
    this.#to.root(this.#field(node, 'right', body), body);
    return unknown(node);
  }

  #call(node: SyntaxNode, body: Body): Expression {
    const span = { offset: node.offset, end: node.end };
    const callee = this.#field(node, 'function', body);
    const list = fieldOf(node, 'arguments');
    const all = list === null ? [] : this.#arguments(list, body);
    if (
      callee.kind === 'name' &&
      callee.name === 'dict' &&
      all.every(({ name, value }) => name !== null || value.kind === 'spread')
    )
      return {
        kind: 'mapping',
        entries: all.map(({ name, nameOffset, value }) => ({ name, nameOffset, value })),
        ...span,
      };
    if (callee.kind === 'member') {
      if (callee.name === 'format' && callee.object.kind === 'text') return formatted(callee.object, all);
      this.#add(callee.object, callee.name, all, span);
    }
    return { kind: 'call', callee, arguments: all, ...span };
  }

  /** `scopes.append('x')` gives the list another item. */
  #add(object: Expression, name: string, all: readonly Argument[], span: { offset: number; end: number }): void {
    const [first] = all;
    if (object.kind !== 'name' || first === undefined) return;
    const binding = object.scope.lookUp(object.name);
    if (binding === null || binding.imported !== null) return;
    if (name === 'append' || name === 'add' || name === 'insert')
      binding.values.push({ kind: 'list', items: all.map(({ value }) => value), ...span });
    else if (name === 'extend' || (name === 'update' && first.value.kind === 'list')) binding.values.push(first.value);
  }

  #arguments(list: SyntaxNode, body: Body): readonly Argument[] {
    if (list.type === 'generator_expression')
      return [{ name: null, nameOffset: list.offset, value: this.lower(list, body) }];
    return namedOf(list).map((part): Argument => {
      const name = part.type === 'keyword_argument' ? fieldOf(part, 'name') : null;
      const value = part.type === 'keyword_argument' ? this.#field(part, 'value', body) : this.lower(part, body);
      return { name: name === null ? null : this.#to.textOf(name), nameOffset: part.offset, value };
    });
  }

  /** `[f'{BASE}/{name}' for name in NAMES]`: the name stands for each of them. */
  #comprehension(node: SyntaxNode, body: Body): Expression {
    const inner: Body = { ...body, scope: new Scope(body.scope) };
    for (const clause of namedOf(node)) {
      if (clause.type !== 'for_in_clause') continue;
      const [left, right] = [fieldOf(clause, 'left'), fieldOf(clause, 'right')];
      if (left === null || right === null) continue;
      const value = this.lower(right, body);
      if (left.type === 'identifier') inner.scope.declare(this.#to.textOf(left), value);
      else
        for (const name of namedOf(left))
          if (name.type === 'identifier') inner.scope.declare(this.#to.textOf(name), unknown(name));
    }
    const item = fieldOf(node, 'body');
    const items = item === null ? [] : [this.lower(item, inner)];
    return { kind: 'list', items, offset: node.offset, end: node.end };
  }

  function(node: SyntaxNode, body: Body): FunctionLiteral {
    const [self] = body.members?.bindings.get(SELF)?.values ?? [];
    const outer = body.members === null ? body.scope : (body.members.parent ?? body.scope);
    const scope = new Scope(outer);
    const returns: Expression[] = [];
    const name = fieldOf(node, 'name');
    const inner: Body = { scope, returns, members: null };
    const list = fieldOf(node, 'parameters');
    const parameters =
      list === null
        ? []
        : namedOf(list).filter(({ type }) => type !== 'keyword_separator' && type !== 'positional_separator');
    const named = parameters.map((parameter) => this.#parameter(parameter));
    const [first] = named;
    const receiver = self !== undefined && first !== undefined && /^(self|cls|mcs|klass)$/.test(first.name ?? '');
    if (receiver && first.name !== null) scope.declare(first.name, self);
    const rest = receiver ? named.slice(1) : named;
    const made: FunctionLiteral = {
      kind: 'function',
      name: name === null ? null : this.#to.textOf(name),
      parameters: rest.map((one) => one.name),
      scope,
      returns,
      offset: node.offset,
      end: node.end,
    };
    for (const [index, one] of rest.entries()) {
      if (one.name === null) continue;
      const binding = scope.declare(
        one.name,
        one.otherwise === null ? null : this.lower(one.otherwise, { ...inner, scope: outer }),
      );
      binding.parameter = { of: made, index, rest: one.rest };
    }
    const block = fieldOf(node, 'body');
    if (block?.type === 'block') this.#to.statements(block, inner);
    else if (block !== null) returns.push(this.lower(block, inner));
    return made;
  }

  #parameter(node: SyntaxNode): {
    readonly name: string | null;
    readonly otherwise: SyntaxNode | null;
    readonly rest: boolean;
  } {
    if (node.type === 'identifier') return { name: this.#to.textOf(node), otherwise: null, rest: false };
    if (node.type === 'default_parameter' || node.type === 'typed_default_parameter') {
      const name = fieldOf(node, 'name');
      const otherwise = fieldOf(node, 'value');
      const nothing = otherwise?.type === 'none' ? null : otherwise;
      return { name: name === null ? null : this.#to.textOf(name), otherwise: nothing, rest: false };
    }
    const [inner] = namedOf(node);
    const rest = node.type === 'list_splat_pattern';
    return (node.type === 'typed_parameter' || rest) && inner?.type === 'identifier'
      ? { name: this.#to.textOf(inner), otherwise: null, rest }
      : { name: null, otherwise: null, rest: false };
  }
}

function unknown({ offset, end }: SyntaxNode): Expression {
  return { kind: 'unknown', reason: null, offset, end };
}
