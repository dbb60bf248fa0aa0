import { byPlace, extractWith } from '../scan-file.ts';
import { TextPlaces } from '../text-places.ts';
import type { Extractor, ListedExtractor, ReportedScope, Repository, ScannedFile, ScanResult } from '../types.ts';
import { Candidates, type WordSearch } from './candidates.ts';
import { unescaped } from './hidden-words.ts';
import type { ListedFile } from './listed-file.ts';
import { decode, encodingOf, FileReader, standsForAnother } from './read-file.ts';
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

/** Scans the files of one root, one after another. */
export class FileScanner {
  readonly #candidates: Candidates;
  readonly #files: readonly ListedFile[];
  readonly #reader: FileReader;
  readonly #repository: Neighbours;
  /** Null where one could not be loaded. */
  readonly #loaded = new Map<string, Promise<Extractor | null>>();

  constructor(extractors: readonly ListedExtractor[], { folder, files, maxFileBytes }: ScannerOptions) {
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
    const why = standsForAnother(path, read.bytes);
    if (why !== null) return skipping(path, why);
    const written = read.bytes.toString('latin1');
    const isWritten = search.in(written);
    // Where the words stand in so many bytes, no zeros part them.
    const encoding = isWritten ? 'bytes' : encodingOf(read.bytes);
    if (!isWritten && encoding === 'bytes' && !search.hiddenIn(written)) return null;
    const decoded = decode(read.bytes, encoding, written);
    if (decoded.kind === 'binary') return skipping(path, 'it is no text');
    const { text } = decoded;
    // The words are ASCII, and stand in a text wherever they stand in its bytes.
    const result = await this.#scanText({ path, text }, search, isWritten || search.in(text));
    if (result === null) return null;
    if (!decoded.faulty || result.skipped.length > 0) return bounded(path, result);
    return bounded(path, {
      ...result,
      skipped: [{ file: path, reason: 'it is not UTF-8 everywhere: what is not was read as U+FFFD' }],
    });
  }

  /**
   * As it is written, and as it is read where letters are escaped, so that a word or scope that is spelled otherwise is found, too. Null
   * where no word stands in it.
   */
  async #scanText(file: ScannedFile, search: WordSearch, isWritten: boolean): Promise<ScanResult | null> {
    const read = search.hiddenIn(file.text) ? unescaped(file.text) : null;
    const written = await this.#extract(file, search.mentionedIn(file.text, isWritten), new TextPlaces(file.text));
    const mentioned = read === null ? [] : search.mentionedIn(read.text);
    if (read === null || mentioned.length === 0) return written;
    const places = new TextPlaces(file.text);
    const found = await this.#extract({ path: file.path, text: read.text }, mentioned, {
      at: (offset) => places.at(read.written(offset)),
    });
    if (found === null) return written;
    if (written === null) return found;
    return {
      ...written,
      requests: joined(written.requests, found.requests),
      definitions: joined(written.definitions, found.definitions),
    };
  }

  /** Null where no extractor is mentioned. */
  async #extract(
    file: ScannedFile,
    mentioned: readonly ListedExtractor[],
    places: Pick<TextPlaces, 'at'>,
  ): Promise<ScanResult | null> {
    if (mentioned.length === 0) return null;
    const ready: Extractor[] = [];
    let failed: ListedExtractor | null = null;
    for (const one of mentioned) {
      const extractor = await this.#load(one);
      if (extractor !== null) ready.push(extractor);
      else failed = one;
    }
    const result = extractWith(ready, file, this.#repository, places);
    if (failed === null || result.skipped.length > 0) return result;
    const reason = `the extractor ${failed.id} could not be made ready, a defect of Ambit or of its installation`;
    return { ...result, skipped: [{ file: file.path, reason }] };
  }

  /** Once, and only where a file needs it. */
  #load(extractor: ListedExtractor): Promise<Extractor | null> {
    const loaded = this.#loaded.get(extractor.id) ?? extractor.load().catch(() => null);
    this.#loaded.set(extractor.id, loaded);
    return loaded;
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

/** What is found twice, once as it is written and once as it is read, is one finding. */
function joined(written: readonly ReportedScope[], read: readonly ReportedScope[]): readonly ReportedScope[] {
  const keyOf = ({ line, client, scope }: ReportedScope): string => `${line} ${client ?? ''} ${scope}`;
  const known = new Set(written.map(keyOf));
  const more = read.filter((one) => !known.has(keyOf(one)));
  return more.length === 0 ? written : [...written, ...more].sort(byPlace);
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
