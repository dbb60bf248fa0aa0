import type { Repository } from '../../types.ts';
import { filesCalled } from '../neighbour-files.ts';

const MAX_FILES = 3;

/**
 * The files that a class's full name may mean: called like the class, and in folders called like as many of the names before it as any
 * (PSR-4 takes the first of them for any folder). One whose folder fits nothing is of a package from elsewhere, unless its own
 * namespace isn't written in folders at all.
 */
export function resolvePhp(path: string, from: string, repository: Repository): readonly string[] {
  const names = path.split('\\').filter((name) => name !== '');
  const name = names.at(-1) ?? '';
  if (name === '' || path.includes('.')) return [];
  const called = filesCalled(name, from, repository, '.php').map((file) => ({ file, fits: fitting(file, names) }));
  const best = Math.max(0, ...called.map(({ fits }) => fits));
  if (best === 0 && names.length > 2) return [];
  return called.flatMap(({ file, fits }) => (fits === best ? [file] : [])).slice(0, MAX_FILES);
}

/** How many folders above a file are called like the names before its class. */
function fitting(file: string, names: readonly string[]): number {
  const folders = file.split(/\/|__/).slice(0, -1).reverse();
  const before = names.slice(0, -1).reverse();
  let count = 0;
  while (count < before.length && before[count]?.toLowerCase() === folders[count]?.toLowerCase()) count += 1;
  return count;
}
