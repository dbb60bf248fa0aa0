import type { Places } from '../source-file.ts';

const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Where a parser of HCL stands in its text, and what it can take from there (HCL native syntax specification, lexical elements). */
export class Scanner {
  readonly text: string;
  readonly #places: Places;
  at = 0;

  constructor(text: string, places: Places) {
    this.text = text;
    this.#places = places;
    if (text.startsWith('\ufeff')) this.at = 1;
  }

  get ended(): boolean {
    return this.at >= this.text.length;
  }

  /** Passes over white space and comments; over ends of lines too where `lines`. */
  skip(lines: boolean): void {
    for (;;) {
      const character = this.text[this.at];
      if (character === ' ' || character === '\t' || character === '\r' || (lines && character === '\n')) this.at += 1;
      else if (character === '#' || this.peek('//')) this.#passTo('\n', 0);
      else if (this.peek('/*')) this.#passTo('*/', 2);
      else return;
    }
  }

  #passTo(end: string, length: number): void {
    const found = this.text.indexOf(end, this.at + length);
    this.at = found === -1 ? this.text.length : found + length;
  }

  match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return null;
    this.at += found.length;
    return found;
  }

  identifier(): string | null {
    return this.match(IDENTIFIER);
  }

  number(): string | null {
    return this.match(NUMBER);
  }

  peek(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  take(text: string): boolean {
    if (!this.peek(text)) return false;
    this.at += text.length;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) throw this.malformed(`${text} is expected here`);
  }

  malformed(what: string, offset = this.at): Error {
    return this.#places.error('malformed', offset, `this is not Terraform: ${what}`);
  }

  tooDeep(): Error {
    return this.#places.error('too_deep', this.at, 'this is nested too deep');
  }

  duplicate(offset: number): Error {
    return this.#places.error('duplicate_member', offset, 'this attribute stands twice in one block');
  }
}
