import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import type { PolicyFileText } from '../policy/index.ts';
import { git } from './git.ts';
import { PolicyFolderError } from './policy-folder-error.ts';
import { isPolicyFile } from './read-policy-folder.ts';

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
  checkRevision(revision);
  if (!existsSync(folder))
    throw new PolicyFolderError('folder_unreadable', `The policy folder ${folder} is not there.`);
  if (git(folder, ['rev-parse', '--is-inside-work-tree']) === null)
    throw new PolicyFolderError(
      'git_unavailable',
      `${folder} is in no Git repository that git here reads, so there is no revision ${revision} of it: name a folder.`,
    );
  const commit = commitOf(folder, revision);
  const from = relative(shownFrom, folder);
  const files = readFiles(folder, { revision, commit, tree: [commit], shown: folder });
  return { commit, files: files.map(({ path, text }) => ({ path: shownAs(revision, from, path), text })) };
}

/** Where a policy stands in a repository. */
export interface RepositoryPolicy {
  /** Absolute; a clone or a bare repository. */
  readonly repository: string;
  /** Its folder in the repository, `a/b`; empty for the repository's own root. */
  readonly folder: string;
}

/**
 * Reads the files of a policy folder as they are in a revision of a repository, which needs no check-out.
 *
 * @throws PolicyFolderError
 */
export function readRepositoryPolicy({ repository, folder }: RepositoryPolicy, revision: string): PolicyRevision {
  const commit = readCommit(repository, revision);
  const tree = ['--full-tree', folder === '' ? commit : `${commit}:${folder}`];
  const shown = folder === '' ? repository : `${folder} of ${repository}`;
  const files = readFiles(repository, { revision, commit, tree, shown });
  return { commit, files: files.map(({ path, text }) => ({ path: shownAs(revision, folder, path), text })) };
}

/**
 * What a file was in a revision of the repository that a folder is in; null where it wasn't there, or no regular file.
 *
 * @param folder absolute, in a work tree
 * @param file its path from the folder on
 * @throws PolicyFolderError
 */
export function readFileAtRevision(folder: string, revision: string, file: string): string | null {
  const commit = readCommit(folder, revision);
  const listing = git(folder, ['--literal-pathspecs', 'ls-tree', '-z', commit, '--', file])?.toString('utf8') ?? '';
  const [, hash] = /^100(?:644|755) blob ([0-9a-f]+)\t/.exec(listing) ?? [];
  return hash === undefined ? null : (contentsOf(folder, [hash])[0] ?? null);
}

/** The commit from which two went apart, in the repository that a folder is in; null where they have none in common. */
export function mergeBaseOf(folder: string, one: string, other: string): string | null {
  checkRevision(one);
  checkRevision(other);
  return git(folder, ['merge-base', one, other])?.toString('utf8').trim() ?? null;
}

/** The commit that a revision of a repository is now. @throws PolicyFolderError */
export function readCommit(repository: string, revision: string): string {
  checkRevision(revision);
  if (!existsSync(repository))
    throw new PolicyFolderError('folder_unreadable', `The repository ${repository} is not there.`);
  if (git(repository, ['rev-parse', '--git-dir']) === null)
    throw new PolicyFolderError(
      'git_unavailable',
      `${repository} is no Git repository that git here reads: clone the policy's there, as the user that Ambit runs as.`,
    );
  return commitOf(repository, revision);
}

function checkRevision(revision: string): void {
  if (!REVISION.test(revision) || revision.includes('..') || revision.length > 200)
    throw new PolicyFolderError(
      'revision_refused',
      `${JSON.stringify(revision)} is neither a folder nor a plain Git revision: name a folder, or a branch, tag or commit such as main or HEAD~1.`,
    );
}

function commitOf(folder: string, revision: string): string {
  const commit = git(folder, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`])
    ?.toString('utf8')
    .trim();
  if (commit === undefined || !/^[0-9a-f]{40,64}$/.test(commit))
    throw new PolicyFolderError(
      'revision_unknown',
      `The repository of ${folder} has no revision ${revision}: name another, or fetch it first (a shallow clone has only the newest).`,
    );
  return commit;
}

interface AskedFiles {
  readonly revision: string;
  readonly commit: string;
  /** What `git ls-tree` lists. */
  readonly tree: readonly string[];
  /** How a person calls the folder. */
  readonly shown: string;
}

function readFiles(
  folder: string,
  { revision, commit, tree, shown }: AskedFiles,
): { readonly path: string; readonly text: string }[] {
  const found = filesAt(folder, tree);
  if (!found.some(({ path }) => /\.ya?ml$/.test(path)))
    throw new PolicyFolderError(
      'revision_without_policy',
      `At ${revision} (${commit.slice(0, 12)}) there is no policy in ${shown}: ambit check proves a first policy by itself.`,
    );
  const texts = contentsOf(
    folder,
    found.map(({ hash }) => hash),
  );
  return found.map(({ path }, index) => ({ path, text: texts[index] ?? '' }));
}

function shownAs(revision: string, from: string, path: string): string {
  return `${revision}:${from === '' ? path : `${from}/${path}`}`;
}

/** Regular files of a policy in the folder, by `git ls-tree`: of the folder where it runs, with paths relative to that. */
function filesAt(folder: string, tree: readonly string[]): { readonly path: string; readonly hash: string }[] {
  const listing = git(folder, ['ls-tree', '-r', '-z', ...tree])?.toString('utf8') ?? '';
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
