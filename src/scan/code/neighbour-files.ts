import type { Repository } from '../types.ts';

/** Files in which projects put the constants that others use. */
const CONSTANTS = /(const|config|setting|scope|permission|option|default|global|auth|oauth|google|api)/i;
const MAX_FILES = 6;
const MAX_SEARCHED = 60;
const MAX_CHARACTERS = 300_000;

interface Index {
  /** By the name without folders and extension, in small letters and without `_`. */
  readonly byName: ReadonlyMap<string, readonly string[]>;
  readonly constants: readonly string[];
  /** The files of constants by the words that they hold; null until it is asked for. */
  words: ReadonlyMap<string, readonly string[]> | null;
}

const indexes = new WeakMap<Repository, Map<string, Index>>();

function indexOf(repository: Repository, extension: string): Index {
  let all = indexes.get(repository);
  if (all === undefined) {
    all = new Map();
    indexes.set(repository, all);
  }
  let index = all.get(extension);
  if (index === undefined) {
    const byName = new Map<string, string[]>();
    const constants: string[] = [];
    for (const path of repository.paths) {
      if (!path.endsWith(extension)) continue;
      const name = plain(stemOf(path, extension));
      const same = byName.get(name);
      if (same === undefined) byName.set(name, [path]);
      else same.push(path);
      if (CONSTANTS.test(stemOf(path, extension)) && constants.length < MAX_SEARCHED) constants.push(path);
    }
    index = { byName, constants, words: null };
    all.set(extension, index);
  }
  return index;
}

/** A file's own name, that of `App.xaml.cs` being `App`; `a__b__Name.cs` is `b/Name.cs`, copied flat. */
function stemOf(path: string, extension: string): string {
  const name = path
    .slice(path.lastIndexOf('/') + 1, -extension.length)
    .replace(/\.(xaml|razor|cshtml|class|inc)$/i, '');
  return name.slice(name.lastIndexOf('__') === -1 ? 0 : name.lastIndexOf('__') + 2);
}

function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

/** The files that are called like a class, nearest to the asking one first. */
export function filesCalled(name: string, from: string, repository: Repository, extension: string): readonly string[] {
  const found = indexOf(repository, extension).byName.get(plain(name)) ?? [];
  return [...found.filter((path) => path !== from)]
    .sort((a, b) => shared(b, from) - shared(a, from))
    .slice(0, MAX_FILES);
}

/**
 * The files in which a class or constant may stand: those that are called like it, else those that are called like files of constants
 * and hold the word.
 */
export function filesWith(name: string, from: string, repository: Repository, extension: string): readonly string[] {
  const called = filesCalled(name, from, repository, extension);
  if (called.length > 0 || name.length < 4) return called;
  const index = indexOf(repository, extension);
  index.words ??= wordsOf(index.constants, repository);
  return (index.words.get(name) ?? []).filter((path) => path !== from).slice(0, MAX_FILES);
}

/** Each file is read once, however many names are asked for. */
function wordsOf(paths: readonly string[], repository: Repository): ReadonlyMap<string, readonly string[]> {
  const words = new Map<string, string[]>();
  for (const path of paths) {
    const file = repository.read(path);
    if (file === null || file.text.length > MAX_CHARACTERS) continue;
    for (const word of new Set(file.text.match(/\b[A-Z]\w{3,79}\b/g))) {
      const known = words.get(word);
      if (known === undefined) words.set(word, [path]);
      else known.push(path);
    }
  }
  return words;
}

/** How many folders two paths have in common. */
function shared(a: string, b: string): number {
  const [one, other] = [a.split(/\/|__/), b.split(/\/|__/)];
  let count = 0;
  while (count < one.length && one[count] === other[count]) count += 1;
  return count;
}
