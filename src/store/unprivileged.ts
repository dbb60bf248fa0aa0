import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { userInfo } from 'node:os';
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
export function chooseLaunch(): Launch {
  const root = process.getuid?.() === 0;
  if (!root && hasName()) return { prefix: [], runAs: null };
  const namespace = ['unshare', '--user', `--map-user=${UNPRIVILEGED_ID}`, `--map-group=${UNPRIVILEGED_ID}`];
  const trial = spawnSync(namespace[0] as string, [...namespace.slice(1), 'true'], { stdio: 'ignore' });
  if (trial.status === 0) return { prefix: namespace, runAs: null };
  if (root) return { prefix: [], runAs: UNPRIVILEGED_ID };
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
