import { posix } from 'node:path';
import type { Repository } from '../../types.ts';

/** How many files of a package are read for a name. */
const MAX_FILES = 80;
const MAX_MODULES = 100;
const MAX_CHARACTERS = 500_000;

interface Known {
  /** Files of Go by their folder, tests left out. */
  readonly folders: ReadonlyMap<string, readonly string[]>;
  /** Paths of modules with their folders, the longest first. */
  readonly modules: readonly { readonly path: string; readonly folder: string }[];
}

const known = new WeakMap<Repository, Known>();

function knownOf(repository: Repository): Known {
  let own = known.get(repository);
  if (own !== undefined) return own;
  const folders = new Map<string, string[]>();
  for (const path of repository.paths) {
    if (!path.endsWith('.go') || path.endsWith('_test.go')) continue;
    const folder = folderOf(path);
    const files = folders.get(folder);
    if (files === undefined) folders.set(folder, [path]);
    else if (files.length < MAX_FILES) files.push(path);
  }
  const modules = repository.paths
    .filter((path) => /(^|\/)go\.mod$/.test(path))
    .slice(0, MAX_MODULES)
    .flatMap((path) => {
      const named = /^module\s+"?([^\s"]+)/m.exec(repository.read(path)?.text ?? '')?.[1];
      return named === undefined ? [] : [{ path: named, folder: posix.dirname(path) }];
    })
    .sort((a, b) => b.path.length - a.path.length);
  own = { folders, modules };
  known.set(repository, own);
  return own;
}

/** The files of the repository's package of this path. Where no go.mod says its module's path, the folder that fits best. */
export function resolveGo(path: string, from: string, repository: Repository): readonly string[] {
  const { folders, modules } = knownOf(repository);
  for (const module of modules) {
    if (path !== module.path && !path.startsWith(`${module.path}/`)) continue;
    const files = folders.get(posix.join(module.folder, path.slice(module.path.length)));
    if (files !== undefined) return files;
  }
  const parts = path.split('/');
  const host = parts[0] ?? '';
  // Without a dot it is of the standard library; those with these names are of libraries.
  if (
    modules.length > 0 ||
    !host.includes('.') ||
    /^(golang\.org|google\.golang\.org|cloud\.google\.com|gopkg\.in)$/.test(host)
  )
    return [];
  const ancestors = posix.dirname(from).split('/');
  for (let start = host === 'github.com' || host === 'gitlab.com' ? 2 : 1; start < parts.length; start += 1) {
    const end = parts.slice(start).join('/');
    for (let length = ancestors.length; length >= 0; length -= 1) {
      const files = folders.get(posix.join(ancestors.slice(0, length).join('/') || '.', end));
      if (files !== undefined) return files;
    }
  }
  return [];
}

/** Names that stand at the beginning of a line as what a file declares. A filter: what a file has is known when it is lowered. */
const DECLARED = /^(?:func|var|const|type)\s+(\w+)|^func \([^)\n]{0,200}\)\s+(\w+)|^\t(\w+(?:, \w+)*)(?=\s|$)/gm;
const declared = new WeakMap<Repository, Map<string, ReadonlySet<string>>>();

function declaredIn(path: string, repository: Repository): ReadonlySet<string> {
  let files = declared.get(repository);
  if (files === undefined) {
    files = new Map();
    declared.set(repository, files);
  }
  let names = files.get(path);
  if (names === undefined) {
    const text = repository.read(path)?.text ?? '';
    const found = text.length > MAX_CHARACTERS ? [] : [...text.matchAll(DECLARED)];
    names = new Set(found.flatMap(([, one, method, several]) => (one ?? method ?? several ?? '').split(', ')));
    files.set(path, names);
  }
  return names;
}

/** The files of a package that declare a name. */
export function declaringOfGo(name: string, files: readonly string[], repository: Repository): readonly string[] {
  return files.filter((path) => declaredIn(path, repository).has(name));
}

/** The folder of a file, or the one from which it was laid flat: `cmd__server__main.go` was in `cmd/server`. */
function folderOf(path: string): string {
  const name = posix.basename(path);
  const flat = name.lastIndexOf('__');
  return flat <= 0 ? posix.dirname(path) : posix.join(posix.dirname(path), name.slice(0, flat).replaceAll('__', '/'));
}

function packageIn(path: string, repository: Repository): string {
  return /^package[ \t]+(\w+)/m.exec(repository.read(path)?.text ?? '')?.[1] ?? '';
}

/** The other files of the same package that have the name. */
export function neighboursOfGo(name: string, from: string, repository: Repository): readonly string[] {
  const files = (knownOf(repository).folders.get(folderOf(from)) ?? []).filter(
    (path) => path !== from && packageIn(path, repository) === packageIn(from, repository),
  );
  return declaringOfGo(name, files, repository);
}
