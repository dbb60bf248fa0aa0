import { scanFile } from '../scan-file.ts';
import type { Extractor, Repository, ScannedFile, ScanResult } from '../types.ts';
import { Candidates, type WordSearch } from './candidates.ts';
import type { ListedFile } from './listed-file.ts';
import { decode, FileReader, isUtf16 } from './read-file.ts';
import { byPath } from './walk-folder.ts';

/** Characters of neighbours' texts that are kept, for constants that many files take from one. */
const MAX_KEPT = 32 * 1024 * 1024;
/** Nobody asks for so many scopes in one file: it was made to fill memory, or is a list of something else. */
export const MAX_FINDINGS_OF_FILE = 5000;

export interface ScannerOptions {
  readonly folder: string;
  readonly files: readonly ListedFile[];
  readonly maxFileBytes: number;
}

type MayPrepare = Extractor & { readonly prepare?: () => Promise<void> };

/** Scans the files of one root, one after another. */
export class FileScanner {
  readonly #candidates: Candidates;
  readonly #files: readonly ListedFile[];
  readonly #reader: FileReader;
  readonly #repository: Neighbours;
  readonly #prepared = new Map<string, Promise<boolean>>();

  constructor(extractors: readonly Extractor[], { folder, files, maxFileBytes }: ScannerOptions) {
    this.#candidates = new Candidates(extractors);
    this.#files = files;
    this.#reader = new FileReader(folder, maxFileBytes);
    this.#repository = new Neighbours(files, this.#reader);
  }

  /** What is in the file of an index; null where there is nothing to say of it. Paths are from the root. */
  async scan(index: number): Promise<ScanResult | null> {
    const file = this.#files[index];
    const search = file === undefined ? null : this.#candidates.wordsFor(file.path);
    if (file === undefined || search === null) return null;
    const { path } = file;
    const read = this.#reader.read(file);
    if (read.kind === 'none') return null;
    if (read.kind === 'unreadable') return skipping(path, read.why);
    const isMentioned = isUtf16(read.bytes) || search.inBytes(read.bytes);
    if (!isMentioned) return null;
    const decoded = decode(read.bytes);
    if (decoded.kind === 'binary') return skipping(path, 'it is no text');
    if (isUtf16(read.bytes) && !search.inText(decoded.text)) return null;
    const result = await this.#extract({ path, text: decoded.text }, search);
    if (!decoded.faulty || result.skipped.length > 0) return bounded(path, result);
    return bounded(path, {
      ...result,
      skipped: [{ file: path, reason: 'it is not UTF-8 everywhere: what is not was read as U+FFFD' }],
    });
  }

  async #extract(file: ScannedFile, { extractors }: WordSearch): Promise<ScanResult> {
    const ready: Extractor[] = [];
    let failed: Extractor | null = null;
    for (const extractor of extractors) {
      if (!extractor.mentions.some((word) => file.text.includes(word))) continue;
      if (await this.#prepare(extractor)) ready.push(extractor);
      else failed = extractor;
    }
    const result = scanFile(file, this.#repository, ready);
    if (failed === null || result.skipped.length > 0) return result;
    const reason = `the extractor ${failed.id} could not be made ready, a defect of Ambit or of its installation`;
    return { ...result, skipped: [{ file: file.path, reason }] };
  }

  /** Grammars are loaded once, and only where a file needs them. */
  #prepare(extractor: MayPrepare): boolean | Promise<boolean> {
    if (extractor.prepare === undefined) return true;
    const prepared =
      this.#prepared.get(extractor.id) ??
      extractor.prepare().then(
        () => true,
        () => false,
      );
    this.#prepared.set(extractor.id, prepared);
    return prepared;
  }
}

/** The files of a root as an extractor may read them. */
class Neighbours implements Repository {
  readonly paths: readonly string[];
  readonly #files: readonly ListedFile[];
  readonly #reader: FileReader;
  readonly #kept = new Map<string, ScannedFile | null>();
  #characters = 0;

  constructor(files: readonly ListedFile[], reader: FileReader) {
    this.#files = files;
    this.#reader = reader;
    this.paths = files.map(({ path }) => path);
  }

  read(path: string): ScannedFile | null {
    const known = this.#kept.get(path);
    if (known !== undefined) return known;
    const listed = this.#find(path);
    if (listed === undefined) return null;
    const read = this.#reader.read(listed);
    const decoded = read.kind === 'bytes' ? decode(read.bytes) : null;
    const file = decoded?.kind === 'text' ? { path, text: decoded.text } : null;
    const length = file?.text.length ?? 0;
    if (this.#characters + length > MAX_KEPT) {
      this.#kept.clear();
      this.#characters = 0;
    }
    this.#characters += length;
    this.#kept.set(path, file);
    return file;
  }

  /** They are sorted. */
  #find(path: string): ListedFile | undefined {
    let [low, high] = [0, this.#files.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const file = this.#files[middle];
      if (file === undefined) return undefined;
      const order = byPath(file, { path });
      if (order === 0) return file;
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }
}

export function skipping(path: string, reason: string): ScanResult {
  return { requests: [], definitions: [], dynamic: [], skipped: [{ file: path, reason }] };
}

function bounded(path: string, result: ScanResult): ScanResult | null {
  const { requests, definitions, dynamic, skipped } = result;
  if (requests.length + definitions.length + dynamic.length + skipped.length === 0) return null;
  if ([requests, definitions, dynamic].every(({ length }) => length <= MAX_FINDINGS_OF_FILE)) return result;
  return {
    requests: requests.slice(0, MAX_FINDINGS_OF_FILE),
    definitions: definitions.slice(0, MAX_FINDINGS_OF_FILE),
    dynamic: dynamic.slice(0, MAX_FINDINGS_OF_FILE),
    skipped: [{ file: path, reason: `more than ${MAX_FINDINGS_OF_FILE} scopes stand in it: the first are reported` }],
  };
}
