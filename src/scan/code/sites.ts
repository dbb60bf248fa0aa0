import type {
  Argument,
  Binding,
  Call,
  Concatenation,
  Entry,
  Expression,
  List,
  Mapping,
  Module,
  Root,
  Text,
} from './model.ts';

/** What stands around an expression, from the inside out. */
export type Context =
  | { readonly as: 'root'; readonly root: Root; readonly up: null }
  | {
      readonly as: 'argument';
      readonly call: Call;
      readonly argument: Argument;
      readonly index: number;
      readonly up: Context;
    }
  | { readonly as: 'entry'; readonly mapping: Mapping; readonly entry: Entry; readonly up: Context }
  | { readonly as: 'part'; readonly of: Expression; readonly up: Context };

export interface Site<E extends Expression> {
  readonly expression: E;
  readonly context: Context;
}

/** All places of a file that may ask, in the order of the file, found in one pass. */
export interface Sites {
  readonly calls: readonly Site<Call>[];
  readonly mappings: readonly Site<Mapping>[];
  /** Texts and concatenations that aren't part of a longer one. */
  readonly texts: readonly Site<Text | Concatenation>[];
  readonly roots: readonly Root[];
  /** Where a name of the file is handed on: as an argument, an entry, an item, a spread. */
  readonly uses: ReadonlyMap<Binding, readonly Context[]>;
}

/** Levels of a syntax tree that any person's code has. */
const MAX_DEPTH = 150;

export function sitesOf(module: Module): Sites {
  const walk = new Walk();
  for (const root of module.roots) walk.visit(root.expression, { as: 'root', root, up: null }, 0);
  return { ...walk, roots: module.roots };
}

class Walk {
  readonly calls: Site<Call>[] = [];
  readonly mappings: Site<Mapping>[] = [];
  readonly texts: Site<Text | Concatenation>[] = [];
  readonly uses = new Map<Binding, Context[]>();

  visit(expression: Expression, context: Context, depth: number): void {
    if (depth > MAX_DEPTH) return;
    const part = (inner: Expression): void => this.visit(inner, { as: 'part', of: expression, up: context }, depth + 1);
    switch (expression.kind) {
      case 'text':
        this.texts.push({ expression, context });
        return;
      case 'concatenation':
        this.texts.push({ expression, context });
        for (const inner of expression.parts) if (inner.kind !== 'text') part(inner);
        return;
      case 'list':
        if (expression.items.some(isPairOfScopes)) this.mappings.push({ expression: mappingOf(expression), context });
        for (const item of expression.items) part(item);
        return;
      case 'spread':
        // Stands as what it spreads.
        this.visit(expression.value, context, depth + 1);
        return;
      case 'choice':
        for (const branch of expression.branches) part(branch);
        return;
      case 'mapping':
        this.mappings.push({ expression, context });
        for (const entry of expression.entries)
          this.visit(entry.value, { as: 'entry', mapping: expression, entry, up: context }, depth + 1);
        return;
      case 'member':
        part(expression.object);
        return;
      case 'call':
        this.calls.push({ expression, context });
        part(expression.callee);
        for (const [index, argument] of expression.arguments.entries())
          this.visit(argument.value, { as: 'argument', call: expression, argument, index, up: context }, depth + 1);
        return;
      case 'function':
        for (const value of expression.returns) part(value);
        return;
      case 'name': {
        const binding = expression.scope.lookUp(expression.name);
        if (binding === null) return;
        const uses = this.uses.get(binding);
        if (uses === undefined) this.uses.set(binding, [context]);
        else uses.push(context);
        return;
      }
      default:
    }
  }
}

/** `('scope', 'openid')` among pairs, which are a form as much as a mapping is. */
function isPairOfScopes(item: Expression): boolean {
  if (item.kind !== 'list' || item.items.length !== 2) return false;
  const [name] = item.items;
  return name?.kind === 'text' && /scope/i.test(name.value);
}

function mappingOf({ items, offset, end }: List): Mapping {
  const entries = items.flatMap((pair): Entry[] => {
    const [name, value] = pair.kind === 'list' ? pair.items : [];
    return name?.kind === 'text' && value !== undefined ? [{ name: name.value, nameOffset: name.offset, value }] : [];
  });
  return { kind: 'mapping', entries, offset, end };
}

/** The contexts around one, from the inside out, it first. */
export function* outwards(context: Context): Generator<Context> {
  for (let at: Context | null = context; at !== null; at = at.up) yield at;
}
