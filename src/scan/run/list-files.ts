import { realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Skipped } from '../types.ts';
import { type FollowedLinks, followLinks } from './followed-links.ts';
import { changedPaths, findWorkTree, trackedFiles, untrackedFiles } from './git-files.ts';
import { rulesAbove } from './ignore-rules.ts';
import { fileBelow, type ListedFile } from './listed-file.ts';
import { ScanRunError } from './scan-run-error.ts';
import { byPath, walkFolder } from './walk-folder.ts';

/** Files that belong together: one takes constants from another. */
export interface Root {
  /** Absolute, without links: the top of a Git work tree, the current folder, or what was named outside of it. */
  readonly folder: string;
  /** Every file that may be read, sorted by path. */
  readonly files: readonly ListedFile[];
  /** Indexes of those whose requests are asked for. */
  readonly asked: readonly number[];
}

export interface Listing {
  readonly roots: readonly Root[];
  /** With absolute paths. */
  readonly skipped: readonly Skipped[];
  /** How the files were chosen, where that isn't plain: sentences without a full stop. */
  readonly notes: readonly string[];
  /** The top of the work tree that everything asked for is in, else the current folder. */
  readonly top: string;
  /** Links of work trees behind which nothing is read, with absolute paths; empty where links aren't followed. */
  readonly unfollowed: readonly Skipped[];
}

export interface ListingOptions {
  /** Absolute. */
  readonly cwd: string;
  readonly paths: readonly string[];
  /** Whether files count that are neither tracked nor ignored. */
  readonly untracked: boolean;
  /** Only files that changed since this revision are asked for. */
  readonly changedSince: string | null;
  /** Whether a tracked link to what is tracked, too, is read as what it is called. */
  readonly links?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Told how many files there are for certain, as soon as that is known: more may follow. */
  readonly onCount?: ((files: number) => void) | undefined;
}

interface Gathered {
  readonly files: Map<string, ListedFile>;
  readonly asked: Set<string>;
}

/**
 * Which files are scanned. Of a folder in a Git work tree, the tracked ones; where there are none, and outside of Git, all that
 * `.gitignore` files don't leave out. A file that is named is always read.
 *
 * @throws ScanRunError
 */
export async function listFiles(options: ListingOptions): Promise<Listing> {
  const { cwd, paths, untracked, changedSince, links = false, signal, onCount } = options;
  const here = realpathSync(cwd);
  const roots = new Map<string, Gathered>();
  const trees = new Map<string, TrackedTree>();
  const notes = new Set<string>();
  const skipped: Skipped[] = [];
  const unfollowed: Skipped[] = [];
  const tops = new Set<string | null>();
  const rootAt = (folder: string): Gathered => {
    const root = roots.get(folder) ?? { files: new Map(), asked: new Set() };
    roots.set(folder, root);
    return root;
  };
  for (const path of paths) {
    const { absolute, stats } = named(cwd, path);
    const folder = stats.isDirectory() ? absolute : dirname(absolute);
    const tree = await findWorkTree(folder, signal);
    tops.add(tree.kind === 'found' ? tree.top : null);
    if (tree.kind === 'none' && tree.why !== null) notes.add(tree.why);
    if (tree.kind === 'none' && changedSince !== null)
      throw new ScanRunError(
        'git_unavailable',
        `${path} is in no Git repository that git reads here, so nothing tells what changed since ${JSON.stringify(changedSince)}: leave --changed-since out.`,
      );
    const at = tree.kind === 'found' ? tree.top : isInside(absolute, here) ? here : folder;
    const root = rootAt(at);
    const prefix = below(at, absolute);
    if (tree.kind === 'found' && !trees.has(at)) {
      const known = await readTree(at, { untracked, changedSince, links }, signal);
      trees.set(at, known);
      for (const file of known.files) root.files.set(file.path, file);
      for (const { path: link, why } of known.unfollowed) unfollowed.push({ file: join(at, link), reason: why });
    }
    const known = trees.get(at);
    if (!stats.isDirectory()) {
      if (!root.files.has(prefix)) root.files.set(prefix, { path: prefix, raw: null });
      if (known?.changed?.has(prefix) !== false || !known.tracked.has(prefix)) root.asked.add(prefix);
      continue;
    }
    const inside = known?.files.filter((file) => prefix === '' || file.path.startsWith(`${prefix}/`)) ?? [];
    if (inside.length > 0) {
      if (changedSince === null) onCount?.(inside.length);
      for (const file of inside)
        if (known?.changed?.has(file.path) !== false || !known.tracked.has(file.path)) root.asked.add(file.path);
      continue;
    }
    if (changedSince !== null) continue;
    if (known !== undefined)
      notes.add(`git tracks no file in ${path}, so every file of it is read that no .gitignore leaves out`);
    const walked = await walkFolder(absolute, known === undefined ? null : rulesAbove(at, absolute), {
      ...{ signal, onCount },
    });
    for (const file of walked.files) {
      const moved = fileBelow({ path: prefix, raw: null }, file);
      root.files.set(moved.path, moved);
      root.asked.add(moved.path);
    }
    for (const one of walked.skipped) skipped.push({ ...one, file: join(absolute, one.file) });
  }
  const [top] = tops;
  // Roots may lie in each other, where both a folder and the one above the current one are named.
  const claimed = new Set<string>();
  return {
    roots: [...roots].map(([folder, { files, asked }]) => {
      const sorted = [...files.values()].sort(byPath);
      const isAsked = ({ path }: ListedFile): boolean =>
        asked.has(path) && (roots.size === 1 || claimed.size < claimed.add(`${folder}/${path}`).size);
      return { folder, files: sorted, asked: sorted.flatMap((file, index) => (isAsked(file) ? [index] : [])) };
    }),
    skipped,
    unfollowed,
    notes: [...notes],
    top: tops.size === 1 && top !== null && top !== undefined ? top : here,
  };
}

interface TrackedTree {
  readonly files: readonly ListedFile[];
  readonly tracked: ReadonlySet<string>;
  /** Null where all of them are asked for. */
  readonly changed: ReadonlySet<string> | null;
  readonly unfollowed: FollowedLinks['others'];
}

async function readTree(
  top: string,
  { untracked, changedSince, links }: Pick<ListingOptions, 'untracked' | 'changedSince' | 'links'>,
  signal?: AbortSignal,
): Promise<TrackedTree> {
  const [{ files, links: found }, others, changed] = await Promise.all([
    trackedFiles(top, signal),
    untracked ? untrackedFiles(top, signal) : [],
    changedSince === null ? null : changedPaths(top, changedSince, signal),
  ]);
  const followed = links === true ? followLinks(top, found, files) : { files: [], others: [] };
  const tracked = [...files, ...followed.files];
  return {
    files: [...tracked, ...others],
    tracked: new Set(tracked.map(({ path }) => path)),
    changed,
    unfollowed: followed.others,
  };
}

/** What was named: a person may name a link. */
function named(cwd: string, path: string): { readonly absolute: string; readonly stats: Stats } {
  const fault = (why: string): never => {
    throw new ScanRunError('path_unusable', `${JSON.stringify(path)} ${why}`);
  };
  try {
    // A path with a zero in it is a defect of the caller's for Node.js.
    if (path.includes('\0')) fault("can't be a path: it holds a zero byte.");
    const given = resolve(cwd, path);
    const stats = statSync(given);
    if (!stats.isDirectory() && !stats.isFile()) fault('is neither a file nor a folder: name one of these.');
    return { absolute: realpathSync(given), stats };
  } catch (error) {
    if (error instanceof ScanRunError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return fault('is not there: name a file or a folder.');
    if (code === 'EACCES' || code === 'EPERM')
      return fault('may not be read by this user: name another, or run as another user.');
    if (code === 'ELOOP') return fault('is a link that leads to itself: name a file or a folder.');
    return fault(`can't be read (${code ?? 'the system does not say why'}).`);
  }
}

export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** With `/`; empty for the folder itself. */
function below(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/');
}
