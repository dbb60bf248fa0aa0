import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { replaceFile } from '../app/index.ts';
import type { LogPosition } from '../entries/index.ts';
import { FORMATS, type FormatName } from '../export/index.ts';
import type { CliContext } from './command.ts';

/** How far an export got: all before `size` is out, and led to `root`. */
export interface ExportCursor extends LogPosition {
  readonly version: 1;
  readonly format: FormatName;
  /** Bytes of the file that the records are in; null where they went elsewhere. */
  readonly outputBytes: number | null;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** The file of a cursor, written whole and durable each time. */
export class CursorFile {
  readonly #context: CliContext;
  readonly #name: string;
  readonly #path: string;
  /** As it was last read or written here; null where it wasn't there. */
  #text: string | null;

  constructor(context: CliContext, name: string) {
    this.#context = context;
    this.#name = name;
    this.#path = resolve(context.cwd, name);
    this.#text = this.#onDisk();
  }

  /** Null where there is none yet. */
  read(): ExportCursor | null {
    if (this.#text === null) return null;
    try {
      const cursor = JSON.parse(this.#text) as ExportCursor;
      const { version, format, origin, size, root, outputBytes } = cursor;
      const holds =
        version === 1 &&
        FORMATS.includes(format) &&
        typeof origin === 'string' &&
        isCount(size) &&
        typeof root === 'string' &&
        /^[A-Za-z0-9+/]{43}=$/.test(root) &&
        (outputBytes === null || isCount(outputBytes));
      if (holds) return cursor;
    } catch {
      // Whatever it is, it is none.
    }
    return this.#context.fail(
      `${this.#name} is no cursor of an export: name the file that ambit ledger export --cursor wrote, or one that is not there to begin anew.`,
    );
  }

  write(cursor: ExportCursor): void {
    if (this.#onDisk() !== this.#text)
      this.#context.fail(
        `${this.#name} was written by somebody else meanwhile: two exports can’t share a cursor. Give each its own.`,
      );
    this.#text = `${JSON.stringify(cursor, null, 2)}\n`;
    replaceFile(this.#path, this.#text);
  }

  #onDisk(): string | null {
    return existsSync(this.#path) ? readFileSync(this.#path, 'utf8') : null;
  }
}
