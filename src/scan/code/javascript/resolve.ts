import { posix } from 'node:path';
import { entriesOf, itemsOf, readJson, textOf, valueAt } from '../../documents/index.ts';
import type { Repository } from '../../types.ts';

const ENDINGS = ['', '.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json', '.vue', '.svelte'];
const INDEXES = ['/index.ts', '/index.tsx', '/index.js', '/index.jsx', '/index.mjs', '/index.cjs', '/src/index.ts'];
const MAX_PACKAGES = 400;

interface Known {
  readonly paths: ReadonlySet<string>;
  /** Folders of the repository's own packages by their names. */
  packages: ReadonlyMap<string, string> | null;
  /** The mappings of each tsconfig.json that was asked for. */
  readonly configs: Map<string, readonly Alias[]>;
}
/** `compilerOptions.paths`: a pattern with at most one `*`, and where it leads. */
interface Alias {
  readonly before: string;
  readonly after: string;
  readonly to: readonly string[];
}

const known = new WeakMap<Repository, Known>();

/** The files of the repository that an import of JavaScript or TypeScript may mean. */
export function resolveJavaScript(path: string, from: string, repository: Repository): readonly string[] {
  let own = known.get(repository);
  if (own === undefined) {
    own = { paths: new Set(repository.paths), packages: null, configs: new Map() };
    known.set(repository, own);
  }
  const { paths } = own;
  const folder = posix.dirname(from);
  const found = basesOf(path, folder, own, repository).flatMap((base) =>
    filesOf(base).filter((file) => paths.has(file)),
  );
  return found.slice(0, 1);
}

function filesOf(base: string): readonly string[] {
  const plain = posix.normalize(base);
  // `./scopes.js` is written for `./scopes.ts`.
  const written = /\.[mc]?jsx?$/.test(plain) ? [plain.replace(/\.([mc]?)js(x?)$/, '.$1ts$2')] : [];
  return [...ENDINGS.map((ending) => plain + ending), ...written, ...INDEXES.map((index) => plain + index)];
}

function basesOf(path: string, folder: string, own: Known, repository: Repository): readonly string[] {
  if (path.startsWith('.')) return [posix.join(folder, path)];
  if (path.startsWith('/')) return [path.slice(1)];
  const folders = ancestorsOf(folder);
  const aliased = folders.flatMap((at) =>
    aliasesOf(at, own, repository).flatMap(({ before, after, to }) =>
      path.startsWith(before) && path.endsWith(after) && path.length >= before.length + after.length
        ? to.map((target) => target.replace('*', path.slice(before.length, path.length - after.length)))
        : [],
    ),
  );
  // What Next.js, Nuxt, Vite and others set up for the folder of the sources.
  const usual = /^[@~]\//.test(path)
    ? folders.flatMap((at) => ['src', 'app', '.'].map((root) => posix.join(at, root, path.slice(2))))
    : [];
  return [...aliased, ...usual, ...packageBases(path, own, repository)];
}

function ancestorsOf(folder: string): readonly string[] {
  const folders: string[] = [];
  for (let at = folder; ; at = posix.dirname(at)) {
    folders.push(at);
    if (at === '.' || at === '/' || folders.length > 30) return folders;
  }
}

function aliasesOf(folder: string, own: Known, repository: Repository): readonly Alias[] {
  const before = own.configs.get(folder);
  if (before !== undefined) return before;
  const aliases = ['tsconfig.json', 'tsconfig.base.json', 'jsconfig.json'].flatMap((name): Alias[] => {
    const path = posix.join(folder, name);
    const file = own.paths.has(path) ? repository.read(path) : null;
    if (file === null) return [];
    const options = valueAt(readJson(file.text).root, 'compilerOptions');
    const base = posix.join(folder, textOf(valueAt(options, 'baseUrl')) ?? '.');
    return entriesOf(valueAt(options, 'paths')).map(({ name: pattern, value }) => {
      const [first = '', second = ''] = pattern.split('*');
      return {
        before: first,
        after: second,
        to: itemsOf(value).flatMap((item) => posix.join(base, textOf(item) ?? '.')),
      };
    });
  });
  own.configs.set(folder, aliases);
  return aliases;
}

/** A package of the same repository, by the name in its package.json. */
function packageBases(path: string, own: Known, repository: Repository): readonly string[] {
  own.packages ??= new Map(
    repository.paths
      .filter((one) => /(^|\/)package\.json$/.test(one) && !one.includes('node_modules/'))
      .slice(0, MAX_PACKAGES)
      .flatMap((one) => {
        const name = textOf(valueAt(readJson(repository.read(one)?.text ?? '').root, 'name'));
        return name === null ? [] : [[name, posix.dirname(one)] as const];
      }),
  );
  const length = path.startsWith('@') ? 2 : 1;
  const parts = path.split('/');
  const folder = own.packages.get(parts.slice(0, length).join('/'));
  if (folder === undefined) return [];
  const rest = parts.slice(length).join('/');
  return [posix.join(folder, rest), posix.join(folder, 'src', rest)];
}
