import { Worker } from 'node:worker_threads';
import type { ScanResult } from '../types.ts';
import { skipping } from './file-scanner.ts';
import { type ListedFile, packed } from './listed-file.ts';
import type { Batch, BatchResult, ToWorker, WorkerTask } from './protocol.ts';
import { ScanRunError } from './scan-run-error.ts';

const CHECKED_EVERY_MILLISECONDS = 100;
/** A file of 5 MiB parses in a fraction of this. */
const MAX_HEAP_MEGABYTES = 1024;
/** Of address space, of which only what is used is taken: a parser that runs out of stack ends the process (`code/javascript/deep-code.ts`). */
const STACK_MEGABYTES = 64;
/** Files that may cost a worker. A repository with more of them was made to keep the scan busy. */
const MAX_LOST = 20;
/** What fits in memory, and more than anybody reads. */
export const MAX_FINDINGS = 200_000;

/** How the same file ends up in every language: compiled, or as it was written. */
const EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
export const WORKER = new URL(`./worker.${EXTENSION}`, import.meta.url);

export interface PoolOptions {
  /** The program of a worker. */
  readonly program: URL;
  /** How long one file may take. */
  readonly giveUpAfterMilliseconds: number;
  readonly maxHeapMegabytes?: number | undefined;
  /** How many files may cost a worker. */
  readonly maxLost?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((filesDone: number) => void) | undefined;
}

/** The files that there are, and how much of one is read. */
export interface PoolTask {
  readonly roots: readonly { readonly folder: string; readonly files: readonly ListedFile[] }[];
  readonly maxFileBytes: number;
}

/** What became of the files, by `root` and `file`; those of which there is nothing to say aren't there. */
export interface PoolResult {
  readonly found: ReadonlyMap<number, ReadonlyMap<number, ScanResult>>;
  /** The files that were not looked at, because too many before them had cost a worker. */
  readonly left: readonly Batch[];
}

interface Slot {
  readonly worker: Worker;
  readonly progress: Int32Array;
  batch: Batch | null;
  /** The file of the batch at which it was seen last, and since when. */
  seen: number;
  since: number;
}

/**
 * Worker threads that scan batches of files. A file that takes too long, or on which a worker dies, costs itself alone: the worker is
 * replaced and goes on behind it.
 *
 * Each slot is idle (`batch` null) or busy with one batch. It leaves busy by a result, or by being lost: then the rest of its batch goes
 * back to the front of the queue, without the file that it was at.
 */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #slots = new Set<Slot>();
  readonly #found = new Map<number, Map<number, ScanResult>>();
  readonly #queue: Batch[] = [];
  #roots: PoolTask['roots'] = [];
  #task: Omit<WorkerTask, 'progress'> | null = null;
  #findings = 0;
  #lost = 0;
  #left: Batch[] = [];
  #done = 0;
  #settle: { resolve: () => void; reject: (error: unknown) => void } | null = null;

  /** Starts one worker at once, which loads what it needs while the files are listed. */
  constructor(options: PoolOptions) {
    this.#options = options;
    this.#start();
  }

  /**
   * @param workers how many at most
   * @throws ScanRunError where workers can't even start, or too much is found; whatever `signal` was aborted with
   */
  async run({ roots, maxFileBytes }: PoolTask, batches: readonly Batch[], workers: number): Promise<PoolResult> {
    const { signal } = this.#options;
    const timer = setInterval(() => this.#giveUp(), CHECKED_EVERY_MILLISECONDS);
    const abort = (): void => this.#settle?.reject(signal?.reason);
    try {
      signal?.throwIfAborted();
      await new Promise<void>((resolve, reject) => {
        this.#settle = { resolve, reject };
        signal?.addEventListener('abort', abort, { once: true });
        this.#roots = roots;
        this.#task = { roots: roots.map(({ folder, files }) => ({ folder, files: packed(files) })), maxFileBytes };
        this.#queue.push(...batches);
        for (const slot of this.#slots) this.#introduce(slot);
        this.start(Math.min(workers, batches.length));
        this.#goOn();
      });
      return { found: this.#found, left: this.#left };
    } finally {
      clearInterval(timer);
      signal?.removeEventListener('abort', abort);
      this.close();
    }
  }

  /** Starts workers until there are so many, which load what they need meanwhile. */
  start(workers: number): void {
    while (this.#slots.size < workers) this.#start();
  }

  close(): void {
    for (const slot of this.#slots) end(slot);
    this.#slots.clear();
  }

  #start(): void {
    const { program, maxHeapMegabytes = MAX_HEAP_MEGABYTES } = this.#options;
    const worker = new Worker(program, {
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMegabytes, stackSizeMb: STACK_MEGABYTES },
    });
    const slot: Slot = { worker, progress: new Int32Array(new SharedArrayBuffer(4)), batch: null, seen: 0, since: 0 };
    this.#slots.add(slot);
    worker.on('message', (result: BatchResult) => this.#finish(slot, result));
    worker.on('error', (error: NodeJS.ErrnoException) => this.#lose(slot, error));
    worker.on('exit', () => this.#lose(slot, new Error('the worker ended')));
    // The process is kept alive by the timer of `run` alone.
    worker.unref();
    this.#introduce(slot);
  }

  #introduce(slot: Slot): void {
    if (this.#task === null) return;
    const { progress } = slot;
    slot.worker.postMessage({ kind: 'task', task: { ...this.#task, progress } } satisfies ToWorker);
  }

  #goOn(): void {
    for (const slot of this.#slots) {
      if (slot.batch !== null) continue;
      const batch = this.#queue.shift();
      if (batch === undefined) break;
      Object.assign(slot, { batch, seen: 0, since: performance.now() });
      slot.worker.postMessage({ kind: 'batch', batch } satisfies ToWorker);
    }
    if (this.#queue.length === 0 && [...this.#slots].every(({ batch }) => batch === null)) this.#settle?.resolve();
  }

  #finish(slot: Slot, { found }: BatchResult): void {
    const { batch } = slot;
    if (batch === null) return;
    for (const { file, result } of found) this.#keep(batch.root, file, result);
    this.#done += batch.files.length;
    slot.batch = null;
    this.#options.onProgress?.(this.#done);
    this.#goOn();
  }

  #keep(root: number, file: number, result: ScanResult): void {
    const ofRoot = this.#found.get(root) ?? new Map<number, ScanResult>();
    // A batch whose worker was lost is scanned again.
    this.#findings += sizeOf(result) - sizeOf(ofRoot.get(file));
    ofRoot.set(file, result);
    this.#found.set(root, ofRoot);
    if (this.#findings > MAX_FINDINGS)
      this.#settle?.reject(
        new ScanRunError(
          'too_many_findings',
          `More than ${MAX_FINDINGS.toLocaleString('en-US')} scopes stand in these files: scan fewer at a time.`,
        ),
      );
  }

  #giveUp(): void {
    const now = performance.now();
    for (const slot of this.#slots) {
      const at = Atomics.load(slot.progress, 0);
      if (slot.batch === null || at === 0 || at !== slot.seen) Object.assign(slot, { seen: at, since: now });
      else if (now - slot.since > this.#options.giveUpAfterMilliseconds) this.#lose(slot, null, at);
    }
  }

  /**
   * @param error null where it took too long
   * @param position of the file in the batch, from 1; 0 where it was at none
   */
  #lose(slot: Slot, error: NodeJS.ErrnoException | null, position = Atomics.load(slot.progress, 0)): void {
    if (!this.#slots.delete(slot)) return;
    end(slot);
    const { batch } = slot;
    const at = position - 1;
    const file = batch?.files[at];
    if (batch === null || file === undefined) {
      this.#settle?.reject(
        new ScanRunError(
          'worker_failed',
          `A thread that scans files could not start or go on (${error?.code ?? error?.message ?? 'it took too long'}): run it again with --jobs 1, or with more memory.`,
          error,
        ),
      );
      return;
    }
    const path = this.#roots[batch.root]?.files[file]?.path ?? '';
    this.#keep(batch.root, file, skipping(path, this.#why(error)));
    this.#done += 1;
    this.#lost += 1;
    this.#queue.unshift({ root: batch.root, files: batch.files.filter((_, index) => index !== at) });
    if (this.#lost >= (this.#options.maxLost ?? MAX_LOST)) {
      this.#left.push(...this.#queue.splice(0));
    } else this.#start();
    this.#goOn();
  }

  #why(error: NodeJS.ErrnoException | null): string {
    if (error === null)
      return `it took longer than ${Math.round(this.#options.giveUpAfterMilliseconds / 100) / 10} s, and was given up`;
    return error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      ? 'it needs more memory than one file is given'
      : 'the scanner failed on it, a defect of Ambit';
  }
}

function end({ worker }: Slot): void {
  worker.removeAllListeners('message');
  // Nobody waits for it: a thread that hangs in a system call ends with the process.
  worker.terminate().catch(() => {});
}

function sizeOf(result: ScanResult | undefined): number {
  return result === undefined ? 0 : result.requests.length + result.definitions.length + result.dynamic.length;
}
