import type { Places } from './source-file.ts';
import { type Part, WHOLE_PLACEHOLDER } from './tree.ts';

const MAX_DEPTH = 200;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
/** Contents of a string that mean themselves: no escapes, no control characters. */
const PLAIN = /^[^\\\p{Cc}]*$/u;
const LITERALS = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const;
/** Read and not kept, close to the root: they are large, and hold people's names, addresses and hashes of their passwords. */
const NOT_KEPT = new Set(['users', 'federatedUsers', 'groups', 'authenticationFlows']);
const NOT_KEPT_DEPTH = 2;

/**
 * Reads JSON that has exactly one meaning (RFC 8259), with the place of each part. A member that stands twice is refused: which of the
 * two counts, readers differ on.
 *
 * @throws ConnectError `malformed`, `duplicate_member`, `too_deep`
 */
export function readJson(text: string, places: Places): Part {
  let at = text.startsWith('\ufeff') ? 1 : 0;

  const malformed = (what: string): Error => places.error('malformed', at, `this is not JSON: ${what}`);
  const skipSpace = (): void => {
    for (;;) {
      const code = text.charCodeAt(at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      at += 1;
    }
  };
  const take = (character: string): boolean => {
    if (text[at] !== character) return false;
    at += 1;
    return true;
  };

  /** The quotation mark that no backslash stands before, or an even number of them. */
  const closingQuote = (start: number): number => {
    for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
      let backslashes = 0;
      while (text[end - 1 - backslashes] === '\\') backslashes += 1;
      if (backslashes % 2 === 0) return end;
    }
    return -1;
  };

  const readText = (): string => {
    if (text[at] !== '"') throw malformed('a text in quotation marks is expected here');
    const end = text.indexOf('"', at + 1);
    const plain = end === -1 ? null : text.slice(at + 1, end);
    if (plain !== null && PLAIN.test(plain)) {
      at = end + 1;
      return plain;
    }
    const closing = closingQuote(at);
    if (closing === -1) throw malformed('this text has no end');
    const quoted = text.slice(at, closing + 1);
    let value: string;
    try {
      value = JSON.parse(quoted) as string;
    } catch {
      throw malformed('this text has a character or an escape that JSON does not have');
    }
    at += quoted.length;
    return value;
  };

  const readObject = (offset: number, depth: number, kept: boolean): Part => {
    const members = new Map<string, Part>();
    const names = new Set<string>();
    skipSpace();
    if (take('}')) return { kind: 'map', members, offset };
    do {
      skipSpace();
      const nameAt = at;
      const name = readText();
      if (names.has(name)) throw places.error('duplicate_member', nameAt, 'this member stands twice in one object');
      names.add(name);
      skipSpace();
      if (!take(':')) throw malformed('a colon is expected here');
      const keep = kept && !(depth <= NOT_KEPT_DEPTH && NOT_KEPT.has(name));
      const value = readValue(depth, keep);
      if (keep) members.set(name, value);
      skipSpace();
    } while (take(','));
    if (!take('}')) throw malformed('a comma or } is expected here');
    return { kind: 'map', members, offset };
  };

  const readArray = (offset: number, depth: number, kept: boolean): Part => {
    const items: Part[] = [];
    skipSpace();
    if (take(']')) return { kind: 'list', items, offset };
    do {
      const item = readValue(depth, kept);
      if (kept) items.push(item);
      skipSpace();
    } while (take(','));
    if (!take(']')) throw malformed('a comma or ] is expected here');
    return { kind: 'list', items, offset };
  };

  const readValue = (depth: number, kept: boolean): Part => {
    skipSpace();
    const offset = at;
    if (depth >= MAX_DEPTH && (text[at] === '{' || text[at] === '['))
      throw places.error('too_deep', at, `more than ${MAX_DEPTH} levels: no configuration is nested so deep`);
    if (take('{')) return readObject(offset, depth + 1, kept);
    if (take('[')) return readArray(offset, depth + 1, kept);
    if (text[at] === '"') {
      const value = readText();
      return WHOLE_PLACEHOLDER.test(value) ? { kind: 'unknown', offset } : { kind: 'scalar', value, offset };
    }
    for (const [literal, value] of LITERALS)
      if (text.startsWith(literal, at)) {
        at += literal.length;
        return { kind: 'scalar', value, offset };
      }
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(text)?.[0];
    if (number === undefined) throw malformed('a value is expected here');
    at += number.length;
    return { kind: 'scalar', value: Number(number), offset };
  };

  const value = readValue(0, true);
  skipSpace();
  if (at !== text.length) throw malformed('something follows after its end');
  return value;
}
