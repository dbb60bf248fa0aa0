import { ScanError } from '../../scan-error.ts';
import type { ScannedFile } from '../../types.ts';
import { brokenAt, fieldOf, namedOf, parseWith, type SyntaxNode } from '../grammars.ts';
import { type ClassLiteral, type Expression, type Module, type Root, Scope } from '../model.ts';
import { PythonExpressions } from './expressions.ts';

/** Where statements stand. */
export interface Body {
  readonly scope: Scope;
  /** Of a function, what it gives back is put here. */
  readonly returns: Expression[] | null;
  /** Of a class, its members. */
  readonly members: Scope | null;
}

/**
 * Lowers a Python file.
 *
 * @throws ScanError where it is nested too deep, or is larger than any code by hand
 */
export function lowerPython({ path, text }: ScannedFile): Module {
  const tree = parseWith('python', text);
  const lowering = new PythonLowering(text);
  try {
    lowering.statements(tree, { scope: lowering.scope, returns: null, members: null });
  } catch (error) {
    if (error instanceof RangeError) throw new ScanError('too_deep', 0, 'this code is nested too deep');
    throw error;
  }
  const { scope, roots, reexports, imports } = lowering;
  const broken = brokenAt(tree);
  const problem = broken === null || roots.length > 0 ? null : { offset: broken, message: 'this is not Python' };
  return { path, source: text, scope, roots, exports: null, reexports, imports, problem };
}

export class PythonLowering {
  readonly source: string;
  readonly scope = new Scope();
  readonly roots: Root[] = [];
  readonly reexports: string[] = [];
  readonly imports: string[] = [];
  readonly #expressions = new PythonExpressions(this);

  constructor(source: string) {
    this.source = source;
  }

  textOf({ offset, end }: SyntaxNode): string {
    return this.source.slice(offset, end);
  }

  root(
    expression: Expression,
    body: Body,
    target: Root['target'] = null,
    overrides: ClassLiteral | undefined = undefined,
  ): void {
    const root = { expression, target, inside: body.returns !== null };
    this.roots.push(overrides === undefined ? root : { ...root, overrides });
  }

  statements(node: SyntaxNode, body: Body): void {
    for (const statement of namedOf(node)) this.statement(statement, body);
  }

  statement(node: SyntaxNode, body: Body): void {
    switch (node.type) {
      case 'expression_statement':
        for (const part of namedOf(node)) {
          // A documentation string, or code that is commented out by quotes.
          if (part.type === 'string') continue;
          this.#effect(part, body);
        }
        return;
      case 'import_statement':
      case 'import_from_statement':
      case 'future_import_statement':
        this.#import(node, body);
        return;
      case 'return_statement': {
        const [value] = namedOf(node);
        if (value === undefined) return;
        const lowered = this.#expressions.lower(value, body);
        if (body.returns === null) this.root(lowered, body);
        else body.returns.push(lowered);
        return;
      }
      case 'function_definition':
        this.#function(node, body);
        return;
      case 'class_definition':
        this.#class(node, body);
        return;
      case 'decorated_definition':
        for (const part of namedOf(node))
          if (part.type === 'decorator') for (const one of namedOf(part)) this.#decorator(one, body);
          else this.statement(part, body);
        return;
      case 'for_statement': {
        const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
        // Its variable stands for each item of what it goes through.
        if (left?.type === 'identifier' && right !== null)
          body.scope.declare(this.textOf(left), this.#expressions.lower(right, body));
        this.#parts(node, body);
        return;
      }
      case 'comment':
      case 'pass_statement':
      case 'global_statement':
      case 'nonlocal_statement':
        return;
      default:
        this.#parts(node, body);
    }
  }

  /** A statement of which only the parts matter. */
  #parts(node: SyntaxNode, body: Body): void {
    for (const part of namedOf(node)) {
      if (/statement$|definition$|clause$|^block$|^with_item$|^as_pattern|^ERROR$|^case_|^import_/.test(part.type)) {
        if (part.type === 'with_item' || part.type.startsWith('as_pattern')) this.#with(part, body);
        else this.statement(part, body);
      } else if (part.field !== 'left' && part.type !== 'type') this.#effect(part, body);
    }
  }

  /** `with open(x) as y`. */
  #with(node: SyntaxNode, body: Body): void {
    const pattern = node.type === 'as_pattern' ? node : namedOf(node).find(({ type }) => type === 'as_pattern');
    if (pattern === undefined) {
      for (const part of namedOf(node)) this.#effect(part, body);
      return;
    }
    const [value, alias] = namedOf(pattern);
    if (value === undefined) return;
    const lowered = this.#expressions.lower(value, body);
    const [target] = alias === undefined ? [] : namedOf(alias);
    if (target?.type === 'identifier') {
      const binding = body.scope.declare(this.textOf(target), lowered);
      this.root(lowered, body, { object: null, name: binding.name, binding });
    } else this.root(lowered, body);
  }

  #effect(node: SyntaxNode, body: Body): void {
    if (node.type === 'assignment' || node.type === 'augmented_assignment') this.#assignment(node, body);
    else this.root(this.#expressions.lower(node, body), body);
  }

  #assignment(node: SyntaxNode, body: Body): void {
    const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
    // `client_id: str` of a class says that its objects have one.
    if (right === null && left?.type === 'identifier') body.members?.declare(this.textOf(left));
    if (left === null || right === null) return;
    if (right.type === 'assignment') {
      this.#assignment(right, body);
      const inner = fieldOf(right, 'right');
      if (inner !== null && left.type === 'identifier')
        body.scope.declare(this.textOf(left), this.#expressions.lower(inner, body));
      return;
    }
    const value = this.#expressions.lower(right, body);
    if (left.type === 'pattern_list' || left.type === 'tuple_pattern') {
      this.#takenApart(left, value, body);
      return;
    }
    if (left.type === 'identifier') {
      const name = this.textOf(left);
      const binding = body.scope.declare(name, value);
      this.root(value, body, { object: null, name, binding }, ownerOf(body));
      return;
    }
    const to = this.#expressions.lower(left, body);
    if (to.kind !== 'member') {
      this.root(value, body);
      return;
    }
    if (to.object.kind === 'name') {
      const [self] = body.scope.lookUp(to.object.name)?.values ?? [];
      if (self?.kind === 'class') self.members.declare(to.name, value);
    }
    this.root(value, body, { object: to.object, name: to.name, binding: null });
  }

  /** `client_id, scopes = settings()`: each name is what stands at its place. */
  #takenApart(left: SyntaxNode, value: Expression, body: Body): void {
    this.root(value, body);
    const names = namedOf(left);
    if (names.some(({ type }) => type === 'list_splat_pattern')) return;
    for (const [index, one] of names.entries()) {
      if (one.type !== 'identifier') continue;
      const { offset, end } = one;
      const name = String(index);
      const item: Expression = { kind: 'member', object: value, name, nameOffset: offset, offset, end };
      body.scope.declare(this.textOf(one), item);
    }
  }

  #import(node: SyntaxNode, body: Body): void {
    const module = fieldOf(node, 'module_name');
    const from = module === null ? null : this.textOf(module);
    if (from !== null) this.imports.push(from);
    for (const part of namedOf(node)) {
      if (part === module) continue;
      if (part.type === 'wildcard_import') {
        if (from !== null) this.reexports.push(from);
        continue;
      }
      const name = this.textOf(part.type === 'aliased_import' ? (fieldOf(part, 'name') ?? part) : part);
      const alias = part.type === 'aliased_import' ? fieldOf(part, 'alias') : null;
      if (from !== null) {
        this.imports.push(from.endsWith('.') ? `${from}${name}` : `${from}.${name}`);
        body.scope.import(alias === null ? name : this.textOf(alias), { path: from, name });
        continue;
      }
      this.imports.push(name);
      if (alias !== null) body.scope.import(this.textOf(alias), { path: name, name: null });
      else {
        const [first = name] = name.split('.');
        body.scope.import(first, { path: first, name: null });
      }
    }
  }

  #decorator(node: SyntaxNode, body: Body): void {
    this.roots.push({
      expression: this.#expressions.lower(node, body),
      target: null,
      decorates: true,
      inside: body.returns !== null,
    });
  }

  #function(node: SyntaxNode, body: Body): void {
    const name = fieldOf(node, 'name');
    const made = this.#expressions.function(node, body);
    if (name === null) return;
    const called = this.textOf(name);
    if (body.members === null) body.scope.declare(called, made);
    else if (this.#isProperty(node)) for (const value of made.returns) body.members.declare(called, value);
    else body.members.declare(called, made);
    this.root(made, body, { object: null, name: called, binding: null }, ownerOf(body));
  }

  /** Whether it is read as an attribute: `@property` stands right before it. */
  #isProperty({ offset }: SyntaxNode): boolean {
    return /@(property|cached_property|functools\.cached_property|classproperty)\s*\n\s*(async\s+)?$/.test(
      this.source.slice(Math.max(0, offset - 120), offset),
    );
  }

  #class(node: SyntaxNode, body: Body): void {
    const name = fieldOf(node, 'name');
    const members = new Scope(body.scope);
    const bases = fieldOf(node, 'superclasses');
    const made: Expression = {
      kind: 'class',
      name: name === null ? null : this.textOf(name),
      members,
      bases:
        bases === null
          ? []
          : namedOf(bases)
              .filter(({ type }) => type === 'identifier' || type === 'attribute')
              .map((base) => this.#expressions.lower(base, body)),
      offset: node.offset,
      end: node.end,
    };
    if (name !== null) body.scope.declare(this.textOf(name), made);
    const block = fieldOf(node, 'body');
    // What `self` is in its methods: a name that no class has stands for it until a method declares its own.
    members.declare(SELF, made);
    if (block !== null) this.statements(block, { scope: members, returns: body.returns, members });
    members.bindings.delete(SELF);
  }
}

export const SELF = '(self)';

/** The class in whose body something stands, where it has a parent that may use what is set there. */
function ownerOf(body: Body): ClassLiteral | undefined {
  const [self] = body.members?.bindings.get(SELF)?.values ?? [];
  return self?.kind === 'class' && self.bases.length > 0 ? self : undefined;
}
