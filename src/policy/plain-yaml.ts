import { isAlias, isNode, isScalar, type ParsedNode, visit } from 'yaml';

const MAX_DEPTH = 20;

/**
 * Characters that a reviewer doesn't see, or that make the rest of a line look like something else: controls, line separators that
 * YAML takes for none, zero-width characters, and those that turn the direction of text (CVE-2021-42574).
 */
const HIDDEN = /[^\P{Cc}\t\n\r]|[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069]|(?<!^)\ufeff/u;

/** Tells of something in a text: where it begins, a code, what is wrong, how to mend it. */
export type Complain = (offset: number, code: string, message: string, help: string) => void;

/** Refuses what can't be seen, and directives, which change what the rest of the file means (YAML 1.2 §6.8). */
export function refuseHidden(text: string, complain: Complain): void {
  const hidden = HIDDEN.exec(text);
  if (hidden !== null) complain(hidden.index, 'hidden_character', hiddenMessage(hidden[0]), 'Remove it.');
  const directive = /^\ufeff?%/m.exec(text);
  if (directive !== null)
    complain(directive.index, 'directive', 'directives are not read', 'Remove the line: a policy file is YAML 1.2.');
}

/** Refuses what lets a value stand elsewhere than where it counts, or be of another type than it looks. */
export function refuseFanciful(contents: ParsedNode | null, complain: Complain): void {
  visit(contents, {
    Node(_, node, ancestors) {
      const offset = node.range?.[0] ?? 0;
      if (isAlias(node))
        complain(
          offset,
          'alias',
          'aliases are not read',
          'Write the value out: a reviewer has to see it where it counts.',
        );
      else if (node.anchor !== undefined) complain(offset, 'anchor', 'anchors are not read', 'Remove the anchor.');
      if (node.tag !== undefined)
        complain(offset, 'tag', 'tags are not read', 'Remove the tag, and quote what is text.');
      // An escape can write what the text itself may not hold, and a lone surrogate, which has no UTF-8.
      if (isScalar(node) && typeof node.value === 'string') {
        const hidden = node.value.isWellFormed() ? HIDDEN.exec(node.value)?.[0] : '\ud800';
        if (hidden !== undefined) complain(offset, 'hidden_character', hiddenMessage(hidden), 'Remove it.');
      }
      if (ancestors.length > MAX_DEPTH * 2) {
        complain(offset, 'too_deep', `more than ${MAX_DEPTH} levels`, 'A policy has a few levels only.');
        return visit.BREAK;
      }
      return undefined;
    },
    Pair(_, pair) {
      const key = pair.key;
      if (isScalar(key) && key.value === '<<')
        complain(key.range?.[0] ?? 0, 'merge_key', 'merge keys are not read', 'Write the members out.');
      else if (isScalar(key) && key.value === '__proto__')
        complain(key.range?.[0] ?? 0, 'key', '__proto__ is no name', 'Choose another name.');
      else if (!isScalar(key) || typeof key.value !== 'string')
        complain(isNode(key) ? (key.range?.[0] ?? 0) : 0, 'key', 'a key is a text', 'Put the key in quotes.');
    },
  });
}

function hiddenMessage(character: string): string {
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${code} can't be seen, or makes its line look like something else`;
}
