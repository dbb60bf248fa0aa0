import {
  Composer,
  CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type ParsedNode,
  Parser,
  type YAMLMap,
} from 'yaml';
import { HIDDEN, HIDDEN_IN_VALUE } from './hidden-characters.ts';
import type { PlacedMember, PlacedNode } from './placed-node.ts';
import { shown } from './shown.ts';

const MAX_DEPTH = 20;
/** Texts, numbers, lists and maps in one file. A policy says one in some twenty characters. */
const MAX_NODES = 100_000;
/** A file in another language than YAML is wrong at each line; the first few say so. */
const MAX_SYNTAX_COMPLAINTS = 10;

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
  const tokens = tokensOf(text, complain);
  if (tokens === null) return null;
  const documents = composed(tokens);
  const problems = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings]);
  for (const { pos, message } of problems.slice(0, MAX_SYNTAX_COMPLAINTS))
    complain(pos[0], 'yaml', message, 'Mend the YAML here; everything after it is read only then.');
  const [document, second] = documents;
  if (second !== undefined)
    complain(
      (second.contents as ParsedNode).range[0],
      'several_documents',
      'a second document begins here, and a policy file holds one',
      'Remove the line ---, or use two files.',
    );
  if (problems.length > 0 || document === undefined) return null;
  return new Placing(complain).place(document.contents as ParsedNode, 0);
}

/** The text in the parser's parts; null, and a complaint, where something in it nests too deeply: what follows isn't looked at. */
function tokensOf(text: string, complain: Complain): CST.Token[] | null {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let errors = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === 'error') errors++;
    }
    // The first is the document, and each other one stands in the one before.
    const deep = parser.stack[MAX_DEPTH + 1];
    if (CST.isCollection(deep)) {
      complain(
        deep.offset,
        'too_deep',
        `more than ${MAX_DEPTH} levels stand in each other`,
        'A policy has a few levels only.',
      );
      return null;
    }
    if (errors >= MAX_SYNTAX_COMPLAINTS) break;
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/** The composer makes an error of each fault, of which there may be a million: their stacks would take ten times the time. */
function composed(tokens: readonly CST.Token[]): readonly Document[] {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return [
      ...new Composer({
        uniqueKeys: false,
        strict: true,
        version: '1.2',
        merge: false,
        resolveKnownTags: false,
      }).compose(tokens),
    ];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Makes plain data with its places out of the parser's nodes, and refuses what isn't plain. */
class Placing {
  readonly #complain: Complain;
  #nodes = 0;

  constructor(complain: Complain) {
    this.#complain = complain;
  }

  /** Recursive: it is bounded by `MAX_DEPTH`. */
  place(node: ParsedNode | null, keyOffset: number): PlacedNode {
    const nothing = { value: null, offset: keyOffset, members: null, items: null };
    this.#nodes++;
    if (this.#nodes > MAX_NODES) {
      if (this.#nodes === MAX_NODES + 1)
        this.#complain(
          node?.range[0] ?? keyOffset,
          'too_many',
          `more than ${MAX_NODES} texts, numbers, lists and maps stand in this file`,
          'Split the policy into several files.',
        );
      return nothing;
    }
    if (node === null) return nothing;
    const [begin, end] = node.range;
    refuseFanciful(node, begin, this.#complain);
    if (isMap(node)) return this.#map(node.items, begin);
    if (isSeq(node)) {
      const items = node.items.map((item) => this.place(item, begin));
      return { value: items.map(({ value }) => value), offset: begin, members: null, items };
    }
    const value = isScalar(node) ? node.value : null;
    return { value, offset: begin === end ? keyOffset : begin, members: null, items: null };
  }

  #map(pairs: YAMLMap.Parsed['items'], offset: number): PlacedNode {
    const complain = this.#complain;
    const members = new Map<string, PlacedMember>();
    const value: Record<string, unknown> = Object.create(null);
    for (const { key, value: member } of pairs) {
      const [keyOffset] = key.range;
      refuseFanciful(key, keyOffset, complain);
      const node = this.place(member, keyOffset);
      const name = isScalar(key) ? key.value : null;
      if (typeof name !== 'string')
        complain(keyOffset, 'key', 'a text was expected as a key', 'Put the key in quotes.');
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
}

function refuseFanciful(node: ParsedNode, offset: number, complain: Complain): void {
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
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${code} can't be seen, or makes its line look like something else`;
}
