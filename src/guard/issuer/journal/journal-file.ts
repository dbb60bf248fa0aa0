import { mkdirSync } from 'node:fs';
import { type FileHandle, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Longest journal. Some 60,000 requests; a guard that has written more refuses. */
export const MAX_JOURNAL_BYTES = 64 * 1024 * 1024;

/**
 * - `journal_full`, `journal_unwritable`: there is no place for what passes, so nothing may
 * - `journal_damaged`: it holds something that no guard wrote
 */
export class JournalError extends Error {
  readonly code: 'journal_full' | 'journal_unwritable' | 'journal_damaged';

  constructor(code: JournalError['code'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'JournalError';
    this.code = code;
  }
}

interface Waiting {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A file of lines, each durable when its write resolves: written and synchronised, many callers with one fsync. A line that was cut off by
 * the end of the process was never promised to anybody, and is left out when it is read.
 */
export class JournalFile {
  readonly path: string;
  #handle: FileHandle | null = null;
  #bytes = 0;
  #queue: Waiting[] = [];
  #running: Promise<void> | null = null;

  constructor(path: string) {
    this.path = path;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  }

  /** @throws JournalError */
  write(line: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ line: `${line}\n`, resolve, reject });
      this.#running ??= this.#drain();
    });
  }

  /** Whole lines that are durable; none where the file isn't there. */
  async lines(): Promise<readonly string[]> {
    try {
      const text = await readFile(this.path, 'utf8');
      return text.split('\n').slice(0, -1);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  async exists(): Promise<boolean> {
    return await stat(this.path).then(
      () => true,
      (error: unknown) => {
        if (isMissing(error)) return false;
        throw error;
      },
    );
  }

  /** Gives the file another name, durably; what is written from then on begins a new one. */
  async renameTo(path: string): Promise<void> {
    await this.#alone(async () => {
      await this.#close();
      await rename(this.path, path);
      await synchroniseFolder(path);
    });
  }

  async remove(): Promise<void> {
    await this.#alone(async () => {
      await this.#close();
      await rm(this.path, { force: true });
      await synchroniseFolder(this.path);
    });
  }

  async close(): Promise<void> {
    await this.#alone(() => this.#close());
  }

  /** Does something to the file between two writes: what comes meanwhile waits, or it would go to a file that is on its way elsewhere. */
  async #alone(work: () => Promise<void>): Promise<void> {
    while (this.#running !== null) await this.#running;
    const done = work();
    this.#running = done.then(
      () => this.#drain(),
      () => this.#drain(),
    );
    await done;
  }

  async #close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close();
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#queue;
      this.#queue = [];
      try {
        await this.#append(Buffer.from(batch.map(({ line }) => line).join('')));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    // At once, and not when the promise says so: a write in between would wait for nobody.
    this.#running = null;
  }

  async #append(bytes: Buffer): Promise<void> {
    try {
      this.#handle ??= await this.#opened();
      if (this.#bytes + bytes.length > MAX_JOURNAL_BYTES)
        throw new JournalError('journal_full', `The journal ${this.path} has reached its ${MAX_JOURNAL_BYTES} bytes.`);
      await this.#handle.appendFile(bytes);
      await this.#handle.datasync();
      this.#bytes += bytes.length;
    } catch (error) {
      // What of it is in the file isn't known: it ends with a line that is cut off, or one that nobody was promised.
      await this.#cutBack();
      if (error instanceof JournalError) throw error;
      throw new JournalError('journal_unwritable', `The journal ${this.path} can't be written.`, error);
    }
  }

  async #opened(): Promise<FileHandle> {
    const handle = await open(this.path, 'a', 0o600);
    const { size } = await handle.stat();
    // A line that the last process didn't finish would run into the next one.
    const text = await readFile(this.path);
    const whole = text.lastIndexOf(0x0a) + 1;
    if (whole < size) await handle.truncate(whole);
    this.#bytes = whole;
    await synchroniseFolder(this.path);
    return handle;
  }

  async #cutBack(): Promise<void> {
    await this.#handle?.truncate(this.#bytes).catch(() => undefined);
    await this.#close().catch(() => undefined);
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === 'ENOENT';
}

async function synchroniseFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
