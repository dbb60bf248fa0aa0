import { join } from 'node:path';
import { git } from './git.ts';
import { PolicyFolderError } from './policy-folder-error.ts';
import { readCommit } from './read-policy-revision.ts';

/** As many as Linux follows. */
const MAX_LINKS = 40;

/** A place in a repository as it was in a commit. */
export interface PlaceAtRevision {
  /** Absolute: the repository, or the submodule of it that the place was in. */
  readonly repository: string;
  /** The commit's whole hash, in that repository. */
  readonly commit: string;
  /** From the repository's top, without links; empty for that itself. */
  readonly path: string;
}

/**
 * Where a path of a work tree led in a revision: links and submodules are those that were there then, whatever a change made of them. It
 * may lead to nothing.
 *
 * @param top absolute: the top of the work tree
 * @param path from the top on, with `/`
 * @throws PolicyFolderError also where it led out of the repository
 */
export function placeAtRevision(top: string, revision: string, path: string): PlaceAtRevision {
  const commit = readCommit(top, revision);
  const open = path.split('/');
  const done: string[] = [];
  let links = 0;
  for (let part = open.shift(); part !== undefined; part = open.shift()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (done.pop() === undefined) throw leadsOut(path, revision);
      continue;
    }
    const at = [...done, part].join('/');
    const { mode, hash } = entryAt(top, commit, at);
    if (mode === '160000') return placeAtRevision(join(top, at), hash, open.join('/'));
    if (mode !== '120000') {
      done.push(part);
      continue;
    }
    const target = git(top, ['cat-file', 'blob', hash])?.toString('utf8') ?? '/';
    if (target.startsWith('/') || ++links > MAX_LINKS) throw leadsOut(path, revision);
    open.unshift(...target.split('/'));
  }
  return { repository: top, commit, path: done.join('/') };
}

/** Whether a repository has, or had in a revision, anything at a path: else what is there is none of its own. */
export function isTracked(top: string, revision: string, path: string): boolean {
  const listed = git(top, ['--literal-pathspecs', 'ls-files', '-z', '--', path])?.length ?? 0;
  return listed > 0 || entryAt(top, readCommit(top, revision), path).mode !== '';
}

function entryAt(top: string, commit: string, path: string): { readonly mode: string; readonly hash: string } {
  const args = ['--literal-pathspecs', 'ls-tree', '-z', '--full-tree', commit, '--', path];
  const [, mode = '', hash = ''] = /^(\d{6}) \w+ ([0-9a-f]+)\t/.exec(git(top, args)?.toString('utf8') ?? '') ?? [];
  return { mode, hash };
}

function leadsOut(path: string, revision: string): PolicyFolderError {
  return new PolicyFolderError(
    'revision_without_policy',
    `At ${revision}, ${path} led out of the repository, where nothing says what was there: keep the policy in it.`,
  );
}
