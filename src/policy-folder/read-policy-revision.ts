import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import type { PolicyFileText } from '../policy/index.ts';
import { PolicyFolderError } from './policy-folder-error.ts';
import { isPolicyFile } from './read-policy-folder.ts';

const MAX_BYTES = 256 * 1024 * 1024;
/**
 * A branch, tag or hash, and the steps back from it (gitrevisions(7)). Nothing that git could take for an option, a range, a path or a
 * search in messages.
 */
const REVISION = /^[A-Za-z0-9_][A-Za-z0-9_./-]*(@\{[A-Za-z0-9-]+\})?([~^][0-9]*)*$/;

/** A policy as it was committed. */
export interface PolicyRevision {
  /** The commit's whole hash. */
  readonly commit: string;
  readonly files: readonly PolicyFileText[];
}

/**
 * Reads the files of a policy folder as they are in a revision of the Git repository that the folder is in: the same files that
 * `readPolicyFolder` would read of its check-out, without checking it out. Links are not followed, filters and hooks are not run.
 *
 * @param folder absolute; it has to be there now
 * @throws PolicyFolderError
 */
export function readPolicyRevision(folder: string, revision: string, shownFrom = process.cwd()): PolicyRevision {
  if (!REVISION.test(revision) || revision.includes('..') || revision.length > 200)
    throw new PolicyFolderError(
      'revision_refused',
      `${JSON.stringify(revision)} is neither a folder nor a plain Git revision: name a folder, or a branch, tag or commit such as main or HEAD~1.`,
    );
  if (!existsSync(folder))
    throw new PolicyFolderError('folder_unreadable', `The policy folder ${folder} is not there.`);
  if (git(folder, ['rev-parse', '--is-inside-work-tree']) === null)
    throw new PolicyFolderError(
      'git_unavailable',
      `${folder} is in no Git repository that git here reads, so there is no revision ${revision} of it: name a folder.`,
    );
  const commit = git(folder, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`])
    ?.toString('utf8')
    .trim();
  if (commit === undefined || !/^[0-9a-f]{40,64}$/.test(commit))
    throw new PolicyFolderError(
      'revision_unknown',
      `The repository of ${folder} has no revision ${revision}: name another, or fetch it first (a shallow clone has only the newest).`,
    );
  const found = filesAt(folder, commit);
  if (!found.some(({ path }) => /\.ya?ml$/.test(path)))
    throw new PolicyFolderError(
      'revision_without_policy',
      `At ${revision} (${commit.slice(0, 12)}) there is no policy in ${folder}: ambit check proves a first policy by itself.`,
    );
  const from = relative(shownFrom, folder);
  const texts = contentsOf(
    folder,
    found.map(({ hash }) => hash),
  );
  const files = found.map(({ path }, index) => ({
    path: `${revision}:${from === '' ? path : `${from}/${path}`}`,
    text: texts[index] ?? '',
  }));
  return { commit, files };
}

/** Regular files of a policy in the folder, by `git ls-tree`: of the folder where it runs, with paths relative to that. */
function filesAt(folder: string, commit: string): { readonly path: string; readonly hash: string }[] {
  const listing = git(folder, ['ls-tree', '-r', '-z', commit])?.toString('utf8') ?? '';
  return listing.split('\0').flatMap((line) => {
    // <mode> SP <type> SP <hash> TAB <path>. 120000 is a link, 160000 a submodule.
    const [, hash, path] = /^100(?:644|755) blob ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? [];
    return hash !== undefined && path !== undefined && isPolicyFile(path) ? [{ path, hash }] : [];
  });
}

/** Contents by hash: `git cat-file`, which, unlike `git show`, runs no filter that a repository may name. */
function contentsOf(folder: string, hashes: readonly string[]): string[] {
  const answer = git(folder, ['cat-file', '--batch'], hashes.map((hash) => `${hash}\n`).join(''));
  const texts: string[] = [];
  let at = 0;
  for (const hash of hashes) {
    const end = answer?.indexOf('\n', at) ?? -1;
    const [, size] = /^[0-9a-f]+ blob ([0-9]+)$/.exec(answer?.toString('utf8', at, end) ?? '') ?? [];
    if (answer === null || end === -1 || size === undefined)
      throw new PolicyFolderError(
        'revision_unknown',
        `The object ${hash} is not in the repository of ${folder}: fetch the revision whole first.`,
      );
    texts.push(answer.toString('utf8', end + 1, end + 1 + Number(size)));
    at = end + 1 + Number(size) + 1;
  }
  return texts;
}

/** What git answers, without a shell; null where it says no. Nothing is fetched, and nothing is asked of a terminal. */
function git(folder: string, args: readonly string[], input = ''): Buffer | null {
  const { status, stdout, error } = spawnSync('git', ['-C', folder, ...args], {
    input,
    maxBuffer: MAX_BYTES,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' },
  });
  if (error !== undefined)
    throw new PolicyFolderError(
      'git_unavailable',
      `git can't be run (${(error as NodeJS.ErrnoException).code ?? error.message}): install it, or name a folder.`,
      error,
    );
  return status === 0 ? stdout : null;
}
