import type { ScanResult } from '../types.ts';
import type { PackedFiles } from './listed-file.ts';

/** What a worker is told first. */
export interface WorkerTask {
  readonly roots: readonly { readonly folder: string; readonly files: PackedFiles }[];
  readonly maxFileBytes: number;
  /** One cell, in which a worker keeps the position within its batch of the file that it is at, from 1. */
  readonly progress: Int32Array;
}

/** Files of one root, in order. */
export interface Batch {
  readonly root: number;
  readonly files: readonly number[];
}

export type ToWorker =
  | { readonly kind: 'task'; readonly task: WorkerTask }
  | { readonly kind: 'batch'; readonly batch: Batch };

/** What a batch came to: the files of which there is something to say. */
export interface BatchResult {
  readonly found: readonly { readonly file: number; readonly result: ScanResult }[];
}
