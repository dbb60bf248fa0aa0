import { namedOf, type SyntaxNode } from '../grammars.ts';
import { type Lowered, text, togetherOf, unescaped } from '../lowered.ts';
import type { Expression } from '../model.ts';

/** A literal in one of PHP's manners: single or double quotes, heredoc, nowdoc; null where a node is none. */
export function lowerText(node: SyntaxNode, to: Lowered, lower: (node: SyntaxNode) => Expression): Expression | null {
  switch (node.type) {
    case 'string':
    case 'encapsed_string':
    case 'heredoc_body':
    case 'nowdoc_body':
      return together(node, to, lower);
    case 'heredoc':
    case 'nowdoc': {
      const body = namedOf(node).find(({ type }) => type.endsWith('_body'));
      return body === undefined ? text('', node) : together(body, to, lower);
    }
    default:
      return null;
  }
}

function together(node: SyntaxNode, to: Lowered, lower: (node: SyntaxNode) => Expression): Expression {
  const parts = namedOf(node).map((part): Expression => {
    if (part.type === 'escape_sequence')
      return text(node.type === 'string' ? to.textOf(part).slice(1) : unescaped(to.textOf(part)), part);
    if (part.type === 'string_content' || part.type === 'nowdoc_string') return text(to.textOf(part), part);
    return lower(part);
  });
  return togetherOf(parts, node);
}

/** The addresses in what stands outside of `<?php … ?>` that ask: links with a client and scopes. */
export function* linksIn(node: SyntaxNode, to: Lowered): Generator<Expression> {
  const html = to.textOf(node);
  if (!html.includes('client_id=') || !html.includes('scope=')) return;
  for (const match of html.matchAll(/"[^"<>\n]{10,4000}"|'[^'<>\s]{10,4000}'/g)) {
    const link = match[0].slice(1, -1);
    if (!link.includes('client_id=') || !link.includes('scope=')) continue;
    const offset = node.offset + match.index + 1;
    yield { kind: 'text', value: link.replaceAll('&amp;', '&'), offset, end: offset + link.length };
  }
}
