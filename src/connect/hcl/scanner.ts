import type { Places } from '../source-file.ts';

const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /(?:[ \t\r]|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const SPACE_AND_LINES = /(?:[ \t\r\n]|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;

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
    this.match(lines ? SPACE_AND_LINES : SPACE);
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
