import { fieldOf, namedOf, type SyntaxNode } from '../grammars.ts';
import { type Expression, type FunctionLiteral, type Root, Scope } from '../model.ts';
import { childOf, childrenOf, fieldsOf, firstOf, partsOf } from '../syntax.ts';
import { Expressions, literalOf } from './expressions.ts';

/** Where statements stand. */
export interface Body {
  readonly scope: Scope;
  /** Of a function, what it gives back is put here; null outside of any. */
  readonly returns: Expression[] | null;
}

/** What stands in a body beside expressions. */
const STATEMENTS =
  /^ERROR$|statement$|^block$|_declaration$|_case$|^default_case$|^range_clause$|^for_clause$|^statement_list$/;

/** Lowers a file: its declarations and statements here, its expressions in `expressions.ts`. */
export class Lowering {
  readonly source: string;
  readonly scope = new Scope();
  readonly roots: Root[] = [];
  readonly imports: string[] = [];
  /** Types of the file that are another name for a text or a list: `type Scope string`. */
  readonly aliases = new Set<string>();
  /** Constants of the file that are a plain text, for keys of literals: known before anything is lowered. */
  readonly texts = new Map<string, string>();
  /** Types that functions of the file give, by the functions' names. */
  readonly #results = new Map<string, SyntaxNode>();
  /** Packages that are imported by another name, with their own: what they have is known by that. */
  readonly #aliases = new Map<string, { readonly name: string; readonly scope: Scope }>();
  readonly #expressions = new Expressions(this);

  constructor(source: string) {
    this.source = source;
  }

  file(root: SyntaxNode): void {
    const body: Body = { scope: this.scope, returns: null };
    for (const declaration of namedOf(root)) {
      if (declaration.type === 'type_declaration') this.#types(declaration);
      if (declaration.type === 'const_declaration' || declaration.type === 'var_declaration') this.#keys(declaration);
      if (declaration.type === 'import_declaration') this.#imports(declaration);
      if (declaration.type === 'function_declaration') {
        const [name, result] = [fieldOf(declaration, 'name'), fieldOf(declaration, 'result')];
        const [first] = result?.type === 'parameter_list' ? namedOf(result) : [];
        const type = first === undefined ? result : fieldOf(first, 'type');
        if (name !== null && type !== null) this.#results.set(this.text(name), type);
      }
    }
    for (const declaration of namedOf(root))
      if (declaration.type !== 'type_declaration' && declaration.type !== 'import_declaration')
        this.statement(declaration, body);
  }

  /** A name and where it is looked up; of a package its own name, however it is imported. */
  named(name: string, scope: Scope): { readonly name: string; readonly scope: Scope } {
    const alias = this.#aliases.get(name);
    return alias !== undefined && scope.lookUp(name)?.imported ? alias : { name, scope };
  }

  text(node: SyntaxNode): string {
    return this.source.slice(node.offset, node.end);
  }

  root(expression: Expression, body: Body, target: Root['target'] = null): void {
    this.roots.push({ expression, target, inside: body.returns !== null });
  }

  #types(node: SyntaxNode): void {
    for (const spec of childrenOf(node, 'type_spec', 'type_alias')) {
      const [name, type] = [fieldOf(spec, 'name'), fieldOf(spec, 'type')];
      if (name === null || type === null) continue;
      const called = this.text(name);
      if (type.type === 'struct_type' || type.type === 'interface_type')
        this.scope.declare(called, {
          kind: 'class',
          name: called,
          members: new Scope(this.scope),
          bases: [],
          offset: spec.offset,
          end: spec.end,
        });
      else this.aliases.add(called);
    }
  }

  #keys(node: SyntaxNode): void {
    for (const spec of specsOf(node)) {
      const values = partsOf(fieldOf(spec, 'value'));
      for (const [index, name] of fieldsOf(spec, 'name').entries()) {
        const value = values[index];
        const text = value === undefined ? null : literalOf(value, this.source);
        if (text !== null) this.texts.set(this.text(name), text);
      }
    }
  }

  #imports(node: SyntaxNode): void {
    const list = childOf(node, 'import_spec_list');
    for (const spec of childrenOf(list ?? node, 'import_spec')) {
      const [name, path] = [fieldOf(spec, 'name'), fieldOf(spec, 'path')];
      const written = path === null ? null : literalOf(path, this.source);
      if (written === null || written === '') continue;
      this.imports.push(written);
      const called = name === null ? packageOf(written) : this.text(name);
      if (called === '_' || called === '.') continue;
      this.scope.import(called, { path: written, name: null });
      const own = packageOf(written);
      if (called === own) continue;
      const scope = new Scope();
      scope.import(own, { path: written, name: null });
      this.#aliases.set(called, { name: own, scope });
    }
  }

  statement(node: SyntaxNode, body: Body): void {
    switch (node.type) {
      case 'const_declaration':
      case 'var_declaration':
        for (const spec of specsOf(node)) this.#variables(spec, body);
        return;
      case 'type_declaration':
        this.#types(node);
        return;
      case 'function_declaration':
      case 'method_declaration':
        this.#function(node, body);
        return;
      case 'short_var_declaration':
      case 'assignment_statement':
        this.#assignment(node, body);
        return;
      case 'range_clause':
        this.#range(node, body);
        return;
      case 'return_statement':
        this.#return(node, body);
        return;
      case 'statement_list':
        for (const statement of namedOf(node)) this.statement(statement, body);
        return;
      default:
        this.#parts(node, body);
    }
  }

  /** A statement of which only the parts matter: conditions, loops, cases, calls. */
  #parts(node: SyntaxNode, body: Body): void {
    const inner = { ...body, scope: new Scope(body.scope) };
    for (const child of namedOf(node)) {
      if (child.type.endsWith('type') || child.type === 'labeled_name') continue;
      if (STATEMENTS.test(child.type)) this.statement(child, inner);
      else if (child.type === 'expression_list')
        for (const one of namedOf(child)) this.root(this.lower(one, inner), inner);
      else this.root(this.lower(child, inner), inner);
    }
  }

  lower(node: SyntaxNode, body: Body): Expression {
    return this.#expressions.lower(node, body);
  }

  #variables(spec: SyntaxNode, body: Body): void {
    const values = partsOf(fieldOf(spec, 'value')).map((value) => this.lower(value, body));
    const names = fieldsOf(spec, 'name').map((name) => this.text(name));
    const type = fieldOf(spec, 'type');
    for (const [index, name] of names.entries()) {
      const value = values[index] ?? (type === null ? null : this.#zero(type, body));
      if (name === '_') continue;
      const binding = body.scope.declare(name, value);
      if (value !== null) this.root(value, body, { object: null, name, binding });
    }
  }

  /** `var conf oauth2.Config`: an empty one, whose fields are set later. */
  #zero(type: SyntaxNode, body: Body): Expression | null {
    if (type.type === 'pointer_type') return this.#zero(firstOf(type) ?? type, body);
    if (type.type !== 'qualified_type') return null;
    const named = this.lower(type, body);
    return { kind: 'mapping', entries: [], type: named, offset: type.offset, end: type.end };
  }

  #assignment(node: SyntaxNode, body: Body): void {
    const left = partsOf(fieldOf(node, 'left'));
    const right = partsOf(fieldOf(node, 'right'));
    const values = right.map((value) => this.lower(value, body));
    const declares = node.type === 'short_var_declaration';
    for (const [index, target] of left.entries()) {
      // `conf, err := …`: the first of several that a call gives.
      const value = values.length === left.length ? (values[index] ?? null) : index === 0 ? (values[0] ?? null) : null;
      this.#assign(target, value, declares, body);
    }
    if (left.length === 0) for (const value of values) this.root(value, body);
  }

  #assign(target: SyntaxNode, value: Expression | null, declares: boolean, body: Body): void {
    if (target.type === 'identifier') {
      const name = this.text(target);
      if (name === '_') {
        if (value !== null) this.root(value, body);
        return;
      }
      if (declares) {
        body.scope.declare(name, value);
        const type =
          value?.kind === 'call' && value.callee.kind === 'name' ? this.#results.get(value.callee.name) : undefined;
        const typed = type === undefined ? null : this.#zero(type, body);
        if (typed !== null) body.scope.declare(name, typed);
      }
      if (!declares && value !== null) body.scope.assign(name, value);
      if (value !== null) this.root(value, body, { object: null, name, binding: body.scope.lookUp(name) });
      return;
    }
    const to = this.lower(target, body);
    if (value === null) return;
    if (to.kind === 'member') {
      keepMember(to.object, to.name, value);
      this.root(value, body, { object: to.object, name: to.name, binding: null });
    } else this.root(value, body);
  }

  /** `for _, scope := range scopes`: to scopes no difference, whichever of them it is. */
  #range(node: SyntaxNode, body: Body): void {
    const right = fieldOf(node, 'right');
    if (right === null) return;
    const value = this.lower(right, body);
    this.root(value, body);
    const [, item] = partsOf(fieldOf(node, 'left'));
    if (item?.type === 'identifier') body.scope.declare(this.text(item), value);
  }

  #return(node: SyntaxNode, body: Body): void {
    const all = partsOf(childOf(node, 'expression_list')).map((value) => this.lower(value, body));
    const [first, ...rest] = all;
    if (first !== undefined) {
      if (body.returns === null) this.root(first, body);
      else body.returns.push(first);
    }
    for (const one of rest) this.root(one, body);
  }

  #function(node: SyntaxNode, body: Body): void {
    const name = fieldOf(node, 'name');
    const called = name === null ? null : this.text(name);
    const receiver = childOf(fieldOf(node, 'receiver') ?? node, 'parameter_declaration');
    const owner = receiver === null || node.type === 'function_declaration' ? null : this.#classOf(receiver, body);
    const scope = new Scope(body.scope);
    const self = receiver === null ? null : fieldOf(receiver, 'name');
    if (owner !== null && self !== null) scope.declare(this.text(self), owner);
    const made = this.function(node, { scope, returns: null }, called);
    if (called === null) return;
    if (node.type === 'method_declaration') {
      owner?.members.declare(called, made);
      this.root(made, { ...body, returns: [] });
      return;
    }
    const binding = body.scope.declare(called, made);
    this.root(made, body, { object: null, name: called, binding });
  }

  #classOf(receiver: SyntaxNode, body: Body): Extract<Expression, { kind: 'class' }> | null {
    let type = fieldOf(receiver, 'type');
    while (type?.type === 'pointer_type' || type?.type === 'generic_type') type = namedOf(type)[0] ?? null;
    const [owner] = type === null ? [] : (body.scope.lookUp(this.text(type))?.values ?? []);
    return owner?.kind === 'class' ? owner : null;
  }

  function(node: SyntaxNode, body: Body, name: string | null): FunctionLiteral {
    const scope = new Scope(body.scope);
    const returns: Expression[] = [];
    const list = partsOf(fieldOf(node, 'parameters'));
    const names = list.flatMap((parameter) => {
      const of = fieldsOf(parameter, 'name').map((one) => this.text(one));
      return of.length === 0 ? [null] : of;
    });
    const rest = list.at(-1)?.type === 'variadic_parameter_declaration' ? names.length - 1 : null;
    const made: FunctionLiteral = {
      kind: 'function',
      name,
      parameters: names,
      scope,
      returns,
      offset: node.offset,
      end: node.end,
    };
    const types = list.flatMap((parameter) => {
      const type = fieldOf(parameter, 'type');
      return (fieldsOf(parameter, 'name').length === 0 ? [null] : fieldsOf(parameter, 'name')).map(() => type);
    });
    for (const [index, one] of names.entries()) {
      if (one === null || one === '_') continue;
      const type = types[index] ?? null;
      scope.declare(one, type === null ? null : this.#zero(type, body)).parameter = {
        of: made,
        index,
        rest: index === rest,
      };
    }
    const block = fieldOf(node, 'body');
    if (block !== null) for (const statement of namedOf(block)) this.statement(statement, { scope, returns });
    return made;
  }
}

function specsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const list = childOf(node, 'var_spec_list');
  return childrenOf(list ?? node, 'const_spec', 'var_spec');
}

/** What is set on a receiver, or on a value of a struct of the file, its methods see. */
export function keepMember(object: Expression, name: string, value: Expression): void {
  if (object.kind !== 'name') return;
  const [self] = object.scope.lookUp(object.name)?.values ?? [];
  if (self?.kind === 'class') self.members.declare(name, value);
}

/** The name of a package by its path: `github.com/ory/fosite/v2` is `fosite`, `gopkg.in/yaml.v3` is `yaml`, `go-github` is `github`. */
function packageOf(path: string): string {
  const parts = path.split('/');
  let last = parts.at(-1) ?? '';
  if (/^v\d+$/.test(last) && parts.length > 1) last = parts.at(-2) ?? last;
  return last
    .replace(/\.v\d+$/, '')
    .replace(/^go-/, '')
    .replaceAll('-', '');
}
