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

/** Looks for words that are written with escapes in them, so that a search for the words doesn't find them. */
export class HiddenWords {
  readonly #spelled: RegExp;
  /** A character of a word by its number, where an escape begins. */
  readonly #numbered: RegExp;
  /** Each two characters that follow each other in a word. */
  readonly #pairs: ReadonlySet<string>;
  /** Characters that another one follows in a word. */
  readonly #followed: ReadonlySet<string>;

  constructor(words: readonly string[]) {
    this.#spelled = new RegExp(words.map(spellingsOf).join('|') || '(?!)', 'g');
    this.#numbered = new RegExp([...new Set(words.join(''))].map(numericSpellingsOf).join('|') || '(?!)', 'y');
    this.#pairs = new Set(words.flatMap((word) => Array.from(word.slice(1), (next, at) => `${word[at]}${next}`)));
    this.#followed = new Set(words.flatMap((word) => [...word.slice(0, -1)]));
  }

  /** Whether one of the words, or any letter at all by its number, is written with an escape. */
  in(text: string): boolean {
    const escapes = this.#escapesIn(text);
    return escapes === 'numeric' || (escapes === 'perhaps' && this.#hides(text));
  }

  /**
   * What there is, by a look at each place where an escape may begin: nearly all of them stand in no word. Of a word that is hidden what
   * stands before its first escape is written plainly, so that what an escape means has to be a word's first character or follow the one
   * before it in a word.
   */
  #escapesIn(text: string): 'none' | 'perhaps' | 'numeric' {
    let perhaps = false;
    for (let at = text.indexOf('\\'); at !== -1; at = text.indexOf('\\', at + 1)) {
      if (isAt(NUMERIC, text, at)) return 'numeric';
      perhaps ||= isAt(this.#numbered, text, at) || this.#mayGoOn(text, at);
    }
    for (let at = text.indexOf('&#'); at !== -1; at = text.indexOf('&#', at + 2)) {
      if (isAt(NUMERIC, text, at)) return 'numeric';
      perhaps ||= isAt(this.#numbered, text, at);
    }
    for (let at = text.indexOf('%'); !perhaps && at !== -1; at = text.indexOf('%', at + 1))
      perhaps = isAt(this.#numbered, text, at);
    return perhaps ? 'perhaps' : 'none';
  }

  /** Whether a word goes on behind the backslash at a place: with the letter that follows it, or on the next line. */
  #mayGoOn(text: string, at: number): boolean {
    const before = text[at - 1] ?? '';
    let next = at + 1;
    if (text[next] === '\r') next += 1;
    if (text[next] === '\n') for (next += 1; text[next] === ' ' || text[next] === '\t'; ) next += 1;
    else next = at + 1;
    const after = text[next] ?? '';
    if (next === at + 1) return this.#pairs.has(before + after);
    return this.#pairs.has(before + after) || (/[\\&%]/.test(after) && this.#followed.has(before));
  }

  /** Whether one of the words is. */
  #hides(text: string): boolean {
    for (const [found] of text.matchAll(this.#spelled)) if (/[&%]|.\\/s.test(found)) return true;
    return false;
  }
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
