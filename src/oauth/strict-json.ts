import type { Json } from '../proof/index.ts';
import { OAuthError } from './oauth-error.ts';

export interface StrictJsonLimits {
  /** Longest text, in UTF-16 code units. */
  readonly maxLength?: number;
  /** Deepest nesting of objects and arrays. */
  readonly maxDepth?: number;
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
/** Contents of a string that mean themselves: no escapes, no control characters. */
const PLAIN = /^[^\\\p{Cc}]*$/u;
const LITERALS: readonly (readonly [string, Json])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/**
 * Reads JSON that has exactly one meaning.
 *
 * `JSON.parse` lets the last of two equal members win without a word; another reader may take the first. Here a member that
 * stands twice is refused, and so are lone surrogates. Objects come back without prototype, so `__proto__` is a member
 * like any other.
 *
 * @throws OAuthError `invalid_request`: no JSON, a member twice, a lone surrogate, a number beyond range, longer than 64 KiB
 *   or deeper than 32 (unless `limits` say otherwise).
 */
export function parseStrictJson(text: string, limits: StrictJsonLimits = {}): Json {
  const { maxLength = 64 * 1024, maxDepth = 32 } = limits;
  if (text.length > maxLength) throw new OAuthError('invalid_request', 'the JSON is too long');
  if (!text.isWellFormed()) throw malformed();
  let at = 0;

  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) return null;
    at = pattern.lastIndex;
    return found[0];
  };
  const skipSpace = (): void => {
    while (isSpace(text.charCodeAt(at))) at += 1;
  };
  const take = (character: string): boolean => {
    if (text[at] !== character) return false;
    at += 1;
    return true;
  };
  const expect = (character: string): void => {
    if (!take(character)) throw malformed();
  };

  const readString = (): string => {
    const end = text[at] === '"' ? text.indexOf('"', at + 1) : -1;
    const plain = end === -1 ? null : text.slice(at + 1, end);
    if (plain !== null && PLAIN.test(plain)) {
      at = end + 1;
      return plain;
    }
    const quoted = match(STRING);
    if (quoted === null) throw malformed();
    const value = unquoted(quoted);
    if (!value.isWellFormed()) throw malformed();
    return value;
  };

  const readObject = (depth: number): Json => {
    const members: Record<string, Json> = Object.create(null);
    skipSpace();
    if (take('}')) return members;
    do {
      skipSpace();
      const name = readString();
      if (name in members) throw new OAuthError('invalid_request', 'the JSON holds a member twice');
      skipSpace();
      expect(':');
      members[name] = readValue(depth);
      skipSpace();
    } while (take(','));
    expect('}');
    return members;
  };

  const readArray = (depth: number): Json => {
    const items: Json[] = [];
    skipSpace();
    if (take(']')) return items;
    do {
      items.push(readValue(depth));
      skipSpace();
    } while (take(','));
    expect(']');
    return items;
  };

  const readValue = (depth: number): Json => {
    skipSpace();
    if (depth >= maxDepth && (text[at] === '{' || text[at] === '['))
      throw new OAuthError('invalid_request', 'the JSON is nested too deeply');
    if (take('{')) return readObject(depth + 1);
    if (take('[')) return readArray(depth + 1);
    if (text[at] === '"') return readString();
    for (const [literal, value] of LITERALS) {
      if (!text.startsWith(literal, at)) continue;
      at += literal.length;
      return value;
    }
    const number = Number(match(NUMBER) ?? Number.NaN);
    if (!Number.isFinite(number)) throw malformed();
    return number;
  };

  const value = readValue(0);
  skipSpace();
  if (at !== text.length) throw malformed();
  return value;
}

/** A JSON object's members, or null where the value is none. */
export function membersOf(value: Json): { readonly [name: string]: Json } | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: Json })
    : null;
}

/** One JSON string: escapes and control characters are judged by `JSON.parse`, which has no freedom there. */
function unquoted(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch (cause) {
    throw malformed(cause);
  }
}

/** Space, tab, line feed and carriage return (RFC 8259 §2). */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

function malformed(cause?: unknown): OAuthError {
  return new OAuthError('invalid_request', 'the JSON is malformed', { cause });
}
