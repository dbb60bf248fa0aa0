import { posix } from 'node:path';
import type { Repository } from '../../types.ts';

const known = new WeakMap<Repository, ReadonlySet<string>>();

/** The files of the repository that an import of Python may mean: relative ones, and absolute ones from any folder above. */
export function resolvePython(path: string, from: string, repository: Repository): readonly string[] {
  let paths = known.get(repository);
  if (paths === undefined) {
    paths = new Set(repository.paths);
    known.set(repository, paths);
  }
  const own = paths;
  const folder = posix.dirname(from);
  const dots = /^\.*/.exec(path)?.[0].length ?? 0;
  const rest = path.slice(dots).replaceAll('.', '/');
  const bases =
    dots > 0
      ? [posix.join(folder, ...Array.from({ length: dots - 1 }, () => '..'), rest)]
      : foldersAbove(folder).flatMap((at) => [posix.join(at, rest), posix.join(at, 'src', rest)]);
  const found = bases.flatMap((base) => [`${base}.py`, posix.join(base, '__init__.py'), `${base}.pyi`]);
  return found.filter((file) => own.has(file) && file !== from).slice(0, 1);
}

function foldersAbove(folder: string): readonly string[] {
  const folders: string[] = [];
  for (let at = folder; ; at = posix.dirname(at)) {
    folders.push(at);
    if (at === '.' || at === '/' || folders.length > 30) return folders;
  }
}
