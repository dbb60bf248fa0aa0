import type { Scope, ScopeParameter } from './types.ts';

/** A scope's name with changing parts: `payments:{account}:read`. What stands for a part is known by the literal that follows it. */
export interface ScopePattern {
  /** What each part stands for in a scope; null for a scope that isn't one of these. */
  match(scope: string): ReadonlyMap<string, string> | null;
}

const PART = /\{([^{}]*)\}/g;

export const CHARACTERS = {
  digits: '0-9',
  letters: 'A-Za-z',
  alphanumeric: 'A-Za-z0-9',
  hexadecimal: '0-9A-Fa-f',
  slug: 'A-Za-z0-9_-',
} as const;

/** One of each range that a kind is made of. */
const SAMPLES = { digits: '0', letters: 'Gg', alphanumeric: '0Gg', hexadecimal: '0Aa', slug: '0Gg-_' } as const;

/** The names of the parts in a pattern's name, in their order; none for a plain scope. */
export function partsOf(name: string): string[] {
  return [...name.matchAll(PART)].map(([, part = '']) => part);
}

/** The name with each part replaced by what it stands for. */
export function withParts(name: string, parts: ReadonlyMap<string, string>): string {
  return name.replaceAll(PART, (whole, part: string) => parts.get(part) ?? whole);
}

/**
 * Why a pattern can't be read in one way only, or null. Each part is followed by a literal that it can't hold itself, or by the end:
 * so a scope is split in one way, in time that grows with its length.
 */
export function patternProblem(name: string, parameters: Readonly<Record<string, ScopeParameter>>): string | null {
  const parts = partsOf(name);
  const missing = parts.find((part) => !Object.hasOwn(parameters, part));
  if (missing !== undefined) return `nothing says what {${missing}} may be`;
  const unused = Object.keys(parameters).find((parameter) => !parts.includes(parameter));
  if (unused !== undefined) return `there is no {${unused}} in it`;
  if (new Set(parts).size < parts.length) return 'one of its parts stands in it twice';
  if (name.replaceAll(PART, '').length === 0)
    return 'it has no part that always stands there, and so could be any scope';
  for (const { part, next } of pieces(name).parts) {
    const parameter = parameters[part];
    if (next === '') return `nothing parts {${part}} from what follows it`;
    if (next !== null && parameter !== undefined && canHold(parameter, next))
      return `{${part}} may hold ${next} itself, which follows it`;
  }
  return null;
}

/** Prepares a pattern that has no problem. */
export function compilePattern(name: string, parameters: Readonly<Record<string, ScopeParameter>>): ScopePattern {
  const { start, parts } = pieces(name);
  const testOf = new Map(Object.entries(parameters).map(([part, parameter]) => [part, testFor(parameter)]));
  return {
    match(scope) {
      if (!scope.startsWith(start)) return null;
      const found = new Map<string, string>();
      let at = start.length;
      for (const { part, next, literal } of parts) {
        const end = next === null ? scope.length : scope.indexOf(next, at);
        if (end <= at || !scope.startsWith(literal, end)) return null;
        const text = scope.slice(at, end);
        if (testOf.get(part)?.(text) !== true) return null;
        found.set(part, text);
        at = end + literal.length;
      }
      return at === scope.length ? found : null;
    },
  };
}

/** Whether a scope's definition is a pattern. */
export function isPattern<One extends Pick<Scope, 'parameters'>>(
  scope: One,
): scope is One & Required<Pick<Scope, 'parameters'>> {
  return scope.parameters !== undefined;
}

/** Whether all that one may be, the other may be, too. */
export function isParameterWithin(one: ScopeParameter, other: ScopeParameter): boolean {
  if ('values' in one) return one.values.every(testFor(other));
  if ('values' in other) return false;
  const held = [...SAMPLES[one.characters]].every((character) => canHold(other, character));
  return held && one.maxLength <= other.maxLength;
}

export interface Piece {
  readonly part: string;
  /** The character that ends it; null at the end of the name, empty where another part follows at once. */
  readonly next: string | null;
  /** All that follows it up to the next part. */
  readonly literal: string;
}

/** A pattern's name in its pieces. */
export function pieces(name: string): { readonly start: string; readonly parts: readonly Piece[] } {
  const [start = '', ...rest] = name.split(PART);
  const parts: Piece[] = [];
  for (let index = 0; index < rest.length; index += 2) {
    const [part = '', literal = ''] = rest.slice(index, index + 2);
    const last = index + 2 >= rest.length;
    parts.push({ part, literal, next: last && literal === '' ? null : literal.slice(0, 1) });
  }
  return { start, parts };
}

function canHold(parameter: ScopeParameter, character: string): boolean {
  if ('values' in parameter) return parameter.values.some((value) => value.includes(character));
  return new RegExp(`^[${CHARACTERS[parameter.characters]}]$`).test(character);
}

function testFor(parameter: ScopeParameter): (text: string) => boolean {
  if ('values' in parameter) {
    const values = new Set(parameter.values);
    return (text) => values.has(text);
  }
  const made = new RegExp(`^[${CHARACTERS[parameter.characters]}]+$`);
  return (text) => text.length <= parameter.maxLength && made.test(text);
}
