/**
 * Spellings that some language reads as the plain character: `\u0073` (Java takes several u), `\u{73}`, `\U00000073`, `\x73`, `\x{73}`,
 * `\163`, `&#x73;`, `&#115;`, and `%73` in addresses; a backslash before a letter that needs none, and at the end of a line that goes on.
 */
const ESCAPE =
  /\\(?:\\|u+([\dA-Fa-f]{4})|u\{0*([\dA-Fa-f]{1,4})\}|U([\dA-Fa-f]{8})|x([\dA-Fa-f]{2})|x\{0*([\dA-Fa-f]{1,4})\}|([01][0-7]{2})|\r?\n[ \t]*|([ac-eg-mo-qswyzA-TV-Z]))|&#(?:[xX]0*([\dA-Fa-f]{1,4})|0*(\d{1,5}));|%([46][1-9A-Fa-f]|[57][\dAa])/g;
/** What is decoded: what words and scopes are made of, and nothing that could end a text or begin another. */
const PLAIN = /^[A-Za-z0-9 .:/_\-@*+,]$/;
/** Whether there may be any of them, to be asked of every file. */
const PERHAPS = /\\|&#|%[4-7]/;
/** A letter, a digit or what parts words, by its number. */
const NUMERIC =
  /\\(?:u+00|u\{0*|U000000|x\{?0*)(?:20|2[d-f]|3[\da]|4[1-9a-f]|5[\daf]|6[1-9a-f]|7[\da])|\\(?:1[0-7]{2}|0[4-7][0-7])|&#(?:x0*(?:2[d-f]|3[\da]|4[1-9a-f]|5[\daf]|6[1-9a-f]|7[\da])|0*(?:4[5-9]|5[0-8]|6[5-9]|[78]\d|9[057-9]|1[01]\d|12[0-2]));/iy;

/** A text with its needless escapes read, and where each character of it was. */
export interface Unescaped {
  readonly text: string;
  /** Offset in the text as it is written. */
  written(offset: number): number;
}

/** Null where there is nothing to read. */
export function unescaped(text: string): Unescaped | null {
  if (!PERHAPS.test(text)) return null;
  const parts: string[] = [];
  /** Behind each escape, the offset in what is read, and in what is written. */
  const [read, written]: [number[], number[]] = [[], []];
  let [from, length] = [0, 0];
  for (const match of text.matchAll(ESCAPE)) {
    const character = characterOf(match);
    if (character === null) continue;
    const before = text.slice(from, match.index);
    parts.push(before, character);
    from = match.index + match[0].length;
    length += before.length + character.length;
    read.push(length);
    written.push(from);
  }
  if (read.length === 0) return null;
  parts.push(text.slice(from));
  return {
    text: parts.join(''),
    written(offset) {
      let [low, high] = [0, read.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((read[middle] ?? 0) <= offset) low = middle + 1;
        else high = middle;
      }
      return low === 0 ? offset : (written[low - 1] ?? 0) + offset - (read[low - 1] ?? 0);
    },
  };
}

/** Null for what stays as it is written. */
function characterOf(match: RegExpExecArray): string | null {
  const [all, u4, uBraces, u8, x2, xBraces, octal, letter, reference, decimal, percent] = match;
  if (all === '\\\\') return null;
  if (letter !== undefined) return letter;
  const hexadecimal = u4 ?? uBraces ?? u8 ?? x2 ?? xBraces ?? reference ?? percent;
  const code =
    hexadecimal !== undefined
      ? Number.parseInt(hexadecimal, 16)
      : octal !== undefined
        ? Number.parseInt(octal, 8)
        : decimal !== undefined
          ? Number(decimal)
          : null;
  if (code === null) return '';
  const character = code < 0x80 ? String.fromCharCode(code) : '';
  return PLAIN.test(character) ? character : null;
}

/** Any character of ASCII by its number, from where an escape may begin: hexadecimal, octal, decimal. */
const CODE =
  /\\(?:u+00([\da-f]{2})|u\{0*([\da-f]{2})\}|U000000([\da-f]{2})|x([\da-f]{2})|x\{0*([\da-f]{2})\}|([01][0-7]{2}))|&#(?:x0*([\da-f]{2})|0*(\d{2,3}));|%([\da-f]{2})/iy;

/** A word, and what stands in it before one of its characters. */
interface Within {
  readonly word: string;
  readonly before: string;
}

/** Looks for words that are written with escapes in them, so that a search for the words doesn't find them. */
export class HiddenWords {
  /** Where a character stands in words, by the character. */
  readonly #places = new Map<string, Within[]>();
  /** Whether two characters of ASCII follow each other in a word, by both. */
  readonly #pairs = new Uint8Array(128 * 128);
  /** Expressions for words in which any character may be escaped, sticky. */
  readonly #spelled = new Map<string, RegExp>();

  constructor(words: readonly string[]) {
    for (const word of words)
      for (const [at, character] of [...word].entries()) {
        const places = this.#places.get(character) ?? [];
        places.push({ word, before: word.slice(0, at) });
        this.#places.set(character, places);
        if (at > 0) this.#pairs[pairOf(word, at - 1, at)] = 1;
      }
  }

  /**
   * Whether one of the words, or any letter at all by its number, is written with an escape. Of a word that is hidden what stands before
   * its first escape is written plainly, so that only where that stands before an escape the rest is looked at: nearly all escapes stand
   * in no word.
   */
  in(text: string): boolean {
    for (let at = text.indexOf('\\'); at !== -1; at = text.indexOf('\\', at + 1))
      if (this.#hidesByBackslash(text, at)) return true;
    for (let at = text.indexOf('&#'); at !== -1; at = text.indexOf('&#', at + 2))
      if (isAt(NUMERIC, text, at) || this.#hidesByNumber(text, at)) return true;
    for (let at = text.indexOf('%'); at !== -1; at = text.indexOf('%', at + 1))
      if (this.#hidesByNumber(text, at)) return true;
    return false;
  }

  #hidesByBackslash(text: string, at: number): boolean {
    const next = text.charCodeAt(at + 1);
    switch (next) {
      case 0x30: // 0
      case 0x31: // 1
      case 0x55: // U
      case 0x58: // X
      case 0x75: // u
      case 0x78: // x
        if (isAt(NUMERIC, text, at) || this.#hidesByNumber(text, at)) return true;
        break;
      case 0x0a:
      case 0x0d:
        return this.#goesOnBelow(text, at);
    }
    return at > 0 && this.#pairs[pairOf(text, at - 1, at + 1)] === 1 && this.#hides(text, at, text[at + 1] ?? '');
  }

  /** Whether a word is hidden by the number of a character that begins at a place. */
  #hidesByNumber(text: string, at: number): boolean {
    CODE.lastIndex = at;
    const [, u4, uBraces, u8, x2, xBraces, octal, reference, decimal, percent] = CODE.exec(text) ?? [];
    const code =
      octal !== undefined
        ? Number.parseInt(octal, 8)
        : decimal !== undefined
          ? Number(decimal)
          : Number.parseInt(u4 ?? uBraces ?? u8 ?? x2 ?? xBraces ?? reference ?? percent ?? '', 16);
    return code < 128 && this.#hides(text, at, String.fromCharCode(code));
  }

  /** Whether a word goes on on the line below the backslash at a place. */
  #goesOnBelow(text: string, at: number): boolean {
    let next = at + 1;
    if (text[next] === '\r') next += 1;
    if (text[next] !== '\n') return false;
    for (next += 1; text[next] === ' ' || text[next] === '\t'; ) next += 1;
    const after = text[next] ?? '';
    if (!/[\\&%]/.test(after)) return this.#hides(text, at, after);
    return [...this.#places.keys()].some((character) => this.#hides(text, at, character));
  }

  /** Whether a word is written at a place, of which a character begins there with an escape. */
  #hides(text: string, at: number, character: string): boolean {
    return (this.#places.get(character) ?? []).some(
      ({ word, before: { length }, before }) =>
        length <= at && text.startsWith(before, at - length) && this.#isSpelled(word, text, at - length),
    );
  }

  /** Whether a word is written at a place with an escape that hides it: a backslash before its first letter doesn't. */
  #isSpelled(word: string, text: string, at: number): boolean {
    const spelled = this.#spelled.get(word) ?? new RegExp(spellingsOf(word), 'y');
    this.#spelled.set(word, spelled);
    spelled.lastIndex = at;
    const [found] = spelled.exec(text) ?? [];
    return found !== undefined && /[&%]|.\\/s.test(found);
  }
}

/** Of two characters of a text; 0 where one isn't ASCII. */
function pairOf(text: string, one: number, other: number): number {
  const [first, second] = [text.charCodeAt(one), text.charCodeAt(other)];
  return first < 128 && second < 128 ? first * 128 + second : 0;
}

/** @param expression sticky */
function isAt(expression: RegExp, text: string, at: number): boolean {
  expression.lastIndex = at;
  return expression.test(text);
}

/** An expression for one word in which any character may be escaped. */
function spellingsOf(word: string): string {
  return [...word].map(spellingOf).join('(?:\\\\\\r?\\n[ \\t]*)?');
}

function spellingOf(character: string): string {
  const plain = /\w/.test(character) ? character : `\\${character}`;
  return `(?:${/[A-Za-z]/.test(character) ? '\\\\?' : ''}${plain}|${numericSpellingsOf(character)})`;
}

function numericSpellingsOf(character: string): string {
  const code = character.charCodeAt(0);
  const hex = code.toString(16);
  const either = hex.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  const octal = code.toString(8).padStart(3, '0');
  return `\\\\(?:u+00${either}|u\\{0*${either}\\}|U000000${either}|x${either}|x\\{0*${either}\\}|${octal})|&#(?:[xX]0*${either}|0*${code});|%${either}`;
}
