import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, statSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { replaceFile } from '../app/index.ts';
import type { CliContext } from './command.ts';
import type { ExportCursor } from './export-cursor.ts';

/** Where an export's records go. */
export interface ExportOutput {
  /** Resolves once the records are out: on the disk, or in the hands of whoever reads the output. False where nobody reads it any more. */
  write(records: readonly string[]): Promise<boolean>;
  /** Bytes of the file; null where there is none. */
  readonly bytes: number | null;
  close(): void;
}

const textOf = (records: readonly string[]): string => records.map((record) => `${record}\n`).join('');

/** Standard output, with whoever reads it setting the pace. */
export function standardOutput({ stdout }: CliContext): ExportOutput {
  return {
    bytes: null,
    async write(records) {
      stdout.write(textOf(records));
      try {
        await stdout.flush?.();
        return true;
      } catch {
        return false;
      }
    },
    close() {},
  };
}

/**
 * A file that belongs to a cursor. What it holds beyond what the cursor knows was written by an export that was killed before it could
 * note it, and is taken back, so that each record is in it once. A file that was moved away or emptied since, as logs are rotated, is begun anew.
 */
export function fileOutput(context: CliContext, name: string, cursor: ExportCursor | null): ExportOutput {
  const path = resolve(context.cwd, name);
  const known = cursor?.outputBytes ?? 0;
  const found = sizeOf(path);
  if (known === 0 && found > 0 && cursor?.outputBytes == null)
    return context.fail(
      `${name} holds something that this cursor knows nothing of: name a file that is not there, or the cursor that belongs to it.`,
    );
  if (found > 0 && found < known)
    return context.fail(
      `${name} has ${found} bytes, and had ${known} when the cursor was written: it was cut. Move it away, and a new one is begun; ambit ledger verify-export says what is missing.`,
    );
  let bytes = found === 0 ? 0 : known;
  let file = opened(path, bytes);
  return {
    get bytes() {
      return bytes;
    },
    async write(records) {
      const { ino, size } = fstatSync(file);
      const now = statSync(path, { throwIfNoEntry: false });
      if (now?.ino !== ino && (now?.size ?? 0) === 0) {
        closeSync(file);
        bytes = 0;
        file = opened(path, bytes);
      } else if (now?.ino !== ino || size !== bytes)
        return context.fail(`Something else writes to ${name}: give each export a file of its own.`);
      const text = Buffer.from(textOf(records));
      for (let written = 0; written < text.length; )
        written += writeSync(file, text, written, text.length - written, bytes + written);
      fsyncSync(file);
      bytes += text.length;
      return true;
    },
    close() {
      closeSync(file);
    },
  };
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

function opened(path: string, bytes: number): number {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) replaceFile(path, '');
  const file = openSync(path, 'r+');
  ftruncateSync(file, bytes);
  fsyncSync(file);
  return file;
}
