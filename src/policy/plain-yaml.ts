import { Composer, CST, isAlias, isMap, isScalar, isSeq, type Node, type ParsedNode, Parser, type Scalar } from 'yaml';
import type { PlacedMember, PlacedNode } from './placed-node.ts';
import { shown } from './shown.ts';

const MAX_DEPTH = 20;
/** A file in another language than YAML is wrong at each line; the first few say so. */
const MAX_SYNTAX_COMPLAINTS = 10;

/**
 * Characters that a reviewer doesn't see, or that make the rest of a line look like something else: controls, line separators that
 * YAML takes for none, zero-width characters, and those that turn the direction of text (CVE-2021-42574). A carriage return belongs
 * before a line feed: alone, some see a new line in it and others none.
 */
const HIDDEN = /[^\P{Cc}\t\n\r]|\r(?!\n)|[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069]|(?<!^)\ufeff/u;
/** In a value even a line break says nothing that a reviewer sees as one, but for one between lines of text. */
const HIDDEN_IN_VALUE = /[^\P{Cc}\t\n]|[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

/** Tells of something in a text: where it begins, a code, what is wrong, how to mend it. */
export type Complain = (offset: number, code: string, message: string, help: string) => void;

/**
 * Refuses what can't be seen, what isn't UTF-8 (its reader puts U+FFFD there), and directives, which change what the rest of the file
 * means (YAML 1.2 §6.8).
 */
export function refuseHidden(text: string, complain: Complain): void {
  const foreign = text.indexOf('\ufffd');
  if (foreign !== -1) {
    complain(
      foreign,
      'encoding',
      'a character here is not UTF-8, in which policy files are written',
      'Save the file as UTF-8.',
    );
    return;
  }
  const hidden = HIDDEN.exec(text);
  if (hidden?.[0] === '\0')
    complain(
      hidden.index,
      'encoding',
      'NUL is no text: UTF-8 was expected, and this looks like UTF-16',
      'Save the file as UTF-8.',
    );
  else if (hidden?.[0] === '\r')
    complain(
      hidden.index,
      'hidden_character',
      'a carriage return stands alone, which some show as a new line and others do not',
      'End lines with a line feed, or with both.',
    );
  else if (hidden !== null) complain(hidden.index, 'hidden_character', hiddenMessage(hidden[0]), 'Remove it.');
  const directive = /^\ufeff?%/m.exec(text);
  if (directive !== null)
    complain(directive.index, 'directive', 'directives are not read', 'Remove the line: a policy file is YAML 1.2.');
}

/**
 * What a text says, in the plain part of YAML 1.2, and where: one document, no anchors, aliases, merge keys, tags, each key once. What is
 * left out lets a value stand elsewhere than where it counts, or be of another type than it looks. Takes the time and the memory that
 * the text's length allows, whatever it says: what nests deeper than any policy is refused before anything is made of it.
 *
 * @returns null for a text that says nothing; what it returns after a complaint is of no use
 */
export function readPlain(text: string, complain: Complain): PlacedNode | null {
  const tokens = [...new Parser().parse(text)];
  const deep = firstDeeperThan(MAX_DEPTH, tokens);
  if (deep !== null) {
    complain(deep, 'too_deep', `more than ${MAX_DEPTH} levels stand in each other`, 'A policy has a few levels only.');
    return null;
  }
  const documents = [
    ...new Composer({ uniqueKeys: false, strict: true, version: '1.2', merge: false }).compose(tokens),
  ];
  const problems = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings]);
  for (const { pos, message } of problems.slice(0, MAX_SYNTAX_COMPLAINTS))
    complain(pos[0], 'yaml', message, 'Mend the YAML here; everything after it is read only then.');
  const [document, second] = documents;
  if (second !== undefined)
    complain(
      (second.contents as ParsedNode | null)?.range[0] ?? 0,
      'several_documents',
      'a second document begins here, and a policy file holds one',
      'Remove the line ---, or use two files.',
    );
  if (problems.length > 0 || second !== undefined) return null;
  return document === undefined || document.contents === null ? null : placed(document.contents as Node, 0, complain);
}

/** Where something begins that stands in more collections than `most`; null where nothing does. */
function firstDeeperThan(most: number, tokens: readonly CST.Token[]): number | null {
  const waiting: { readonly token: CST.Token; readonly depth: number }[] = [];
  const wait = (token: CST.Token | null | undefined, depth: number): void => {
    if (token) waiting.push({ token, depth });
  };
  for (const token of tokens) if (token.type === 'document') wait(token.value, 0);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { token, depth } = next;
    if (!CST.isCollection(token)) continue;
    if (depth === most) return token.offset;
    for (const { key, value } of token.items) {
      wait(key, depth + 1);
      wait(value, depth + 1);
    }
  }
  return null;
}

/** Recursive: it is bounded by `MAX_DEPTH`. */
function placed(node: Node | null, keyOffset: number, complain: Complain): PlacedNode {
  if (node === null) return { value: null, offset: keyOffset, members: null, items: null };
  const [begin, end] = node.range ?? [keyOffset, keyOffset];
  refuseFanciful(node, begin, complain);
  if (isMap(node)) return placedMap(node.items as { key: unknown; value: unknown }[], begin, complain);
  if (isSeq(node)) {
    const items = node.items.map((item) => placed(item as Node, begin, complain));
    return { value: items.map(({ value }) => value), offset: begin, members: null, items };
  }
  const value = isScalar(node) ? node.value : null;
  return { value, offset: begin === end ? keyOffset : begin, members: null, items: null };
}

function placedMap(pairs: { key: unknown; value: unknown }[], offset: number, complain: Complain): PlacedNode {
  const members = new Map<string, PlacedMember>();
  const value: Record<string, unknown> = Object.create(null);
  for (const pair of pairs) {
    const key = pair.key as Node | null;
    const keyOffset = key?.range?.[0] ?? offset;
    if (key !== null) refuseFanciful(key, keyOffset, complain);
    const node = placed(pair.value as Node | null, keyOffset, complain);
    const name = isScalar(key) ? (key as Scalar).value : null;
    if (typeof name !== 'string') complain(keyOffset, 'key', 'a text was expected as a key', 'Put the key in quotes.');
    else if (name === '<<') complain(keyOffset, 'merge_key', 'merge keys are not read', 'Write the members out.');
    else if (name === '__proto__') complain(keyOffset, 'key', '__proto__ is no name', 'Choose another name.');
    else if (members.has(name))
      complain(keyOffset, 'key_twice', `${shown(name)} stands twice in this map`, 'Keep one of the two.');
    else {
      members.set(name, { keyOffset, node });
      value[name] = node.value;
    }
  }
  return { value, offset, members, items: null };
}

function refuseFanciful(node: Node, offset: number, complain: Complain): void {
  if (isAlias(node)) {
    complain(offset, 'alias', 'aliases are not read', 'Write the value out: a reviewer has to see it where it counts.');
    return;
  }
  if (node.anchor !== undefined) complain(offset, 'anchor', 'anchors are not read', 'Remove the anchor.');
  if (node.tag !== undefined) complain(offset, 'tag', 'tags are not read', 'Remove the tag, and quote what is text.');
  // An escape can write what the text itself may not hold, and a lone surrogate, which has no UTF-8.
  if (!isScalar(node) || typeof node.value !== 'string') return;
  const hidden = node.value.isWellFormed() ? HIDDEN_IN_VALUE.exec(node.value)?.[0] : '\ud800';
  if (hidden !== undefined) complain(offset, 'hidden_character', hiddenMessage(hidden), 'Remove it.');
}

function hiddenMessage(character: string): string {
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${code} can't be seen, or makes its line look like something else`;
}
