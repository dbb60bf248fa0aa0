import { CHARACTERS, type Piece, pieces } from './scope-pattern.ts';
import type { ScopeParameter } from './types.ts';

type Pieces = ReturnType<typeof pieces>;

interface Pattern {
  readonly name: string;
  readonly parameters: Readonly<Record<string, ScopeParameter>>;
}

/** More than any two patterns of a policy come to; beyond it they are taken for overlapping, which refuses the policy. */
const MAX_STATES = 100_000;
/** What parts are made of, in groups whose characters each kind takes alike. */
const GROUPS = ['0123456789', 'abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEF', 'GHIJKLMNOPQRSTUVWXYZ', '-', '_'];
const KINDS = Object.fromEntries(
  Object.entries(CHARACTERS).map(([kind, characters]) => [kind, new RegExp(`[${characters}]`)]),
) as Readonly<Record<keyof typeof CHARACTERS, RegExp>>;

/**
 * Whether some scope could be of two patterns; both have no problem. Walks through both at once, a character at a time: what follows
 * a part is never in it, so each knows at each character where it is. Of characters that no literal and no value has, one of each group
 * stands for all: a policy has each pattern compared with each, and would else take minutes for a hundred of them.
 */
export function patternsOverlap(first: Pattern, second: Pattern): boolean {
  if (differAtAnEnd(pieces(first.name), pieces(second.name))) return false;
  const walks = [new Walk(first), new Walk(second)] as const;
  const characters = tellingCharacters([first, second]);
  const seen = new Set<string>();
  const open: (readonly [string, string])[] = [[walks[0].start, walks[1].start]];
  for (let states = open.pop(); states !== undefined; states = open.pop()) {
    const [one, other] = states;
    if (walks[0].isEnd(one) && walks[1].isEnd(other)) return true;
    for (const character of characters) {
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

/** Whether no scope begins, or ends, as both do: nearly all pairs of a policy are told apart by that. */
function differAtAnEnd(one: Pieces, other: Pieces): boolean {
  const [end, otherEnd] = [one.parts.at(-1)?.literal ?? '', other.parts.at(-1)?.literal ?? ''];
  return (
    !(one.start.startsWith(other.start) || other.start.startsWith(one.start)) ||
    !(end.endsWith(otherEnd) || otherEnd.endsWith(end))
  );
}

/** Those by which a scope's way through the patterns can differ. */
function tellingCharacters(patterns: readonly Pattern[]): ReadonlySet<string> {
  const written = patterns.flatMap(({ name, parameters }) => {
    const { start, parts } = pieces(name);
    const values = Object.values(parameters).flatMap((one) => ('values' in one ? one.values : []));
    return [start, ...parts.map(({ literal }) => literal), ...values];
  });
  const telling = new Set(written.join(''));
  for (const group of GROUPS) {
    const other = [...group].find((character) => !telling.has(character));
    if (other !== undefined) telling.add(other);
  }
  return telling;
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
  return text.length < parameter.maxLength && KINDS[parameter.characters].test(character);
}

/** Of characters of a kind, only how many were read matters. */
function shortened(parameter: ScopeParameter, text: string): string {
  return 'values' in parameter ? text : '0'.repeat(text.length);
}
