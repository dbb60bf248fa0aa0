import type { ScannedFile } from '../../types.ts';
import { brokenAt, fieldOf, namedOf, parseWith, type SyntaxNode } from '../grammars.ts';
import { type Body, firstOf, Lowered, lastNamed, lowerTree, unknown } from '../lowered.ts';
import { type ClassLiteral, type Expression, type FunctionLiteral, type Module, Scope } from '../model.ts';
import { Expressions } from './expressions.ts';
import { typeName } from './types.ts';

const TYPES = new Set([
  'class_declaration',
  'struct_declaration',
  'record_declaration',
  'record_struct_declaration',
  'interface_declaration',
  'enum_declaration',
]);
const METHODS = new Set([
  'method_declaration',
  'local_function_statement',
  'constructor_declaration',
  'operator_declaration',
  'conversion_operator_declaration',
  'destructor_declaration',
]);

/** Namespaces of the platform, which say nothing of whose scopes a file has, though a provider's name is in them. */
const PLATFORM = /^(System|Microsoft\.(?!Identity\.|Graph|Azure|AspNetCore\.Authentication\.(Microsoft|Azure|Google)))/;

/** Libraries whose constants are known by their names in full. */
const LIBRARIES =
  /^(System|Microsoft|Google|Duende|IdentityServer\d?|IdentityModel|OpenIddict|Azure|Auth0|Okta|SpotifyAPI|Octokit|Xamarin)\b/;

/** @throws ScanError where it is too large or too deep */
export function lowerCSharp({ path, text }: ScannedFile): Module {
  const root = parseWith('c-sharp', text);
  const lowering = new Lowering(text);
  const at = brokenAt(root);
  const empty = namedOf(root).every(({ type }) => type === 'ERROR');
  const problem = at !== null && empty ? { offset: at, message: 'this is not C#' } : null;
  return lowerTree(path, lowering, problem, () => {
    const body: Body = { scope: lowering.scope, returns: null, owner: null };
    for (const node of namedOf(root)) lowering.statement(node, body);
  });
}

export class Lowering extends Lowered {
  readonly #expressions = new Expressions(this, this);
  /** The first name of the namespaces that the file has, or uses of others than libraries. */
  readonly namespaces = new Set<string>();

  block(node: SyntaxNode, body: Body): void {
    const inner = { ...body, scope: new Scope(body.scope) };
    for (const one of namedOf(node)) this.statement(one, inner);
  }

  statement(node: SyntaxNode, body: Body): void {
    this.bounded(node, () => {
      this.#statement(node, body);
      return unknown(node);
    });
  }

  #statement(node: SyntaxNode, body: Body): void {
    if (TYPES.has(node.type)) {
      this.#type(node, body);
      return;
    }
    if (METHODS.has(node.type)) {
      const made = this.#function(node, body);
      if (made.name !== null) body.scope.declare(made.name, made);
      return;
    }
    switch (node.type) {
      case 'using_directive': {
        const named = lastNamed(node);
        const path = named === null ? '' : this.textOf(named);
        const alias = fieldOf(node, 'name');
        if (alias !== null && named !== null && alias !== named)
          this.scope.declare(this.textOf(alias), this.#expressions.lower(named, body));
        if (path !== '' && !PLATFORM.test(path)) this.imports.push(path);
        if (!LIBRARIES.test(path)) this.namespaces.add(path.split('.')[0] ?? '');
        return;
      }
      case 'namespace_declaration':
      case 'file_scoped_namespace_declaration': {
        const name = fieldOf(node, 'name');
        const block = fieldOf(node, 'body');
        if (name !== null) this.namespaces.add(this.textOf(name).split('.')[0] ?? '');
        for (const one of namedOf(block ?? node)) if (one !== name) this.statement(one, body);
        return;
      }
      case 'declaration_list':
      case 'global_statement':
        for (const one of namedOf(node)) if (!/name$|^identifier$/.test(one.type)) this.statement(one, body);
        return;
      case 'local_declaration_statement':
      case 'field_declaration':
      case 'event_field_declaration': {
        const declaration = firstOf(node, 'variable_declaration');
        if (declaration !== null) this.#variables(declaration, body, node.type !== 'local_declaration_statement');
        return;
      }
      case 'variable_declaration':
        this.#variables(node, body, false);
        return;
      case 'block':
        this.block(node, body);
        return;
      case 'return_statement': {
        const value = lastNamed(node);
        if (value === null) return;
        const lowered = this.#expressions.lower(value, body);
        if (body.returns === null) this.root(lowered, body);
        else body.returns.push(lowered);
        return;
      }
      case 'foreach_statement':
        this.#each(node, body);
        return;
      case 'expression_statement': {
        const inner = lastNamed(node);
        if (inner !== null) this.root(this.#expressions.lower(inner, body), body);
        return;
      }
      case 'global_attribute':
      case 'attribute_list':
      case 'comment':
        return;
      default:
        this.#parts(node, body);
    }
  }

  /** A statement of which only the parts matter. */
  #parts(node: SyntaxNode, body: Body): void {
    const inner = { ...body, scope: /^(for|using|catch|fixed)/.test(node.type) ? new Scope(body.scope) : body.scope };
    for (const part of namedOf(node)) {
      if (/(statement|declaration|block|clause|section|declaration_list|directive)$|^preproc|^ERROR$/.test(part.type))
        this.statement(part, inner);
      else if (!/^(identifier|modifier|predefined_type)$|_type$|literal$|pattern$/.test(part.type))
        this.root(this.#expressions.lower(part, inner), inner);
    }
  }

  #variables(node: SyntaxNode, body: Body, field: boolean): void {
    const type = fieldOf(node, 'type');
    const expected = type?.type === 'implicit_type' ? null : type;
    for (const declarator of namedOf(node)) {
      if (declarator.type !== 'variable_declarator') continue;
      const name = fieldOf(declarator, 'name') ?? namedOf(declarator)[0];
      if (name === undefined || name === null) continue;
      const written = namedOf(declarator).find((part) => part !== name && part.type !== 'bracketed_argument_list');
      const value = written === undefined ? null : this.#expressions.lower(written, body, expected);
      const binding = body.scope.declare(this.textOf(name), value);
      if (value !== null)
        this.roots.push({
          expression: value,
          target: { object: null, name: binding.name, binding },
          inside: !field && body.returns !== null,
        });
    }
  }

  #each(node: SyntaxNode, body: Body): void {
    const scope = new Scope(body.scope);
    const inner = { ...body, scope };
    const [left, right, block] = [fieldOf(node, 'left'), fieldOf(node, 'right'), fieldOf(node, 'body')];
    if (right !== null) {
      const value = this.#expressions.lower(right, body);
      this.root(value, body);
      if (left?.type === 'identifier') scope.declare(this.textOf(left), value);
    }
    if (block !== null) this.statement(block, inner);
  }

  #type(node: SyntaxNode, body: Body): void {
    const named = fieldOf(node, 'name');
    if (named === null) return;
    const name = this.textOf(named);
    const members = new Scope(body.scope);
    const bases = firstOf(node, 'base_list');
    const span = { offset: node.offset, end: node.end };
    const made: ClassLiteral = {
      kind: 'class',
      name,
      members,
      bases: bases === null ? [] : namedOf(bases).map((base) => this.#expressions.lower(base, body)),
      ...span,
    };
    body.scope.declare(name, made);
    // Others of its namespace know a type that stands in another one by its own name, too.
    if (body.scope !== this.scope && !this.scope.bindings.has(name)) this.scope.declare(name, made);
    members.declare('this', made);
    const inner: Body = { scope: members, returns: null, owner: made };
    this.#attributes(node, inner);
    const parameters = firstOf(node, 'parameter_list');
    if (parameters !== null) {
      const constructed: FunctionLiteral = {
        kind: 'function',
        name: 'constructor',
        parameters: this.#names(parameters),
        scope: members,
        returns: [],
        ...span,
      };
      members.declare('constructor', constructed);
      this.parameters(parameters, constructed, inner);
    }
    const block = fieldOf(node, 'body');
    for (const member of block === null ? [] : namedOf(block)) this.#member(member, inner, members);
  }

  #member(node: SyntaxNode, body: Body, members: Scope): void {
    this.#attributes(node, body);
    if (node.type === 'enum_member_declaration') {
      const name = fieldOf(node, 'name');
      if (name !== null) members.declare(this.textOf(name));
    } else if (node.type === 'property_declaration' || node.type === 'indexer_declaration')
      this.#property(node, body, members);
    else if (node.type === 'preproc_if' || node.type === 'preproc_else')
      for (const part of namedOf(node)) this.#member(part, body, members);
    else this.statement(node, body);
  }

  #property(node: SyntaxNode, body: Body, members: Scope): void {
    const name = fieldOf(node, 'name');
    if (name === null) return;
    const type = fieldOf(node, 'type');
    const values: Expression[] = [];
    const value = fieldOf(node, 'value') ?? firstOf(node, 'arrow_expression_clause');
    if (value !== null) {
      const inner = value.type === 'arrow_expression_clause' ? lastNamed(value) : value;
      if (inner !== null) values.push(this.#expressions.lower(inner, body, type));
    }
    for (const accessor of namedOf(fieldOf(node, 'accessors') ?? node)) {
      if (accessor.type !== 'accessor_declaration') continue;
      const inside: Body = { ...body, scope: new Scope(body.scope), returns: values };
      const block = firstOf(accessor, 'block');
      const arrow = firstOf(accessor, 'arrow_expression_clause');
      const arrowed = arrow === null ? null : lastNamed(arrow);
      if (block !== null) this.block(block, inside);
      else if (arrowed !== null && arrowed.type !== 'assignment_expression')
        values.push(this.#expressions.lower(arrowed, inside, type));
    }
    const binding = members.declare(this.textOf(name));
    const overrides = this.#overrides(node, body);
    for (const one of values) {
      binding.values.push(one);
      const target = { object: null, name: binding.name, binding };
      this.roots.push({ expression: one, target, inside: false, ...overrides });
    }
  }

  /** Set of a member that stands for one of its class's parent, which may use it. */
  #overrides(node: SyntaxNode, { owner }: Body): { readonly overrides?: ClassLiteral } {
    const marked = node.children.some((child) => child.type === 'modifier' && this.textOf(child) === 'override');
    return marked && owner !== null ? { overrides: owner } : {};
  }

  #attributes(node: SyntaxNode, body: Body): void {
    for (const list of namedOf(node))
      if (list.type === 'attribute_list')
        for (const one of namedOf(list)) if (one.type === 'attribute') this.#expressions.attribute(one, body);
  }

  #function(node: SyntaxNode, body: Body): FunctionLiteral {
    this.#attributes(node, body);
    const named = fieldOf(node, 'name');
    const scope = new Scope(body.scope);
    const returns: Expression[] = [];
    const parameters = fieldOf(node, 'parameters') ?? firstOf(node, 'parameter_list');
    const made: FunctionLiteral = {
      kind: 'function',
      name: node.type === 'constructor_declaration' ? 'constructor' : named === null ? null : typeName(named, this),
      parameters: this.#names(parameters),
      scope,
      returns,
      offset: node.offset,
      end: node.end,
    };
    const inner: Body = { ...body, scope, returns };
    this.parameters(parameters, made, inner);
    const initializer = firstOf(node, 'constructor_initializer');
    if (initializer !== null) this.root(this.#base(initializer, inner), inner);
    const block = fieldOf(node, 'body') ?? firstOf(node, 'block', 'arrow_expression_clause');
    if (block?.type === 'block') this.block(block, inner);
    else if (block !== null) {
      const value = lastNamed(block);
      if (value !== null)
        returns.push(this.#expressions.lower(value, inner, fieldOf(node, 'returns') ?? fieldOf(node, 'type')));
    }
    const overrides = this.#overrides(node, body);
    const target =
      overrides.overrides === undefined || made.name === null
        ? null
        : { object: null, name: made.name, binding: body.scope.declare(made.name) };
    this.roots.push({ expression: made, target, inside: true, ...overrides });
    return made;
  }

  /** `: base(…)` of a constructor. */
  #base(node: SyntaxNode, body: Body): Expression {
    const [base] = body.owner?.bases ?? [];
    if (base === undefined || !node.children.some(({ type }) => type === 'base')) return unknown(node);
    const all = this.#expressions.arguments(firstOf(node, 'argument_list'), body, base);
    return { kind: 'call', callee: base, arguments: all, offset: node.offset, end: node.end };
  }

  #names(list: SyntaxNode | null): readonly (string | null)[] {
    return list === null
      ? []
      : namedOf(list)
          .filter(({ type }) => type === 'parameter')
          .map((one) => this.#nameOf(one));
  }

  #nameOf(parameter: SyntaxNode): string | null {
    const name = fieldOf(parameter, 'name');
    return name === null ? null : this.textOf(name);
  }

  parameters(list: SyntaxNode | null, made: FunctionLiteral, body: Body): void {
    if (list === null) return;
    for (const [index, parameter] of namedOf(list)
      .filter(({ type }) => type === 'parameter')
      .entries()) {
      const name = this.#nameOf(parameter);
      if (name === null) continue;
      const type = fieldOf(parameter, 'type');
      const after = parameter.children.findIndex(({ type: of }) => of === '=');
      const otherwise = after === -1 ? null : (parameter.children.slice(after + 1).find(({ named }) => named) ?? null);
      const value =
        otherwise === null || otherwise.type === 'null_literal' ? null : this.#expressions.lower(otherwise, body, type);
      const binding = made.scope.declare(name, value);
      binding.parameter = { of: made, index };
    }
  }
}
