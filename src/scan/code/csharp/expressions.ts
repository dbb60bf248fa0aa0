import { fieldOf, namedOf, type SyntaxNode } from '../grammars.ts';
import { type Body, firstOf, formatted, freeName, lastNamed, unknown } from '../lowered.ts';
import { ANY, type Argument, type Entry, type Expression, type FunctionLiteral, Scope } from '../model.ts';
import { CONFIGURATION, configuredBy, isConfiguration } from './configured.ts';
import { Literals, spanOf } from './literals.ts';
import type { Lowering } from './lower.ts';
import { lowerText } from './texts.ts';
import { typeName } from './types.ts';

/** What stands around an expression without changing it. */
const WRAPPERS = new Set(['parenthesized_expression', 'await_expression', 'checked_expression', 'ref_expression']);
const ADDING = new Set(['Add', 'AddRange', 'Append', 'UnionWith', 'Insert']);
const EACH = new Set(['ForEach', 'Select', 'SelectMany', 'Where', 'All', 'Any']);

export interface Statements {
  block(node: SyntaxNode, body: Body): void;
  parameters(node: SyntaxNode | null, made: FunctionLiteral, body: Body): void;
}

export class Expressions {
  readonly #to: Lowering;
  readonly #statements: Statements;
  readonly #literals: Literals;

  constructor(to: Lowering, statements: Statements) {
    this.#to = to;
    this.#statements = statements;
    this.#literals = new Literals(to, this);
  }

  /** @param expected the type that is declared for it, of which `new()` and `[…]` are */
  lower(node: SyntaxNode, body: Body, expected: SyntaxNode | null = null): Expression {
    return this.#to.bounded(node, () => this.#lower(node, body, expected));
  }

  #lower(node: SyntaxNode, body: Body, expected: SyntaxNode | null): Expression {
    const span = { offset: node.offset, end: node.end };
    const literal = lowerText(node, this.#to, (part) => this.lower(part, body));
    if (literal !== null) return literal;
    if (WRAPPERS.has(node.type)) return this.#last(node, body, expected);
    switch (node.type) {
      case 'identifier':
        if (node.end === node.offset) return unknown(node);
        return { kind: 'name', name: typeName(node, this.#to), scope: body.scope, ...span };
      case 'generic_name':
      case 'this':
      case 'this_expression':
      case 'predefined_type':
      case 'alias_qualified_name':
        return { kind: 'name', name: typeName(node, this.#to), scope: body.scope, ...span };
      case 'qualified_name':
      case 'member_access_expression': {
        const object = fieldOf(node, 'expression') ?? fieldOf(node, 'qualifier');
        const name = fieldOf(node, 'name') ?? lastNamed(node);
        if (name === null) return unknown(node);
        const type = object === null ? null : this.#inFull(object);
        const from: Expression =
          type !== null
            ? { kind: 'name', name: type, scope: body.scope, ...span }
            : object === null
              ? { kind: 'name', name: 'this', scope: body.scope, ...span }
              : this.lower(object, body);
        if (isConfiguration(from)) return from;
        return { kind: 'member', object: from, name: typeName(name, this.#to), nameOffset: name.offset, ...span };
      }
      case 'conditional_access_expression':
        return this.#conditional(node, body);
      case 'element_access_expression':
        return this.#element(node, body);
      case 'cast_expression': {
        const value = fieldOf(node, 'value');
        return value === null ? unknown(node) : this.lower(value, body, fieldOf(node, 'type'));
      }
      case 'as_expression':
      case 'postfix_unary_expression': {
        const [inner] = namedOf(node);
        return inner === undefined ? unknown(node) : this.lower(inner, body, expected);
      }
      case 'binary_expression':
        return this.#binary(node, body);
      case 'conditional_expression': {
        const branches = [fieldOf(node, 'consequence'), fieldOf(node, 'alternative')].flatMap((part) =>
          part === null ? [] : [this.lower(part, body, expected)],
        );
        this.#aside(fieldOf(node, 'condition'), body);
        return { kind: 'choice', branches, ...span };
      }
      case 'switch_expression': {
        const arms = namedOf(node).filter(({ type }) => type === 'switch_expression_arm');
        const branches = arms.flatMap((arm) => {
          const value = lastNamed(arm);
          return value === null ? [] : [this.lower(value, body, expected)];
        });
        return { kind: 'choice', branches, ...span };
      }
      case 'invocation_expression':
        return this.#call(node, body);
      case 'object_creation_expression':
      case 'implicit_object_creation_expression':
        return this.#literals.creation(node, body, expected);
      case 'anonymous_object_creation_expression':
        return this.#literals.anonymous(node, body);
      case 'array_creation_expression':
      case 'implicit_array_creation_expression':
      case 'implicit_stackalloc_expression': {
        const items = firstOf(node, 'initializer_expression');
        return items === null
          ? { kind: 'list', items: [], ...span }
          : this.#literals.list(items, body, fieldOf(node, 'type') ?? expected);
      }
      case 'collection_expression':
      case 'element_binding_expression':
        return this.#literals.collection(node, body, expected);
      case 'initializer_expression':
        return this.#literals.initializer(node, body, expected);
      case 'lambda_expression':
      case 'anonymous_method_expression':
        return this.#lambda(node, body, []);
      case 'assignment_expression':
        return this.#assignment(node, body);
      case 'with_expression': {
        const [before] = namedOf(node);
        const entries = namedOf(node)
          .filter(({ type }) => type === 'with_initializer')
          .flatMap((part): Entry[] => {
            const [name, value] = namedOf(part);
            if (name === undefined || value === undefined) return [];
            return [{ name: this.#to.textOf(name), nameOffset: name.offset, value: this.lower(value, body) }];
          });
        this.#aside(before ?? null, body);
        return { kind: 'mapping', entries, ...span };
      }
      default:
        for (const part of namedOf(node)) this.#aside(part, body);
        return unknown(node);
    }
  }

  /** The type of a name in full, where it begins with a namespace of the file's own: `Shop.Security.Scopes` is `Scopes`. */
  #inFull(node: SyntaxNode): string | null {
    if (node.type !== 'member_access_expression' && node.type !== 'qualified_name') return null;
    const names = this.#to.textOf(node).split('.');
    if (
      names.length > 12 ||
      !this.#to.namespaces.has(names[0] ?? '') ||
      !names.every((name) => /^\s*[A-Z]\w*$/.test(name))
    )
      return null;
    return names.at(-1)?.trim() ?? null;
  }

  /** An expression whose value matters to nothing, but which may hold a request. */
  #aside(node: SyntaxNode | null, body: Body): void {
    if (node === null || /literal$|^identifier$|_type$|pattern$|^modifier$/.test(node.type)) return;
    if (node.type === 'block') this.#statements.block(node, body);
    else this.#to.root(this.lower(node, body), body);
  }

  #last(node: SyntaxNode, body: Body, expected: SyntaxNode | null): Expression {
    const inner = lastNamed(node);
    return inner === null ? unknown(node) : this.lower(inner, body, expected);
  }

  /** `a?.b` is `a.b`. */
  #conditional(node: SyntaxNode, body: Body): Expression {
    const object = fieldOf(node, 'condition');
    const binding = lastNamed(node);
    if (object === null || binding === null) return unknown(node);
    return this.#bound(binding, this.lower(object, body), body);
  }

  #bound(node: SyntaxNode, object: Expression, body: Body): Expression {
    const span = { offset: object.offset, end: node.end };
    if (node.type === 'member_binding_expression') {
      const name = fieldOf(node, 'name') ?? lastNamed(node);
      if (name === null) return unknown(node);
      return { kind: 'member', object, name: typeName(name, this.#to), nameOffset: name.offset, ...span };
    }
    const inner = fieldOf(node, 'function') ?? fieldOf(node, 'expression') ?? fieldOf(node, 'condition');
    if (inner === null) return unknown(node);
    const before = this.#bound(inner, object, body);
    if (node.type === 'invocation_expression')
      return {
        kind: 'call',
        callee: before,
        arguments: this.arguments(fieldOf(node, 'arguments'), body, before),
        ...span,
      };
    const name = fieldOf(node, 'name');
    if (name === null) return before;
    return { kind: 'member', object: before, name: typeName(name, this.#to), nameOffset: name.offset, ...span };
  }

  #element(node: SyntaxNode, body: Body): Expression {
    const [object] = namedOf(node);
    const subscript = fieldOf(node, 'subscript');
    const [argument] = subscript === null ? [] : namedOf(subscript);
    const key = argument === undefined ? null : lastNamed(argument);
    if (object === undefined || key === null) return unknown(node);
    const lowered = this.lower(key, body);
    const from = this.lower(object, body);
    const span = { offset: node.offset, end: node.end };
    if (lowered.kind === 'text') {
      // What `IConfiguration` has is known only where it runs.
      if (/config/i.test(this.#to.textOf(object)))
        return unknown(node, `${CONFIGURATION}${lowered.value.replaceAll(/[^\w:.-]/g, '')}`);
      return { kind: 'member', object: from, name: lowered.value, nameOffset: key.offset, ...span };
    }
    return { kind: 'member', object: from, name: ANY, nameOffset: key.offset, ...span };
  }

  #binary(node: SyntaxNode, body: Body): Expression {
    const operator = node.children.find(({ named, type }) => !named && type !== '(' && type !== ')')?.type;
    const span = { offset: node.offset, end: node.end };
    if (operator === '??') {
      const branches = namedOf(node).map((part) => this.lower(part, body));
      return { kind: 'choice', branches, ...span };
    }
    if (operator !== '+') {
      for (const part of namedOf(node)) this.#aside(part, body);
      return unknown(node);
    }
    // However long the chain is.
    const parts: Expression[] = [];
    let at: SyntaxNode | null = node;
    while (at !== null && at.type === 'binary_expression' && at.children.some(({ type }) => type === '+')) {
      const right = fieldOf(at, 'right');
      if (right !== null) parts.push(this.lower(right, body));
      at = fieldOf(at, 'left');
    }
    if (at !== null) parts.push(this.lower(at, body));
    return { kind: 'concatenation', parts: parts.reverse(), ...span };
  }

  #call(node: SyntaxNode, body: Body): Expression {
    const called = fieldOf(node, 'function');
    if (called === null) return unknown(node);
    const callee = this.lower(called, body);
    const all = this.arguments(fieldOf(node, 'arguments'), body, callee);
    // `scopes.ForEach(options.Scope.Add)`
    const [each] = all;
    if (callee.kind === 'member' && callee.name === 'ForEach' && each?.value.kind === 'member') {
      const value: Expression = { kind: 'spread', value: callee.object, ...spanOf(callee.object) };
      return {
        kind: 'call',
        callee: each.value,
        arguments: [{ name: null, nameOffset: node.offset, value }],
        offset: node.offset,
        end: node.end,
      };
    }
    if (callee.kind === 'member' && callee.name === 'Format' && each !== undefined) {
      const filled = formatted(
        each.value,
        all.slice(1).map(({ value }) => value),
        /\{(\d{1,2})[^{}]{0,20}\}/g,
      );
      if (filled !== null) return filled;
    }
    const configured = configuredBy(callee, all, node);
    if (configured !== null) return configured;
    if (callee.kind === 'member' && callee.object.kind === 'name' && ADDING.has(callee.name)) {
      const [only, ...more] = all;
      if (
        only?.value.kind === 'mapping' &&
        more.length === 0 &&
        only.value.type === undefined &&
        only.value.entries.length === 1
      ) {
        // A pair is added as its name and value.
        const [pair] = only.value.entries;
        if (pair !== undefined && pair.name !== null) {
          const { name, nameOffset, value } = pair;
          const key: Expression = { kind: 'text', value: name, offset: nameOffset, end: nameOffset + name.length };
          const both = [
            { name: null, nameOffset, value: key },
            { name: null, nameOffset: value.offset, value },
          ];
          return { kind: 'call', callee, arguments: both, offset: node.offset, end: node.end };
        }
      }
      if (only !== undefined && more.length === 0) {
        const value: Expression =
          callee.name === 'Add' ? only.value : { ...spanOf(only.value), kind: 'spread', value: only.value };
        this.#to.add(callee.object.name, [value], body, node);
      }
    }
    return { kind: 'call', callee, arguments: all, offset: node.offset, end: node.end };
  }

  arguments(node: SyntaxNode | null, body: Body, callee: Expression): readonly Argument[] {
    if (node === null) return [];
    const before: string[] = [];
    return namedOf(node).flatMap((argument): Argument[] => {
      const named = fieldOf(argument, 'name');
      const value = argument.type === 'assignment_expression' ? argument : lastNamed(argument);
      if (value === null) return [];
      // `[AuthorizeForScopes(Scopes = …)]`
      if (value.type === 'assignment_expression' && argument.type === 'attribute_argument') {
        const [left, right] = [fieldOf(value, 'left'), fieldOf(value, 'right')];
        if (left === null || right === null) return [];
        return [{ name: this.#to.textOf(left), nameOffset: left.offset, value: this.lower(right, body) }];
      }
      const lowered =
        value.type === 'lambda_expression' || value.type === 'anonymous_method_expression'
          ? this.#lambda(value, body, this.#configured(callee, before, value))
          : this.lower(value, body);
      if (lowered.kind === 'text') before.push(lowered.value);
      return [
        { name: named === null ? null : this.#to.textOf(named), nameOffset: (named ?? value).offset, value: lowered },
      ];
    });
  }

  /** What the parameter of a lambda stands for: what `AddOAuth("Discord", options => …)` sets up, or each of a list. */
  #configured(callee: Expression, before: readonly string[], at: SyntaxNode): readonly Expression[] {
    if (callee.kind !== 'member') return callee.kind === 'name' ? [freeName(callee.name, at)] : [];
    if (EACH.has(callee.name)) return [callee.object];
    let hint = freeName(callee.name, at);
    for (const name of before.slice(0, 2))
      hint = { kind: 'member', object: hint, name, nameOffset: at.offset, offset: at.offset, end: at.end };
    return [hint];
  }

  #lambda(node: SyntaxNode, body: Body, given: readonly Expression[]): FunctionLiteral {
    const scope = new Scope(body.scope);
    const returns: Expression[] = [];
    const made: FunctionLiteral = {
      kind: 'function',
      name: null,
      parameters: [],
      scope,
      returns,
      offset: node.offset,
      end: node.end,
    };
    const parameters = fieldOf(node, 'parameters');
    const names =
      parameters === null
        ? []
        : parameters.type === 'implicit_parameter'
          ? [this.#to.textOf(parameters)]
          : namedOf(parameters).map((one) => this.#to.textOf(fieldOf(one, 'name') ?? one));
    for (const [index, name] of names.entries())
      scope.declare(name, (names.length === 1 ? given[0] : given.at(index)) ?? unknown(node, `the parameter ${name}`));
    const inner: Body = { ...body, scope, returns };
    const block = fieldOf(node, 'body') ?? firstOf(node, 'block');
    if (block?.type === 'block') this.#statements.block(block, inner);
    else if (block?.type === 'assignment_expression') this.#assignment(block, inner);
    else if (block !== null && block !== undefined) returns.push(this.lower(block, inner));
    return made;
  }

  #assignment(node: SyntaxNode, body: Body): Expression {
    const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
    if (left === null || right === null) return unknown(node);
    const value = this.lower(right, body);
    if (left.type === 'identifier') {
      this.#to.assign(this.#to.textOf(left), value, body);
      return unknown(node);
    }
    const to = this.lower(left, body);
    if (to.kind === 'member' && to.object.kind === 'name' && to.object.name === 'this')
      this.#to.assign(to.name, value, body);
    else if (to.kind === 'member') this.#to.root(value, body, { object: to.object, name: to.name, binding: null });
    else this.#to.root(value, body);
    return unknown(node);
  }

  /** An attribute: one that makes a user consent to scopes asks for them, any other says something of what follows it. */
  attribute(node: SyntaxNode, body: Body): void {
    const named = fieldOf(node, 'name');
    if (named === null) return;
    const callee = this.lower(named, body);
    const all = this.arguments(firstOf(node, 'attribute_argument_list'), body, callee);
    const expression: Expression = { kind: 'call', callee, arguments: all, offset: node.offset, end: node.end };
    const asks = /^(AuthorizeForScopes|GoogleScopedAuthorize)(Attribute)?$/.test(typeName(named, this.#to));
    this.#to.roots.push({ expression, target: null, decorates: !asks, inside: true });
  }
}
