import type { Part, PositionedDocument } from './document.ts';
import { MAX_DEPTH, TextPlaces } from './text-places.ts';

interface JsonNode {
  readonly offset: number;
  /** A text, the members of an object, the items of a list; null for all else, which no description is read for. */
  readonly value: string | ReadonlyMap<string, JsonNode> | readonly JsonNode[] | null;
}

/**
 * Reads a JSON document (RFC 8259) that is an object; null for any other text, which may be YAML.
 *
 * @throws OperationsError `document_unreadable` for a member that stands twice, or where too much stands in each other
 */
export function readJsonDocument(text: string, file: string): PositionedDocument | null {
  if (!/^[ \t\r\n]*\{/.test(text) || !isJson(text)) return null;
  const places = new TextPlaces(text, file);
  const root = new JsonReader(text, places).read();
  const fail: PositionedDocument['fail'] = (code, part, message) => places.fail(code, nodeOf(part).offset, message);
  return {
    root: { node: root },
    fail,
    lineOf: (part) => places.at(nodeOf(part).offset).line,
    members(part, what) {
      const { value } = nodeOf(part);
      if (!(value instanceof Map)) throw fail('document_malformed', part, `${what} must be an object`);
      const members = new Map<string, Part>();
      for (const [name, node] of value) members.set(name, { node });
      return members;
    },
    items(part, what) {
      const { value } = nodeOf(part);
      if (!Array.isArray(value)) throw fail('document_malformed', part, `${what} must be a list`);
      return value.map((node) => ({ node }));
    },
    text(part, what) {
      const { value } = nodeOf(part);
      if (typeof value !== 'string') throw fail('document_malformed', part, `${what} must be text`);
      return value;
    },
  };
}

function nodeOf({ node }: Part): JsonNode {
  return node as JsonNode;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Finds the places in a text that is known to be JSON, so that nothing has to be expected that may not be there. */
class JsonReader {
  readonly #text: string;
  readonly #places: TextPlaces;
  #at = 0;

  constructor(text: string, places: TextPlaces) {
    this.#text = text;
    this.#places = places;
  }

  read(depth = 0): JsonNode {
    this.#space();
    const offset = this.#at;
    if (depth > MAX_DEPTH) throw this.#places.tooDeep(offset);
    switch (this.#text.charCodeAt(offset)) {
      case OPEN_BRACE:
        return { offset, value: this.#object(depth) };
      case OPEN_BRACKET:
        return { offset, value: this.#list(depth) };
      case QUOTE:
        return { offset, value: this.#string() };
      default:
        while (/[^\s,\]}]/.test(this.#text.charAt(this.#at))) this.#at++;
        return { offset, value: null };
    }
  }

  #object(depth: number): ReadonlyMap<string, JsonNode> {
    const members = new Map<string, JsonNode>();
    this.#at++;
    while (this.#more(CLOSE_BRACE)) {
      const keyOffset = this.#at;
      const name = this.#string();
      if (members.has(name)) throw this.#places.twice(keyOffset, name);
      this.#space();
      this.#at++;
      members.set(name, this.read(depth + 1));
    }
    return members;
  }

  #list(depth: number): readonly JsonNode[] {
    const items: JsonNode[] = [];
    this.#at++;
    while (this.#more(CLOSE_BRACKET)) items.push(this.read(depth + 1));
    return items;
  }

  /** Passes over what stands between two members or items; false, and past its end, where there is no further one. */
  #more(close: number): boolean {
    this.#space();
    const character = this.#text.charCodeAt(this.#at);
    if (character === close || character === COMMA) this.#at++;
    if (character === COMMA) this.#space();
    return character !== close;
  }

  #string(): string {
    const begin = this.#at;
    let end = this.#text.indexOf('"', begin + 1);
    while (this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1);
    this.#at = end + 1;
    const raw = this.#text.slice(begin + 1, end);
    return raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
  }

  /** After an odd number of backslashes. */
  #isEscaped(quote: number): boolean {
    let at = quote;
    while (this.#text.charCodeAt(at - 1) === BACKSLASH) at--;
    return (quote - at) % 2 === 1;
  }

  #space(): void {
    for (;;) {
      const character = this.#text.charCodeAt(this.#at);
      if (character !== 0x20 && character !== 0x0a && character !== 0x0d && character !== 0x09) return;
      this.#at++;
    }
  }
}
