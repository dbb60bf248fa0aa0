import { ScanError } from '../scan-error.ts';
import { namedOf, type SyntaxNode } from './grammars.ts';
import { type ClassLiteral, type Expression, type Module, type Root, Scope, type Text, type Unknown } from './model.ts';
import { chainOf, headOf } from './names.ts';
import { patternParts } from './patterns.ts';
import { TRANSFORMS } from './transforms.ts';

/** Levels that any person's code has; what is deeper isn't read. */
const MAX_DEPTH = 250;

/** Where statements stand. */
export interface Body {
  readonly scope: Scope;
  /** Of a function, what it gives back is put here. */
  readonly returns: Expression[] | null;
  /** The class in which they stand. */
  readonly owner: ClassLiteral | null;
}

/** What the adapters of languages that tree-sitter reads put together in the same way. */
export class Lowered {
  readonly source: string;
  readonly scope = new Scope();
  readonly roots: Root[] = [];
  readonly imports: string[] = [];
  #depth = 0;

  constructor(source: string) {
    this.source = source;
  }

  textOf({ offset, end }: SyntaxNode): string {
    return this.source.slice(offset, end);
  }

  /** What `lower` makes of a node; unknown where it stands too deep. */
  bounded(node: SyntaxNode, lower: () => Expression): Expression {
    if (this.#depth >= MAX_DEPTH) return unknown(node);
    this.#depth += 1;
    try {
      return lower();
    } finally {
      this.#depth -= 1;
    }
  }

  root(expression: Expression, body: Body, target: Root['target'] = null): void {
    if (target === null && expression.kind === 'unknown') return;
    this.roots.push({ expression, target, inside: body.returns !== null });
  }

  /** A name gets a value, in whichever scope it is known. */
  assign(name: string, value: Expression, body: Body): void {
    if (body.scope.lookUp(name) === null || !isOfItself(value, name)) body.scope.assign(name, value);
    this.root(value, body, { object: null, name, binding: body.scope.lookUp(name) });
  }

  /** What is added to a variable that holds a list. */
  add(name: string, items: readonly Expression[], { scope }: Body, { offset, end }: SyntaxNode): void {
    const binding = scope.lookUp(name);
    if (binding === null || binding.imported !== null || items.length === 0) return;
    binding.values.push({ kind: 'list', items, offset, end });
  }
}

/**
 * Whether a value is what a method of the same variable gives, as in `query = query.where(…)`: nothing new is known of it, and many of
 * them would be followed in vain.
 */
export function isOfItself(value: Expression, name: string): boolean {
  if (value.kind !== 'call' || value.callee.kind !== 'member') return false;
  if (Object.hasOwn(TRANSFORMS, value.callee.name)) return false;
  const head = headOf(value);
  if (head.kind !== 'name') return false;
  return head.name === name || (/^(this|self|static)$/.test(head.name) && chainOf(value)[1] === name);
}

/** Reads a file with what a language lowers it by. */
export function lowerTree(path: string, lowered: Lowered, problem: Module['problem'], run: () => void): Module {
  try {
    run();
  } catch (error) {
    if (error instanceof RangeError) throw new ScanError('too_deep', 0, 'this code is nested too deep');
    throw error;
  }
  const { source, scope, roots, imports } = lowered;
  return { path, source, scope, roots, exports: null, reexports: [], imports, problem };
}

export function unknown({ offset, end }: SyntaxNode, reason: string | null = null): Unknown {
  return { kind: 'unknown', reason, offset, end };
}

export function text(value: string, { offset, end }: SyntaxNode): Text {
  return { kind: 'text', value, offset, end };
}

/** A name that nothing of the file declares: of a function or a library. */
export function freeName(name: string, { offset, end }: SyntaxNode): Expression {
  return { kind: 'name', name, scope: new Scope(), offset, end };
}

/** Parts of a literal with texts that stand side by side, as around escapes, made one: a generated literal has a hundred thousand. */
export function togetherOf(parts: readonly Expression[], { offset, end }: SyntaxNode): Expression {
  const merged: Expression[] = [];
  let texts: Text[] = [];
  const flush = (): void => {
    const [first] = texts;
    const last = texts.at(-1);
    if (first !== undefined && last !== undefined)
      merged.push({ ...first, value: texts.map(({ value }) => value).join(''), end: last.end });
    texts = [];
  };
  for (const part of parts)
    if (part.kind === 'text' && (texts.at(-1)?.end ?? part.offset) === part.offset) texts.push(part);
    else {
      flush();
      if (part.kind === 'text') texts.push(part);
      else merged.push(part);
    }
  flush();
  const [only] = merged;
  if (merged.length === 0) return { kind: 'text', value: '', offset, end };
  if (merged.length === 1 && only?.kind === 'text') return { ...only, offset, end };
  return { kind: 'concatenation', parts: merged, offset, end };
}

/**
 * What a pattern and its arguments come to: `sprintf('…%s…', a)`, `string.Format("…{0}…", a)`, also where the pattern is a constant; null
 * where nothing of the pattern is known.
 *
 * @param places of its arguments, global, with the number of the argument as group where it is written
 * @param from the number of the first argument
 */
export function formatted(
  pattern: Expression,
  given: readonly Expression[],
  places: RegExp,
  from = 0,
): Expression | null {
  const { offset, end } = pattern;
  const pieces = patternParts(pattern);
  if (pieces === null) return null;
  const parts: Expression[] = [];
  let next = 0;
  for (const piece of pieces) {
    if (piece.kind !== 'text') {
      parts.push(piece);
      continue;
    }
    let behind = 0;
    for (const match of piece.value.matchAll(places)) {
      parts.push({ ...piece, value: piece.value.slice(behind, match.index) });
      const index = match[1] === undefined ? next : Number(match[1]) - from;
      parts.push(given[index] ?? { kind: 'unknown', reason: null, offset, end });
      next += 1;
      behind = match.index + match[0].length;
    }
    parts.push({ ...piece, value: piece.value.slice(behind) });
  }
  return { kind: 'concatenation', parts, offset, end };
}

export function firstOf(node: SyntaxNode, ...types: readonly string[]): SyntaxNode | null {
  return node.children.find(({ type }) => types.includes(type)) ?? null;
}

/** The last part of a node that means something. */
export function lastNamed(node: SyntaxNode): SyntaxNode | null {
  return namedOf(node).at(-1) ?? null;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
  s: ' ',
};

/** What an escape sequence of the C family stands for. */
export function unescaped(sequence: string): string {
  const [, kind = ''] = sequence;
  if (/[xuU]/.test(kind)) {
    const code = Number.parseInt(sequence.replace(/^\\[xuU]\{?/, '').replace('}', ''), 16);
    return Number.isNaN(code) || code > 0x10ffff ? '' : String.fromCodePoint(code);
  }
  return ESCAPES[kind] ?? sequence.slice(1);
}
