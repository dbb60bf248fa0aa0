import { CHARACTERS, type Piece, pieces } from './scope-pattern.ts';
import type { ScopeParameter } from './types.ts';

interface Pattern {
  readonly name: string;
  readonly parameters: Readonly<Record<string, ScopeParameter>>;
}

/** More than any two patterns of a policy come to; beyond it they are taken for overlapping, which refuses the policy. */
const MAX_STATES = 100_000;
/** What a scope is made of (RFC 6749 §3.3). */
const SCOPE_CHARACTERS = Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index)).filter(
  (character) => character !== '"' && character !== '\\',
);

/**
 * Whether some scope could be of two patterns; both have no problem. Walks through both at once, a character at a time, over all that
 * a scope can be made of: what follows a part is never in it, so each knows at each character where it is.
 */
export function patternsOverlap(first: Pattern, second: Pattern): boolean {
  const walks = [new Walk(first), new Walk(second)] as const;
  const seen = new Set<string>();
  const open: (readonly [string, string])[] = [[walks[0].start, walks[1].start]];
  for (let states = open.pop(); states !== undefined; states = open.pop()) {
    const [one, other] = states;
    if (walks[0].isEnd(one) && walks[1].isEnd(other)) return true;
    for (const character of SCOPE_CHARACTERS) {
      const next = walks[0].step(one, character);
      const otherNext = next === null ? null : walks[1].step(other, character);
      if (next === null || otherNext === null || seen.has(`${next}\n${otherNext}`)) continue;
      if (seen.size >= MAX_STATES) return true;
      seen.add(`${next}\n${otherNext}`);
      open.push([next, otherNext]);
    }
  }
  return false;
}

class Walk {
  /** Nothing was read yet. */
  readonly start: string;
  readonly #start: string;
  readonly #pieces: readonly Piece[];
  readonly #parameters: Pattern['parameters'];

  constructor({ name, parameters }: Pattern) {
    const { start, parts } = pieces(name);
    this.#start = start;
    this.#pieces = parts;
    this.#parameters = parameters;
    this.start = this.#normal(0, 0);
  }

  /** The state after one more character; null where the pattern doesn't take it. A state is the number of the piece, and what was read of it. */
  step(state: string, character: string): string | null {
    const [piece, rest] = split(state);
    const literal = this.#literal(piece);
    const read = Number(rest);
    // Within a literal the rest counts its characters; within a part it is what was read of it, after a colon.
    if (!rest.startsWith(':')) {
      if (read < literal.length) return literal[read] === character ? this.#normal(piece, read + 1) : null;
      return null;
    }
    const text = rest.slice(1);
    const part = this.#pieces[piece];
    const parameter = part === undefined ? undefined : this.#parameters[part.part];
    if (part === undefined || parameter === undefined) return null;
    if (character === part.next && isWhole(parameter, text)) return this.#normal(piece + 1, 1);
    return takes(parameter, text, character) ? `${piece} :${shortened(parameter, text + character)}` : null;
  }

  isEnd(state: string): boolean {
    const [piece, rest] = split(state);
    if (!rest.startsWith(':')) return piece === this.#pieces.length && Number(rest) === this.#literal(piece).length;
    const part = this.#pieces[piece];
    const parameter = part === undefined ? undefined : this.#parameters[part.part];
    return part?.next === null && parameter !== undefined && isWhole(parameter, rest.slice(1));
  }

  /** The literal before the part of a piece. */
  #literal(piece: number): string {
    return piece === 0 ? this.#start : (this.#pieces[piece - 1]?.literal ?? '');
  }

  /** Once a literal is read whole, its part begins. */
  #normal(piece: number, read: number): string {
    return read === this.#literal(piece).length && piece < this.#pieces.length ? `${piece} :` : `${piece} ${read}`;
  }
}

function split(state: string): readonly [number, string] {
  const space = state.indexOf(' ');
  return [Number(state.slice(0, space)), state.slice(space + 1)];
}

function isWhole(parameter: ScopeParameter, text: string): boolean {
  return 'values' in parameter ? parameter.values.includes(text) : text.length > 0;
}

function takes(parameter: ScopeParameter, text: string, character: string): boolean {
  if ('values' in parameter) return parameter.values.some((value) => value.startsWith(text + character));
  return text.length < parameter.maxLength && new RegExp(`[${CHARACTERS[parameter.characters]}]`).test(character);
}

/** Of characters of a kind, only how many were read matters. */
function shortened(parameter: ScopeParameter, text: string): string {
  return 'values' in parameter ? text : '0'.repeat(text.length);
}
