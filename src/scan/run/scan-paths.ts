import { realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isAbsolute, join, relative, sep } from 'node:path';
import { byPlace } from '../scan-file.ts';
import type { ScanResult, Skipped } from '../types.ts';
import { isInside, type ListingOptions, listFiles, type Root } from './list-files.ts';
import type { Batch } from './protocol.ts';
import { WORKER, WorkerPool } from './worker-pool.ts';

/** Files a batch at most: enough that messages cost nothing, and few enough that progress is seen. */
const LARGEST_BATCH = 400;
/** And at least: the last ones are so small that workers end together. */
const SMALLEST_BATCH = 50;
/** Of what is left, the part that a batch is. */
const PART = 16;
/** Files from which one more worker pays for its start. */
const FILES_A_WORKER = 500;
const MAX_WORKERS = 32;
const GIVE_UP_AFTER_MILLISECONDS = 10_000;
export const DEFAULT_MAX_FILE_BYTES = 5 * 1024 * 1024;

export interface ScanOptions extends ListingOptions {
  readonly maxFileBytes: number;
  /** How many workers at most; null: as many as pay on this machine. */
  readonly jobs: number | null;
  readonly onProgress?: ((done: number, all: number) => void) | undefined;
  /** Files that are looked at before all others, by their paths from the roots: what is left, if anything is, isn't them. */
  readonly first?: ReadonlySet<string>;
  /** The program of a worker, the time for one file, its memory, how many may be lost: for tests. */
  readonly program?: URL;
  readonly giveUpAfterMilliseconds?: number;
  readonly maxHeapMegabytes?: number;
  readonly maxLost?: number;
}

/** What a scan found. A file's path is from the current folder where it is in it, else absolute; with `/`. */
export interface Scan extends ScanResult {
  /** Absolute: what paths of reports are relative to. The top of the Git work tree that all of it is in, else the current folder. */
  readonly top: string;
  /** The current folder, without links. */
  readonly cwd: string;
  /** How many files were asked for. */
  readonly files: number;
  /** How they were chosen, where that isn't plain. */
  readonly notes: readonly string[];
  /** The files that were asked for, in no order. */
  readonly asked: ReadonlySet<string>;
  /** Those that were not looked at, because too many before them had cost a thread. */
  readonly left: readonly string[];
  /** Links that were followed, and what was read in place of each file behind them. */
  readonly behindLinks: ReadonlyMap<string, string>;
  /** Links behind which nothing was read; empty where links aren't followed. */
  readonly unfollowed: readonly Skipped[];
}

/**
 * Scans files and folders. The answer is the same whatever the number of workers, and nothing of what is scanned is run.
 *
 * @throws ScanRunError; whatever `signal` was aborted with
 */
export async function scanPaths(options: ScanOptions): Promise<Scan> {
  const { maxFileBytes, jobs, signal, onProgress, program = WORKER, maxHeapMegabytes, maxLost } = options;
  const { giveUpAfterMilliseconds = GIVE_UP_AFTER_MILLISECONDS } = options;
  const most = jobs ?? Math.min(availableParallelism(), MAX_WORKERS);
  let all = 0;
  const pool = new WorkerPool({
    ...{ program, giveUpAfterMilliseconds, maxHeapMegabytes, maxLost, signal },
    onProgress: (done) => onProgress?.(done, all),
  });
  try {
    const cwd = realpathSync(options.cwd);
    const workersFor = (files: number): number => Math.min(most, Math.ceil(files / FILES_A_WORKER) || 1);
    const listing = await listFiles({ ...options, onCount: (files) => pool.start(workersFor(files)) });
    all = listing.roots.reduce((sum, { asked }) => sum + asked.length, 0);
    const roots = listing.roots.map(({ folder, files }) => ({ folder, files }));
    const { found, left } = await pool.run(
      { roots, maxFileBytes },
      batchesOf(listing.roots, options.first),
      workersFor(all),
    );
    const shown = (path: string): string => shownFrom(cwd, path);
    const results = listing.roots.flatMap(({ folder }, root) =>
      [...(found.get(root)?.values() ?? [])].map((result) => moved(result, (path) => shown(join(folder, path)))),
    );
    const skipped = [...listing.skipped.map((one) => ({ ...one, file: shown(one.file) }))];
    const unread = left.reduce((sum, { files }) => sum + files.length, 0);
    if (unread > 0)
      skipped.push({
        file: '.',
        reason: `${unread} files were not read, because too many before them took too long or too much memory`,
      });
    const nameOf = (root: number, file: number): string => {
      const { folder = '', files = [] } = listing.roots[root] ?? {};
      return shown(join(folder, files[file]?.path ?? ''));
    };
    return {
      requests: joined(results.map(({ requests }) => requests)),
      definitions: joined(results.map(({ definitions }) => definitions)),
      dynamic: joined(results.map(({ dynamic }) => dynamic)),
      skipped: [...skipped, ...results.flatMap((one) => one.skipped)].sort((one, other) =>
        one.file === other.file ? 0 : one.file < other.file ? -1 : 1,
      ),
      ...{ top: listing.top, cwd, files: all, notes: listing.notes },
      // For who judges a change alone: names of all files take their time.
      get asked() {
        return new Set(listing.roots.flatMap(({ asked }, root) => asked.map((file) => nameOf(root, file))));
      },
      left: left.flatMap(({ root, files }) => files.map((file) => nameOf(root, file))),
      get behindLinks() {
        return new Map(
          listing.roots.flatMap(({ folder, files }) =>
            files.flatMap(({ path, target }) =>
              target === undefined ? [] : [[shown(join(folder, path)), shown(join(folder, target.path))]],
            ),
          ),
        );
      },
      unfollowed: listing.unfollowed.map((one) => ({ ...one, file: shown(one.file) })),
    };
  } finally {
    pool.close();
  }
}

function batchesOf(roots: readonly Root[], first: ReadonlySet<string> = new Set()): Batch[] {
  const batches = (isFirst: boolean): Batch[] =>
    roots.flatMap(({ asked, files }, root) => {
      const some = asked.filter((index) => {
        const { path = '', target } = files[index] ?? {};
        return (first.has(path) || (target !== undefined && first.has(target.path))) === isFirst;
      });
      const parts: Batch[] = [];
      for (let at = 0, size = 0; at < some.length; at += size) {
        size = Math.min(LARGEST_BATCH, Math.max(SMALLEST_BATCH, Math.ceil((some.length - at) / PART)));
        parts.push({ root, files: some.slice(at, at + size) });
      }
      return parts;
    });
  return first.size === 0 ? batches(false) : [...batches(true), ...batches(false)];
}

/** From a folder where it is inside, else absolute. With `/`. */
export function shownFrom(folder: string, path: string): string {
  const way = isInside(path, folder) ? relative(folder, path) || '.' : path;
  return isAbsolute(way) ? way : way.split(sep).join('/');
}

function moved(result: ScanResult, to: (path: string) => string): ScanResult {
  const move = <One extends { readonly file: string }>(all: readonly One[]): One[] =>
    all.map((one) => ({ ...one, file: to(one.file) }));
  return {
    requests: move(result.requests),
    definitions: move(result.definitions),
    dynamic: move(result.dynamic),
    skipped: move(result.skipped),
  };
}

function joined<One extends Parameters<typeof byPlace>[0]>(lists: readonly (readonly One[])[]): One[] {
  return lists.flat().sort(byPlace);
}
