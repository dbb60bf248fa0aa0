import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type GitAnswer, git } from './git.ts';
import { fileName, type ListedFile } from './listed-file.ts';
import { ScanRunError } from './scan-run-error.ts';

/** What is known of the Git work tree that a folder is in. */
export type WorkTree =
  | { readonly kind: 'found'; readonly top: string }
  /** None; `why` is a note for the person where that is not plain to see. */
  | { readonly kind: 'none'; readonly why: string | null };

/**
 * The Git work tree that a folder is in.
 *
 * @param folder absolute, without links
 * @throws ScanRunError where git refuses the repository for its owner's sake
 */
export async function findWorkTree(folder: string, signal?: AbortSignal): Promise<WorkTree> {
  const nearest = nearestWithGit(folder);
  if (nearest === null) return { kind: 'none', why: null };
  const answer = await git(folder, ['rev-parse', '--show-toplevel'], signal);
  if (answer === null)
    return { kind: 'none', why: 'git is not installed, so files are read whether or not they are tracked' };
  if (!answer.ok) {
    if (answer.complaint.includes('dubious ownership'))
      throw new ScanRunError(
        'git_refused',
        `git reads no repository of another user, and ${nearest} is one: check that you trust it, then run git config --global --add safe.directory ${quoted(nearest)}`,
      );
    return {
      kind: 'none',
      why: `git reads no repository in ${nearest}, so files are read whether or not they are tracked`,
    };
  }
  const top = withoutNewline(answer.stdout).toString('utf8');
  // By `core.worktree` a repository can claim any folder for its own, such as the one of all of a person's repositories.
  if (!isSameFolder(top, nearest))
    return {
      kind: 'none',
      why: `the repository in ${nearest} says that its files are elsewhere, so they are read whether or not they are tracked`,
    };
  return { kind: 'found', top: nearest };
}

/** What a work tree tracks, with paths from its top. */
export interface Tracked {
  /** Every regular file; submodules' files and what a sparse check-out leaves out aren't among them. */
  readonly files: readonly ListedFile[];
  readonly links: readonly ListedFile[];
}

/** @throws ScanRunError */
export async function trackedFiles(top: string, signal?: AbortSignal): Promise<Tracked> {
  const listing = await demanded(top, ['ls-files', '-z', '-t', '-s', '--cached'], signal);
  const files = new Map<string, ListedFile>();
  const links = new Map<string, ListedFile>();
  for (const entry of split(listing)) {
    // <tag> SP <mode> SP <hash> SP <stage> TAB <path>; a conflict has its file more than once. `S`: a sparse check-out left it out.
    const tab = entry.indexOf(0x09);
    const head = entry.toString('latin1', 0, tab);
    const [, mode] = /^[^S] (100(?:644|755)|120000) /.exec(head) ?? [];
    if (mode === undefined) continue;
    const file = fileName(entry.subarray(tab + 1));
    (mode === '120000' ? links : files).set(file.path, file);
  }
  return { files: [...files.values()], links: [...links.values()] };
}

/** Every file of a work tree that is neither tracked nor ignored. @throws ScanRunError */
export async function untrackedFiles(top: string, signal?: AbortSignal): Promise<ListedFile[]> {
  const listing = await demanded(top, ['ls-files', '-z', '--others', '--exclude-standard'], signal);
  // A repository in this one ends in a slash, and has files of its own.
  return split(listing)
    .filter((entry) => entry.at(-1) !== 0x2f)
    .map(fileName);
}

/** What differs between the work tree and the commit at which a revision and HEAD went apart. */
export interface Change {
  readonly path: string;
  /** What it is now. */
  readonly kind: 'file' | 'link' | 'submodule' | 'gone';
}

/**
 * Everything that Git tracks now, or did then, and that differs; a renamed file is gone and added.
 *
 * @throws ScanRunError
 */
export async function changesSince(top: string, revision: string, signal?: AbortSignal): Promise<readonly Change[]> {
  const listing = await demanded(
    top,
    [
      ...(await withoutFilters(top, signal)),
      ...['diff', '--raw', '-z', '--no-renames', '--no-abbrev', '--ignore-submodules=dirty'],
      ...['--no-ext-diff', '--no-textconv', await commitApart(top, revision, signal), '--'],
    ],
    signal,
  );
  const entries = split(listing);
  const changes: Change[] = [];
  // :<old mode> SP <mode> SP <old hash> SP <hash> SP <status> NUL <path> NUL
  for (let at = 0; at + 1 < entries.length; at += 2) {
    const [, mode = ''] = (entries[at] ?? Buffer.alloc(0)).toString('latin1').split(' ');
    const kind = { '000000': 'gone', '120000': 'link', '160000': 'submodule' }[mode] ?? 'file';
    changes.push({ path: fileName(entries[at + 1] ?? Buffer.alloc(0)).path, kind: kind as Change['kind'] });
  }
  return changes;
}

/** A file that is like one that is gone by so many parts of a hundred is that one under another name. */
const SIMILARITY = 30;
/** Of more files that are gone, or new, than that, those alone are found that nothing was changed in: comparing each with each takes minutes. */
const MOST_COMPARED = 2000;

/**
 * By each path that Git tracks now, the one that its file had at the commit at which a revision and HEAD went apart: of those that are gone
 * there, as `git diff --find-renames` tells them by what stands in them.
 *
 * @throws ScanRunError
 */
export async function renamesSince(
  top: string,
  revision: string,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const listing = await demanded(
    top,
    [
      ...(await withoutFilters(top, signal)),
      ...[
        'diff',
        '--raw',
        '-z',
        `--find-renames=${SIMILARITY}%`,
        `-l${MOST_COMPARED}`,
        '--diff-filter=R',
        '--no-abbrev',
      ],
      ...['--ignore-submodules=all', '--no-ext-diff', '--no-textconv'],
      ...[await commitApart(top, revision, signal), '--'],
    ],
    signal,
  );
  const entries = split(listing).map((entry) => fileName(entry).path);
  const renames = new Map<string, string>();
  // :<old mode> SP <mode> SP <old hash> SP <hash> SP R<similarity> NUL <old path> NUL <path> NUL
  for (let at = 0; at + 2 < entries.length; at += 3) renames.set(entries[at + 2] ?? '', entries[at + 1] ?? '');
  return renames;
}

/**
 * Paths of tracked files that differ between the work tree and the commit at which `revision` and HEAD went apart: added or modified; a
 * renamed one is added.
 *
 * @throws ScanRunError
 */
export async function changedPaths(top: string, revision: string, signal?: AbortSignal): Promise<ReadonlySet<string>> {
  const changes = await changesSince(top, revision, signal);
  return new Set(changes.filter(({ kind }) => kind === 'file' || kind === 'link').map(({ path }) => path));
}

/** The commit at which a revision and HEAD went apart. */
async function commitApart(top: string, revision: string, signal?: AbortSignal): Promise<string> {
  const shown = quoted(revision);
  if (!/^[^-\p{Cc}][^\p{Cc}]{0,199}$/u.test(revision) || revision.includes('..'))
    throw new ScanRunError(
      'revision_refused',
      `${shown} is no plain Git revision: name a branch, tag or commit, such as origin/main.`,
    );
  const commit = async (name: string): Promise<string | null> => {
    const answer = await git(top, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`], signal);
    return answer?.ok ? answer.stdout.toString('utf8').trim() : null;
  };
  const [other, head] = [await commit(revision), await commit('HEAD')];
  if (other === null)
    throw new ScanRunError(
      'revision_unknown',
      `The repository ${top} has no commit ${shown}: name another, or fetch it first (a pipeline's clone often has one commit alone: fetch-depth: 0).`,
    );
  const base = head === null ? null : await git(top, ['merge-base', other, head], signal);
  if (!base?.ok)
    throw new ScanRunError(
      'revision_unknown',
      `${shown} and HEAD have no commit in common in ${top}: fetch more of the history (fetch-depth: 0), or name another revision.`,
    );
  return base.stdout.toString('utf8').trim();
}

/** To compare a file git would run the filter that the repository's attributes and configuration name (gitattributes(5)). */
async function withoutFilters(top: string, signal?: AbortSignal): Promise<string[]> {
  const pattern = '^filter\\..*\\.(clean|smudge|process|required)$';
  const configured = await git(top, ['config', '-z', '--name-only', '--get-regexp', pattern], signal);
  if (!configured?.ok) return [];
  return [...new Set(split(configured.stdout).map(String))].flatMap((name) => {
    // With `-c` a name ends at the first equals sign, so that this one would stay in force.
    if (name.includes('='))
      throw new ScanRunError(
        'git_refused',
        `The repository ${top} configures the filter ${quoted(name)}, which can't be turned off: remove it, or scan it without --changed-since.`,
      );
    return ['-c', `${name}=${name.endsWith('.required') ? 'false' : ''}`];
  });
}

async function demanded(top: string, args: readonly string[], signal?: AbortSignal): Promise<Buffer> {
  const answer: GitAnswer | null = await git(top, args, signal);
  if (answer?.ok) return answer.stdout;
  throw new ScanRunError(
    'git_unavailable',
    `git could not tell which files ${top} has: ${printable(answer?.complaint.split('\n').at(-1) || 'it did not say why')}.`,
  );
}

function nearestWithGit(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (lstatSync(join(at, '.git'), { throwIfNoEntry: false }) !== undefined) return at;
    if (dirname(at) === at) return null;
  }
}

function isSameFolder(one: string, other: string): boolean {
  try {
    return realpathSync(one) === other;
  } catch {
    return false;
  }
}

function split(listing: Buffer): Buffer[] {
  const entries: Buffer[] = [];
  for (let from = 0; from < listing.length; ) {
    const end = listing.indexOf(0, from);
    entries.push(listing.subarray(from, end === -1 ? listing.length : end));
    from = end === -1 ? listing.length : end + 1;
  }
  return entries;
}

function withoutNewline(line: Buffer): Buffer {
  return line.at(-1) === 0x0a ? line.subarray(0, -1) : line;
}

function quoted(text: string): string {
  return /^[\w./@^~-]+$/.test(text) ? text : JSON.stringify(printable(text));
}

function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd').slice(0, 400);
}
