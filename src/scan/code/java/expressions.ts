import { fieldOf, namedOf, type SyntaxNode } from '../grammars.ts';
import { lowerCall } from '../jvm/calls.ts';
import type { Argument, Call, Expression } from '../model.ts';
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
      case 'string_literal':
        return { kind: 'text', value: textOf(this.#to.text(node)), ...span };
      case 'identifier':
      case 'type_identifier':
        return { kind: 'name', name: this.#to.text(node), scope: body.scope, ...span };
      case 'this':
        return { kind: 'name', name: 'this', scope: body.scope, ...span };
      case 'parenthesized_expression':
      case 'generic_type':
      case 'unary_expression':
      case 'element_value':
      case 'expression_statement': {
        const inner = firstOf(node);
        return inner === null ? unknown(node) : this.lower(inner, body);
      }
      case 'cast_expression':
        return this.#field(node, 'value', body);
      case 'array_access':
        return this.#field(node, 'array', body);
      case 'binary_expression':
        return this.#binary(node, body);
      case 'ternary_expression':
        return {
          kind: 'choice',
          branches: [this.#field(node, 'consequence', body), this.#field(node, 'alternative', body)],
          ...span,
        };
      case 'field_access':
        return this.#member(node, fieldOf(node, 'object'), fieldOf(node, 'field'), body);
      case 'scoped_type_identifier':
      case 'scoped_identifier': {
        const parts = namedOf(node);
        return this.#member(node, parts[0] ?? null, parts.at(-1) ?? null, body);
      }
      case 'method_invocation': {
        const [object, name] = [fieldOf(node, 'object'), fieldOf(node, 'name')];
        if (name === null) return unknown(node);
        const callee =
          object === null ? this.lower(name, body) : this.#member({ ...node, end: name.end }, object, name, body);
        return this.#call(callee, this.#arguments(node, body), node, body);
      }
      case 'object_creation_expression': {
        const type = fieldOf(node, 'type');
        if (type === null) return unknown(node);
        const callee = this.lower(type, body);
        const block = childOf(node, 'class_body');
        const all = this.#arguments(node, body);
        if (block !== null) this.#to.root(this.#to.type(block, body, callee), body);
        return this.#call(callee, all, node, body);
      }
      case 'array_creation_expression': {
        const value = fieldOf(node, 'value');
        return value === null ? { kind: 'list', items: [], ...span } : this.lower(value, body);
      }
      case 'array_initializer':
      case 'element_value_array_initializer':
        return { kind: 'list', items: namedOf(node).map((item) => this.lower(item, body)), ...span };
      case 'lambda_expression':
        return this.#to.function(node, body, null);
      case 'annotation':
      case 'marker_annotation':
        return this.annotation(node, body);
      case 'assignment_expression':
        return this.#assignment(node, body);
      case 'switch_expression':
        return this.#switch(node, body);
      case 'method_reference':
        return this.#reference(node, body);
      default:
        for (const child of namedOf(node))
          if (/expression|invocation|access/.test(child.type)) this.#to.root(this.lower(child, body), body);
        return unknown(node);
    }
  }

  #field(node: SyntaxNode, name: string, body: Body): Expression {
    const part = fieldOf(node, name);
    return part === null ? unknown(node) : this.lower(part, body);
  }

  /** `Scope::new` is a function that makes one of what it is given. */
  #reference(node: SyntaxNode, body: Body): Expression {
    const parts = namedOf(node);
    const [type, name] = [parts[0] ?? null, parts[1] ?? null];
    if (type === null) return unknown(node);
    if (name === null) return this.lower(type, body);
    return this.#member(node, type, name, body);
  }

  #switch(node: SyntaxNode, body: Body): Expression {
    const branches: Expression[] = [];
    for (const rule of partsOf(fieldOf(node, 'body'))) {
      const value = namedOf(rule).find(({ type }) => type === 'expression_statement');
      if (value === undefined) this.#to.statement(rule, body);
      else branches.push(this.lower(value, body));
    }
    return { kind: 'choice', branches, offset: node.offset, end: node.end };
  }

  /** A chain of `+` however long: its left side is walked in a loop. */
  #binary(node: SyntaxNode, body: Body): Expression {
    const parts: Expression[] = [];
    let at = node;
    for (;;) {
      const [left, right] = [fieldOf(at, 'left'), fieldOf(at, 'right')];
      if (at.type !== 'binary_expression' || operatorOf(at) !== '+' || left === null || right === null) break;
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
    if (/invocation|creation|binary|unary|parenthesized|assignment/.test(node.type))
      this.#to.root(this.lower(node, body), body);
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

  #arguments(node: SyntaxNode, body: Body): Argument[] {
    return partsOf(fieldOf(node, 'arguments')).map((one) => ({
      name: null,
      nameOffset: one.offset,
      value: this.lower(one, body),
    }));
  }

  #call(callee: Expression, all: readonly Argument[], node: SyntaxNode, body: Body): Expression {
    const { expression, roots } = lowerCall(callee, all, { offset: node.offset, end: node.end });
    for (const root of roots) this.#to.root(root, body);
    return expression;
  }

  annotation(node: SyntaxNode, body: Body): Call {
    const name = fieldOf(node, 'name');
    const all = partsOf(fieldOf(node, 'arguments')).map((one): Argument => {
      const [key, value] = [fieldOf(one, 'key'), fieldOf(one, 'value')];
      if (one.type !== 'element_value_pair' || key === null || value === null)
        return { name: null, nameOffset: one.offset, value: this.lower(one, body) };
      return { name: this.#to.text(key), nameOffset: key.offset, value: this.lower(value, body) };
    });
    const callee = name === null ? unknown(node) : this.lower(name, body);
    return { kind: 'call', callee, arguments: all, offset: node.offset, end: node.end };
  }

  #assignment(node: SyntaxNode, body: Body): Expression {
    const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
    if (left === null || right === null) return unknown(node);
    const value = this.lower(right, body);
    if (left.type === 'identifier') {
      const name = this.#to.text(left);
      body.scope.assign(name, value);
      this.#to.root(value, body, { object: null, name, binding: body.scope.lookUp(name) });
      return { kind: 'name', name, scope: body.scope, offset: left.offset, end: left.end };
    }
    const to = this.lower(left, body);
    if (to.kind !== 'member') {
      this.#to.root(value, body);
      return unknown(node);
    }
    if (to.object.kind === 'name' && to.object.name === 'this') body.owner?.members.declare(to.name, value);
    this.#to.root(value, body, { object: to.object, name: to.name, binding: null });
    return unknown(node);
  }
}

function operatorOf(node: SyntaxNode): string {
  return node.children.find(({ named }) => !named)?.type ?? '';
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', s: ' ', '\n': '' };

/** What a literal says, a text block's indentation left as it is: to scopes no difference. */
function textOf(written: string): string {
  const block = written.startsWith('"""');
  const inner = block ? written.slice(3, -3) : written.slice(1, -1);
  if (!inner.includes('\\')) return inner;
  return inner.replaceAll(/\\(?:u+([0-9a-fA-F]{4})|([0-7]{1,3})|(.))/gs, (_, code, octal, plain) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    return ESCAPES[plain] ?? plain;
  });
}

function unknown({ offset, end }: SyntaxNode): Expression {
  return { kind: 'unknown', reason: null, offset, end };
}
