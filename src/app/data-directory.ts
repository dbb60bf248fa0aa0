import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from './app-error.ts';
import { createFile } from './durable-file.ts';

/** Counts up when a newer Ambit lays the data directory out otherwise. */
const LAYOUT = 1;

/** Where things are in the data directory. */
export interface DataDirectory {
  readonly path: string;
  readonly keys: string;
  readonly postgres: string;
  /** Sockets and locks; nothing in it outlives the processes. */
  readonly run: string;
  readonly log: string;
  /** What issuer guards let pass of clients that are only observed while the ledger was away, until it is brought there. */
  readonly journal: string;
  /** The newest checkpoint of the ledger, out of reach of who can write to the database alone. */
  readonly checkpoint: string;
  /** Verifier keys of the witnesses that the configuration names, a line each; not there where it never named any. */
  readonly witnessKeys: string;
}

/** Where things are, without touching anything. */
export function dataDirectoryAt(path: string): DataDirectory {
  return {
    path,
    keys: join(path, 'keys'),
    postgres: join(path, 'postgres'),
    run: join(path, 'run'),
    log: join(path, 'log'),
    journal: join(path, 'journal'),
    checkpoint: join(path, 'ledger.checkpoint'),
    witnessKeys: join(path, 'keys', 'witnesses.pub'),
  };
}

/**
 * Opens the data directory, made on first use: 0700, for its owner alone.
 *
 * @throws AppError `data_newer`, `data_unusable`
 */
export function openDataDirectory(path: string): DataDirectory {
  const directory = dataDirectoryAt(path);
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const owner = process.getuid?.();
    const { uid, mode } = statSync(path);
    if (owner !== undefined && uid !== owner)
      throw new AppError(
        'data_unusable',
        `The data directory ${path} belongs to user ${uid} and this is user ${owner}: run as that user, or choose another dataDirectory.`,
      );
    if ((mode & 0o077) !== 0) chmodSync(path, 0o700);
    checkLayout(path);
    for (const folder of [directory.keys, join(directory.keys, 'writers'), directory.run, directory.log])
      mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw error instanceof AppError ? error : unusable(path, error as NodeJS.ErrnoException);
  }
  return directory;
}

function checkLayout(path: string): void {
  const file = join(path, 'version');
  if (!existsSync(file)) createFile(file, `${LAYOUT}\n`);
  const text = readFileSync(file, 'utf8').trim();
  if (!/^\d{1,9}$/.test(text))
    throw new AppError(
      'data_unusable',
      `${file} should hold the number of the data directory's layout and holds something else: was it made by Ambit?`,
    );
  if (Number(text) > LAYOUT)
    throw new AppError(
      'data_newer',
      `The data directory ${path} was written by a newer Ambit (layout ${text}, this one knows ${LAYOUT}): use that Ambit or a newer, or another dataDirectory.`,
    );
}

function unusable(path: string, error: NodeJS.ErrnoException): AppError {
  const why =
    error.code === 'ENOSPC' || error.code === 'EDQUOT'
      ? 'there is no room left on its disk: free some, then start again'
      : error.code === 'EACCES' || error.code === 'EPERM'
        ? `user ${process.getuid?.()} may not use it: change its owner, or choose another dataDirectory`
        : error.code === 'EROFS'
          ? 'its file system is read-only: choose another dataDirectory'
          : error.code === 'ENOTDIR' || error.code === 'EEXIST'
            ? 'a file of that name is in the way: choose another dataDirectory'
            : error.message;
  return new AppError('data_unusable', `The data directory ${path} can't be used: ${why}.`, error);
}
