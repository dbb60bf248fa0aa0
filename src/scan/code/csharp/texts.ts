import { namedOf, type SyntaxNode } from '../grammars.ts';
import { type Lowered, text, togetherOf, unescaped } from '../lowered.ts';
import type { Expression } from '../model.ts';

/** A literal in one of C#'s manners: plain, verbatim, raw, interpolated; null where a node is none. */
export function lowerText(node: SyntaxNode, to: Lowered, lower: (node: SyntaxNode) => Expression): Expression | null {
  switch (node.type) {
    case 'string_literal':
    case 'raw_string_literal':
      return text(contentOf(node, to), node);
    case 'verbatim_string_literal':
      return text(to.textOf(node).slice(2, -1).replaceAll('""', '"'), node);
    case 'character_literal':
      return text(contentOf(node, to), node);
    case 'interpolated_string_expression': {
      const parts = namedOf(node).flatMap((part): Expression[] => {
        if (part.type === 'string_content' || part.type === 'escape_sequence')
          return [text(part.type === 'escape_sequence' ? unescaped(to.textOf(part)) : to.textOf(part), part)];
        if (part.type !== 'interpolation') return [];
        const [inner] = namedOf(part).filter(({ type }) => !type.startsWith('interpolation'));
        return inner === undefined ? [] : [lower(inner)];
      });
      return togetherOf(parts, node);
    }
    default:
      return null;
  }
}

function contentOf(node: SyntaxNode, to: Lowered): string {
  return namedOf(node)
    .map((part) => {
      if (part.type === 'escape_sequence') return unescaped(to.textOf(part));
      return /content$/.test(part.type) ? to.textOf(part) : '';
    })
    .join('');
}
