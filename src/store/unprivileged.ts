import { spawnSync } from 'node:child_process';
import { accessSync, chownSync, closeSync, constants, lchownSync, openSync, readdirSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { StoreError } from './store-error.ts';

/** The user that PostgreSQL runs as where this process is root: `nobody` everywhere, and no user has to be made for it. */
export const UNPRIVILEGED_ID = 65534;

/** How PostgreSQL is run: as it is, inside a user namespace, or under another user id. */
export interface Launch {
  /** Put before the command. */
  readonly prefix: readonly string[];
  /** User and group to run as, where that is done by the kernel rather than by a namespace. */
  readonly runAs: number | null;
}

/**
 * Chooses how to run PostgreSQL, which refuses to be root and whose `initdb` wants its user to have a name.
 *
 * Anybody with a name: as is. Root, or a user id without a name (common in containers): in a user namespace in which this user
 * is `nobody`, which needs no user made and works in folders that only this user may enter. Root where namespaces are
 * forbidden: under the user id of `nobody`, for which the data directory is handed over.
 *
 * @throws StoreError `postgres_not_as_root`
 */
export function chooseLaunch({ postgres }: PostgresBinaries): Launch {
  const root = process.getuid?.() === 0;
  if (!root && hasName()) return { prefix: [], runAs: null };
  const namespace = ['unshare', '--user', `--map-user=${UNPRIVILEGED_ID}`, `--map-group=${UNPRIVILEGED_ID}`];
  const trial = spawnSync(namespace[0] as string, [...namespace.slice(1), 'true'], { stdio: 'ignore' });
  if (trial.status === 0) return { prefix: namespace, runAs: null };
  if (root) {
    const version = spawnSync(postgres, ['--version'], { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID, cwd: '/' });
    // Status 127 is the loader's: a library is missing, which starting the server says better.
    if (version.status === 0 || version.status === 127) return { prefix: [], runAs: UNPRIVILEGED_ID };
    throw new StoreError(
      'postgres_not_as_root',
      `PostgreSQL does not run as root, this machine forbids user namespaces, and user ${UNPRIVILEGED_ID} may not run ${postgres}: put Ambit where everybody can read it, run it as another user, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  throw new StoreError(
    'postgres_not_as_root',
    `PostgreSQL needs a user with a name, user id ${process.getuid?.()} has none, and this machine forbids user namespaces: run as a named user, or set DATABASE_URL to a PostgreSQL of your own.`,
  );
}

function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

/** Words before the server's command by which the kernel asks it to shut down when its parent dies; none where unknown. */
export function dyingWithParent(): readonly string[] {
  for (const program of ['/usr/bin/setpriv', '/bin/setpriv']) {
    try {
      accessSync(program, constants.X_OK);
      return [program, '--pdeathsig', 'INT', '--'];
    } catch {
      // Not there.
    }
  }
  return [];
}

/** What `spawn` is given to start a program as that user. */
export function identity({ runAs }: Launch): { uid?: number; gid?: number } {
  return runAs === null ? {} : { uid: runAs, gid: runAs };
}

/** Gives files and folders to the user that PostgreSQL runs as. */
export function handOver({ runAs }: Launch, ...paths: string[]): void {
  if (runAs === null) return;
  for (const path of paths) chownSync(path, runAs, runAs);
}

/** Data that were made while root ran PostgreSQL in the other of its two ways belong to the other user. */
export function handOverData({ runAs }: Launch, data: string): void {
  if (process.getuid?.() !== 0) return;
  const owner = runAs ?? 0;
  if (statSync(data).uid === owner) return;
  chownSync(data, owner, owner);
  for (const entry of readdirSync(data, { withFileTypes: true, recursive: true }))
    lchownSync(join(entry.parentPath, entry.name), owner, owner);
}

export interface Passed {
  readonly paths: readonly string[];
  readonly descriptors: readonly number[];
  close(): void;
}

/**
 * How a child names files and folders that are its own in a folder that it may not enter, as the data directory is for every user
 * but its owner: opened here, and passed on as descriptors from 3.
 */
export function pass({ runAs }: Launch, ...paths: string[]): Passed {
  if (runAs === null) return { paths, descriptors: [], close: () => undefined };
  const descriptors = paths.map((path) => openSync(path, 'r'));
  return {
    paths: paths.map((_, index) => `/proc/self/fd/${3 + index}`),
    descriptors,
    close: () => descriptors.forEach((descriptor) => void closeSync(descriptor)),
  };
}
