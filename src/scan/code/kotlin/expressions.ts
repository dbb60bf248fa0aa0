import { namedOf, type SyntaxNode } from '../grammars.ts';
import { keyOf, lowerCall } from '../jvm/calls.ts';
import { ANY, type Argument, type Call, type Entry, type Expression } from '../model.ts';
import { chainOf } from '../names.ts';
import { childOf, partsOf } from '../syntax.ts';
import type { Body, Lowering } from './statements.ts';

/** Levels that any person's code has; what is deeper isn't read. */
const MAX_DEPTH = 200;
/** What makes a map, or a list of pairs, of pairs. */
const MAPS =
  /^(mapOf|mutableMapOf|hashMapOf|linkedMapOf|sortedMapOf|parametersOf|listOf|mutableListOf|setOf|bundleOf|arrayOf|formBody)$/;

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
    const parts = namedOf(node);
    const [first, second] = parts;
    switch (node.type) {
      case 'string_literal':
        return this.#string(node, body);
      case 'simple_identifier':
      case 'type_identifier':
      case 'interpolated_identifier':
        return { kind: 'name', name: this.#to.text(node).replaceAll('`', ''), scope: body.scope, ...span };
      case 'this_expression':
        return { kind: 'name', name: 'this', scope: body.scope, ...span };
      case 'user_type':
        return this.#path(node, body);
      case 'parenthesized_expression':
      case 'postfix_expression':
      case 'prefix_expression':
      case 'as_expression':
      case 'interpolated_expression':
      case 'labeled_expression':
      case 'annotated_lambda':
      case 'nullable_type':
        return first === undefined ? unknown(node) : this.lower(first, body);
      case 'spread_expression':
        return { kind: 'spread', value: first === undefined ? unknown(node) : this.lower(first, body), ...span };
      case 'additive_expression':
        return this.#added(node, body);
      case 'elvis_expression':
        return { kind: 'choice', branches: parts.map((part) => this.lower(part, body)), ...span };
      case 'navigation_expression': {
        const name = second === undefined ? undefined : namedOf(second)[0];
        if (first === undefined || name === undefined) return unknown(node);
        return this.#member(first, name, node, body);
      }
      case 'indexing_expression': {
        const key = second === undefined ? undefined : namedOf(second)[0];
        if (first === undefined || key === undefined) return unknown(node);
        const name = keyOf(this.lower(key, body));
        const object = this.lower(first, body);
        return { kind: 'member', object, name: name ?? ANY, nameOffset: key.offset, ...span };
      }
      case 'call_expression':
      case 'constructor_invocation':
        return this.#call(node, body);
      case 'collection_literal':
        return { kind: 'list', items: parts.map((item) => this.lower(item, body)), ...span };
      case 'lambda_literal':
      case 'anonymous_function':
        return this.#to.function(node, body, null);
      case 'object_literal':
        return this.#to.class(node, body, null);
      case 'if_expression':
      case 'when_expression':
      case 'try_expression':
        return this.#branches(node, body);
      case 'infix_expression':
        return this.#infix(node, body);
      case 'callable_reference': {
        const last = parts.at(-1);
        if (last === undefined) return unknown(node);
        const name = /::\s*class$/.test(this.#to.text(node)) ? null : this.lower(last, body);
        return name ?? unknown(node);
      }
      case 'jump_expression':
        return this.#jump(node, body);
      default:
        for (const part of parts) if (/expression|call/.test(part.type)) this.#to.root(this.lower(part, body), body);
        return unknown(node);
    }
  }

  #member(object: SyntaxNode, name: SyntaxNode, span: SyntaxNode, body: Body): Expression {
    return {
      kind: 'member',
      object: this.lower(object, body),
      name: this.#to.text(name).replaceAll('`', ''),
      nameOffset: name.offset,
      offset: span.offset,
      end: span.end,
    };
  }

  /** `a.b.C` of a type. */
  #path(node: SyntaxNode, body: Body): Expression {
    let made: Expression | null = null;
    for (const part of namedOf(node)) {
      if (part.type !== 'type_identifier') continue;
      const name = this.#to.text(part);
      made =
        made === null
          ? { kind: 'name', name, scope: body.scope, offset: part.offset, end: part.end }
          : { kind: 'member', object: made, name, nameOffset: part.offset, offset: node.offset, end: part.end };
    }
    return made ?? unknown(node);
  }

  /** What a class is made from. */
  base(node: SyntaxNode, body: Body): Expression {
    return this.lower(node, body);
  }

  annotation(node: SyntaxNode, body: Body): Call | null {
    const inner = childOf(node, 'constructor_invocation', 'user_type');
    if (inner === null) return null;
    const made = this.lower(inner, body);
    if (made.kind === 'call') return made;
    return { kind: 'call', callee: made, arguments: [], offset: node.offset, end: node.end };
  }

  #string(node: SyntaxNode, body: Body): Expression {
    const written = this.#to.text(node);
    const raw = written.startsWith('"""');
    const span = { offset: node.offset, end: node.end };
    const pieces = node.children.filter(({ type }) => /^string_content$|^interpolated_|^character_escape/.test(type));
    const parts = pieces.map((piece): Expression => {
      if (piece.type.startsWith('interpolated_')) return this.lower(piece, body);
      const text = this.#to.text(piece);
      return { kind: 'text', value: raw ? text : unescaped(text), offset: piece.offset, end: piece.end };
    });
    const [only] = parts;
    if (only === undefined) return { kind: 'text', value: '', ...span };
    return parts.length === 1 && only.kind === 'text'
      ? { ...only, ...span }
      : { kind: 'concatenation', parts, ...span };
  }

  /** A chain of `+` however long: its left side is walked in a loop. */
  #added(node: SyntaxNode, body: Body): Expression {
    const parts: Expression[] = [];
    let at = node;
    for (;;) {
      const [left, right] = namedOf(at);
      if (at.type !== 'additive_expression' || left === undefined || right === undefined) break;
      if (!this.#to.source.slice(left.end, right.offset).includes('+')) break;
      parts.push(this.lower(right, body));
      at = left;
    }
    if (parts.length === 0) {
      // What is left when something is taken away.
      const [left] = namedOf(node);
      return left === undefined ? unknown(node) : this.lower(left, body);
    }
    parts.push(this.lower(at, body));
    parts.reverse();
    const span = { offset: node.offset, end: node.end };
    // `listOf("a") + "b"` is a list of both.
    if (parts.some(isList))
      return {
        kind: 'list',
        items: parts.map((value) => ({ kind: 'spread', value, offset: value.offset, end: value.end })),
        ...span,
      };
    return { kind: 'concatenation', parts, ...span };
  }

  #infix(node: SyntaxNode, body: Body): Expression {
    const [left, operator, right] = namedOf(node);
    if (left === undefined || operator === undefined || right === undefined) return unknown(node);
    const value = this.lower(right, body);
    if (this.#to.text(operator) !== 'to') {
      this.#to.root(this.lower(left, body), body);
      this.#to.root(value, body);
      return unknown(node);
    }
    const key = this.lower(left, body);
    return {
      kind: 'mapping',
      entries: [{ name: keyOf(key), nameOffset: left.offset, value }],
      offset: node.offset,
      end: node.end,
    };
  }

  #jump(node: SyntaxNode, body: Body): Expression {
    const [value] = namedOf(node).filter(({ type }) => type !== 'label');
    if (value === undefined) return unknown(node);
    const given = this.lower(value, body);
    if (this.#to.text(node).startsWith('return') && body.returns !== null) body.returns.push(given);
    else this.#to.root(given, body);
    return unknown(node);
  }

  #branches(node: SyntaxNode, body: Body): Expression {
    const branches: Expression[] = [];
    const take = (block: SyntaxNode): void => {
      const inner = namedOf(block).flatMap((one) => (one.type === 'statements' ? namedOf(one) : [one]));
      for (const [index, one] of inner.entries())
        if (index === inner.length - 1 && !/declaration$|^assignment$|statement$|^jump_expression$/.test(one.type))
          branches.push(this.lower(one, body));
        else this.#to.statement(one, body);
    };
    for (const part of namedOf(node)) {
      if (part.type === 'control_structure_body') take(part);
      else if (part.type === 'statements') take({ ...part, children: [part] });
      else if (part.type === 'when_entry')
        for (const one of namedOf(part)) if (one.type === 'control_structure_body') take(one);
      if (part.type === 'catch_block' || part.type === 'finally_block')
        for (const one of namedOf(part)) if (one.type === 'statements') this.#to.statement(one, body);
      if (/expression$/.test(part.type)) this.#to.root(this.lower(part, body), body);
    }
    return { kind: 'choice', branches, offset: node.offset, end: node.end };
  }

  arguments(list: SyntaxNode | null, body: Body): Argument[] {
    return partsOf(list).map((one): Argument => {
      const inner = one.type === 'value_argument' ? namedOf(one) : [one];
      const value = inner.at(-1);
      const [name] = inner;
      if (value === undefined || name === undefined) return { name: null, nameOffset: one.offset, value: unknown(one) };
      const named = inner.length > 1 && name.type === 'simple_identifier';
      return {
        name: named ? this.#to.text(name) : null,
        nameOffset: name.offset,
        value: this.lower(value, body),
      };
    });
  }

  #call(node: SyntaxNode, body: Body): Expression {
    const [called] = namedOf(node);
    if (called === undefined) return unknown(node);
    const suffix = childOf(node, 'call_suffix') ?? node;
    const all = this.arguments(childOf(suffix, 'value_arguments'), body);
    const lambda = childOf(suffix, 'annotated_lambda');
    let callee = this.lower(called, body);
    // In a lambda with a receiver, which `apply` has before it and a builder makes itself, names are the receiver's.
    const receiver = callee.kind === 'member' && /^(apply|also|run|let)$/.test(callee.name) ? callee.object : callee;
    const trailing = lambda === null ? null : this.lower(lambda, { ...body, receiver });
    if (trailing?.kind === 'function' && /^build(List|Set)$/.test(chainOf(callee).at(-1) ?? ''))
      return { kind: 'list', items: this.#addedIn(lambda ?? node, body), offset: node.offset, end: node.end };
    // `f(1) { … }` is one call; the grammar has it as two.
    if (
      trailing !== null &&
      childOf(suffix, 'value_arguments') === null &&
      called.type === 'call_expression' &&
      callee.kind === 'call'
    ) {
      all.push(...callee.arguments);
      callee = callee.callee;
    }
    if (trailing !== null) all.push({ name: null, nameOffset: trailing.offset, value: trailing });
    const pairs = this.#pairs(callee, all, node);
    if (pairs !== null) return pairs;
    this.#addsToReceiver(callee, all, body);
    const { expression, roots } = lowerCall(callee, all, { offset: node.offset, end: node.end });
    for (const root of roots) this.#to.root(root, body);
    return expression;
  }

  /** `scopes.add("a")` where `scopes` is the receiver's. */
  #addsToReceiver(callee: Expression, all: readonly Argument[], body: Body): void {
    const [item] = all;
    if (item === undefined || body.receiver === undefined || callee.kind !== 'member') return;
    const { object, name } = callee;
    if (!/^(add|addAll|plusAssign)$/.test(name) || object.kind !== 'name' || object.scope.lookUp(object.name) !== null)
      return;
    this.#to.root(item.value, body, { object: body.receiver, name: object.name, binding: null });
  }

  /** What a builder of a list adds. */
  #addedIn(node: SyntaxNode, body: Body): Expression[] {
    const items: Expression[] = [];
    const open: SyntaxNode[] = [node];
    for (let at = open.shift(); at !== undefined && items.length < 500; at = open.shift()) {
      const parts = namedOf(at);
      const [called] = parts;
      if (
        at.type === 'call_expression' &&
        called !== undefined &&
        /^(this\.)?(add|addAll)$/.test(this.#to.text(called))
      ) {
        const suffix = childOf(at, 'call_suffix') ?? at;
        for (const { value } of this.arguments(childOf(suffix, 'value_arguments'), body)) items.push(value);
      } else open.push(...parts);
    }
    return items;
  }

  /** `mapOf("a" to b, "c" to d)` is one mapping. */
  #pairs(callee: Expression, all: readonly Argument[], node: SyntaxNode): Expression | null {
    if (!MAPS.test(chainOf(callee).at(-1) ?? '') || all.length === 0) return null;
    const entries: Entry[] = [];
    for (const { value } of all) {
      const inner =
        value.kind === 'spread' ? value : value.kind === 'mapping' && value.entries.length === 1 ? value : null;
      if (inner === null) return null;
      if (inner.kind === 'spread') entries.push({ name: null, nameOffset: inner.offset, value: inner });
      else entries.push(...inner.entries);
    }
    return entries.some(({ name }) => name !== null)
      ? { kind: 'mapping', entries, offset: node.offset, end: node.end }
      : null;
  }

  /** What is assigned to. */
  assigned(node: SyntaxNode, body: Body): Expression {
    const [first, ...suffixes] = namedOf(node);
    if (first === undefined) return unknown(node);
    let made = this.lower(first, body);
    for (const suffix of suffixes) {
      const inner = namedOf(suffix)[0];
      if (inner === undefined) return unknown(node);
      const name = suffix.type === 'indexing_suffix' ? keyOf(this.lower(inner, body)) : this.#to.text(inner);
      if (name === null) return unknown(node);
      made = { kind: 'member', object: made, name, nameOffset: inner.offset, offset: node.offset, end: suffix.end };
    }
    return made;
  }
}

function isList(expression: Expression): boolean {
  if (expression.kind === 'list') return true;
  if (expression.kind === 'name') {
    const [value] = expression.scope.lookUp(expression.name)?.values ?? [];
    return value !== undefined && value.kind !== 'name' && isList(value);
  }
  return (
    expression.kind === 'call' &&
    /^(listOf|setOf|mutableListOf|arrayOf|mutableSetOf|emptyList)$/.test(chainOf(expression.callee).at(-1) ?? '')
  );
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b' };

function unescaped(written: string): string {
  if (!written.includes('\\')) return written;
  return written.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, code, plain) =>
    code === undefined ? (ESCAPES[plain] ?? plain) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function unknown({ offset, end }: SyntaxNode): Expression {
  return { kind: 'unknown', reason: null, offset, end };
}
