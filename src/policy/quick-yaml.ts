import type { PlacedMember, PlacedNode } from './placed-node.ts';

/** Deeper, and more, than policies are is for the other reader, which says so. */
const MAX_DEPTH = 10;
const MAX_NODES = 50_000;
const MAX_KEY_LENGTH = 500;

const NEWLINE = 0x0a;
const SPACE = 0x20;
const QUOTE = 0x22;
const HASH = 0x23;
const APOSTROPHE = 0x27;
const COMMA = 0x2c;
const DASH = 0x2d;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

const isLetter = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
/** What a plain text may begin with that is certain to be one: a letter, `_` or `/`. */
const beginsText = (code: number): boolean => isLetter(code) || code === 0x5f || code === 0x2f;
/** Letters, digits and `_ . / : @ + ~ * -`, of which keys are made. */
const KEY_CHARACTERS = new Set([...'_./:@+~*-'].map((one) => one.charCodeAt(0)));
const isOfKey = (code: number): boolean => isLetter(code) || isDigit(code) || KEY_CHARACTERS.has(code);

/** Plain texts that are none (YAML 1.2 §10.3.2), of those that begin with a letter. */
const WORDS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ...['null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
]);
const WHOLE_NUMBER = /^(?:0|[1-9][0-9]{0,14})$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
/** A tab, a carriage return, a byte order mark at the beginning: they have rules of their own. */
const UNUSUAL = /[\t\r]|^\ufeff/;

/** Thrown and caught here: this text isn't certain to be what it looks like. */
const UNSURE = Symbol('unsure');

/**
 * Reads the part of YAML 1.2 in which policies are written as a rule, some thirty times as fast as a reader of all of it: maps and lists
 * in blocks, texts and lists in one line, comments. It never decides: for whatever it isn't certain of it answers null, and then
 * `readPlain` reads the text. Where it answers, `readPlain` says the same, of each node at the same place, and complains of nothing; a
 * property test holds it to that.
 *
 * @param text without hidden characters, as `refuseHidden` lets it pass
 */
export function readQuickly(text: string): PlacedNode | null {
  if (UNUSUAL.test(text) || !text.isWellFormed()) return null;
  try {
    return new QuickReader(text).read();
  } catch (thrown) {
    if (thrown === UNSURE) return null;
    throw thrown;
  }
}

class QuickReader {
  readonly #text: string;
  #at = 0;
  /** Column of the first character of the line at which it stands, which it stands on; -1 at the end. */
  #indent = 0;
  #nodes = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): PlacedNode {
    this.#nextLine();
    if (this.#indent !== 0 || this.#isItem()) throw UNSURE;
    return this.#blockMap(0, 0);
  }

  /** Goes to the next line that says something, from the beginning of one. */
  #nextLine(): void {
    const text = this.#text;
    for (;;) {
      const begin = this.#at;
      while (text.charCodeAt(this.#at) === SPACE) this.#at++;
      const code = text.charCodeAt(this.#at);
      if (Number.isNaN(code)) {
        this.#indent = -1;
        return;
      }
      if (code === HASH) this.#skipLine();
      else if (code === NEWLINE) this.#at++;
      else {
        this.#indent = this.#at - begin;
        return;
      }
    }
  }

  #skipLine(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end === -1 ? this.#text.length : end + 1;
  }

  /** What follows a value in its line is nothing but a comment. */
  #endLine(): void {
    const before = this.#at;
    this.#spaces();
    const code = this.#text.charCodeAt(this.#at);
    if (code === HASH && this.#at > before) this.#skipLine();
    else if (code === NEWLINE) this.#at++;
    else if (!Number.isNaN(code)) throw UNSURE;
    this.#nextLine();
  }

  #spaces(): void {
    while (this.#text.charCodeAt(this.#at) === SPACE) this.#at++;
  }

  #isItem(): boolean {
    return this.#text.charCodeAt(this.#at) === DASH && this.#text.charCodeAt(this.#at + 1) === SPACE;
  }

  #blockMap(indent: number, depth: number): PlacedNode {
    this.#count(depth);
    const offset = this.#at;
    const members = new Map<string, PlacedMember>();
    const value: Record<string, unknown> = Object.create(null);
    do {
      const keyOffset = this.#at;
      const name = this.#key();
      if (members.has(name)) throw UNSURE;
      const node = this.#memberValue(keyOffset, indent, depth);
      members.set(name, { keyOffset, node });
      value[name] = node.value;
      if (this.#indent > indent) throw UNSURE;
    } while (this.#indent === indent);
    return { value, offset, members, items: null };
  }

  /** The value of a member, behind its colon: in the line, or in the lines below. */
  #memberValue(keyOffset: number, indent: number, depth: number): PlacedNode {
    const before = this.#at;
    this.#spaces();
    const code = this.#text.charCodeAt(this.#at);
    if (code !== NEWLINE && !Number.isNaN(code) && code !== HASH) {
      const node = this.#lineValue(depth);
      this.#endLine();
      return node;
    }
    this.#at = before;
    this.#endLine();
    if (this.#indent > indent)
      return this.#isItem() ? this.#blockList(this.#indent, depth + 1) : this.#blockMap(this.#indent, depth + 1);
    // The items of a list may stand right below its key.
    if (this.#indent === indent && this.#isItem()) return this.#blockList(indent, depth + 1);
    this.#count(depth);
    return { value: null, offset: keyOffset, members: null, items: null };
  }

  #blockList(indent: number, depth: number): PlacedNode {
    this.#count(depth);
    const offset = this.#at;
    const items: PlacedNode[] = [];
    while (this.#indent === indent && this.#isItem()) {
      const begin = this.#at;
      this.#at++;
      this.#spaces();
      if (this.#isKey()) {
        // A map whose first member stands behind the dash: the others stand below that.
        this.#indent = indent + this.#at - begin;
        items.push(this.#blockMap(this.#indent, depth + 1));
      } else {
        items.push(this.#lineValue(depth));
        this.#endLine();
      }
    }
    return { value: items.map((item) => item.value), offset, members: null, items };
  }

  /** Whether a plain key and its colon stand here. */
  #isKey(): boolean {
    let at = this.#at;
    while (isOfKey(this.#text.charCodeAt(at)) && !this.#isColon(at)) at++;
    return this.#isColon(at);
  }

  /** A colon that ends a key. */
  #isColon(at: number): boolean {
    if (this.#text.charCodeAt(at) !== COLON) return false;
    const next = this.#text.charCodeAt(at + 1);
    return next === SPACE || next === NEWLINE || Number.isNaN(next);
  }

  /** A key, and the colon behind it. */
  #key(): string {
    const begin = this.#at;
    const code = this.#text.charCodeAt(begin);
    let name: string;
    if (code === QUOTE || code === APOSTROPHE) name = this.#quoted(code);
    else {
      if (!beginsText(code)) throw UNSURE;
      while (isOfKey(this.#text.charCodeAt(this.#at)) && !this.#isColon(this.#at)) this.#at++;
      name = this.#text.slice(begin, this.#at);
      if (WORDS.has(name)) throw UNSURE;
    }
    if (!this.#isColon(this.#at) || name === '__proto__' || name === '<<' || name.length > MAX_KEY_LENGTH) throw UNSURE;
    this.#at++;
    return name;
  }

  /** A value in one line, outside of brackets. */
  #lineValue(depth: number): PlacedNode {
    const offset = this.#at;
    const code = this.#text.charCodeAt(offset);
    if (code === OPEN_BRACKET) return this.#list(depth + 1);
    if (code === OPEN_BRACE) return this.#map(depth + 1);
    if (code === QUOTE || code === APOSTROPHE) return this.#scalar(this.#quoted(code), offset, depth);
    const end = this.#text.indexOf('\n', offset);
    const line = this.#text.slice(offset, end === -1 ? this.#text.length : end);
    const comment = line.indexOf(' #');
    const text = withoutSpaces(comment === -1 ? line : line.slice(0, comment));
    if (text.includes(': ') || text.endsWith(':')) throw UNSURE;
    this.#at = offset + text.length;
    return this.#scalar(plainValue(text), offset, depth);
  }

  #list(depth: number): PlacedNode {
    this.#count(depth);
    const offset = this.#at;
    const items: PlacedNode[] = [];
    while (this.#more(CLOSE_BRACKET, items.length > 0)) items.push(this.#innerValue(depth));
    return { value: items.map((item) => item.value), offset, members: null, items };
  }

  #map(depth: number): PlacedNode {
    this.#count(depth);
    const offset = this.#at;
    const members = new Map<string, PlacedMember>();
    const value: Record<string, unknown> = Object.create(null);
    while (this.#more(CLOSE_BRACE, members.size > 0)) {
      const keyOffset = this.#at;
      const name = this.#key();
      if (members.has(name)) throw UNSURE;
      this.#spaces();
      const node = this.#innerValue(depth);
      members.set(name, { keyOffset, node });
      value[name] = node.value;
    }
    return { value, offset, members, items: null };
  }

  /** Passes over the opening bracket or a comma to what follows; over the closing bracket, and false, where nothing does. */
  #more(close: number, behindOne: boolean): boolean {
    this.#spaces();
    const code = this.#text.charCodeAt(this.#at);
    this.#at++;
    if (behindOne && code === close) return false;
    if (behindOne && code !== COMMA) throw UNSURE;
    this.#spaces();
    if (this.#text.charCodeAt(this.#at) !== close) return true;
    // A comma before it: allowed, and not to be looked at twice.
    if (behindOne) throw UNSURE;
    this.#at++;
    return false;
  }

  /** A value in brackets. */
  #innerValue(depth: number): PlacedNode {
    const offset = this.#at;
    const code = this.#text.charCodeAt(offset);
    if (code === OPEN_BRACKET) return this.#list(depth + 1);
    if (code === OPEN_BRACE) return this.#map(depth + 1);
    if (code === QUOTE || code === APOSTROPHE) return this.#scalar(this.#quoted(code), offset, depth);
    let at = offset;
    for (;;) {
      const next = this.#text.charCodeAt(at);
      if (next === COMMA || next === CLOSE_BRACKET || next === CLOSE_BRACE) break;
      const after = this.#text.charCodeAt(at + 1);
      const isColon = next === COLON && !beginsText(after) && !isDigit(after);
      if (
        Number.isNaN(next) ||
        next === NEWLINE ||
        next === OPEN_BRACKET ||
        next === OPEN_BRACE ||
        next === HASH ||
        isColon
      )
        throw UNSURE;
      at++;
    }
    const text = withoutSpaces(this.#text.slice(offset, at));
    this.#at = at;
    return this.#scalar(plainValue(text), offset, depth);
  }

  /** A text in quotes, in one line and without escapes. */
  #quoted(quote: number): string {
    const begin = this.#at + 1;
    const end = this.#text.indexOf(quote === QUOTE ? '"' : "'", begin);
    const text = this.#text.slice(begin, Math.max(begin, end));
    if (end === -1 || text.includes('\n') || (quote === QUOTE && text.includes('\\'))) throw UNSURE;
    this.#at = end + 1;
    return text;
  }

  #scalar(value: unknown, offset: number, depth: number): PlacedNode {
    this.#count(depth);
    return { value, offset, members: null, items: null };
  }

  #count(depth: number): void {
    if (depth > MAX_DEPTH || ++this.#nodes > MAX_NODES) throw UNSURE;
  }
}

/** Without the spaces at its end. Other white space is part of a text (YAML 1.2 §5.5). */
function withoutSpaces(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === SPACE) end--;
  return text.slice(0, end);
}

/** What a plain text in one line is. */
function plainValue(text: string): unknown {
  const code = text.charCodeAt(0);
  if (beginsText(code)) {
    const word = WORDS.get(text);
    return word === undefined ? text : word;
  }
  if (isDigit(code) && WHOLE_NUMBER.test(text)) return Number(text);
  if (isDigit(code) && TIME.test(text)) return text;
  throw UNSURE;
}
