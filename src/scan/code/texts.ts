import { isScopeToken, PLACEHOLDER } from '../scope-tokens.ts';
import {
  type ChoiceValue,
  EMPTY,
  type Hole,
  type ListValue,
  type Piece,
  type TextValue,
  type Value,
} from './values.ts';

/** How many texts the branches of one are multiplied to: further ones stay side by side. */
const MAX_ALTERNATIVES = 32;
const MAX_ITEMS = 5_000;

type Part = TextValue['pieces'][number];

/** Values after each other. Where one is a list and the rest adds no word of its own, they are one list. */
export function joined(values: readonly Value[]): Value {
  if (values.some(isList) && values.every((value) => isList(value) || !hasWords(value)))
    return listed(values.filter(isList).map((value) => ({ spread: true, value })));
  let alternatives: Part[][] = [[]];
  for (const [index, value] of values.entries()) {
    const apart = value.kind !== 'list' || !adjoins(values[index - 1], values[index + 1]);
    // A word that goes on in a list goes on in each of its items: `https://…/auth/` and each name.
    const branches = apart ? partsOf(value) : partsOf({ kind: 'choice', values: value.items });
    if (alternatives.length * branches.length > MAX_ALTERNATIVES) {
      const whole: ListValue = { kind: 'list', items: branches.map((pieces) => ({ kind: 'text', pieces })) };
      for (const alternative of alternatives) alternative.push(whole);
    } else alternatives = branches.flatMap((branch) => alternatives.map((alternative) => [...alternative, ...branch]));
  }
  const texts = alternatives.map((pieces): Value => ({ kind: 'text', pieces }));
  const [only = EMPTY] = texts;
  return texts.length === 1 ? only : { kind: 'choice', values: texts };
}

/** The ways in which a value can stand in a text. */
function partsOf(value: Value): readonly (readonly Part[])[] {
  switch (value.kind) {
    case 'text':
      return [value.pieces];
    case 'choice':
      return value.values.flatMap(partsOf);
    case 'list':
    case 'hole':
      return [[value]];
    default:
      return [[{ ...EMPTY, reason: reasonOf(value) }]];
  }
}

/** Whether what stands before or behind goes on without a separator, nor begins a parameter's value. */
function adjoins(before: Value | undefined, behind: Value | undefined): boolean {
  const last = before?.kind === 'text' ? before.pieces.at(-1) : undefined;
  const first = behind?.kind === 'text' ? behind.pieces[0] : undefined;
  return (
    (last?.kind === 'piece' && /[\w/:.-]$/.test(last.text)) || (first?.kind === 'piece' && /^[\w/:.-]/.test(first.text))
  );
}

function isList(value: Value): boolean {
  if (value.kind === 'choice') return value.values.some(isList);
  return value.kind === 'list';
}

function hasWords(value: Value): boolean {
  if (value.kind === 'choice') return value.values.some(hasWords);
  if (value.kind !== 'text') return false;
  return value.pieces.some((piece) => piece.kind === 'piece' && /[^\s,]/.test(piece.text));
}

export function listed(items: readonly { readonly spread: boolean; readonly value: Value }[]): ListValue {
  const all: Value[] = [];
  for (const { spread, value } of items) {
    if (all.length >= MAX_ITEMS) break;
    if (spread && value.kind === 'list') all.push(...value.items.slice(0, MAX_ITEMS));
    else all.push(value);
  }
  return { kind: 'list', items: all };
}

/** What a value depends on that isn't known. */
export function reasonOf(value: Value): string | null {
  switch (value.kind) {
    case 'hole':
      return value.reason;
    case 'module':
      return value.path.length === 1 ? `${value.path[0]}` : `${value.path.slice(1).join('.')} of ${value.path[0]}`;
    case 'function':
      return `the function ${value.closure.expression.name ?? 'that is given'}`;
    default:
      return null;
  }
}

export interface ScopeAt {
  readonly scope: string;
  readonly offset: number;
  /** False where it is one of several that may apply. */
  readonly sure: boolean;
}

export interface Scopes {
  readonly scopes: readonly ScopeAt[];
  readonly holes: readonly Hole[];
}

/** How scopes are written in a text: parted by blanks and commas; or also by `+`, and percent-encoded, as in a URL. */
export type Writing = 'plain' | 'url';

const SEPARATORS: Readonly<Record<Writing, RegExp>> = { plain: /(?:%20|[\s,])+/g, url: /(?:%20|%2C|[\s,+])+/gi };
/** A place in a text that is filled in at another time, in one of the manners of the languages. */
const FILLED = /[{}]|%[sdv]\b|\$[A-Za-z_]|^:[a-z]\w*$/;

/** The scope tokens of a value, each where it stands, and what of it isn't known. */
export function scopesIn(value: Value, source: string, writing: Writing = 'plain'): Scopes {
  const reading = new Reading(source, writing);
  reading.value(value, true, 0);
  return { scopes: reading.scopes, holes: reading.holes };
}

/** A text with NULs for what parts words in a place that a person fills in: `{APP ID URI}/Weather.Get`. */
function closed(text: string): string {
  return text.includes('{')
    ? text.replaceAll(/\{[A-Z][^{}\n]{0,60}\}/g, (place) => place.replaceAll(/[\s,+]/g, '\0'))
    : text;
}

class Reading {
  readonly scopes: ScopeAt[] = [];
  readonly holes: Hole[] = [];
  readonly #source: string;
  readonly #writing: Writing;

  constructor(source: string, writing: Writing) {
    this.#source = source;
    this.#writing = writing;
  }

  value(value: Value, sure: boolean, depth: number): void {
    if (depth > 60 || this.scopes.length > MAX_ITEMS) return;
    if (value.kind === 'text') this.#text(value.pieces, sure, depth);
    else if (value.kind === 'list') for (const item of value.items) this.value(item, sure, depth + 1);
    else if (value.kind === 'choice') for (const one of value.values) this.value(one, false, depth + 1);
    else if (value.kind === 'hole') this.holes.push(value);
    else if (value.kind === 'module' || value.kind === 'function')
      this.holes.push({ ...EMPTY, reason: reasonOf(value) });
  }

  #text(pieces: readonly Part[], sure: boolean, depth: number): void {
    let word = '';
    let offset: number | null = null;
    let broken = false;
    const flush = (): void => {
      if (word !== '' && !broken) this.#token(word, offset ?? 0, sure);
      [word, offset, broken] = ['', null, false];
    };
    for (const piece of pieces) {
      if (piece.kind === 'hole') {
        this.holes.push(piece);
        broken = true;
      } else if (piece.kind !== 'piece') {
        // A list in a text stands where its own scopes begin and end.
        flush();
        this.value(piece, sure, depth + 1);
      } else {
        const place = new Written(piece, this.#source);
        let from = 0;
        const text = closed(piece.text);
        for (const match of text.matchAll(SEPARATORS[this.#writing])) {
          const part = text.slice(from, match.index);
          if (part !== '') {
            // Of a word that is put together the last part tells it from others.
            offset = place.of(part, from);
            word += part;
          }
          flush();
          from = match.index + match[0].length;
        }
        const rest = text.slice(from);
        if (rest !== '') {
          offset = place.of(rest, from);
          word += rest;
        }
      }
    }
    flush();
  }

  #token(word: string, offset: number, sure: boolean): void {
    let scope = word;
    if (this.#writing === 'url')
      try {
        scope = decodeURIComponent(word);
      } catch {
        return;
      }
    // As in a query, though it isn't said to be one: no server takes a scope like that.
    if (this.#writing === 'plain' && /^[\w.:-]*[a-z][.:_][\w.:-]*(?:\+[\w.:-]+)+$/i.test(scope)) {
      let from = 0;
      for (const part of scope.split('+')) {
        this.#token(part, offset + from, sure);
        from += part.length + 1;
      }
      return;
    }
    // Android's accounts take what kind of token is wanted before the first scope.
    let at = offset;
    if (scope.startsWith('oauth2:')) [scope, at] = [scope.slice(7), offset + 7];
    // What is left of a text that was encoded as a whole.
    if (!isScopeToken(scope) || scope.length > 400 || !/[A-Za-z*]/.test(scope)) return;
    if (PLACEHOLDER.test(scope) || FILLED.test(scope)) return;
    this.scopes.push({ scope, offset: at, sure });
  }
}

/** So far a part is looked for behind the one before it. */
const MAX_AHEAD = 2_000;

/** Where the parts of a piece stand in the file. */
class Written {
  readonly #piece: Piece;
  readonly #source: string;
  #cursor: number;
  readonly #base: number;

  constructor(piece: Piece, source: string) {
    this.#piece = piece;
    this.#source = source.slice(piece.offset, piece.end);
    this.#cursor = 0;
    this.#base = piece.written ? this.#source.indexOf(piece.text) : -1;
  }

  of(part: string, index: number): number {
    if (!this.#piece.written) return this.#piece.offset;
    if (this.#base !== -1) return this.#piece.offset + this.#base + index;
    // Escapes make it longer where it stands, but not by much: a far one is another, and looking to the end each time takes too long.
    const at = this.#source.slice(this.#cursor, this.#cursor + MAX_AHEAD).indexOf(part);
    if (at === -1) return this.#piece.offset;
    this.#cursor += at + part.length;
    return this.#piece.offset + this.#cursor - part.length;
  }
}

/** A part of a piece, where that stands. */
export function partOf(piece: Piece, from: number, to: number, source: string): Piece {
  const text = piece.text.slice(from, to);
  const base = piece.written ? source.slice(piece.offset, piece.end).indexOf(piece.text) : -1;
  if (base === -1) return { ...piece, text };
  return { ...piece, text, offset: piece.offset + base + from, end: piece.offset + base + to };
}

/** Every text that a value may be, in pieces: what stands in a URL is found in it. */
export function textsOf(value: Value): readonly TextValue[] {
  if (value.kind === 'text') return [value];
  if (value.kind === 'choice') return (value as ChoiceValue).values.flatMap(textsOf);
  return [];
}
