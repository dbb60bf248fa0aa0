import type { ScannedFile } from '../../types.ts';
import { brokenAt, fieldOf, namedOf, parseWith, type SyntaxNode } from '../grammars.ts';
import { type Body, Lowered, lowerTree, unknown } from '../lowered.ts';
import { type ClassLiteral, type Expression, type FunctionLiteral, type Module, Scope } from '../model.ts';
import { Expressions } from './expressions.ts';
import { heredocsOf } from './texts.ts';

const BLOCKS = /^(then|else|do|body_statement|block_body|ensure|rescue)$/;

/** @throws ScanError where it is too large or too deep */
export function lowerRuby({ path, text }: ScannedFile): Module {
  const root = parseWith('ruby', text);
  const at = brokenAt(root);
  const empty = namedOf(root).every(({ type }) => type === 'ERROR');
  const problem = at !== null && empty ? { offset: at, message: 'this is not Ruby' } : null;
  const lowering = new Lowering(text, heredocsOf(root));
  return lowerTree(path, lowering, problem, () => {
    const body: Body = { scope: lowering.scope, returns: null, owner: null };
    const last = lowering.statements(namedOf(root), body);
    if (last !== null) lowering.root(last, body);
  });
}

export class Lowering extends Lowered {
  readonly heredocs: ReadonlyMap<SyntaxNode, SyntaxNode>;
  readonly #expressions = new Expressions(this);

  constructor(source: string, heredocs: ReadonlyMap<SyntaxNode, SyntaxNode>) {
    super(source);
    this.heredocs = heredocs;
  }

  /** Lowers statements; what the last one comes to is left to whoever asks. */
  statements(nodes: readonly SyntaxNode[], body: Body): Expression | null {
    let last: Expression | null = null;
    for (const node of nodes) {
      if (node.type === 'heredoc_body') continue;
      if (last !== null) this.root(last, body);
      last = this.value(node, body);
    }
    return last;
  }

  /** The value of a statement, or of a part that holds several. */
  value(node: SyntaxNode, body: Body): Expression {
    if (BLOCKS.test(node.type)) return this.statements(namedOf(node), body) ?? unknown(node);
    return this.bounded(node, () => this.#statement(node, body));
  }

  #statement(node: SyntaxNode, body: Body): Expression {
    switch (node.type) {
      case 'class':
      case 'module':
        this.#class(node, body);
        return unknown(node);
      case 'singleton_class': {
        const inner = fieldOf(node, 'body');
        if (inner !== null) this.#members(inner, body);
        return unknown(node);
      }
      case 'method':
      case 'singleton_method':
        this.#method(node, body);
        return unknown(node);
      case 'return': {
        const [list] = namedOf(node);
        const items = list === undefined ? [] : namedOf(list).map((one) => this.#expressions.lower(one, body));
        const [only] = items;
        const { offset, end } = node;
        const value: Expression =
          items.length === 1 && only !== undefined ? only : { kind: 'list', items, offset, end };
        if (body.returns !== null) body.returns.push(value);
        else this.root(value, body);
        return unknown(node);
      }
      default:
        return this.#expressions.lower(node, body);
    }
  }

  #members(node: SyntaxNode, body: Body): void {
    const last = this.statements(namedOf(node), body);
    if (last !== null) this.root(last, body);
  }

  #class(node: SyntaxNode, body: Body): void {
    const named = fieldOf(node, 'name');
    if (named === null) return;
    const name = this.textOf(named).split('::').at(-1) ?? '';
    const members = new Scope(body.scope);
    const superclass = fieldOf(node, 'superclass');
    const [base] = superclass === null ? [] : namedOf(superclass);
    const block = fieldOf(node, 'body');
    const parents = base === undefined ? [] : [base];
    // A module that is included is a parent as much.
    for (const one of block === null ? [] : namedOf(block)) {
      const method = one.type === 'call' ? fieldOf(one, 'method') : null;
      const given = fieldOf(one, 'arguments');
      if (method !== null && this.textOf(method) === 'include' && given !== null) parents.push(...namedOf(given));
    }
    const made: ClassLiteral = {
      kind: 'class',
      name,
      members,
      bases: parents.map((one) => this.#expressions.lower(one, body)),
      offset: node.offset,
      end: node.end,
    };
    this.constant(name, made, body);
    members.declare('self', made);
    if (block !== null) this.#members(block, { scope: members, returns: null, owner: made });
  }

  /** Declares a constant where it stands and, so that other files find it, in the file. */
  constant(name: string, value: Expression, body: Body): void {
    body.scope.declare(name, value);
    if (body.scope !== this.scope && !this.scope.bindings.has(name)) this.scope.declare(name, value);
  }

  #method(node: SyntaxNode, body: Body): void {
    const named = fieldOf(node, 'name');
    if (named === null) return;
    const name = this.textOf(named);
    const made = this.function(name, fieldOf(node, 'parameters'), fieldOf(node, 'body'), node, body);
    // A method without parameters is called like a variable.
    if (made.parameters.length === 0) body.scope.declare(name).values.push(...made.returns);
    else body.scope.declare(name, made);
    this.roots.push({ expression: made, target: null, inside: true });
  }

  /** @param given what is known of the parameters, in order */
  function(
    name: string | null,
    parameters: SyntaxNode | null,
    block: SyntaxNode | null,
    { offset, end }: SyntaxNode,
    body: Body,
    given: readonly Expression[] = [],
  ): FunctionLiteral {
    const scope = new Scope(body.scope);
    const returns: Expression[] = [];
    const all = parameters === null ? [] : namedOf(parameters).filter(({ type }) => type !== 'block_parameter');
    const names = all.map((one) => {
      const own = one.type === 'identifier' ? one : fieldOf(one, 'name');
      return own === null ? null : this.textOf(own);
    });
    const rest = all.findIndex(({ type }) => type === 'splat_parameter');
    const made: FunctionLiteral = {
      kind: 'function',
      name,
      parameters: names,
      scope,
      returns,
      offset,
      end,
    };
    const inner: Body = { ...body, scope, returns };
    for (const [index, parameter] of all.entries()) {
      const own = names[index];
      if (own === null || own === undefined) continue;
      const known = given[index];
      if (known !== undefined) {
        scope.declare(own, known);
        continue;
      }
      const otherwise = fieldOf(parameter, 'value');
      const value = otherwise === null || otherwise.type === 'nil' ? null : this.#expressions.lower(otherwise, inner);
      scope.declare(own, value).parameter = index === rest ? { of: made, index, rest: true } : { of: made, index };
    }
    const last = block === null ? null : this.value(block, inner);
    if (last !== null && (last.kind !== 'unknown' || last.reason !== null)) returns.push(last);
    return made;
  }
}
