import { namedOf, type SyntaxNode } from './grammars.ts';

/** The parts of a node that the grammar calls so, where there may be several. */
export function fieldsOf(node: SyntaxNode, name: string): readonly SyntaxNode[] {
  return node.children.filter(({ field, named }) => named && field === name);
}

/** The first part of one of these types. */
export function childOf(node: SyntaxNode, ...types: readonly string[]): SyntaxNode | null {
  return node.children.find(({ type }) => types.includes(type)) ?? null;
}

export function childrenOf(node: SyntaxNode, ...types: readonly string[]): readonly SyntaxNode[] {
  return node.children.filter(({ type }) => types.includes(type));
}

/** The first part that means something. */
export function firstOf(node: SyntaxNode): SyntaxNode | null {
  return namedOf(node)[0] ?? null;
}

/** The parts that mean something; none where there is no node. */
export function partsOf(node: SyntaxNode | null): readonly SyntaxNode[] {
  return node === null ? [] : namedOf(node);
}
