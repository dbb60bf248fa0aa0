import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file whole or not at all, and durable when it returns: to a file beside it, synchronised, then renamed over it.
 *
 * @param mode of the file; it never has a wider one
 */
export function replaceFile(path: string, content: string | Uint8Array, mode = 0o600): void {
  const unfinished = writeBeside(path, content, mode);
  renameSync(unfinished, path);
  synchroniseFolder(path);
}

/** Like `replaceFile`, but a file that is there stays: of two processes that make it at once, one does. True when this one did. */
export function createFile(path: string, content: string | Uint8Array, mode = 0o600): boolean {
  const unfinished = writeBeside(path, content, mode);
  try {
    linkSync(unfinished, path);
    synchroniseFolder(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** Puts a file in the place of another one, durably. What stood there is gone from the file system. */
export function renameFile(from: string, to: string): void {
  renameSync(from, to);
  synchroniseFolder(to);
}

/** Takes a file away, durably; nothing where it isn't there. */
export function removeFile(path: string): void {
  rmSync(path, { force: true });
  synchroniseFolder(path);
}

function writeBeside(path: string, content: string | Uint8Array, mode: number): string {
  const unfinished = `${path}.${process.pid}.new`;
  rmSync(unfinished, { force: true });
  const file = openSync(unfinished, 'wx', mode);
  try {
    const bytes = Buffer.from(content);
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return unfinished;
}

function synchroniseFolder(path: string): void {
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
