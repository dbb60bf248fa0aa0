import { type Expression, type Root, Scope } from '../model.ts';
import { Expressions } from './expressions.ts';

/** A node of the tree (ESTree with TypeScript), of which every property is looked at before it is used. */
export interface EsNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [name: string]: unknown;
}

export function isNode(value: unknown): value is EsNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

export function nodesOf(value: unknown): readonly EsNode[] {
  return Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [];
}

/** Where statements stand. */
export interface Body {
  readonly scope: Scope;
  /** Of a function, what it gives back is put here. */
  readonly returns: Expression[] | null;
  /** Of the nearest function, for `var`. */
  readonly outer: Scope;
}

/** Lowers a program: its statements here, its expressions in `expressions.ts`. */
export class Lowering {
  readonly scope = new Scope();
  readonly roots: Root[] = [];
  readonly exports = new Map<string, Expression>();
  readonly reexports: string[] = [];
  readonly imports: string[] = [];
  readonly #expressions = new Expressions(this);

  program(node: EsNode): void {
    const body = { scope: this.scope, outer: this.scope, returns: null };
    const statements = nodesOf(node['body']);
    // JSON, read as an expression.
    const [only] = statements;
    if (statements.length === 1 && only?.type === 'ExpressionStatement' && isNode(only['expression'])) {
      const { type } = only['expression'];
      if (type === 'ParenthesizedExpression' || type === 'ObjectExpression' || type === 'ArrayExpression')
        this.exports.set('=', this.#expressions.lower(only['expression'], body));
    }
    for (const statement of statements) this.statement(statement, body);
  }

  root(expression: Expression, body: Body, target: Root['target'] = null): void {
    this.roots.push({ expression, target, inside: body.returns !== null });
  }

  statement(node: EsNode, body: Body): void {
    const lower = (part: unknown): Expression | null => (isNode(part) ? this.#expressions.lower(part, body) : null);
    switch (node.type) {
      case 'VariableDeclaration':
        for (const declarator of nodesOf(node['declarations']))
          this.#variable(declarator, node['kind'] === 'var', body);
        return;
      case 'FunctionDeclaration': {
        const name = nameOf(node['id']);
        const made = this.#expressions.lower(node, body);
        if (name !== null) body.outer.declare(name, made);
        this.root(made, body, name === null ? null : { object: null, name, binding: null });
        return;
      }
      case 'ClassDeclaration':
      case 'TSEnumDeclaration':
      case 'TSModuleDeclaration': {
        const name = nameOf(node['id']);
        const made = this.#expressions.lower(node, body);
        if (name !== null) body.scope.declare(name, made);
        return;
      }
      case 'ReturnStatement': {
        const value = lower(node['argument']);
        if (value === null) return;
        if (body.returns === null) this.root(value, body);
        else body.returns.push(value);
        return;
      }
      case 'ImportDeclaration':
        this.#import(node);
        return;
      case 'ExportNamedDeclaration':
      case 'ExportDefaultDeclaration':
      case 'ExportAllDeclaration':
      case 'TSExportAssignment':
        this.#export(node, body);
        return;
      case 'BlockStatement':
      case 'StaticBlock':
      case 'TSModuleBlock': {
        const inner = { ...body, scope: new Scope(body.scope) };
        for (const statement of nodesOf(node['body'])) this.statement(statement, inner);
        return;
      }
      case 'ForOfStatement':
        this.#forOf(node, body);
        return;
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
      case 'TSDeclareFunction':
        return;
      default:
        this.#parts(node, body);
    }
  }

  /** Its variable stands for each item of what it goes through. */
  #forOf(node: EsNode, body: Body): void {
    const inner = { ...body, scope: new Scope(body.scope) };
    const { left, right, body: block } = node as { left?: unknown; right?: unknown; body?: unknown };
    const items = isNode(right) ? this.#expressions.lower(right, body) : null;
    if (items !== null) this.root(items, body);
    const [declarator] = isNode(left) && left.type === 'VariableDeclaration' ? nodesOf(left['declarations']) : [];
    const { id } = (declarator ?? {}) as { id?: unknown };
    if (isNode(id)) this.pattern(id, id.type === 'Identifier' ? items : null, inner.scope, inner);
    if (isNode(block)) this.statement(block, inner);
  }

  /** A statement of which only the parts matter: loops, conditions, expressions. */
  #parts(node: EsNode, body: Body): void {
    const inner =
      node.type.startsWith('For') || node.type === 'CatchClause' ? { ...body, scope: new Scope(body.scope) } : body;
    for (const [name, part] of Object.entries(node)) {
      if (name === 'label' || name === 'param') continue;
      for (const child of nodesOf(part)) {
        if (/Statement$|Declaration$|^SwitchCase$|^CatchClause$/.test(child.type)) this.statement(child, inner);
        else this.root(this.#expressions.lower(child, inner), inner);
      }
    }
  }

  #variable(node: EsNode, hoisted: boolean, body: Body): void {
    const scope = hoisted ? body.outer : body.scope;
    const { id, init } = node as { id?: unknown; init?: unknown };
    const name = nameOf(id);
    const required = name === null ? null : requiredBy(init);
    if (required !== null && name !== null) {
      this.imports.push(required.path);
      scope.import(name, required);
      return;
    }
    const value = isNode(init) ? this.#expressions.lower(init, body) : null;
    if (name !== null) {
      const binding = scope.declare(name, value);
      if (value !== null) this.root(value, body, { object: null, name, binding });
      return;
    }
    if (value !== null) this.root(value, body);
    if (isNode(id)) this.pattern(id, value, scope, body);
  }

  /** Declares what a pattern takes out of a value. */
  pattern(node: EsNode, value: Expression | null, scope: Scope, body: Body, reason: string | null = null): void {
    const span = { offset: node.start, end: node.end };
    if (node.type === 'Identifier') {
      scope.declare(
        String(node['name']),
        value ?? { kind: 'unknown', reason: reason ?? `${node['name']}, which is given`, ...span },
      );
    } else if (node.type === 'AssignmentPattern') {
      const { left, right } = node as { left?: unknown; right?: unknown };
      if (!isNode(left) || !isNode(right)) return;
      const otherwise = this.#expressions.lower(right, body);
      const given: Expression = value ?? {
        kind: 'unknown',
        reason: `the parameter ${nameOf(left) ?? 'that is given'}`,
        ...span,
      };
      this.pattern(left, { kind: 'choice', branches: [given, otherwise], ...span }, scope, body);
    } else if (node.type === 'ObjectPattern') {
      for (const property of nodesOf(node['properties'])) {
        const { key, value: inner } = property as { key?: unknown; value?: unknown };
        const name = isNode(key) && property['computed'] !== true ? (nameOf(key) ?? String(key['value'])) : null;
        if (!isNode(inner) || name === null) continue;
        const member: Expression | null =
          value === null
            ? null
            : {
                kind: 'member',
                object: value,
                name,
                nameOffset: property.start,
                offset: property.start,
                end: property.end,
              };
        this.pattern(inner, member, scope, body, reason ?? `the parameter ${name}`);
      }
    } else if (node.type === 'ArrayPattern') {
      for (const element of nodesOf(node['elements'])) this.pattern(element, null, scope, body, reason);
    }
  }

  #import(node: EsNode): void {
    if (node['importKind'] === 'type' || !isNode(node['source'])) return;
    const path = String(node['source']['value']);
    this.imports.push(path);
    for (const specifier of nodesOf(node['specifiers'])) {
      const local = nameOf(specifier['local']);
      if (local === null) continue;
      const { imported } = specifier as { imported?: unknown };
      const name =
        specifier.type === 'ImportNamespaceSpecifier'
          ? null
          : specifier.type === 'ImportDefaultSpecifier'
            ? 'default'
            : (nameOf(imported) ?? (isNode(imported) ? String(imported['value']) : 'default'));
      this.scope.import(local, { path, name });
    }
  }

  #export(node: EsNode, body: Body): void {
    const { declaration, source } = node as { declaration?: unknown; source?: unknown };
    const path = isNode(source) ? String(source['value']) : null;
    if (path !== null) this.imports.push(path);
    if (node.type === 'ExportAllDeclaration') {
      const name = nameOf(node['exported']);
      if (path === null) return;
      if (name === null) this.reexports.push(path);
      else this.exports.set(name, imported({ path, name: null }, node));
    } else if (node.type === 'ExportDefaultDeclaration' || node.type === 'TSExportAssignment') {
      const what = isNode(declaration) ? declaration : node['expression'];
      if (!isNode(what)) return;
      if (/Declaration$/.test(what.type)) this.statement(what, body);
      const value = this.#expressions.lower(what, body);
      if (!/Declaration$/.test(what.type)) this.root(value, body, { object: null, name: 'default', binding: null });
      this.exports.set(node.type === 'TSExportAssignment' ? '=' : 'default', value);
    } else if (isNode(declaration)) {
      const before = new Set(this.scope.bindings.keys());
      this.statement(declaration, body);
      for (const name of this.scope.bindings.keys())
        if (!before.has(name)) this.exports.set(name, this.#own(name, node));
    } else
      for (const specifier of nodesOf(node['specifiers'])) {
        const [local, exported] = [nameOf(specifier['local']), nameOf(specifier['exported'])];
        if (local === null || exported === null) continue;
        this.exports.set(exported, path === null ? this.#own(local, node) : imported({ path, name: local }, node));
      }
  }

  #own(name: string, { start: offset, end }: EsNode): Expression {
    return { kind: 'name', name, scope: this.scope, offset, end };
  }
}

/** A name that stands for something of another file. */
export function imported(from: { readonly path: string; readonly name: string | null }, node: EsNode): Expression {
  const scope = new Scope();
  scope.import('imported', from);
  return { kind: 'name', name: 'imported', scope, offset: node.start, end: node.end };
}

export function nameOf(node: unknown): string | null {
  return isNode(node) &&
    (node.type === 'Identifier' || node.type === 'PrivateIdentifier' || node.type === 'JSXIdentifier')
    ? String(node['name'])
    : null;
}

/** What `require('x')`, `await import('x')` and `require('x').y` bring. */
export function requiredBy(node: unknown): { path: string; name: string | null } | null {
  if (!isNode(node)) return null;
  if (node.type === 'AwaitExpression') return requiredBy(node['argument']);
  if (node.type === 'ImportExpression') {
    const { source } = node as { source?: unknown };
    return isNode(source) && typeof source['value'] === 'string' ? { path: source['value'], name: null } : null;
  }
  if (node.type === 'MemberExpression' && node['computed'] !== true) {
    const inner = requiredBy(node['object']);
    const name = nameOf(node['property']);
    return inner === null || inner.name !== null || name === null ? null : { path: inner.path, name };
  }
  if (node.type !== 'CallExpression' || nameOf(node['callee']) !== 'require') return null;
  const [path] = nodesOf(node['arguments']);
  return path !== undefined && typeof path['value'] === 'string' ? { path: path['value'], name: null } : null;
}
