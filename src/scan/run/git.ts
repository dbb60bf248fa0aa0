import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { ScanRunError } from './scan-run-error.ts';

const MAX_BYTES = 512 * 1024 * 1024;
const MAX_MILLISECONDS = 120_000;

/**
 * What a scanned repository's own configuration could have git run is turned off: a file system monitor, hooks, a pager, submodules'
 * configuration. The command line comes before every configuration file (git-config(1)).
 */
const HARDENED = [
  ...['--no-pager', '--literal-pathspecs'],
  ...['-c', 'core.fsmonitor=false'],
  ...['-c', 'core.hooksPath=/dev/null'],
  ...['-c', 'core.untrackedCache=false'],
  ...['-c', 'submodule.recurse=false'],
];

/** Nothing is asked, locked, fetched or written. No protocol has this name, so that no remote can be reached whatever is configured. */
const ENVIRONMENT = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  LC_ALL: 'C',
};

/** A hook that runs this has git's own variables, which would have git look at another repository than the one that is named. */
const LEFT_OUT = [
  ...['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR', 'GIT_OBJECT_DIRECTORY'],
  ...[
    'GIT_ALTERNATE_OBJECT_DIRECTORIES',
    'GIT_NAMESPACE',
    'GIT_EXTERNAL_DIFF',
    'GIT_ATTR_SOURCE',
    'GIT_CEILING_DIRECTORIES',
  ],
];

export type GitAnswer =
  | { readonly ok: true; readonly stdout: Buffer }
  /** `complaint`: what it says on stderr; empty where it says nothing. */
  | { readonly ok: false; readonly complaint: string };

/**
 * Runs git in a folder, without a shell and without anything that the repository configures.
 *
 * @returns null where there is no git
 * @throws ScanRunError where its answer is too long, or takes too long
 */
export function git(folder: string, args: readonly string[], signal?: AbortSignal): Promise<GitAnswer | null> {
  const program = programInPath('git');
  if (program === null) return Promise.resolve(null);
  const env: NodeJS.ProcessEnv = { ...process.env, ...ENVIRONMENT };
  for (const name of LEFT_OUT) delete env[name];
  return new Promise((resolve, reject) => {
    execFile(
      program,
      ['-C', folder, ...HARDENED, ...args],
      {
        ...{ encoding: 'buffer', env, maxBuffer: MAX_BYTES, timeout: MAX_MILLISECONDS, killSignal: 'SIGKILL' },
        ...(signal === undefined ? {} : { signal }),
      },
      (error, stdout, stderr) => {
        if (error === null) resolve({ ok: true, stdout });
        else if (error.name === 'AbortError') reject(error);
        else if (error.killed === true || typeof error.code !== 'number')
          reject(
            new ScanRunError(
              'git_unavailable',
              `git could not tell which files ${folder} has: ${error.killed === true ? 'its answer is too long, or takes too long' : `it can't be run (${error.code ?? error.message})`}.`,
              error,
            ),
          );
        else resolve({ ok: false, complaint: stderr.toString('utf8').trim() });
      },
    );
  });
}

/** Only in absolute folders: a program of this name in the current folder would be the scanned repository's. */
function programInPath(name: string): string | null {
  const names = process.platform === 'win32' ? [`${name}.exe`] : [name];
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter(isAbsolute))
    for (const path of names.map((one) => join(folder, one)))
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // The next folder may have it.
      }
  return null;
}
