import { CHARACTERS, pieces } from './scope-pattern.ts';
import type { ScopeParameter } from './types.ts';

type Pieces = ReturnType<typeof pieces>;

interface Pattern {
  readonly name: string;
  readonly parameters: Readonly<Record<string, ScopeParameter>>;
}

/** More than any two patterns of a policy come to; beyond it they are taken for overlapping, which refuses the policy. */
const MAX_STATES = 100_000;
const KINDS = Object.fromEntries(
  Object.entries(CHARACTERS).map(([kind, characters]) => [kind, new RegExp(`[${characters}]`)]),
) as Readonly<Record<keyof typeof CHARACTERS, RegExp>>;

/** A literal of a pattern, and the part behind it; null at the end. */
interface Stretch {
  readonly literal: string;
  readonly part: Part | null;
}

interface Part {
  readonly parameter: ScopeParameter;
  /** The character that ends it; null at the end of the name. */
  readonly next: string | null;
  readonly behind: Stretch;
}

/** Where a walk through a pattern is: so many characters into a literal, or behind these of a part. */
type Place = { readonly stretch: Stretch; readonly read: number } | { readonly part: Part; readonly text: string };

/**
 * Whether some scope could be of two patterns; both have no problem. Walks through both at once, a character at a time: what follows
 * a part is never in it, so each knows at each character where it is.
 */
export function patternsOverlap(first: Pattern, second: Pattern): boolean {
  if (differAtAnEnd(pieces(first.name), pieces(second.name))) return false;
  const characters = tellingCharacters([first, second]);
  const nameOf = namer();
  const seen = new Set<string>();
  const open: (readonly [Place, Place])[] = [[entered(stretchesOf(first), 0), entered(stretchesOf(second), 0)]];
  for (let places = open.pop(); places !== undefined; places = open.pop()) {
    const [one, other] = places;
    if (isEnd(one) && isEnd(other)) return true;
    for (const character of characters) {
      const next = step(one, character);
      if (next === null) continue;
      const otherNext = step(other, character);
      if (otherNext === null) continue;
      const name = `${nameOf(next)}\n${nameOf(otherNext)}`;
      if (seen.has(name)) continue;
      if (seen.size >= MAX_STATES) return true;
      seen.add(name);
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

/**
 * Those by which a scope's way through the patterns can differ: what literals and values are made of. Of all others it makes no
 * difference which is read, and two kinds that have any in common have `0` or `a`.
 */
function tellingCharacters(patterns: readonly Pattern[]): ReadonlySet<string> {
  const written = patterns.flatMap(({ name, parameters }) => {
    const { start, parts } = pieces(name);
    const values = Object.values(parameters).flatMap((one) => ('values' in one ? one.values : []));
    return [start, ...parts.map(({ literal }) => literal), ...values];
  });
  return new Set(`0a${written.join('')}`);
}

function stretchesOf({ name, parameters }: Pattern): Stretch {
  const { start, parts } = pieces(name);
  let part: Part | null = null;
  for (const piece of parts.toReversed())
    part = {
      parameter: parameters[piece.part] ?? { values: [] },
      next: piece.next,
      behind: { literal: piece.literal, part },
    };
  return { literal: start, part };
}

/** Once a literal is read whole, its part begins. */
function entered(stretch: Stretch, read: number): Place {
  const { literal, part } = stretch;
  return part !== null && read === literal.length ? { part, text: '' } : { stretch, read };
}

/** Where it is after one more character; null where the pattern doesn't take it. */
function step(place: Place, character: string): Place | null {
  if ('stretch' in place) {
    const { stretch, read } = place;
    return stretch.literal[read] === character ? entered(stretch, read + 1) : null;
  }
  const { part, text } = place;
  if (character === part.next && isWhole(part.parameter, text)) return entered(part.behind, 1);
  return takes(part.parameter, text, character) ? { part, text: shortened(part.parameter, text + character) } : null;
}

function isEnd(place: Place): boolean {
  if ('stretch' in place) return place.stretch.part === null && place.read === place.stretch.literal.length;
  return place.part.next === null && isWhole(place.part.parameter, place.text);
}

/** Gives the same name to places that are the same. */
function namer(): (place: Place) => string {
  const numbers = new Map<Stretch | Part, number>();
  const numberOf = (one: Stretch | Part): number => {
    const number = numbers.get(one) ?? numbers.size;
    numbers.set(one, number);
    return number;
  };
  return (place) =>
    'stretch' in place ? `${numberOf(place.stretch)} ${place.read}` : `${numberOf(place.part)} ${place.text}`;
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
