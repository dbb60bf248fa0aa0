import { posix } from 'node:path';
import type { Repository } from '../../types.ts';

/** How many files of a package are read for a name. */
const MAX_FILES = 80;
const MAX_CHARACTERS = 500_000;

interface Known {
  /** Files by their name without its ending; one that was laid flat (`a__b__Scopes.java`) also by its last part. */
  readonly byName: ReadonlyMap<string, readonly string[]>;
  readonly byFolder: ReadonlyMap<string, readonly string[]>;
  /** Folders by their last name. */
  readonly folders: ReadonlyMap<string, readonly string[]>;
  readonly heads: Map<string, Head>;
  /** Files of Kotlin by package and folder of who asks. */
  readonly packages: Map<string, readonly string[]>;
}

/** What a file says of itself before its types. */
interface Head {
  readonly package: string;
  /** Packages, or classes, of which all names are imported. */
  readonly wildcards: readonly string[];
}

const known = new WeakMap<Repository, Known>();

function knownOf(repository: Repository): Known {
  let own = known.get(repository);
  if (own !== undefined) return own;
  const byName = new Map<string, string[]>();
  const byFolder = new Map<string, string[]>();
  const folders = new Map<string, string[]>();
  const put = (map: Map<string, string[]>, key: string, path: string): void => {
    const all = map.get(key);
    if (all === undefined) map.set(key, [path]);
    else if (all.length < MAX_FILES && !all.includes(path)) all.push(path);
  };
  for (const path of repository.paths) {
    if (!/\.(java|kt)$/.test(path)) continue;
    const name = posix.basename(path).replace(/\.\w+$/, '');
    put(byName, name, path);
    if (/__|\./.test(name)) put(byName, name.split(/__|\./).at(-1) ?? name, path);
    const folder = posix.dirname(path);
    put(byFolder, folder, path);
    put(folders, posix.basename(folder), folder);
  }
  own = { byName, byFolder, folders, heads: new Map(), packages: new Map() };
  known.set(repository, own);
  return own;
}

function headOf(path: string, own: Known, repository: Repository): Head {
  let head = own.heads.get(path);
  if (head === undefined) {
    const text = repository.read(path)?.text ?? '';
    head = {
      package: /^[ \t]*package[ \t]+([\w.]+)/m.exec(text)?.[1] ?? '',
      wildcards: [...text.matchAll(/^[ \t]*import[ \t]+(?:static[ \t]+)?([\w.]+)\.\*/gm)].map(
        ([, named]) => named ?? '',
      ),
    };
    own.heads.set(path, head);
  }
  return head;
}

/** The files that an import may mean: that of a class, or of Kotlin those of a package. */
export function resolveJvm(path: string, from: string, repository: Repository): readonly string[] {
  const own = knownOf(repository);
  const parts = path.split('.');
  // The class itself, or, of a nested one, the class around it.
  for (let length = parts.length - 1; length >= 0 && length >= parts.length - 3; length -= 1) {
    const files = classFiles(parts[length] ?? '', parts.slice(0, length).join('.'), own, repository);
    if (files.length > 0) return files;
  }
  return packageFiles(parts.slice(0, -1).join('.'), from, own, repository);
}

function classFiles(name: string, package_: string, own: Known, repository: Repository): readonly string[] {
  return (own.byName.get(name) ?? []).filter((path) => headOf(path, own, repository).package === package_);
}

/** Kotlin's files may declare whatever they like, in folders that leave out the beginning of the package's name. */
function packageFiles(package_: string, from: string, own: Known, repository: Repository): readonly string[] {
  const key = `${package_} ${posix.dirname(from)}`;
  const before = own.packages.get(key);
  if (before !== undefined) return before;
  const last = package_.slice(package_.lastIndexOf('.') + 1);
  const folders = new Set([posix.dirname(from), ...(own.folders.get(last) ?? [])]);
  const found = [...folders]
    .flatMap((folder) => own.byFolder.get(folder) ?? [])
    .filter((path) => path.endsWith('.kt') && headOf(path, own, repository).package === package_)
    .slice(0, MAX_FILES);
  own.packages.set(key, found);
  return found;
}

/** Where a name that a file neither declares nor imports may stand: in its package, or in one of which it imports everything. */
export function neighboursOfJvm(name: string, from: string, repository: Repository): readonly string[] {
  const own = knownOf(repository);
  const { package: package_, wildcards } = headOf(from, own, repository);
  const packages = [package_, ...wildcards];
  // Without a package only what stands beside it is of the same.
  const near = (path: string): boolean => path !== from && (package_ !== '' || besides(path, from));
  const files = packages.flatMap((one) => classFiles(name, one, own, repository)).filter(near);
  if (files.length > 0) return files;
  const members = wildcards.flatMap((one) => {
    const dot = one.lastIndexOf('.');
    return classFiles(one.slice(dot + 1), one.slice(0, Math.max(dot, 0)), own, repository);
  });
  // In Kotlin, whatever file of the package.
  const others = from.endsWith('.kt') ? packages.flatMap((one) => packageFiles(one, from, own, repository)) : [];
  return declaringOfJvm(name, [...members, ...others], repository).filter(near);
}

/** Whether two files stand in one folder, or stood in it before they were laid flat (`a__b__Login.java`). */
function besides(path: string, from: string): boolean {
  const folderOf = (one: string): string => {
    const name = posix.basename(one);
    return posix.join(posix.dirname(one), name.slice(0, Math.max(0, name.lastIndexOf('__'))));
  };
  return folderOf(path) === folderOf(from);
}

/** The files that have a name at all. */
export function declaringOfJvm(name: string, files: readonly string[], repository: Repository): readonly string[] {
  if (files.length <= 1) return name === '=' ? [] : files;
  return files.filter((path) => {
    const text = repository.read(path)?.text ?? '';
    return name !== '=' && text.length <= MAX_CHARACTERS && namesOf(path, text, repository).has(name);
  });
}

const names = new WeakMap<Repository, Map<string, ReadonlySet<string>>>();
/** What stands behind a word that declares. A filter: what a file has is known when it is lowered. */
const DECLARED =
  /\b(?:val|var|fun|object|class|interface|enum|record|String|List|Set|Collection|\w+>|\w+\[\])[ \t]+(\w+)/g;

function namesOf(path: string, text: string, repository: Repository): ReadonlySet<string> {
  let files = names.get(repository);
  if (files === undefined) {
    files = new Map();
    names.set(repository, files);
  }
  let own = files.get(path);
  if (own === undefined) {
    own = new Set([...text.matchAll(DECLARED)].map(([, declared]) => declared ?? ''));
    files.set(path, own);
  }
  return own;
}
