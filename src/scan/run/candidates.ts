import type { ListedExtractor } from '../types.ts';
import { HiddenWords } from './hidden-words.ts';

/** Up to so many words, looking for each is faster than an expression of them all. Measured on 76 MB of a `node_modules`. */
const FEW_WORDS = 4;
/** Names that are kept: the same ones come again and again, and a repository may have a million. */
const MAX_NAMES = 20_000;

/** Which extractors may have something to find in a file, by its path and its bytes, before anything is decoded. */
export class Candidates {
  readonly #extractors: readonly ListedExtractor[];
  readonly #searches = new Map<string, WordSearch>();
  readonly #byName = new Map<string, WordSearch | null>();

  constructor(extractors: readonly ListedExtractor[]) {
    this.#extractors = extractors;
  }

  /** What of any extractor's words a file has to hold; null where its name fits none. */
  wordsFor(path: string): WordSearch | null {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    if (this.#byName.size >= MAX_NAMES) this.#byName.clear();
    const search = this.#searchFor(this.#extractors.filter(({ paths }) => paths.test(name)));
    this.#byName.set(name, search);
    return search;
  }

  #searchFor(fitting: readonly ListedExtractor[]): WordSearch | null {
    if (fitting.length === 0) return null;
    const key = fitting.map(({ id }) => id).join(' ');
    const search = this.#searches.get(key) ?? new WordSearch(fitting);
    this.#searches.set(key, search);
    return search;
  }
}

/** Looks for any of the words of some extractors. */
export class WordSearch {
  /** Those whose paths fit, in their order. */
  readonly extractors: readonly ListedExtractor[];
  readonly #words: readonly string[];
  readonly #expression: RegExp;
  #hidden: HiddenWords | null = null;

  constructor(extractors: readonly ListedExtractor[]) {
    this.extractors = extractors;
    const words = [...new Set(extractors.flatMap(({ mentions }) => mentions))];
    // Where one word holds another, whatever holds it holds the other.
    this.#words = words.filter((word) => !words.some((other) => other !== word && word.includes(other)));
    this.#expression = new RegExp(this.#words.map((word) => word.replaceAll(/[^\w]/g, '\\$&')).join('|') || '(?!)');
  }

  /** Whether any of them stands in a text, or in the bytes of one that are written as Latin-1: the words are ASCII. */
  in(text: string): boolean {
    if (this.#words.length <= FEW_WORDS) return this.#words.some((word) => text.includes(word));
    return this.#expression.test(text);
  }

  /**
   * The extractors of which a word stands in a text, in their order.
   *
   * @param any whether any word stands in it, where that is known
   */
  mentionedIn(text: string, any = this.in(text)): readonly ListedExtractor[] {
    if (!any) return [];
    if (this.extractors.length === 1) return this.extractors;
    const known = new Map<string, boolean>();
    const stands = (word: string): boolean => {
      const answer = known.get(word) ?? text.includes(word);
      known.set(word, answer);
      return answer;
    };
    return this.extractors.filter(({ mentions }) => mentions.some(stands));
  }

  /** Whether any of them, or a letter at all, may be written with escapes. */
  hiddenIn(text: string): boolean {
    this.#hidden ??= new HiddenWords(this.#words);
    return this.#hidden.in(text);
  }
}
