import { createHash, type Hash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EvidenceError } from './evidence-error.ts';
import type { Faults } from './faults.ts';
import type { DerivedName } from './layout.ts';
import type { PackageFiles } from './package-files.ts';

const BUFFERED_CHARACTERS = 128 * 1024;

/** Where derived files go: to the disk when a package is made, against the disk when it is verified. */
export interface DerivedOutput {
  /** Adds to a file. Takes its time at `flush`. */
  write(name: DerivedName, text: string): void;
  /** Hands over what has come together, where that is much. */
  flush(): Promise<void>;
  /** Hands over the rest of a file and ends it; its digest in hexadecimal. */
  end(name: DerivedName): Promise<string>;
  /** Lets go of what was not ended. */
  close(): Promise<void>;
}

/** What is done with the pieces of one file. */
interface Destination {
  take(bytes: Uint8Array): Promise<void>;
  end(): Promise<void>;
  close(): Promise<void>;
}

class BufferedOutput implements DerivedOutput {
  readonly #destinationOf: (name: DerivedName) => Promise<Destination>;
  readonly #files = new Map<DerivedName, { text: string; readonly hash: Hash; destination: Destination | null }>();

  constructor(destinationOf: (name: DerivedName) => Promise<Destination>) {
    this.#destinationOf = destinationOf;
  }

  write(name: DerivedName, text: string): void {
    const file = this.#files.get(name);
    if (file !== undefined) file.text += text;
    else this.#files.set(name, { text, hash: createHash('sha256'), destination: null });
  }

  async flush(): Promise<void> {
    for (const [name, { text }] of this.#files) if (text.length >= BUFFERED_CHARACTERS) await this.#hand(name);
  }

  async end(name: DerivedName): Promise<string> {
    this.write(name, '');
    await this.#hand(name);
    const file = this.#files.get(name);
    await file?.destination?.end();
    this.#files.delete(name);
    return file?.hash.digest('hex') ?? '';
  }

  async close(): Promise<void> {
    for (const { destination } of this.#files.values()) await destination?.close();
    this.#files.clear();
  }

  async #hand(name: DerivedName): Promise<void> {
    const file = this.#files.get(name);
    if (file === undefined) return;
    file.destination ??= await this.#destinationOf(name);
    const bytes = Buffer.from(file.text);
    file.text = '';
    file.hash.update(bytes);
    await file.destination.take(bytes);
  }
}

/** Writes derived files into a folder. */
export function writingOutput(directory: string): DerivedOutput {
  return new BufferedOutput(async (name) => {
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    const handle: FileHandle = await open(path, 'wx', 0o644);
    return {
      take: async (bytes) => {
        await handle.writeFile(bytes);
      },
      end: async () => {
        await handle.sync();
        await handle.close();
      },
      close: () => handle.close(),
    };
  });
}

/** Compares derived files with those of a package, byte by byte, and says where the first difference is. */
export function comparingOutput(files: PackageFiles, faults: Faults): DerivedOutput {
  return new BufferedOutput(async (name) => {
    const chunks = files.chunks(name);
    let line = 1;
    let differs = false;
    let held: Uint8Array = new Uint8Array();
    const differ = (what: string): void => {
      differs = true;
      faults.add(name, line, what);
    };
    const next = async (): Promise<Uint8Array | null> => {
      try {
        const { value, done } = await chunks.next();
        return done ? null : value;
      } catch (error) {
        if (!(error instanceof EvidenceError)) throw error;
        differs = true;
        faults.add(name, null, error.message);
        return null;
      }
    };
    return {
      async take(bytes) {
        for (let rest = bytes; rest.length > 0 && !differs; ) {
          if (held.length === 0) {
            const chunk = await next();
            if (differs) return;
            if (chunk === null) return differ('ends too early: what the ledger says goes on here');
            held = chunk;
          }
          const width = Math.min(held.length, rest.length);
          const at = differenceOf(held, rest, width);
          for (const byte of rest.subarray(0, at)) if (byte === 0x0a) line++;
          if (at < width) return differ('is not what the ledger says');
          held = held.subarray(width);
          rest = rest.subarray(width);
        }
      },
      async end() {
        if (!differs && (held.length > 0 || (await next()) !== null))
          differ('goes on here, and the ledger says no more');
        await chunks.return(undefined);
      },
      close: async () => {
        await chunks.return(undefined);
      },
    };
  });
}

/** Where two byte strings begin to differ; `width` where they don't. */
function differenceOf(one: Uint8Array, other: Uint8Array, width: number): number {
  if (Buffer.compare(one.subarray(0, width), other.subarray(0, width)) === 0) return width;
  let at = 0;
  while (at < width && one[at] === other[at]) at++;
  return at;
}
