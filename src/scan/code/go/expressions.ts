import { fieldOf, namedOf, type SyntaxNode } from '../grammars.ts';
import { ANY, type Argument, type Entry, type Expression, type Span } from '../model.ts';
import { isScopeKey } from '../names.ts';
import { childOf, firstOf, partsOf } from '../syntax.ts';
import type { Body, Lowering } from './statements.ts';

/** Levels that any person's code has; what is deeper isn't read. */
const MAX_DEPTH = 200;

export class Expressions {
  readonly #to: Lowering;
  #depth = 0;

  constructor(to: Lowering) {
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
    switch (node.type) {
      case 'interpreted_string_literal':
      case 'raw_string_literal':
        return { kind: 'text', value: literalOf(node, this.#to.source) ?? '', ...span };
      case 'identifier':
      case 'type_identifier':
      case 'package_identifier':
        return { kind: 'name', ...this.#to.named(this.#to.text(node), body.scope), ...span };
      case 'parenthesized_expression':
      case 'unary_expression':
      case 'type_assertion_expression':
      case 'slice_expression':
      case 'pointer_type':
      case 'literal_element':
      case 'generic_type':
      case 'type_instantiation_expression': {
        const inner = firstOf(node);
        return inner === null ? unknown(node) : this.lower(inner, body);
      }
      case 'variadic_argument': {
        const inner = firstOf(node);
        return { kind: 'spread', value: inner === null ? unknown(node) : this.lower(inner, body), ...span };
      }
      case 'type_conversion_expression': {
        const operand = fieldOf(node, 'operand');
        return operand === null ? unknown(node) : this.lower(operand, body);
      }
      case 'binary_expression':
        return this.#binary(node, body);
      case 'qualified_type':
        return this.#member(node, fieldOf(node, 'package'), fieldOf(node, 'name'), body);
      case 'selector_expression':
        return this.#member(node, fieldOf(node, 'operand'), fieldOf(node, 'field'), body);
      case 'index_expression':
        return this.#index(node, body);
      case 'call_expression':
        return this.#call(node, body);
      case 'composite_literal':
        return this.#literal(node, body);
      case 'literal_value':
        return this.#elements(node, false, null, body);
      case 'func_literal':
        return this.#to.function(node, body, null);
      default:
        return unknown(node);
    }
  }

  /** A chain of `+` however long: its left side is walked in a loop. */
  #binary(node: SyntaxNode, body: Body): Expression {
    const parts: Expression[] = [];
    let at: SyntaxNode = node;
    while (at.type === 'binary_expression' && this.#operator(at) === '+') {
      const [left, right] = [fieldOf(at, 'left'), fieldOf(at, 'right')];
      if (left === null || right === null) break;
      parts.push(this.lower(right, body));
      at = left;
    }
    if (parts.length > 0) {
      parts.push(this.lower(at, body));
      return { kind: 'concatenation', parts: parts.reverse(), offset: node.offset, end: node.end };
    }
    // What is compared asks for nothing; what is called on the way may.
    for (let step = 0; at.type === 'binary_expression' && step < MAX_DEPTH; step += 1) {
      const [left, right] = [fieldOf(at, 'left'), fieldOf(at, 'right')];
      if (right !== null) this.#called(right, body);
      if (left === null) break;
      at = left;
    }
    this.#called(at, body);
    return unknown(node);
  }

  #called(node: SyntaxNode, body: Body): void {
    if (/call|binary|unary|parenthesized/.test(node.type)) this.#to.root(this.lower(node, body), body);
  }

  #operator(node: SyntaxNode): string {
    const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
    return left === null || right === null ? '' : this.#to.source.slice(left.end, right.offset).trim();
  }

  #member(node: SyntaxNode, object: SyntaxNode | null, name: SyntaxNode | null, body: Body): Expression {
    if (object === null || name === null) return unknown(node);
    return {
      kind: 'member',
      object: this.lower(object, body),
      name: this.#to.text(name),
      nameOffset: name.offset,
      offset: node.offset,
      end: node.end,
    };
  }

  /** `m["scope"]` is an entry; of a list any item is as good as another. */
  #index(node: SyntaxNode, body: Body): Expression {
    const [operand, index] = [fieldOf(node, 'operand'), fieldOf(node, 'index')];
    if (operand === null || index === null) return unknown(node);
    const key = this.#key(index, true);
    const object = this.lower(operand, body);
    return { kind: 'member', object, name: key ?? ANY, nameOffset: index.offset, offset: node.offset, end: node.end };
  }

  #call(node: SyntaxNode, body: Body): Expression {
    const [called, list] = [fieldOf(node, 'function'), fieldOf(node, 'arguments')];
    if (called === null) return unknown(node);
    const given = partsOf(list);
    const name = this.#to.text(called);
    const [first] = given;
    // A conversion to a type is what it converts.
    const converts = name === 'string' || this.#to.aliases.has(name) || /_type$/.test(called.type);
    if (converts && first !== undefined && given.length === 1) return this.lower(first, body);
    if (name === 'fmt.Sprintf' && first !== undefined) {
      const format = literalOf(first, this.#to.source);
      if (format !== null) return this.#formatted(format, first, given.slice(1), body, node);
    }
    const all = given.map((one): Argument => {
      // `make([]string, 0)` and `new(oauth2.Config)` take types.
      return { name: null, nameOffset: one.offset, value: this.lower(one, body) };
    });
    if (name === 'new' && first !== undefined)
      return { kind: 'mapping', entries: [], type: this.lower(first, body), offset: node.offset, end: node.end };
    if (name === 'make') return { kind: 'list', items: [], offset: node.offset, end: node.end };
    return { kind: 'call', callee: this.lower(called, body), arguments: all, offset: node.offset, end: node.end };
  }

  /** `fmt.Sprintf("%s/.default", host)`: its texts and arguments after each other. */
  #formatted(format: string, literal: SyntaxNode, given: readonly SyntaxNode[], body: Body, node: Span): Expression {
    const parts: Expression[] = [];
    const span = { offset: literal.offset, end: literal.end };
    const rest = given.map((one) => this.lower(one, body));
    let from = 0;
    let taken = 0;
    for (const verb of format.matchAll(/%(?:%|[-+# 0-9.]*[a-zA-Z])/g)) {
      if (verb.index > from) parts.push({ kind: 'text', value: format.slice(from, verb.index), ...span });
      from = verb.index + verb[0].length;
      if (verb[0] === '%%') parts.push({ kind: 'text', value: '%', ...span });
      else {
        parts.push(rest[taken] ?? { kind: 'unknown', reason: 'what is formatted', ...span });
        taken += 1;
      }
    }
    if (from < format.length) parts.push({ kind: 'text', value: format.slice(from), ...span });
    for (const one of rest.slice(taken)) this.#to.root(one, body);
    return { kind: 'concatenation', parts, offset: node.offset, end: node.end };
  }

  #literal(node: SyntaxNode, body: Body): Expression {
    const [type, value] = [fieldOf(node, 'type'), fieldOf(node, 'body')];
    if (value === null) return unknown(node);
    const map = type !== null && (type.type === 'map_type' || this.#to.text(type) === 'url.Values');
    const named = type !== null && /identifier$|^qualified_type$|^generic_type$/.test(type.type);
    const made = this.#elements(value, map, named && type !== null ? this.lower(type, body) : null, body);
    if (made.kind !== 'mapping' || type === null || made.type === undefined) return made;
    const [own] = made.type.kind === 'name' ? (body.scope.lookUp(made.type.name)?.values ?? []) : [];
    // What a struct of the file is made with, its methods see.
    if (own?.kind === 'class')
      for (const { name, value: kept } of made.entries) if (name !== null) own.members.declare(name, kept);
    return made;
  }

  /** Keyed elements are entries of a mapping, others items of a list. Keys of a struct are its fields; those of a map are values. */
  #elements(node: SyntaxNode, map: boolean, type: Expression | null, body: Body): Expression {
    const span = { offset: node.offset, end: node.end };
    const keyed = namedOf(node).filter((element) => element.type === 'keyed_element');
    if (keyed.length === 0 && (namedOf(node).length > 0 || type === null))
      return { kind: 'list', items: namedOf(node).map((element) => this.lower(element, body)), ...span };
    const entries = keyed.flatMap((element): Entry[] => {
      const [key, value] = [
        fieldOf(element, 'key') ?? namedOf(element)[0],
        fieldOf(element, 'value') ?? namedOf(element)[1],
      ];
      if (key === undefined || value === undefined) return [];
      const inner = key.type === 'literal_element' ? (namedOf(key)[0] ?? key) : key;
      return [{ name: this.#key(inner, map), nameOffset: inner.offset, value: this.lower(value, body) }];
    });
    return { kind: 'mapping', entries, ...(type === null ? {} : { type }), ...span };
  }

  #key(node: SyntaxNode, map: boolean): string | null {
    const text = literalOf(node, this.#to.source);
    if (text !== null) return text;
    const written = this.#to.text(node);
    if (node.type === 'identifier')
      return map ? (this.#to.texts.get(written) ?? (isScopeKey(written) ? 'scope' : null)) : written;
    return isScopeKey(written.split('.').at(-1) ?? '') ? 'scope' : null;
  }
}

/** What a string literal says; null for any other node. */
export function literalOf(node: SyntaxNode, source: string): string | null {
  const inner = node.type === 'literal_element' ? (node.children[0] ?? node) : node;
  if (inner.type === 'raw_string_literal') return source.slice(inner.offset + 1, inner.end - 1).replaceAll('\r', '');
  if (inner.type !== 'interpreted_string_literal') return null;
  const written = source.slice(inner.offset + 1, inner.end - 1);
  return childOf(inner, 'escape_sequence') === null ? written : unescaped(written);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', "'": "'", '\\': '\\' };

function unescaped(written: string): string {
  return written.replaceAll(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))/gs,
    (whole, ...codes) => {
      const [two, four, eight, octal, plain] = codes as (string | undefined)[];
      const code = Number.parseInt(two ?? four ?? eight ?? octal ?? '', octal === undefined ? 16 : 8);
      if (Number.isNaN(code)) return ESCAPES[plain ?? ''] ?? '';
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

function unknown({ offset, end }: SyntaxNode): Expression {
  return { kind: 'unknown', reason: null, offset, end };
}
