import { fieldOf, namedOf, type SyntaxNode } from '../grammars.ts';
import { type Body, firstOf, formatted, freeName, lastNamed, text, unknown } from '../lowered.ts';
import { type Argument, type Entry, type Expression, type FunctionLiteral, Scope } from '../model.ts';
import type { Lowering } from './lower.ts';
import { lowerText } from './texts.ts';
import { elementTypeOf, typeName } from './types.ts';

/** What stands around an expression without changing it. */
const WRAPPERS = new Set(['parenthesized_expression', 'await_expression', 'checked_expression', 'ref_expression']);
const ADDING = new Set(['Add', 'AddRange', 'Append', 'UnionWith', 'Insert']);
const EACH = new Set(['ForEach', 'Select', 'SelectMany', 'Where', 'All', 'Any']);
const PAIRS = new Set(['KeyValuePair', 'NameValueHeaderValue', 'Parameter']);
const LISTS =
  /^(List|IList|HashSet|ISet|Collection|ICollection|IEnumerable|SortedSet|StringCollection|ObservableCollection|ImmutableArray|ImmutableList|IReadOnlyList|IReadOnlyCollection)$/;
/** Names of constants for parameters of OAuth's requests. */
const PARAMETERS = /^(Scope|Scopes|GrantType|ClientId|ClientSecret|RedirectUri|ResponseType|Code|RefreshToken)$/;
/** Under which name a type of an authorization server has what its client is given, where that name says nothing of scopes. */
const GIVEN: Readonly<Record<string, string>> = {
  OpenIddictApplicationDescriptor: 'Permissions',
};

export interface Statements {
  block(node: SyntaxNode, body: Body): void;
  parameters(node: SyntaxNode | null, made: FunctionLiteral, body: Body): void;
}

export class Expressions {
  readonly #to: Lowering;
  readonly #statements: Statements;

  constructor(to: Lowering, statements: Statements) {
    this.#to = to;
    this.#statements = statements;
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
        return this.#creation(node, body, expected);
      case 'anonymous_object_creation_expression':
        return this.#anonymous(node, body);
      case 'array_creation_expression':
      case 'implicit_array_creation_expression':
      case 'implicit_stackalloc_expression': {
        const items = firstOf(node, 'initializer_expression');
        return items === null
          ? { kind: 'list', items: [], ...span }
          : this.#list(items, body, fieldOf(node, 'type') ?? expected);
      }
      case 'collection_expression':
      case 'element_binding_expression':
        return this.#collection(node, body, expected);
      case 'initializer_expression':
        return this.initializer(node, body, expected);
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
    this.#to.root(from, body);
    return unknown(node);
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
    if (callee.kind === 'member' && callee.name === 'Format' && each?.value.kind === 'text')
      return formatted(
        each.value,
        all.slice(1).map(({ value }) => value),
        /\{(\d{1,2})[^{}]{0,20}\}/g,
      );
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

  /** `new { scope = "a", client }` */
  #anonymous(node: SyntaxNode, body: Body): Expression {
    const entries: Entry[] = [];
    const parts = node.children.filter(
      ({ named, type }) => (named && type !== 'comment') || type === '=' || type === ',',
    );
    for (let index = 0; index < parts.length; index += 1) {
      const part = parts[index];
      if (part === undefined || !part.named) continue;
      const value = parts[index + 1]?.type === '=' ? parts[index + 2] : part;
      if (value === undefined) break;
      const name = part.type === 'identifier' ? this.#to.textOf(part) : null;
      entries.push({ name, nameOffset: part.offset, value: this.lower(value, body) });
      if (value !== part) index += 2;
    }
    return { kind: 'mapping', entries, offset: node.offset, end: node.end };
  }

  #creation(node: SyntaxNode, body: Body, expected: SyntaxNode | null): Expression {
    const span = { offset: node.offset, end: node.end };
    const written = fieldOf(node, 'type');
    const type = written ?? expected;
    const given = firstOf(node, 'argument_list');
    const made = firstOf(node, 'initializer_expression');
    const name = type === null ? '' : typeName(type, this.#to);
    const called: Expression | null = type === null ? null : this.lower(type, body);
    const all = called === null || given === null ? [] : this.arguments(given, body, called);
    if (PAIRS.has(name) && all.length >= 2) {
      const [key, value] = all;
      if (key?.value.kind === 'text' && value !== undefined)
        return {
          kind: 'mapping',
          entries: [{ name: key.value.value, nameOffset: key.value.offset, value: value.value }],
          ...span,
        };
    }
    if (made === null || namedOf(made).length === 0) {
      if (called === null) return unknown(node);
      if (LISTS.test(name)) {
        const items = all.map(({ value }): Expression => ({ kind: 'spread', value, ...spanOf(value) }));
        return { kind: 'list', items: items.filter(({ offset }) => offset !== 0), ...span };
      }
      return { kind: 'call', callee: called, arguments: all, ...span };
    }
    if (LISTS.test(name) || type?.type === 'array_type') return this.#list(made, body, type);
    const mapping = this.initializer(made, body, type);
    const typed: Expression = mapping.kind === 'mapping' && called !== null ? { ...mapping, type: called } : mapping;
    if (called === null || all.length === 0 || typed.kind !== 'mapping') return typed;
    // Both: a call that gets the properties as options.
    return {
      kind: 'call',
      callee: called,
      arguments: [...all, { name: null, nameOffset: made.offset, value: typed }],
      ...span,
    };
  }

  /** `{ a, b }` is a list; `{ A = b }`, `{ ["a"] = b }` and `{ { "a", b } }` are mappings. */
  initializer(node: SyntaxNode, body: Body, type: SyntaxNode | null): Expression {
    const parts = namedOf(node);
    const [first] = parts;
    const pairs = first?.type === 'initializer_expression' && namedOf(first).length === 2;
    if (first === undefined || (first.type !== 'assignment_expression' && !pairs)) return this.#list(node, body, type);
    const given = type === null ? undefined : GIVEN[typeName(type, this.#to)];
    const entries = parts.flatMap((part): Entry[] => {
      const [key, value] =
        part.type === 'assignment_expression'
          ? [fieldOf(part, 'left'), fieldOf(part, 'right')]
          : [namedOf(part)[0] ?? null, namedOf(part)[1] ?? null];
      if (key === null || value === null) return [];
      const lowered = this.lower(value, body);
      const name = this.#keyOf(key, body);
      return [
        { name: name !== null && name === given ? 'requested_scopes' : name, nameOffset: key.offset, value: lowered },
      ];
    });
    return { kind: 'mapping', entries, offset: node.offset, end: node.end };
  }

  #keyOf(key: SyntaxNode, body: Body): string | null {
    if (key.type === 'identifier') return this.#to.textOf(key);
    const inner = key.type === 'element_binding_expression' ? lastNamed(namedOf(key)[0] ?? key) : key;
    if (inner === null) return null;
    const lowered = this.lower(inner, body);
    if (lowered.kind === 'text') return lowered.value;
    // `OAuthConstants.Scope`, and the like, name the parameter.
    return lowered.kind === 'member' && PARAMETERS.test(lowered.name) ? lowered.name : null;
  }

  #list(node: SyntaxNode, body: Body, type: SyntaxNode | null): Expression {
    const element = type === null ? null : elementTypeOf(type);
    const items = namedOf(node).map((part) => this.lower(part, body, element));
    return this.#pairsOrList(items, node);
  }

  #collection(node: SyntaxNode, body: Body, expected: SyntaxNode | null): Expression {
    const element = expected === null ? null : elementTypeOf(expected);
    const items = namedOf(node).flatMap((part): Expression[] => {
      const inner = part.type === 'argument' ? lastNamed(part) : part;
      if (inner === null) return [];
      const spread = inner.type === 'range_expression' || inner.type === 'spread_element';
      const value = spread ? lastNamed(inner) : inner;
      if (value === null) return [];
      const lowered = this.lower(value, body, element);
      return [spread ? { kind: 'spread', value: lowered, offset: inner.offset, end: inner.end } : lowered];
    });
    return this.#pairsOrList(items, node);
  }

  /** A list of `new KeyValuePair("scope", …)` is the mapping that it stands for. */
  #pairsOrList(items: readonly Expression[], { offset, end }: SyntaxNode): Expression {
    const pairs =
      items.length > 0 &&
      items.every((item) => item.kind === 'mapping' && item.type === undefined && item.entries.length === 1);
    if (!pairs) return { kind: 'list', items, offset, end };
    return {
      kind: 'mapping',
      entries: items.flatMap((item) => (item.kind === 'mapping' ? item.entries : [])),
      offset,
      end,
    };
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

  textNode(value: string, node: SyntaxNode): Expression {
    return text(value, node);
  }
}

const CONFIGURATION = "the configuration's ";

function isConfiguration(value: Expression): boolean {
  return value.kind === 'unknown' && value.reason?.startsWith(CONFIGURATION) === true;
}

/** What `IConfiguration` gives: `GetSection("A:B").Get<string[]>()`. */
function configuredBy(callee: Expression, all: readonly Argument[], { offset, end }: SyntaxNode): Expression | null {
  if (isConfiguration(callee)) return callee;
  if (callee.kind !== 'member' || !/^(GetSection|GetRequiredSection|GetValue)$/.test(callee.name)) return null;
  const [key] = all;
  if (key?.value.kind !== 'text') return null;
  return { kind: 'unknown', reason: `${CONFIGURATION}${key.value.value.replaceAll(/[^\w:.-]/g, '')}`, offset, end };
}

function spanOf({ offset, end }: { readonly offset: number; readonly end: number }): { offset: number; end: number } {
  return { offset, end };
}
