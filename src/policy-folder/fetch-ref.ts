import { gitAtLength } from './git.ts';
import { PolicyFolderError } from './policy-folder-error.ts';

/** No hook of the clone is run, and nothing is tidied up meanwhile. */
const UNATTENDED = ['-c', 'core.hooksPath=/dev/null', '-c', 'gc.auto=0', '-c', 'maintenance.auto=false'];
const FETCH_MILLISECONDS = 20_000;

/** A ref of a remote that the repository's own configuration names. */
export interface RemoteRef {
  /** Absolute; a clone or a bare repository. */
  readonly repository: string;
  readonly remote: string;
  /** `main`, or `refs/heads/main`. */
  readonly ref: string;
}

/**
 * Fetches a ref by plain `git fetch`, with the credentials and the transport that git is configured with, into a ref of Ambit's own:
 * branches and check-outs of the repository stay as they are. What the remote was rewound to is fetched, too.
 *
 * @returns the revision by which the repository now has it
 * @throws PolicyFolderError `fetch_failed`, `git_unavailable`
 */
export async function fetchRef({ repository, remote, ref }: RemoteRef, signal: AbortSignal): Promise<string> {
  const own = `refs/ambit/${ref}`;
  const complaint = await gitAtLength(
    repository,
    [...UNATTENDED, 'fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--', remote, `+${ref}:${own}`],
    { milliseconds: FETCH_MILLISECONDS, signal },
  );
  if (complaint !== null)
    throw new PolicyFolderError(
      'fetch_failed',
      `${ref} can't be fetched from ${remote} in ${repository} (${complaint}): try git fetch ${remote} there, as the user that Ambit runs as.`,
    );
  return own;
}
