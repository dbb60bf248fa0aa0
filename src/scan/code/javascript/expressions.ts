import { ANY, type Argument, type Entry, type Expression, type FunctionLiteral, Scope } from '../model.ts';
import { type Body, type EsNode, imported, isNode, type Lowering, nameOf, nodesOf, requiredBy } from './statements.ts';

/** Levels that any person's code has; what is deeper isn't read. */
const MAX_DEPTH = 300;
const CONFIGURING = new Set(['NgModule', 'Component', 'Module']);
const ADDING = new Set(['push', 'unshift', 'add']);
/** What stands around an expression without changing it. */
const WRAPPERS: Readonly<Record<string, string>> = {
  TSAsExpression: 'expression',
  TSSatisfiesExpression: 'expression',
  TSNonNullExpression: 'expression',
  TSTypeAssertion: 'expression',
  TSInstantiationExpression: 'expression',
  ParenthesizedExpression: 'expression',
  ChainExpression: 'expression',
  AwaitExpression: 'argument',
  YieldExpression: 'argument',
  JSXExpressionContainer: 'expression',
  Decorator: 'expression',
};

export class Expressions {
  readonly #to: Lowering;
  #depth = 0;

  constructor(to: Lowering) {
    this.#to = to;
  }

  lower(node: EsNode, body: Body): Expression {
    if (this.#depth >= MAX_DEPTH) return unknown(node);
    this.#depth += 1;
    try {
      return this.#lower(node, body);
    } finally {
      this.#depth -= 1;
    }
  }

  #lower(node: EsNode, body: Body): Expression {
    const wrapped = WRAPPERS[node.type];
    if (wrapped !== undefined) {
      const inner = node[wrapped];
      const required = node.type === 'AwaitExpression' ? requiredBy(node) : null;
      if (required !== null) return this.#required(required, node);
      return isNode(inner) ? this.lower(inner, body) : unknown(node);
    }
    const span = { offset: node.start, end: node.end };
    switch (node.type) {
      case 'Literal':
        return typeof node['value'] === 'string' ? { kind: 'text', value: node['value'], ...span } : unknown(node);
      case 'TemplateLiteral':
        return { kind: 'concatenation', parts: this.#template(node, body), ...span };
      case 'TaggedTemplateExpression':
        if (isNode(node['quasi'])) this.#to.root(this.lower(node['quasi'], body), body);
        return unknown(node);
      case 'BinaryExpression':
        return this.#binary(node, body);
      case 'LogicalExpression': {
        const [left, right] = [this.#part(node, 'left', body), this.#part(node, 'right', body)];
        if (node['operator'] !== '&&') return { kind: 'choice', branches: [left, right], ...span };
        this.#to.root(left, body);
        return right;
      }
      case 'ConditionalExpression':
        this.#to.root(this.#part(node, 'test', body), body);
        return {
          kind: 'choice',
          branches: [this.#part(node, 'consequent', body), this.#part(node, 'alternate', body)],
          ...span,
        };
      case 'ArrayExpression':
        return { kind: 'list', items: nodesOf(node['elements']).map((item) => this.lower(item, body)), ...span };
      case 'SpreadElement':
      case 'JSXSpreadAttribute':
        return { kind: 'spread', value: this.#part(node, 'argument', body), ...span };
      case 'ObjectExpression':
        return {
          kind: 'mapping',
          entries: nodesOf(node['properties']).flatMap((property) => this.#entry(property, body)),
          ...span,
        };
      case 'Identifier':
      case 'JSXIdentifier':
        if (node['name'] === 'undefined') return unknown(node);
        return { kind: 'name', name: String(node['name']), scope: body.scope, ...span };
      case 'MetaProperty':
        return { kind: 'name', name: 'import.meta', scope: new Scope(), ...span };
      case 'ThisExpression':
        return { kind: 'name', name: 'this', scope: body.scope, ...span };
      case 'MemberExpression':
      case 'JSXMemberExpression':
        return this.#member(node, body);
      case 'CallExpression':
      case 'NewExpression':
        return this.#call(node, body);
      case 'ImportExpression': {
        const required = requiredBy(node);
        return required === null ? unknown(node) : this.#required(required, node);
      }
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.function(node, body);
      case 'ClassDeclaration':
      case 'ClassExpression':
        return this.#class(node, body);
      case 'TSEnumDeclaration':
      case 'TSModuleDeclaration':
        return this.#enumeration(node, body);
      case 'AssignmentExpression':
        return this.#assignment(node, body);
      case 'SequenceExpression': {
        const all = nodesOf(node['expressions']).map((one) => this.lower(one, body));
        for (const one of all.slice(0, -1)) this.#to.root(one, body);
        return all.at(-1) ?? unknown(node);
      }
      case 'JSXElement':
      case 'JSXFragment':
        return this.#element(node, body);
      default:
        for (const part of Object.values(node))
          for (const child of nodesOf(part))
            if (!child.type.startsWith('TS')) this.#to.root(this.lower(child, body), body);
        return unknown(node);
    }
  }

  #part(node: EsNode, name: string, body: Body): Expression {
    const part = node[name];
    return isNode(part) ? this.lower(part, body) : unknown(node);
  }

  #required(from: { readonly path: string; readonly name: string | null }, node: EsNode): Expression {
    this.#to.imports.push(from.path);
    return imported(from, node);
  }

  #template(node: EsNode, body: Body): Expression[] {
    const expressions = nodesOf(node['expressions']);
    return nodesOf(node['quasis']).flatMap((quasi, index) => {
      const { cooked } = (quasi['value'] ?? {}) as { cooked?: unknown };
      const text: Expression = {
        kind: 'text',
        value: typeof cooked === 'string' ? cooked : '',
        offset: quasi.start,
        end: quasi.end,
      };
      const next = expressions[index];
      return next === undefined ? [text] : [text, this.lower(next, body)];
    });
  }

  /** A chain of `+` however long: its left side is walked in a loop. */
  #binary(node: EsNode, body: Body): Expression {
    const parts: Expression[] = [];
    let at: EsNode = node;
    while (at.type === 'BinaryExpression' && at['operator'] === '+') {
      parts.push(this.#part(at, 'right', body));
      const { left } = at as { left?: unknown };
      if (!isNode(left)) break;
      at = left;
    }
    if (parts.length > 0) {
      parts.push(this.lower(at, body));
      return { kind: 'concatenation', parts: parts.reverse(), offset: node.start, end: node.end };
    }
    while (at.type === 'BinaryExpression') {
      this.#to.root(this.#part(at, 'right', body), body);
      const { left } = at as { left?: unknown };
      if (!isNode(left)) return unknown(node);
      at = left;
    }
    this.#to.root(this.lower(at, body), body);
    return unknown(node);
  }

  #entry(property: EsNode, body: Body): Entry[] {
    if (property.type === 'SpreadElement') {
      const value = this.lower(property, body);
      return [{ name: null, nameOffset: property.start, value }];
    }
    const { key } = property as { key?: unknown };
    if (!isNode(key) || !isNode(property['value'])) return [];
    return [
      { name: this.#key(property, key, body), nameOffset: key.start, value: this.lower(property['value'], body) },
    ];
  }

  #key(property: EsNode, key: EsNode, body: Body): string | null {
    if (property['computed'] === true) {
      if (typeof key['value'] === 'string') return key['value'];
      this.#to.root(this.lower(key, body), body);
      return null;
    }
    return nameOf(key) ?? (key['value'] === undefined ? null : String(key['value']));
  }

  #member(node: EsNode, body: Body): Expression {
    const object = this.#part(node, 'object', body);
    const { property } = node as { property?: unknown };
    const span = { offset: node.start, end: node.end };
    if (!isNode(property)) return unknown(node);
    const name = node['computed'] === true ? property['value'] : nameOf(property);
    if (typeof name === 'string') return { kind: 'member', object, name, nameOffset: property.start, ...span };
    this.#to.root(this.lower(property, body), body);
    return { kind: 'member', object, name: ANY, nameOffset: property.start, ...span };
  }

  #call(node: EsNode, body: Body): Expression {
    const required = node.type === 'CallExpression' ? requiredBy(node) : null;
    if (required !== null) return this.#required(required, node);
    const callee = this.#part(node, 'callee', body);
    const all = nodesOf(node['arguments']).map(
      (one): Argument => ({ name: null, nameOffset: one.start, value: this.lower(one, body) }),
    );
    if (callee.kind === 'member' && callee.object.kind === 'name' && ADDING.has(callee.name)) {
      const binding = callee.object.scope.lookUp(callee.object.name);
      const items = all.map(({ value }) => value);
      if (binding !== null && binding.imported === null && items.length > 0)
        binding.values.push({ kind: 'list', items, offset: node.start, end: node.end });
    }
    return { kind: 'call', callee, arguments: all, offset: node.start, end: node.end };
  }

  function(
    node: EsNode,
    body: Body,
    method: { readonly members: Scope; readonly name: string | null } | null = null,
  ): FunctionLiteral {
    const scope = new Scope(body.scope);
    const returns: Expression[] = [];
    const parameters = nodesOf(node['params']).map((parameter) => plainParameter(parameter));
    const made: FunctionLiteral = {
      kind: 'function',
      name: method?.name ?? nameOf(node['id']),
      parameters: parameters.map(({ name }) => name),
      scope,
      returns,
      offset: node.start,
      end: node.end,
    };
    const inner: Body = { scope, outer: scope, returns };
    for (const [index, { name, node: parameter, otherwise, property }] of parameters.entries()) {
      if (name === null) {
        this.#to.pattern(parameter, null, scope, inner);
        continue;
      }
      const binding = scope.declare(name, otherwise === null ? null : this.lower(otherwise, inner));
      binding.parameter = { of: made, index, rest: parameter.type === 'RestElement' };
      // `constructor(private readonly scopes: string[])` keeps it, too.
      if (property)
        method?.members.declare(name, { kind: 'name', name, scope, offset: parameter.start, end: parameter.end });
    }
    const { body: block } = node as { body?: unknown };
    if (isNode(block) && block.type === 'BlockStatement') this.#to.statement(block, inner);
    else if (isNode(block) && block.type === 'FunctionBody')
      for (const one of nodesOf(block['body'])) this.#to.statement(one, inner);
    else if (isNode(block)) returns.push(this.lower(block, inner));
    return made;
  }

  #class(node: EsNode, body: Body): Expression {
    const members = new Scope();
    const inside = new Scope(body.scope);
    const base = isNode(node['superClass']) ? [this.lower(node['superClass'], body)] : [];
    const span = { offset: node.start, end: node.end };
    const made: Expression = { kind: 'class', name: nameOf(node['id']), members, bases: base, ...span };
    inside.declare('this', made);
    const inner: Body = { scope: inside, outer: inside, returns: [] };
    for (const decorator of nodesOf(node['decorators'])) this.#decorated(decorator, body);
    const { body: block } = node as { body?: unknown };
    for (const member of isNode(block) ? nodesOf(block['body']) : []) {
      for (const decorator of nodesOf(member['decorators'])) this.#decorated(decorator, inner);
      const { key, value } = member as { key?: unknown; value?: unknown };
      const name = isNode(key) && member['computed'] !== true ? (nameOf(key) ?? String(key['value'])) : null;
      if (member.type === 'StaticBlock') this.#to.statement(member, inner);
      else if (isNode(value)) {
        const method = member.type === 'MethodDefinition' && value.type === 'FunctionExpression';
        const declared = method ? this.function(value, inner, { members, name }) : this.lower(value, inner);
        if (name === null) this.#to.root(declared, inner);
        else if (member['kind'] === 'get' && declared.kind === 'function')
          for (const returned of declared.returns) {
            const binding = members.declare(name, returned);
            this.#to.root(returned, inner, { object: null, name, binding });
          }
        else {
          const binding = members.declare(name, declared);
          this.#to.root(declared, inner, { object: null, name, binding });
        }
      }
    }
    return made;
  }

  #decorated(decorator: EsNode, body: Body): void {
    const value = this.lower(decorator, body);
    // Angular's modules are configured by decorators.
    const configures = value.kind === 'call' && value.callee.kind === 'name' && CONFIGURING.has(value.callee.name);
    this.#to.roots.push({ expression: value, target: null, decorates: !configures, inside: true });
  }

  #enumeration(node: EsNode, body: Body): Expression {
    const members = new Scope(body.scope);
    const inner: Body = { ...body, scope: members, outer: members };
    const { body: block } = node as { body?: unknown };
    const parts = isNode(block) ? block : node;
    for (const member of nodesOf(parts['members'])) {
      const { id, initializer } = member as { id?: unknown; initializer?: unknown };
      const name = nameOf(id) ?? (isNode(id) ? String(id['value']) : null);
      if (name !== null) members.declare(name, isNode(initializer) ? this.lower(initializer, inner) : null);
    }
    for (const statement of nodesOf(parts['body'])) {
      const { declaration } = statement as { declaration?: unknown };
      this.#to.statement(isNode(declaration) ? declaration : statement, inner);
    }
    return { kind: 'class', name: nameOf(node['id']), members, bases: [], offset: node.start, end: node.end };
  }

  #assignment(node: EsNode, body: Body): Expression {
    const value = this.#part(node, 'right', body);
    const { left } = node as { left?: unknown };
    if (!isNode(left)) return value;
    const name = nameOf(left);
    if (name !== null) {
      body.scope.assign(name, value);
      this.#to.root(value, body, { object: null, name, binding: body.scope.lookUp(name) });
      return { kind: 'name', name, scope: body.scope, offset: left.start, end: left.end };
    }
    const to = this.lower(left, body);
    if (to.kind !== 'member') return value;
    if (to.object.kind === 'name' && to.object.name === 'this') {
      const [self] = body.scope.lookUp('this')?.values ?? [];
      if (self?.kind === 'class') self.members.declare(to.name, value);
    }
    if (to.object.kind === 'name' && to.object.name === 'exports') this.#to.exports.set(to.name, value);
    if (to.object.kind === 'member' && to.object.name === 'exports') this.#to.exports.set(to.name, value);
    if (to.object.kind === 'name' && to.object.name === 'module' && to.name === 'exports') {
      this.#to.exports.set('=', value);
      if (value.kind === 'mapping')
        for (const entry of value.entries) if (entry.name !== null) this.#to.exports.set(entry.name, entry.value);
    }
    this.#to.root(value, body, { object: to.object, name: to.name, binding: null });
    return unknown(node);
  }

  /** An element is a call of its component, its attributes the named arguments. */
  #element(node: EsNode, body: Body): Expression {
    const { openingElement: opening } = node as { openingElement?: unknown };
    const named = isNode(opening)
      ? nodesOf(opening['attributes']).map((attribute): Argument => {
          if (attribute.type === 'JSXSpreadAttribute')
            return { name: null, nameOffset: attribute.start, value: this.lower(attribute, body) };
          const { value } = attribute as { value?: unknown };
          return {
            name: nameOf(attribute['name']),
            nameOffset: attribute.start,
            value: isNode(value) ? this.lower(value, body) : unknown(attribute),
          };
        })
      : [];
    const children = nodesOf(node['children'])
      .filter(({ type }) => type !== 'JSXText')
      .map((child): Argument => ({ name: null, nameOffset: child.start, value: this.lower(child, body) }));
    const callee = isNode(opening) ? this.#part(opening, 'name', body) : unknown(node);
    // Of the page itself: `<th scope="row">`, `<input placeholder="…">`; an address in it is still one.
    if (callee.kind !== 'member' && (callee.kind !== 'name' || /^[a-z]/.test(callee.name)))
      return {
        kind: 'list',
        items: [...named, ...children].map(({ value }) => value),
        offset: node.start,
        end: node.end,
      };
    return { kind: 'call', callee, arguments: [...named, ...children], offset: node.start, end: node.end };
  }
}

function plainParameter(parameter: EsNode): {
  readonly name: string | null;
  readonly node: EsNode;
  readonly otherwise: EsNode | null;
  readonly property: boolean;
} {
  if (parameter.type === 'TSParameterProperty' && isNode(parameter['parameter']))
    return { ...plainParameter(parameter['parameter']), property: true };
  if (parameter.type === 'RestElement')
    return { name: nameOf(parameter['argument']), node: parameter, otherwise: null, property: false };
  const { left, right } = parameter as { left?: unknown; right?: unknown };
  if (parameter.type === 'AssignmentPattern' && nameOf(left) !== null && isNode(right))
    return { name: nameOf(left), node: parameter, otherwise: right, property: false };
  return { name: nameOf(parameter), node: parameter, otherwise: null, property: false };
}

function unknown({ start: offset, end }: EsNode): Expression {
  return { kind: 'unknown', reason: null, offset, end };
}
