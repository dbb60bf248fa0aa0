import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type Document, MAX_DEPTH, type Value } from './tree.ts';

/**
 * Reads JSON (RFC 8259), and what tools read as such: comments, trailing commas, a byte order mark. What stands before an error, and
 * most of what stands behind it, is still read.
 */
export function readJson(text: string): Document {
  const errors: ParseError[] = [];
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const deep = tooDeep(text);
  if (deep !== null)
    return { root: null, problem: { offset: deep, message: `more than ${MAX_DEPTH} levels stand in each other here` } };
  const node = parseTree(start === 1 ? ` ${text.slice(1)}` : text, errors, {
    allowTrailingComma: true,
    disallowComments: false,
  });
  const [error] = errors;
  return {
    root: node === undefined ? null : toValue(node, text),
    problem:
      error === undefined
        ? null
        : { offset: error.offset, message: `this is not JSON: ${printParseErrorCode(error.error)}` },
  };
}

function toValue(node: Node, text: string): Value {
  const span = { offset: node.offset, end: node.offset + node.length };
  if (node.type === 'array')
    return { kind: 'list', items: (node.children ?? []).map((child) => toValue(child, text)), ...span };
  // Of a text that the end of its line or of the file cuts off nobody knows what it was.
  if (node.type === 'string' && (node.length < 2 || text[span.end - 1] !== '"'))
    return { kind: 'scalar', value: null, ...span };
  if (node.type !== 'object')
    return { kind: 'scalar', value: (node.value as string | number | boolean | null) ?? null, ...span };
  const entries = (node.children ?? []).flatMap(({ children }) => {
    const [name, value] = children ?? [];
    return name === undefined || value === undefined
      ? []
      : [{ name: String(name.value), nameOffset: name.offset, value: toValue(value, text) }];
  });
  return { kind: 'mapping', entries, ...span };
}

/** Where a level too many begins, for the parser recurses; null where there is none. */
function tooDeep(text: string): number | null {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === 0x22) {
      // Strings hold brackets, too.
      for (at += 1; at < text.length && text.charCodeAt(at) !== 0x22; at += 1) {
        if (text.charCodeAt(at) === 0x5c) at += 1;
        else if (text.charCodeAt(at) === 0x0a) break;
      }
    } else if (character === 0x7b || character === 0x5b) {
      depth += 1;
      if (depth > MAX_DEPTH) return at;
    } else if (character === 0x7d || character === 0x5d) depth -= 1;
  }
  return null;
}
