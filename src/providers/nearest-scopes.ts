import { nearestNames } from '../oauth/index.ts';
import type { Catalog } from './catalog.ts';
import { MAX_NAME_LENGTH } from './providers.ts';

const MOST = 3;
/** More letters than these aren't mistyped in a name of several words, however long it is. */
const MOST_EDITS = 3;

interface Spellings {
  /** Each name in small letters without what all names of the provider have in common, with the name. */
  readonly bare: ReadonlyMap<string, string>;
  /** Letters and digits alone. */
  readonly letters: ReadonlyMap<string, string>;
  /** Its words in alphabetical order. */
  readonly words: ReadonlyMap<string, string>;
}

const spellings = new WeakMap<Catalog, Spellings>();

/**
 * The scopes of a catalog that a name was probably meant to be, the likeliest first: other separators or a prefix left out, other order of
 * words, a slip of a few letters, or the same beginning.
 *
 * @param slipsAlone whether to take those alone that are the same but for separators, order or one letter
 */
export function nearestScopes(
  catalog: Catalog,
  name: string,
  { prefix, slipsAlone = false }: { readonly prefix?: RegExp | undefined; readonly slipsAlone?: boolean },
): readonly string[] {
  if (name.length > MAX_NAME_LENGTH) return [];
  const known = spellings.get(catalog) ?? spellingsOf(catalog, prefix);
  spellings.set(catalog, known);
  const bare = bareOf(name, prefix);
  const same = [known.letters.get(lettersOf(bare)), known.words.get(sortedWords(bare))].filter(
    (one) => one !== undefined,
  );
  const slips = nearestNames(bare, known.bare.keys(), MOST, slipsAlone ? 1 : MOST_EDITS).map(
    (one) => known.bare.get(one) ?? one,
  );
  // Of names that are equally near, those that begin alike are likelier: slips are rarer at the beginning.
  slips.sort((left, right) => sharedStart(bareOf(right, prefix), bare) - sharedStart(bareOf(left, prefix), bare));
  const near = [...same, ...slips];
  return [...new Set(near.length > 0 || slipsAlone ? near : sameBeginning(bare, known.bare))].slice(0, MOST);
}

function spellingsOf({ scopes }: Catalog, prefix: RegExp | undefined): Spellings {
  const bare = new Map([...scopes.keys()].map((name) => [bareOf(name, prefix), name]));
  return {
    bare,
    letters: new Map([...bare].map(([spelling, name]) => [lettersOf(spelling), name])),
    words: new Map([...bare].map(([spelling, name]) => [sortedWords(spelling), name])),
  };
}

function bareOf(name: string, prefix: RegExp | undefined): string {
  const rest = prefix === undefined ? name : name.replace(prefix, '');
  return rest
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '')
    .toLowerCase();
}

function lettersOf(bare: string): string {
  return bare.replaceAll(/[^a-z0-9]/g, '');
}

function wordsOf(bare: string): readonly string[] {
  return bare.split(/[^a-z0-9]+/);
}

function sortedWords(bare: string): string {
  return [...wordsOf(bare)].sort().join(' ');
}

/** Names that begin with the same words, as many as any does; the shortest first. */
function sameBeginning(bare: string, known: ReadonlyMap<string, string>): readonly string[] {
  const words = wordsOf(bare);
  const shared = [...known].map(([spelling, name]) => {
    const others = wordsOf(spelling);
    const different = words.findIndex((word, index) => word !== others[index]);
    return { name, count: different === -1 ? words.length : different };
  });
  const most = Math.max(1, ...shared.map(({ count }) => count));
  return shared
    .filter(({ count }) => count === most)
    .map(({ name }) => name)
    .sort((left, right) => left.length - right.length);
}

function sharedStart(left: string, right: string): number {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length++;
  return length;
}
