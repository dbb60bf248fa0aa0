import { createHash, type Hash } from 'node:crypto';
import { constants, lstatSync } from 'node:fs';
import { type FileHandle, open, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { EvidenceError, malformed } from './evidence-error.ts';
import { LIMITS } from './layout.ts';

const CHUNK_BYTES = 256 * 1024;
/** Folders in folders that a package may have: `ledger/`, `blobs/`, `registers/`. */
const FOLDERS: ReadonlySet<string> = new Set(['blobs', 'ledger', 'registers']);

/** A file's lines and its digest, for which it is read once. */
export interface FileLine {
  /** From 1. */
  readonly line: number;
  readonly bytes: Uint8Array;
}

/**
 * The folder of a package, which may be anybody's work: links are not followed, nothing outside is reached, no more is read at once
 * than the limits say.
 */
export class PackageFiles {
  readonly directory: string;
  /** Digest of each file that was read whole, in hexadecimal. */
  readonly digests = new Map<string, string>();

  constructor(directory: string) {
    this.directory = directory;
  }

  /** Names of all files, sorted. @throws EvidenceError for what isn't a plain file, and for too many */
  async list(): Promise<string[]> {
    const names: string[] = [];
    const visit = async (folder: string): Promise<void> => {
      for await (const one of await opendir(join(this.directory, folder))) {
        const name = folder === '' ? one.name : `${folder}/${one.name}`;
        if (one.isDirectory()) {
          if (folder !== '' || !FOLDERS.has(name)) throw malformed(name, 'is a folder that no package has');
          await visit(name);
          continue;
        }
        if (!one.isFile()) throw malformed(name, 'is no plain file, and nothing else belongs into a package');
        names.push(name);
        if (names.length > LIMITS.files) throw malformed(name, `is one of more than ${LIMITS.files} files`);
      }
    };
    try {
      await visit('');
    } catch (cause) {
      if (cause instanceof EvidenceError) throw cause;
      const why = (cause as NodeJS.ErrnoException).code ?? String(cause);
      // The console gives a package out as a zip.
      if (why === 'ENOTDIR')
        throw new EvidenceError(
          'package_unreadable',
          `${this.directory} is a file, and a package is a folder: unpack it first, and name the folder.`,
          { cause },
        );
      throw new EvidenceError('package_unreadable', `The folder ${this.directory} can't be read (${why})`, { cause });
    }
    return names.sort();
  }

  /** Size of a file in bytes. */
  sizeOf(name: string): number {
    return lstatSync(join(this.directory, name)).size;
  }

  /** A whole file. @throws EvidenceError `package_malformed` where it is missing or larger than `maxBytes` */
  async read(name: string, maxBytes: number): Promise<Uint8Array> {
    const handle = await this.#open(name);
    try {
      const { size } = await handle.stat();
      if (size > maxBytes) throw malformed(name, `has ${size} bytes, and ${maxBytes} are the most that are read`);
      const bytes = await handle.readFile();
      this.digests.set(name, createHash('sha256').update(bytes).digest('hex'));
      return bytes;
    } finally {
      await handle.close();
    }
  }

  /** A file line by line. Each ends in a newline, the last one too. @throws EvidenceError `package_malformed` */
  async *lines(name: string): AsyncGenerator<FileLine> {
    const handle = await this.#open(name);
    const hash = createHash('sha256');
    let rest: Uint8Array = new Uint8Array();
    let line = 0;
    try {
      for await (const chunk of chunksOf(handle, hash)) {
        const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
        let start = 0;
        for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, start)) {
          line++;
          if (end - start > LIMITS.lineBytes) throw malformed(name, 'is longer than any line', line);
          yield { line, bytes: bytes.subarray(start, end) };
          start = end + 1;
        }
        rest = bytes.subarray(start);
        if (rest.length > LIMITS.lineBytes) throw malformed(name, 'is longer than any line', line + 1);
      }
      if (rest.length > 0) throw malformed(name, 'does not end in a newline', line + 1);
      this.digests.set(name, hash.digest('hex'));
    } finally {
      await handle.close();
    }
  }

  /** A file in pieces. @throws EvidenceError `package_malformed` where it is missing */
  async *chunks(name: string): AsyncGenerator<Uint8Array> {
    const handle = await this.#open(name);
    try {
      yield* chunksOf(handle, null);
    } finally {
      await handle.close();
    }
  }

  /** What a link points to, or a pipe would ever give, isn't part of the package. */
  async #open(name: string): Promise<FileHandle> {
    let handle: FileHandle;
    try {
      handle = await open(join(this.directory, name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      throw malformed(name, code === 'ENOENT' ? 'is missing' : `can't be read (${code ?? String(cause)})`);
    }
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
    throw malformed(name, 'is no plain file');
  }
}

async function* chunksOf(handle: FileHandle, hash: Hash | null): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, null);
    if (bytesRead === 0) return;
    const chunk = buffer.subarray(0, bytesRead);
    hash?.update(chunk);
    yield chunk;
  }
}
