import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { replaceFile } from '../app/index.ts';
import { type ExportFormat, formats } from '../export/index.ts';
import type { CliContext } from './command.ts';
import type { ExportCursor } from './export-cursor.ts';

/** More than any record has: an entry is 16 KiB at most, and each of its characters six in a record. */
const MAX_RECORD_BYTES = 1024 * 1024;

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
  if (found > 0 && cursor !== null && !isFileOf(path, known, cursor))
    return context.fail(
      `${name} is not the file that this cursor knows: what stands there is no record of its last entry. Name the file that the export wrote, or move this one away.`,
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

/**
 * Whether a file is the one that an export wrote: before the place that its cursor knows stands the record of the last entry that is out, or,
 * where none is, behind it that of the next. Somebody else's file is never cut.
 */
function isFileOf(path: string, known: number, { size, format }: ExportCursor): boolean {
  const file = openSync(path, 'r');
  try {
    const from = Math.max(0, known - MAX_RECORD_BYTES);
    const part = Buffer.alloc(known === 0 ? MAX_RECORD_BYTES : known - from);
    const text = part.toString('utf8', 0, readSync(file, part, 0, part.length, from));
    if (known > 0) return text.endsWith('\n') && indexOf(formats[format], text.split('\n').at(-2)) === size - 1;
    // A record that was cut off is none; one that is whole is the one that would come.
    return !text.includes('\n') || indexOf(formats[format], text.split('\n')[0]) === size;
  } finally {
    closeSync(file);
  }
}

const indexOf = (format: ExportFormat, record: string | undefined): number | null =>
  format.placeOf(record ?? '')?.index ?? null;

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

function opened(path: string, bytes: number): number {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) replaceFile(path, '');
  const file = openSync(path, 'r+');
  ftruncateSync(file, bytes);
  fsyncSync(file);
  return file;
}
