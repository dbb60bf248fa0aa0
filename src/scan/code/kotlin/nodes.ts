import type { SyntaxNode } from '../grammars.ts';
import type { Expression } from '../model.ts';
import { childOf } from '../syntax.ts';

/** A getter on a line of its own stands behind its property in the tree; it is put into it. */
export function withGetters(members: readonly SyntaxNode[]): readonly SyntaxNode[] {
  return members.map((member, index) => {
    const next = members[index + 1];
    if (member.type !== 'property_declaration' || next?.type !== 'getter') return member;
    return { ...member, children: [...member.children, next] };
  });
}

export function nameOf(node: SyntaxNode, source: string): string | null {
  const named = childOf(node, 'simple_identifier', 'type_identifier');
  return named === null ? null : source.slice(named.offset, named.end).replaceAll('`', '');
}

export function nothing(node: SyntaxNode): Expression {
  return { kind: 'unknown', reason: null, ...spanOf(node) };
}

export function spanOf({ offset, end }: SyntaxNode): { readonly offset: number; readonly end: number } {
  return { offset, end };
}
