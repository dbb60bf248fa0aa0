import type { Extractor } from '../types.ts';
import { HiddenWords } from './hidden-words.ts';

/** Up to so many words, looking for each is faster than an expression of them all. Measured on 76 MB of a `node_modules`. */
const FEW_WORDS = 4;

/** An expression that refers to its own groups, by number or name, and so can't be joined to others. */
const REFERS = /\\[1-9k]|\(\?<[^=!]/;

/** Which extractors may have something to find in a file, by its path and its bytes, before anything is decoded. */
export class Candidates {
  readonly #extractors: readonly Extractor[];
  /** All `paths` in as few expressions as their flags allow: most files of a repository fit none. */
  readonly #anyPath: readonly RegExp[];
  readonly #searches = new Map<string, WordSearch>();

  constructor(extractors: readonly Extractor[]) {
    this.#extractors = extractors;
    const all = extractors.map(({ paths }) => paths);
    const joined = [...new Set(all.map(({ flags }) => flags))].flatMap((flags) => {
      const sources = all.filter((one) => one.flags === flags && !REFERS.test(one.source)).map(({ source }) => source);
      return sources.length === 0 ? [] : [new RegExp(sources.map((source) => `(?:${source})`).join('|'), flags)];
    });
    this.#anyPath = [...joined, ...all.filter(({ source }) => REFERS.test(source))];
  }

  /** What of any extractor's words a file has to hold; null where its path fits none. */
  wordsFor(path: string): WordSearch | null {
    if (!this.#anyPath.some((paths) => paths.test(path))) return null;
    const fitting = this.#extractors.filter(({ paths }) => paths.test(path));
    const key = fitting.map(({ id }) => id).join(' ');
    const search = this.#searches.get(key) ?? new WordSearch(fitting);
    this.#searches.set(key, search);
    return search;
  }
}

/** Looks for any of the words of some extractors. */
export class WordSearch {
  /** Those whose paths fit, in their order. */
  readonly extractors: readonly Extractor[];
  readonly #words: readonly string[];
  readonly #expression: RegExp;
  #hidden: HiddenWords | null = null;

  constructor(extractors: readonly Extractor[]) {
    this.extractors = extractors;
    const words = [...new Set(extractors.flatMap(({ mentions }) => mentions))];
    // Where one word holds another, whatever holds it holds the other.
    this.#words = words.filter((word) => !words.some((other) => other !== word && word.includes(other)));
    this.#expression = new RegExp(this.#words.map((word) => word.replaceAll(/[^\w]/g, '\\$&')).join('|') || '(?!)');
  }

  inBytes(bytes: Buffer): boolean {
    if (this.#words.length <= FEW_WORDS) return this.#words.some((word) => bytes.includes(word, 0, 'latin1'));
    return this.#expression.test(bytes.toString('latin1'));
  }

  inText(text: string): boolean {
    return this.#expression.test(text);
  }

  /** Whether any of them, or a letter at all, may be written with escapes. */
  hiddenIn(text: string): boolean {
    this.#hidden ??= new HiddenWords(this.#words);
    return this.#hidden.in(text);
  }
}
