import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';

/** What is loaded with a module. */
export interface ImportGraph {
  /** Absolute paths of our own modules. */
  readonly files: readonly string[];
  /** Names of packages, each with the modules that import it: `zod`, `node:fs`. */
  readonly packages: ReadonlyMap<string, readonly string[]>;
}

/**
 * Everything that is loaded as soon as one of `entries` is, and with `later` also what an `import()` in it may load. Types don't
 * count.
 */
export function importGraph(entries: readonly string[], { later = false } = {}): ImportGraph {
  const files = new Set(entries.map((entry) => resolve(entry)));
  const packages = new Map<string, string[]>();
  for (const file of files)
    for (const source of importsOf(file, later)) {
      if (source.startsWith('.')) files.add(resolve(dirname(file), source));
      else packages.set(packageOf(source), [...(packages.get(packageOf(source)) ?? []), file]);
    }
  return { files: [...files], packages };
}

function importsOf(file: string, later: boolean): string[] {
  const text = readFileSync(file, 'utf8');
  const { module } = parseSync(file, text);
  const imported = module.staticImports
    .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
    .map(({ moduleRequest }) => moduleRequest.value);
  const exported = module.staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ isType, moduleRequest }) => (isType || moduleRequest === null ? [] : [moduleRequest.value]));
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1));
  return [...imported, ...exported, ...(later ? dynamic : [])];
}

/** `@scope/name/inside` is of `@scope/name`. */
function packageOf(source: string): string {
  if (source.startsWith('node:')) return source;
  return source
    .split('/')
    .slice(0, source.startsWith('@') ? 2 : 1)
    .join('/');
}
