import { realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isAbsolute, join, relative, sep } from 'node:path';
import { byPlace } from '../scan-file.ts';
import type { ScanResult } from '../types.ts';
import { isInside, type ListingOptions, listFiles, type Root } from './list-files.ts';
import type { Batch } from './protocol.ts';
import { WORKER, WorkerPool } from './worker-pool.ts';

/** Files a batch: few enough that workers end together, enough that messages cost nothing. */
const BATCH = 50;
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
    const listing = await listFiles(options);
    all = listing.roots.reduce((sum, { asked }) => sum + asked.length, 0);
    const roots = listing.roots.map(({ folder, files }) => ({ folder, files }));
    const workers = Math.min(most, Math.ceil(all / FILES_A_WORKER) || 1);
    const { found, left } = await pool.run({ roots, maxFileBytes }, batchesOf(listing.roots), workers);
    const shown = (path: string): string => shownFrom(cwd, path);
    const results = listing.roots.flatMap(({ folder }, root) =>
      [...(found.get(root)?.values() ?? [])].map((result) => moved(result, (path) => shown(join(folder, path)))),
    );
    const skipped = [...listing.skipped.map((one) => ({ ...one, file: shown(one.file) }))];
    if (left > 0)
      skipped.push({
        file: '.',
        reason: `${left} files were not read, because too many before them took too long or too much memory`,
      });
    return {
      requests: joined(results.map(({ requests }) => requests)),
      definitions: joined(results.map(({ definitions }) => definitions)),
      dynamic: joined(results.map(({ dynamic }) => dynamic)),
      skipped: [...skipped, ...results.flatMap((one) => one.skipped)].sort((one, other) =>
        one.file === other.file ? 0 : one.file < other.file ? -1 : 1,
      ),
      ...{ top: listing.top, cwd, files: all, notes: listing.notes },
    };
  } finally {
    pool.close();
  }
}

function batchesOf(roots: readonly Root[]): Batch[] {
  return roots.flatMap(({ asked }, root) =>
    Array.from({ length: Math.ceil(asked.length / BATCH) }, (_, at) => ({
      root,
      files: asked.slice(at * BATCH, (at + 1) * BATCH),
    })),
  );
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
