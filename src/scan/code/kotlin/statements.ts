import { namedOf, type SyntaxNode } from '../grammars.ts';
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
import { childOf, childrenOf, partsOf } from '../syntax.ts';
import { Expressions } from './expressions.ts';
import { nameOf, nothing, spanOf, withGetters } from './nodes.ts';

/** Where statements stand. */
export interface Body {
  readonly scope: Scope;
  /** Of a function, what it gives back is put here; null outside of any. */
  readonly returns: Expression[] | null;
  /** The class around, for `this`. */
  readonly owner: ClassLiteral | null;
  /** Of a lambda, whose names its names may be. */
  readonly receiver?: Expression;
}

const TYPES = new Set(['class_declaration', 'object_declaration', 'companion_object']);
/** What stands in a declaration beside its value. */
const BESIDE =
  /^(modifiers|binding_pattern_kind|variable_declaration|multi_variable_declaration|getter|setter|property_delegate|type_\w+|user_type|nullable_type|function_type|parenthesized_type|receiver_type|parameter_modifiers|simple_identifier)$/;

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
    for (const node of namedOf(root))
      if (node.type === 'import_list') for (const one of namedOf(node)) this.#import(one);
    for (const node of namedOf(root))
      if (node.type !== 'import_list' && node.type !== 'package_header' && node.type !== 'file_annotation')
        this.statement(node, body);
    for (const [name, { values, imported }] of this.scope.bindings) {
      if (imported !== null) continue;
      const own: Expression = { kind: 'name', name, scope: this.scope, offset: 0, end: 0 };
      this.exports.set(name, own);
      // `import a.b.Scopes.READ` brings a member of an object.
      for (const value of values)
        if (value.kind === 'class')
          for (const member of value.members.bindings.keys())
            if (!this.exports.has(member) && !this.scope.bindings.has(member))
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
    const named = childOf(node, 'identifier');
    if (named === null) return;
    const path = this.text(named).replaceAll(/[\s`]/g, '');
    this.imports.push(path);
    if (childOf(node, 'wildcard_import') !== null) return;
    const name = path.slice(path.lastIndexOf('.') + 1);
    const alias = childOf(node, 'import_alias');
    const called = alias === null ? name : this.text(namedOf(alias)[0] ?? alias);
    this.scope.import(called, { path, name });
  }

  statement(node: SyntaxNode, body: Body): void {
    if (TYPES.has(node.type)) {
      this.#type(node, body);
      return;
    }
    switch (node.type) {
      case 'property_declaration':
        this.#property(node, body);
        return;
      case 'function_declaration': {
        this.annotations(node, body);
        const made = this.function(node, body, nameOf(node, this.source));
        if (made.name === null) return;
        const binding = body.scope.declare(made.name, made);
        this.root(made, body, { object: null, name: made.name, binding });
        return;
      }
      case 'assignment':
        this.#assignment(node, body);
        return;
      case 'for_statement':
        this.#for(node, body);
        return;
      case 'ERROR':
      case 'statements':
        for (const one of namedOf(node)) this.statement(one, body);
        return;
      case 'control_structure_body': {
        const inner = { ...body, scope: new Scope(body.scope) };
        for (const one of namedOf(node)) this.statement(one, inner);
        return;
      }
      case 'while_statement':
      case 'do_while_statement':
        for (const one of namedOf(node)) this.statement(one, body);
        return;
      case 'anonymous_initializer':
        for (const one of namedOf(node)) this.statement(one, { ...body, scope: new Scope(body.scope), returns: [] });
        return;
      case 'type_alias':
      case 'getter':
      case 'setter':
        return;
      default: {
        const value = this.lower(node, body);
        if (value.kind !== 'unknown') this.root(value, body);
      }
    }
  }

  #for(node: SyntaxNode, body: Body): void {
    const inner = { ...body, scope: new Scope(body.scope) };
    const parts = namedOf(node);
    const name = childOf(node, 'variable_declaration');
    const over = parts.find(({ type }) => type !== 'variable_declaration' && type !== 'control_structure_body');
    const value = over === undefined ? null : this.lower(over, body);
    if (value !== null) this.root(value, body);
    // To scopes no difference, whichever of them it is.
    if (name !== null) inner.scope.declare(this.text(namedOf(name)[0] ?? name), value);
    for (const one of childrenOf(node, 'control_structure_body')) this.statement(one, inner);
  }

  #property(node: SyntaxNode, body: Body): void {
    const annotations = this.annotations(node, body);
    const declared = childOf(node, 'variable_declaration');
    const value = namedOf(node).find(({ type }) => !BESIDE.test(type)) ?? null;
    const given = this.#given(node, value, body) ?? configuredBy(annotations);
    if (declared === null) {
      if (given !== null) this.root(given, body);
      return;
    }
    const name = this.text(namedOf(declared)[0] ?? declared);
    const binding = body.scope.declare(name, given);
    if (given === null) return;
    const overrides = this.#overrides(node, body);
    this.roots.push({
      expression: given,
      target: { object: null, name, binding },
      inside: body.returns !== null,
      ...overrides,
    });
  }

  #overrides(node: SyntaxNode, { owner }: Body): { readonly overrides?: ClassLiteral } {
    const marked = partsOf(childOf(node, 'modifiers')).some((modifier) => this.text(modifier) === 'override');
    return marked && owner !== null ? { overrides: owner } : {};
  }

  #given(node: SyntaxNode, value: SyntaxNode | null, body: Body): Expression | null {
    if (value !== null) return this.lower(value, body);
    const delegate = childOf(node, 'property_delegate');
    if (delegate !== null) {
      const by = this.lower(namedOf(delegate)[0] ?? delegate, body);
      const lazy = by.kind === 'call' ? by.arguments.at(-1)?.value : null;
      return lazy?.kind === 'function' ? (lazy.returns.at(-1) ?? by) : by;
    }
    const getter = childOf(node, 'getter');
    if (getter === null) return null;
    const made = this.function(getter, body, null);
    return made.returns.length === 0 ? null : { ...spanOf(node), kind: 'choice', branches: made.returns };
  }

  #assignment(node: SyntaxNode, body: Body): void {
    const [left, right] = namedOf(node);
    if (left === undefined || right === undefined) return;
    const value = this.lower(right, body);
    const to = this.#expressions.assigned(left, body);
    const adds = this.source.slice(left.end, right.offset).includes('+');
    if (to.kind === 'name') {
      const binding = to.scope.lookUp(to.name);
      const listed: Expression = adds
        ? { kind: 'list', items: [{ kind: 'spread', value, ...spanOf(right) }], ...spanOf(right) }
        : value;
      if (binding !== null && binding.parameter === null) binding.values.push(listed);
      const object = binding === null ? (body.receiver ?? null) : null;
      this.root(value, body, { object, name: to.name, binding });
    } else if (to.kind === 'member') {
      if (to.object.kind === 'name' && to.object.name === 'this') body.owner?.members.declare(to.name, value);
      this.root(value, body, { object: to.object, name: to.name, binding: null });
    } else this.root(value, body);
  }

  /** Annotations say something of what follows; those that define an OpenAPI security scheme define its scopes. */
  annotations(node: SyntaxNode, body: Body): readonly Call[] {
    const modifiers = childOf(node, 'modifiers', 'parameter_modifiers');
    return partsOf(modifiers)
      .filter(({ type }) => type === 'annotation')
      .flatMap((annotation) => {
        const call = this.#expressions.annotation(annotation, body);
        if (call === null) return [];
        const definition = definitionOf(call);
        if (definition === null) this.roots.push({ expression: call, target: null, decorates: true, inside: true });
        else this.root(definition, body);
        return [call];
      });
  }

  #type(node: SyntaxNode, body: Body): void {
    this.annotations(node, body);
    const name = nameOf(node, this.source);
    const made = this.class(node, body, name);
    const companion = node.type === 'companion_object';
    const called = name ?? (companion ? 'Companion' : null);
    if (companion && body.owner !== null)
      // What a companion has its class has.
      for (const [member, { values }] of made.members.bindings)
        for (const value of values) body.owner.members.declare(member, value);
    const binding = called === null ? null : body.scope.declare(called, made);
    this.root(made, body, binding === null ? null : { object: null, name: binding.name, binding });
  }

  class(node: SyntaxNode, body: Body, name: string | null): ClassLiteral {
    const members = new Scope(body.scope);
    const bases = childrenOf(node, 'delegation_specifier').flatMap((specifier) => {
      const inner = namedOf(specifier)[0];
      return inner === undefined ? [] : [this.#expressions.base(inner, { ...body, scope: members })];
    });
    const made: ClassLiteral = { kind: 'class', name, members, bases, ...spanOf(node) };
    const inside = new Scope(members);
    inside.declare('this', made);
    const inner: Body = { scope: members, returns: null, owner: made };
    const within: Body = { scope: inside, returns: null, owner: made };
    this.#primary(node, within, made);
    const block = childOf(node, 'class_body', 'enum_class_body');
    const all = withGetters(partsOf(block).flatMap((one) => (one.type === 'ERROR' ? namedOf(one) : [one])));
    for (const member of all)
      if (member.type === 'property_declaration' || TYPES.has(member.type)) this.statement(member, inner);
    for (const member of all) {
      if (member.type === 'enum_entry') this.#entry(member, within, made);
      else if (member.type === 'function_declaration') this.#method(member, within, made);
      else if (member.type === 'anonymous_initializer') this.statement(member, within);
      else if (member.type === 'secondary_constructor') {
        for (const one of childrenOf(member, 'statements')) this.statement(one, { ...within, returns: [] });
        for (const one of childrenOf(member, 'constructor_delegation_call'))
          this.statement(one, { ...within, returns: [] });
      }
    }
    for (const base of bases) if (base.kind === 'call') this.root(base, body);
    return made;
  }

  #method(node: SyntaxNode, body: Body, owner: ClassLiteral): void {
    this.annotations(node, body);
    const made = this.function(node, body, nameOf(node, this.source));
    if (made.name === null) return;
    const binding = owner.members.declare(made.name, made);
    const overrides = this.#overrides(node, body);
    this.roots.push({
      expression: made,
      target: { object: null, name: made.name, binding },
      inside: true,
      ...overrides,
    });
  }

  /** Its parameters are the class's properties, too. */
  #primary(node: SyntaxNode, body: Body, owner: ClassLiteral): void {
    const list = childOf(node, 'primary_constructor');
    if (list === null) return;
    const parameters = childrenOf(list, 'class_parameter');
    const names = parameters.map((parameter) => nameOf(parameter, this.source));
    const scope = new Scope(body.scope);
    const made: FunctionLiteral = {
      kind: 'function',
      name: 'constructor',
      parameters: names,
      scope,
      returns: [],
      ...spanOf(list),
    };
    for (const [index, name] of names.entries()) {
      const parameter = parameters[index];
      if (name === null || parameter === undefined) continue;
      const value = namedOf(parameter).find(({ type }) => !BESIDE.test(type)) ?? null;
      const given = value === null ? configuredBy(this.annotations(parameter, body)) : this.lower(value, body);
      if (given !== null) this.root(given, { ...body, returns: [] });
      scope.declare(name, given).parameter = { of: made, index };
      owner.members.declare(name, { kind: 'name', name, scope, ...spanOf(parameter) });
    }
    owner.members.declare('constructor', made);
  }

  /** An entry of an enumeration has its constructor's parameters as properties. */
  #entry(node: SyntaxNode, body: Body, owner: ClassLiteral): void {
    const name = nameOf(node, this.source);
    if (name === null) return;
    const [maker] = owner.members.bindings.get('constructor')?.values ?? [];
    const parameters = maker?.kind === 'function' ? maker.parameters : [];
    const given = this.#expressions.arguments(childOf(node, 'value_arguments'), body);
    const entries = given.map((one, index) => ({ ...one, name: one.name ?? parameters[index] ?? null }));
    const made = { kind: 'mapping', entries, ...spanOf(node) } as const;
    owner.members.declare(name, made);
    for (const one of standing(made)) this.root(one, { ...body, returns: [] });
  }

  function(node: SyntaxNode, body: Body, name: string | null): FunctionLiteral {
    const scope = new Scope(body.scope);
    const returns: Expression[] = [];
    const inner: Body = { ...body, scope, returns };
    if (name !== null) delete (inner as { receiver?: Expression }).receiver;
    const list = childOf(node, 'function_value_parameters', 'lambda_parameters');
    const parts = partsOf(list);
    const all = parts.filter(({ type }) => /^(parameter|variable_declaration|multi_variable_declaration)$/.test(type));
    const names = all.map((one) => (one.type === 'multi_variable_declaration' ? null : nameOf(one, this.source)));
    const implicit = node.type === 'lambda_literal' && list === null;
    if (implicit) names.push('it');
    const rest = all.findIndex((one) => {
      const before = parts[parts.indexOf(one) - 1];
      return before?.type === 'parameter_modifiers' && this.text(before).includes('vararg');
    });
    const made: FunctionLiteral = {
      kind: 'function',
      name,
      parameters: names,
      scope,
      returns,
      ...spanOf(node),
    };
    const fields: Entry[] = [];
    for (const [index, one] of names.entries()) {
      if (one === null) continue;
      const parameter = all[index];
      // A default stands behind its parameter.
      const after = parameter === undefined ? undefined : parts[parts.indexOf(parameter) + 1];
      const otherwise =
        after !== undefined && !/^(parameter|parameter_modifiers|variable_declaration)$/.test(after.type)
          ? after
          : null;
      const given = otherwise === null ? null : this.lower(otherwise, inner);
      const before = parameter === undefined ? undefined : parts[parts.indexOf(parameter) - 1];
      const field = before?.type === 'parameter_modifiers' ? this.#fieldOf(before, body) : null;
      if (field !== null) fields.push({ name: field, nameOffset: before?.offset ?? 0, value: given ?? nothing(node) });
      else if (given !== null) this.root(given, inner);
      scope.declare(one, given).parameter = { of: made, index, rest: index === rest };
    }
    if (fields.length > 0) this.root({ kind: 'mapping', entries: fields, ...spanOf(list ?? node) }, inner);
    const block = node.type === 'lambda_literal' ? node : childOf(node, 'function_body');
    if (block !== null) this.#body(block, inner, node.type === 'lambda_literal');
    return made;
  }

  /** `@Field("scope")` of Retrofit: what is sent under this name. */
  #fieldOf(modifiers: SyntaxNode, body: Body): string | null {
    for (const annotation of childrenOf(modifiers, 'annotation')) {
      const call = this.#expressions.annotation(annotation, body);
      const name = call?.callee.kind === 'name' ? call.callee.name : '';
      const given = call?.arguments[0]?.value;
      if (/^(Field|Query|FormParam|QueryParam|RequestParam)$/.test(name) && given?.kind === 'text') return given.value;
    }
    return null;
  }

  /** `{ … }`, or `= …`, which gives what it is; so does the last expression of a lambda. */
  #body(block: SyntaxNode, body: Body, lambda: boolean): void {
    for (const one of namedOf(block)) {
      if (one.type === 'lambda_parameters') continue;
      if (one.type !== 'statements') {
        body.returns?.push(this.lower(one, body));
        continue;
      }
      const statements = namedOf(one);
      for (const [index, statement] of statements.entries())
        if (lambda && index === statements.length - 1 && !/declaration$|^assignment$|statement$/.test(statement.type))
          body.returns?.push(this.lower(statement, body));
        else this.statement(statement, body);
    }
  }
}
