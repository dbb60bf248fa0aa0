import { namedOf, type SyntaxNode } from '../grammars.ts';
import { type Lowered, text, togetherOf, unescaped } from '../lowered.ts';
import type { Expression } from '../model.ts';

/** The bodies of heredocs by the place where each begins: they stand behind the line that has them. */
export function heredocsOf(root: SyntaxNode): ReadonlyMap<SyntaxNode, SyntaxNode> {
  const waiting: SyntaxNode[] = [];
  const bodies = new Map<SyntaxNode, SyntaxNode>();
  const open: SyntaxNode[] = [root];
  let next = 0;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'heredoc_beginning') waiting.push(node);
    else if (node.type === 'heredoc_body') {
      const beginning = waiting[next];
      next += 1;
      if (beginning !== undefined) bodies.set(beginning, node);
    }
    for (let index = node.children.length - 1; index >= 0; index -= 1) {
      const child = node.children[index];
      if (child !== undefined) open.push(child);
    }
  }
  return bodies;
}

/** What a text has in it, put together: contents, escapes, and what is put in. */
export function partsOf(node: SyntaxNode, to: Lowered, lower: (node: SyntaxNode) => Expression): Expression {
  const parts = namedOf(node).flatMap((part): Expression[] => {
    if (part.type === 'escape_sequence') return [text(unescaped(to.textOf(part)), part)];
    if (/content$/.test(part.type)) return [text(to.textOf(part), part)];
    if (part.type !== 'interpolation') return [];
    const [inner] = namedOf(part);
    return inner === undefined ? [] : [lower(inner)];
  });
  return togetherOf(parts, node);
}
