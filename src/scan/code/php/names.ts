import { fieldOf, namedOf, type SyntaxNode } from '../grammars.ts';
import type { Lowered } from '../lowered.ts';
import { type Expression, Scope } from '../model.ts';

/** The parts of a class's name. */
export function segmentsOf(node: SyntaxNode, to: Lowered): readonly string[] {
  return to
    .textOf(node)
    .split('\\')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** A variable's own name, without `$`. */
export function variableName(node: SyntaxNode, to: Lowered): string | null {
  if (node.type !== 'variable_name') return null;
  return to.textOf(node).replace(/^\$+/, '');
}

/** A class that is named in full: as if it were imported. */
export function qualified(segments: readonly string[], { offset, end }: SyntaxNode, to: Lowered): Expression {
  const name = segments.at(-1) ?? '';
  const path = segments.join('\\');
  const scope = new Scope();
  if (!to.imports.includes(path)) to.imports.push(path);
  scope.import(name, { path, name });
  return { kind: 'name', name, scope, offset, end };
}

/** `use A\B;`, `use A\{B, C as D};`, `use function a\b;` */
export function useClauses(
  node: SyntaxNode,
  to: Lowered,
): readonly { readonly path: string; readonly name: string; readonly alias: string }[] {
  const group = fieldOf(node, 'body');
  const prefix =
    group === null
      ? []
      : namedOf(node)
          .filter(({ type }) => /name$/.test(type))
          .flatMap((one) => segmentsOf(one, to));
  return namedOf(group ?? node).flatMap((clause) => {
    if (clause.type !== 'namespace_use_clause') return [];
    const alias = fieldOf(clause, 'alias');
    const named = namedOf(clause).find((part) => part !== alias && /name$/.test(part.type));
    if (named === undefined) return [];
    const segments = [...prefix, ...segmentsOf(named, to)];
    const name = segments.at(-1) ?? '';
    return [{ path: segments.join('\\'), name, alias: alias === null ? name : to.textOf(alias) }];
  });
}
