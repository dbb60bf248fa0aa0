import type { ScannedFile } from '../../types.ts';
import { brokenAt, fieldOf, namedOf, parseWith, type SyntaxNode } from '../grammars.ts';
import { type Body, firstOf, Lowered, lastNamed, lowerTree, unknown } from '../lowered.ts';
import { type ClassLiteral, type Expression, type FunctionLiteral, type Module, Scope } from '../model.ts';
import { chainOf } from '../names.ts';
import { Expressions } from './expressions.ts';
import { useClauses, variableName } from './names.ts';
import { linksIn } from './texts.ts';

const CLASSES = new Set(['class_declaration', 'interface_declaration', 'trait_declaration', 'enum_declaration']);

/** Methods by which a class tells its parent what to ask for; PHP needs no word to say that they override. */
const ASKED_BY_PARENT = /^(?:get)?_?\w*scopes?(?:string|list)?$/i;

/** @throws ScanError where it is too large or too deep */
export function lowerPhp({ path, text: written }: ScannedFile): Module {
  const text = /\.blade\.php$/i.test(path) ? unbladed(written) : written;
  const root = parseWith('php', text);
  const at = brokenAt(root);
  const empty = namedOf(root).every(({ type }) => type === 'ERROR');
  const problem = at !== null && empty ? { offset: at, message: 'this is not PHP' } : null;
  const lowering = new Lowering(text);
  return lowerTree(path, lowering, problem, () => {
    const body: Body = { scope: lowering.scope, returns: null, owner: null };
    for (const node of namedOf(root)) lowering.statement(node, body);
  });
}

/** A template of Blade with PHP's own marks in place of its own, each of the same length: everything stays where it is. */
function unbladed(text: string): string {
  return text.replaceAll(/@php(?=\s\s)\s|@endphp\b|\{\{ |\}\}/g, (mark) => BLADE[mark.trim()] ?? mark);
}

const BLADE: Readonly<Record<string, string>> = { '@php': '<?php', '@endphp': '?>     ', '{{': '<?=', '}}': '?>' };

export class Lowering extends Lowered {
  readonly #expressions = new Expressions(this);
  /** The last part of the namespace, which often says whose provider a class is. */
  #namespace = '';

  statement(node: SyntaxNode, body: Body): void {
    this.bounded(node, () => {
      this.#statement(node, body);
      return unknown(node);
    });
  }

  block(node: SyntaxNode, body: Body): void {
    for (const one of namedOf(node)) this.statement(one, body);
  }

  #statement(node: SyntaxNode, body: Body): void {
    if (CLASSES.has(node.type)) {
      const named = fieldOf(node, 'name');
      const made = this.class(node, named === null ? null : this.textOf(named), body);
      if (made.name !== null) body.scope.declare(made.name, made);
      return;
    }
    switch (node.type) {
      case 'text':
        for (const link of linksIn(node, this)) this.root(link, body);
        return;
      case 'text_interpolation':
        this.block(node, body);
        return;
      case 'namespace_definition': {
        const named = fieldOf(node, 'name');
        this.#namespace = named === null ? '' : (this.textOf(named).split('\\').at(-1) ?? '');
        const block = fieldOf(node, 'body');
        if (block !== null) this.block(block, body);
        return;
      }
      case 'namespace_use_declaration':
        for (const { path, name, alias } of useClauses(node, this)) {
          this.imports.push(path);
          this.scope.import(alias, { path, name });
        }
        return;
      case 'function_definition': {
        const made = this.function(node, body, null);
        if (made.name !== null) body.scope.declare(made.name, made);
        this.roots.push({ expression: made, target: null, inside: true });
        return;
      }
      case 'const_declaration':
        this.#constants(node, body);
        return;
      case 'return_statement': {
        const value = lastNamed(node);
        if (value === null) return;
        const lowered = this.#expressions.lower(value, body);
        if (body.returns === null) this.root(lowered, body);
        else body.returns.push(lowered);
        return;
      }
      case 'compound_statement':
      case 'colon_block':
      case 'else_clause':
      case 'declaration_list':
        this.block(node, body);
        return;
      case 'foreach_statement':
        this.#each(node, body);
        return;
      case 'function_static_declaration':
      case 'global_declaration':
      case 'use_declaration':
      case 'php_tag':
      case 'comment':
        return;
      default:
        this.#parts(node, body);
    }
  }

  /** A statement of which only the parts matter. */
  #parts(node: SyntaxNode, body: Body): void {
    for (const part of namedOf(node)) {
      if (/(statement|clause|block|definition|declaration)$|^ERROR$|^text/.test(part.type)) this.statement(part, body);
      else if (!/^(name|variable_name|php_tag)$|type$/.test(part.type))
        this.root(this.#expressions.lower(part, body), body);
    }
  }

  #each(node: SyntaxNode, body: Body): void {
    const [over, as] = namedOf(node);
    const block = fieldOf(node, 'body') ?? lastNamed(node);
    if (over !== undefined && as !== undefined) {
      const value = this.#expressions.lower(over, body);
      this.root(value, body);
      const name = variableName(as, this);
      if (name !== null) body.scope.declare(name, value);
    }
    if (block !== null && block !== as && block !== over) this.statement(block, body);
  }

  #constants(node: SyntaxNode, body: Body): void {
    for (const element of namedOf(node)) {
      if (element.type !== 'const_element') continue;
      const [named, value] = namedOf(element);
      if (named === undefined || value === undefined) continue;
      const lowered = this.#expressions.lower(value, body);
      const binding = body.scope.declare(this.textOf(named), lowered);
      this.roots.push({ expression: lowered, target: { object: null, name: binding.name, binding }, inside: false });
    }
  }

  class(node: SyntaxNode, name: string | null, body: Body): ClassLiteral {
    const members = new Scope(this.scope);
    const parents = [firstOf(node, 'base_clause'), firstOf(node, 'class_interface_clause')].flatMap((clause) =>
      clause === null ? [] : namedOf(clause),
    );
    const made: ClassLiteral = {
      kind: 'class',
      name,
      members,
      bases: parents.map((one) => this.#expressions.lower(one, body)),
      offset: node.offset,
      end: node.end,
    };
    for (const self of ['this', 'self', 'static']) members.declare(self, made);
    const inner: Body = { scope: members, returns: null, owner: made };
    this.#attributes(node, inner);
    const block = fieldOf(node, 'body') ?? firstOf(node, 'declaration_list');
    for (const member of block === null ? [] : namedOf(block)) this.#member(member, made, inner);
    return made;
  }

  #member(node: SyntaxNode, owner: ClassLiteral, body: Body): void {
    this.#attributes(node, body);
    if (node.type === 'const_declaration') this.#constants(node, body);
    else if (node.type === 'enum_case') {
      const [named, value] = [fieldOf(node, 'name'), fieldOf(node, 'value')];
      if (named !== null)
        owner.members.declare(this.textOf(named), value === null ? null : this.#expressions.lower(value, body));
    } else if (node.type === 'property_declaration') {
      for (const element of namedOf(node))
        if (element.type === 'property_element') this.#property(element, owner, body);
    } else if (node.type === 'method_declaration') {
      const made = this.function(node, body, owner);
      if (made.name === null) return;
      owner.members.declare(made.name, made);
      // What a provider of one's own asks for where nobody says.
      if (/^get(Default)?Scopes$/.test(made.name) && isProvider(owner))
        this.root(this.#asked(made, owner, node), { ...body, returns: [] });
      else if (ASKED_BY_PARENT.test(made.name) && owner.bases.length > 0)
        this.roots.push({
          expression: made,
          target: { object: null, name: made.name, binding: owner.members.declare(made.name) },
          inside: true,
          overrides: owner,
        });
      else this.roots.push({ expression: made, target: null, inside: true });
    }
  }

  #property(node: SyntaxNode, owner: ClassLiteral, body: Body): void {
    const named = fieldOf(node, 'name');
    const value = fieldOf(node, 'default_value');
    const name = named === null ? null : variableName(named, this);
    if (name === null) return;
    const lowered = value === null ? null : this.#expressions.lower(value, body);
    const binding = owner.members.declare(name, lowered);
    if (lowered === null) return;
    if (!this.askedByProvider(name, lowered, owner, node, body))
      this.roots.push({ expression: lowered, target: { object: null, name, binding }, inside: true });
  }

  /** `protected $scopes = […]` of a provider of one's own, and `$this->scope = '…'` in it. */
  askedByProvider(name: string, value: Expression, owner: ClassLiteral, node: SyntaxNode, body: Body): boolean {
    if (!/^(default|user|bot)?_?scopes?$/i.test(name) || !isProvider(owner)) return false;
    this.root(this.#asked(value, owner, node), body);
    return true;
  }

  /** What a class that extends a library's provider asks for. */
  #asked(value: Expression, { name }: ClassLiteral, { offset, end }: SyntaxNode): Expression {
    const whose: Expression = {
      kind: 'name',
      name: `${this.#namespace} ${name ?? ''}`,
      scope: new Scope(),
      offset,
      end,
    };
    const callee: Expression = {
      kind: 'member',
      object: whose,
      name: 'oauth2_provider',
      nameOffset: offset,
      offset,
      end,
    };
    const given: Expression =
      value.kind === 'function' ? { kind: 'choice', branches: value.returns, offset, end } : value;
    return { kind: 'call', callee, arguments: [{ name: 'scopes', nameOffset: offset, value: given }], offset, end };
  }

  #attributes(node: SyntaxNode, body: Body): void {
    const list = fieldOf(node, 'attributes') ?? firstOf(node, 'attribute_list');
    for (const group of list === null ? [] : namedOf(list))
      for (const one of namedOf(group)) {
        if (one.type !== 'attribute') continue;
        const [named] = namedOf(one);
        if (named === undefined) continue;
        const callee = this.#expressions.lower(named, body);
        const all = this.#expressions.arguments(fieldOf(one, 'parameters') ?? firstOf(one, 'arguments'), body);
        const expression: Expression = { kind: 'call', callee, arguments: all, offset: one.offset, end: one.end };
        this.roots.push({ expression, target: null, decorates: true, inside: true });
      }
  }

  function(node: SyntaxNode, body: Body, owner: ClassLiteral | null): FunctionLiteral {
    const named = fieldOf(node, 'name');
    const arrow = node.type === 'arrow_function';
    const closure = arrow || /^anonymous_function/.test(node.type);
    // A function doesn't know the variables around it; a closure is given some of them.
    const scope = new Scope(closure ? body.scope : (owner?.members ?? this.scope));
    const returns: Expression[] = [];
    const list = fieldOf(node, 'parameters');
    const parameters = list === null ? [] : namedOf(list).filter(({ type }) => /parameter$/.test(type));
    const names = parameters.map((one) => {
      const own = fieldOf(one, 'name');
      return own === null ? null : variableName(own, this);
    });
    const rest = parameters.findIndex(({ type }) => type === 'variadic_parameter');
    const made: FunctionLiteral = {
      kind: 'function',
      name: named === null ? null : this.textOf(named),
      parameters: names,
      scope,
      returns,
      offset: node.offset,
      end: node.end,
    };
    const inner: Body = { scope, returns, owner: owner ?? body.owner };
    for (const [index, parameter] of parameters.entries()) {
      const name = names[index];
      if (name === null || name === undefined) continue;
      const otherwise = fieldOf(parameter, 'default_value');
      const value = otherwise === null || otherwise.type === 'null' ? null : this.#expressions.lower(otherwise, inner);
      scope.declare(name, value).parameter = index === rest ? { of: made, index, rest: true } : { of: made, index };
      const { offset, end } = parameter;
      // `__construct(private array $scopes)` keeps it, too.
      if (parameter.type === 'property_promotion_parameter')
        owner?.members.declare(name, { kind: 'name', name, scope, offset, end });
    }
    const block = fieldOf(node, 'body');
    if (block?.type === 'compound_statement') this.block(block, inner);
    else if (block !== null) returns.push(this.#expressions.lower(block, inner));
    return made;
  }
}

/** Whether a class is a provider of league/oauth2-client, Socialite or one of theirs. Much else has an interface of a provider. */
function isProvider({ bases }: ClassLiteral): boolean {
  return bases.some((base) => /provider(?!\w*Interface$)|oauth|socialite/i.test(chainOf(base).join('.')));
}
