import { fieldOf, namedOf, type SyntaxNode } from '../grammars.ts';
import { definitionOf } from '../jvm/annotations.ts';
import { standing } from '../jvm/enumeration.ts';
import { configuredBy } from '../jvm/settings.ts';
import {
  type Call,
  type ClassLiteral,
  type Entry,
  type Expression,
  type FunctionLiteral,
  type Root,
  Scope,
} from '../model.ts';
import { childOf, childrenOf, fieldsOf, firstOf, partsOf } from '../syntax.ts';
import { Expressions } from './expressions.ts';

/** Where statements stand. */
export interface Body {
  readonly scope: Scope;
  /** Of a method, what it gives back is put here; null outside of any. */
  readonly returns: Expression[] | null;
  /** The class around, for `this`. */
  readonly owner: ClassLiteral | null;
}

const TYPES = /^(class|interface|enum|record|annotation_type)_declaration$/;
const STATEMENTS =
  /^ERROR$|statement$|^block$|_declaration$|^switch_block|^switch_rule$|^(catch|finally)_clause$|^constructor_body$|^resource/;

/** Lowers a file: its types, members and statements here, its expressions in `expressions.ts`. */
export class Lowering {
  readonly source: string;
  readonly scope = new Scope();
  readonly roots: Root[] = [];
  readonly imports: string[] = [];
  readonly exports = new Map<string, Expression>();
  readonly #expressions = new Expressions(this);

  constructor(source: string) {
    this.source = source;
  }

  file(root: SyntaxNode): void {
    const body: Body = { scope: this.scope, returns: null, owner: null };
    for (const node of namedOf(root)) if (node.type === 'import_declaration') this.#import(node);
    for (const node of namedOf(root))
      if (node.type !== 'import_declaration' && node.type !== 'package_declaration') this.statement(node, body);
    for (const [name, { values, imported }] of this.scope.bindings) {
      if (imported !== null) continue;
      const own: Expression = { kind: 'name', name, scope: this.scope, offset: 0, end: 0 };
      this.exports.set(name, own);
      // What `import static` brings.
      for (const value of values)
        if (value.kind === 'class')
          for (const member of value.members.bindings.keys())
            if (!this.exports.has(member))
              this.exports.set(member, { kind: 'member', object: own, name: member, nameOffset: 0, offset: 0, end: 0 });
    }
  }

  text(node: SyntaxNode): string {
    return this.source.slice(node.offset, node.end);
  }

  root(expression: Expression, body: Body, target: Root['target'] = null): void {
    this.roots.push({ expression, target, inside: body.returns !== null });
  }

  lower(node: SyntaxNode, body: Body): Expression {
    return this.#expressions.lower(node, body);
  }

  #import(node: SyntaxNode): void {
    const named = childOf(node, 'scoped_identifier', 'identifier');
    if (named === null) return;
    const path = this.text(named).replaceAll(/\s/g, '');
    this.imports.push(path);
    if (childOf(node, 'asterisk') !== null) return;
    const name = path.slice(path.lastIndexOf('.') + 1);
    const fixed = node.children.some(({ type }) => type === 'static');
    this.scope.import(name, { path: fixed ? path.slice(0, path.lastIndexOf('.')) : path, name });
  }

  statement(node: SyntaxNode, body: Body): void {
    if (TYPES.test(node.type)) {
      const made = this.type(node, body);
      const binding = made.name === null ? null : body.scope.declare(made.name, made);
      this.root(made, body, binding === null ? null : { object: null, name: binding.name, binding });
      return;
    }
    switch (node.type) {
      case 'local_variable_declaration':
      case 'field_declaration':
      case 'constant_declaration':
        this.#variables(node, body);
        return;
      case 'resource':
      case 'enhanced_for_statement':
        this.#declared(node, body);
        return;
      case 'return_statement':
      case 'yield_statement': {
        const given = firstOf(node);
        if (given === null) return;
        const value = this.lower(given, body);
        if (body.returns === null || node.type === 'yield_statement') this.root(value, body);
        else body.returns.push(value);
        return;
      }
      case 'explicit_constructor_invocation':
        for (const one of partsOf(fieldOf(node, 'arguments'))) this.root(this.lower(one, body), body);
        return;
      default:
        this.#parts(node, body);
    }
  }

  #parts(node: SyntaxNode, body: Body): void {
    const inner = { ...body, scope: new Scope(body.scope) };
    for (const child of namedOf(node)) {
      if (child.field === 'type' || child.type === 'catch_formal_parameter' || child.type === 'switch_label') continue;
      if (STATEMENTS.test(child.type)) this.statement(child, inner);
      else this.root(this.lower(child, inner), inner);
    }
  }

  /** `for (String s : scopes)` and `try (var s = …)`: to scopes no difference, whichever item it is. */
  #declared(node: SyntaxNode, body: Body): void {
    const [name, value, block] = [fieldOf(node, 'name'), fieldOf(node, 'value'), fieldOf(node, 'body')];
    const inner = block === null ? body : { ...body, scope: new Scope(body.scope) };
    const given = value === null ? null : this.lower(value, inner);
    if (given !== null) this.root(given, inner);
    if (name !== null) inner.scope.declare(this.text(name), given);
    if (block !== null) this.statement(block, inner);
  }

  #variables(node: SyntaxNode, body: Body): void {
    const annotations = this.annotations(node, body);
    for (const declarator of fieldsOf(node, 'declarator')) {
      const [name, value] = [fieldOf(declarator, 'name'), fieldOf(declarator, 'value')];
      if (name === null) continue;
      const given = value === null ? configuredBy(annotations) : this.lower(value, body);
      const called = this.text(name);
      const binding = body.scope.declare(called, given);
      if (given !== null) this.root(given, body, { object: null, name: called, binding });
    }
  }

  /** Annotations say something of what follows; those that define an OpenAPI security scheme define its scopes. */
  annotations(node: SyntaxNode, body: Body): readonly Call[] {
    return childrenOf(childOf(node, 'modifiers') ?? node, 'annotation', 'marker_annotation').map((annotation) => {
      const call = this.#expressions.annotation(annotation, body);
      const definition = definitionOf(call);
      if (definition === null) this.roots.push({ expression: call, target: null, decorates: true, inside: true });
      else this.root(definition, body);
      return call;
    });
  }

  type(node: SyntaxNode, body: Body, anonymous: Expression | null = null): ClassLiteral {
    const named = fieldOf(node, 'name');
    const members = new Scope(body.scope);
    const parent = firstOf(fieldOf(node, 'superclass') ?? node);
    const base =
      anonymous ?? (parent !== null && fieldOf(node, 'superclass') !== null ? this.lower(parent, body) : null);
    const made: ClassLiteral = {
      kind: 'class',
      name: named === null ? null : this.text(named),
      members,
      bases: base === null ? [] : [base],
      offset: node.offset,
      end: node.end,
    };
    this.annotations(node, body);
    const inside = new Scope(members);
    inside.declare('this', made);
    const inner: Body = { scope: members, returns: null, owner: made };
    const within: Body = { scope: inside, returns: null, owner: made };
    const block = node.type === 'class_body' ? node : fieldOf(node, 'body');
    const all = partsOf(block).flatMap((one) =>
      /^(enum_body_declarations|ERROR)$/.test(one.type) ? namedOf(one) : [one],
    );
    for (const parameter of node.type === 'record_declaration' ? partsOf(fieldOf(node, 'parameters')) : [])
      this.annotations(parameter, inner);
    for (const member of all)
      if (member.type === 'field_declaration' || member.type === 'constant_declaration' || TYPES.test(member.type))
        this.statement(member, inner);
    for (const member of all) {
      if (member.type === 'method_declaration' || member.type === 'constructor_declaration')
        this.#method(member, within, made);
      else if (/initializer$|^block$/.test(member.type)) this.statement(member, { ...within, returns: [] });
    }
    for (const member of all) if (member.type === 'enum_constant') this.#constant(member, within, made);
    return made;
  }

  /** A constant of an enumeration is what its constructor keeps of its arguments, and what its getters give of that. */
  #constant(node: SyntaxNode, body: Body, owner: ClassLiteral): void {
    const name = fieldOf(node, 'name');
    if (name === null) return;
    const given = partsOf(fieldOf(node, 'arguments')).map((one) => this.lower(one, body));
    const span = { offset: node.offset, end: node.end };
    const [made] = owner.members.bindings.get('constructor')?.values ?? [];
    const parameters = made?.kind === 'function' ? made.parameters : [];
    // Its own methods, as of an anonymous class
    for (const member of partsOf(fieldOf(node, 'body')))
      if (member.type === 'method_declaration') this.#method(member, body, owner);
    const [only] = given;
    if (only === undefined) {
      owner.members.declare(this.text(name), { kind: 'unknown', reason: null, ...span });
      return;
    }
    const entries: Entry[] = given.map((value, index) => ({
      name: parameters[index] ?? null,
      nameOffset: node.offset,
      value,
    }));
    const got: Entry[] = [];
    for (const [method, { values }] of owner.members.bindings) {
      const [getter] = values;
      const [returned] = getter?.kind === 'function' && getter.parameters.length === 0 ? getter.returns : [];
      if (returned?.kind !== 'name' && returned?.kind !== 'member') continue;
      const value = given[parameters.indexOf(returned.name)];
      if (value !== undefined) got.push({ name: method, nameOffset: node.offset, value });
    }
    owner.members.declare(this.text(name), { kind: 'mapping', entries: [...entries, ...got], ...span });
    for (const one of standing({ kind: 'mapping', entries, ...span })) this.root(one, body);
  }

  #method(node: SyntaxNode, body: Body, owner: ClassLiteral): void {
    const named = fieldOf(node, 'name');
    const annotations = this.annotations(node, body);
    const overrides = annotations.some(({ callee }) => callee.kind === 'name' && callee.name === 'Override');
    const name = node.type === 'constructor_declaration' ? 'constructor' : named === null ? null : this.text(named);
    const made = this.function(node, body, name);
    if (name === null) return;
    const binding = owner.members.declare(name, made);
    this.roots.push({
      expression: made,
      target: { object: null, name, binding },
      inside: true,
      ...(overrides ? { overrides: owner } : {}),
    });
  }

  function(node: SyntaxNode, body: Body, name: string | null): FunctionLiteral {
    const scope = new Scope(body.scope);
    const returns: Expression[] = [];
    const inner: Body = { ...body, scope, returns };
    const list = fieldOf(node, 'parameters');
    const all =
      list === null
        ? []
        : list.type === 'identifier'
          ? [list]
          : namedOf(list).filter(({ type }) => type !== 'receiver_parameter');
    const names = all.map((parameter) => {
      const named =
        parameter.type === 'identifier' ? parameter : (fieldOf(parameter, 'name') ?? nameOfSpread(parameter));
      return named === null ? null : this.text(named);
    });
    const rest = all.at(-1)?.type === 'spread_parameter' ? names.length - 1 : null;
    const made: FunctionLiteral = {
      kind: 'function',
      name,
      parameters: names,
      scope,
      returns,
      offset: node.offset,
      end: node.end,
    };
    for (const [index, one] of names.entries()) {
      const parameter = all[index];
      if (one === null || parameter === undefined) continue;
      const configured = configuredBy(this.annotations(parameter, body));
      scope.declare(one, configured).parameter = { of: made, index, rest: index === rest };
    }
    const block = fieldOf(node, 'body');
    if (block === null) return made;
    if (/^block$|_body$/.test(block.type)) for (const statement of namedOf(block)) this.statement(statement, inner);
    else returns.push(this.lower(block, inner));
    return made;
  }
}

function nameOfSpread(parameter: SyntaxNode): SyntaxNode | null {
  const declarator = childOf(parameter, 'variable_declarator');
  return declarator === null ? null : fieldOf(declarator, 'name');
}
