import { fieldOf, namedOf, type SyntaxNode } from '../grammars.ts';
import { type Body, firstOf, lastNamed, unknown } from '../lowered.ts';
import type { Entry, Expression } from '../model.ts';
import type { Expressions } from './expressions.ts';
import type { Lowering } from './lower.ts';
import { elementTypeOf, typeName } from './types.ts';

const PAIRS = new Set(['KeyValuePair', 'NameValueHeaderValue', 'Parameter']);
const LISTS =
  /^(List|IList|HashSet|ISet|Collection|ICollection|IEnumerable|SortedSet|StringCollection|ObservableCollection|ImmutableArray|ImmutableList|IReadOnlyList|IReadOnlyCollection)$/;
/** Names of constants for parameters of OAuth's requests. */
const PARAMETERS = /^(Scope|Scopes|GrantType|ClientId|ClientSecret|RedirectUri|ResponseType|Code|RefreshToken)$/;
/** Under which name a type of an authorization server has what its client is given, where that name says nothing of scopes. */
const GIVEN: Readonly<Record<string, string>> = {
  OpenIddictApplicationDescriptor: 'Permissions',
};

/** What C# makes where it stands: objects with their initializers, lists, dictionaries, anonymous objects. */
export class Literals {
  readonly #to: Lowering;
  readonly #expressions: Expressions;

  constructor(to: Lowering, expressions: Expressions) {
    this.#to = to;
    this.#expressions = expressions;
  }

  /** `new { scope = "a", client }` */
  anonymous(node: SyntaxNode, body: Body): Expression {
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
      entries.push({ name, nameOffset: part.offset, value: this.#expressions.lower(value, body) });
      if (value !== part) index += 2;
    }
    return { kind: 'mapping', entries, offset: node.offset, end: node.end };
  }

  creation(node: SyntaxNode, body: Body, expected: SyntaxNode | null): Expression {
    const span = { offset: node.offset, end: node.end };
    const written = fieldOf(node, 'type');
    const type = written ?? expected;
    const given = firstOf(node, 'argument_list');
    const made = firstOf(node, 'initializer_expression');
    const name = type === null ? '' : typeName(type, this.#to);
    const called: Expression | null = type === null ? null : this.#expressions.lower(type, body);
    const all = called === null || given === null ? [] : this.#expressions.arguments(given, body, called);
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
    if (LISTS.test(name) || type?.type === 'array_type') return this.list(made, body, type);
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
    if (first === undefined || (first.type !== 'assignment_expression' && !pairs)) return this.list(node, body, type);
    const given = type === null ? undefined : GIVEN[typeName(type, this.#to)];
    const entries = parts.flatMap((part): Entry[] => {
      const [key, value] =
        part.type === 'assignment_expression'
          ? [fieldOf(part, 'left'), fieldOf(part, 'right')]
          : [namedOf(part)[0] ?? null, namedOf(part)[1] ?? null];
      if (key === null || value === null) return [];
      const lowered = this.#expressions.lower(value, body);
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
    const lowered = this.#expressions.lower(inner, body);
    if (lowered.kind === 'text') return lowered.value;
    // `OAuthConstants.Scope`, and the like, name the parameter.
    return lowered.kind === 'member' && PARAMETERS.test(lowered.name) ? lowered.name : null;
  }

  list(node: SyntaxNode, body: Body, type: SyntaxNode | null): Expression {
    const element = type === null ? null : elementTypeOf(type);
    const items = namedOf(node).map((part) => this.#expressions.lower(part, body, element));
    return this.#pairsOrList(items, node);
  }

  collection(node: SyntaxNode, body: Body, expected: SyntaxNode | null): Expression {
    const element = expected === null ? null : elementTypeOf(expected);
    const items = namedOf(node).flatMap((part): Expression[] => {
      const inner = part.type === 'argument' ? lastNamed(part) : part;
      if (inner === null) return [];
      const spread = inner.type === 'range_expression' || inner.type === 'spread_element';
      const value = spread ? lastNamed(inner) : inner;
      if (value === null) return [];
      const lowered = this.#expressions.lower(value, body, element);
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
}

export function spanOf({ offset, end }: { readonly offset: number; readonly end: number }): {
  offset: number;
  end: number;
} {
  return { offset, end };
}
