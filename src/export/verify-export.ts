import { Faults, type LogPosition, ProvenLog, type ReadLogFile } from '../entries/index.ts';
import { TILE_WIDTH, type VerifierKey } from '../proof/index.ts';
import { formatOf } from './formats/index.ts';
import { OperationMethods } from './operation-methods.ts';
import { recordsOf } from './records.ts';
import type { ExportFormat, FormatName, RecordPlace } from './types.ts';

/** Ranges of entries that are remembered as left out so far; further ones are told at once, and not taken back when they come later. */
const MAX_GAPS = 1000;

/** One thing that is wrong with an export, and where. */
export interface ExportFault {
  /** Of the export, from 1; null for what is said of no single line. */
  readonly line: number | null;
  /** Index of the entry concerned; null where none can be named. */
  readonly index: number | null;
  readonly what: string;
}

export interface ExportReport {
  readonly holds: boolean;
  /** Null for an export without a line. */
  readonly format: FormatName | null;
  readonly origin: string;
  readonly records: number;
  /** The first entry that it has, and the one behind its last; both 0 where it has none. */
  readonly from: number;
  readonly to: number;
  /** How many entries the log has. */
  readonly size: number;
  readonly faults: readonly ExportFault[];
  readonly moreFaults: number;
}

/**
 * Holds an export to the log that it was made of: each record has to be the one that the entry of its index gives, and each entry of the
 * range has to be there once and in order. A changed, left-out, repeated or moved record is told by its line and its entry. In flat memory.
 *
 * @param lines of the export, without their ends
 * @param from the first entry that it has to have; that of its first record where none is given
 * @param cursor where the export stood when it was last written: it has to end there
 * @throws EntryError `log_changed`, `log_unreadable`: of the log; nothing can be said of the export then
 */
export async function verifyExport(options: {
  readonly lines: AsyncIterable<string>;
  readonly read: ReadLogFile;
  readonly keys: readonly VerifierKey[];
  readonly from?: number;
  readonly cursor?: LogPosition;
  readonly onProgress?: (records: number) => void;
}): Promise<ExportReport> {
  const { lines, read, keys, cursor, onProgress } = options;
  const log = await ProvenLog.open(read, keys);
  if (cursor !== undefined) await log.extends(cursor);
  const state = new Comparison(log, read, options.from ?? null);
  for await (const line of lines) {
    await state.take(line);
    if (state.line % TILE_WIDTH === 0) onProgress?.(state.line);
    if (state.full) break;
  }
  if (!state.full) state.finish(cursor?.size ?? null);
  return state.report();
}

class Comparison {
  line = 0;
  readonly #log: ProvenLog;
  readonly #methods: OperationMethods;
  readonly #faults = new Faults();
  readonly #lineOf: (number | null)[] = [];
  readonly #gaps: { from: number; to: number; line: number }[] = [];
  readonly #begin: number | null;
  #format: ExportFormat | null = null;
  #first: number | null = null;
  /** The entry that has to come next; null before the first. */
  #next: number | null;
  #tile: { index: number; records: readonly string[] } | null = null;

  constructor(log: ProvenLog, read: ReadLogFile, from: number | null) {
    this.#log = log;
    this.#methods = new OperationMethods(read);
    this.#begin = from;
    this.#next = from;
  }

  get full(): boolean {
    return this.#faults.full;
  }

  async take(record: string): Promise<void> {
    this.line++;
    this.#format ??= formatOf(record);
    const place = this.#format?.placeOf(record) ?? null;
    if (this.#format === null || place === null) {
      this.#add(this.#next, await this.#unreadable());
      return;
    }
    const format = this.#format;
    this.#next ??= place.index;
    this.#first ??= this.#next;
    // What is there is compared with what has to come first, so that a record whose number was changed is told as that.
    const expected = await this.#recordOf(format, this.#next);
    if (expected === record) {
      this.#next++;
      return;
    }
    if (expected !== null && (place.index === this.#next || place.leafHash === format.placeOf(expected)?.leafHash)) {
      this.#add(this.#next, changed(record, expected, place, this.#next));
      this.#next++;
      return;
    }
    await this.#misplaced(format, record, place, this.#next);
  }

  /** A line that is no record stands for the entry that has to come next, so that the one behind it isn't told as well. */
  async #unreadable(): Promise<string> {
    const format = this.#format;
    if (format !== null && this.#next !== null && (await this.#recordOf(format, this.#next)) !== null) this.#next++;
    return format === null ? 'it is a record of no format that Ambit exports' : `it is no record of ${format.name}`;
  }

  async #misplaced(format: ExportFormat, record: string, place: RecordPlace, next: number): Promise<void> {
    const { index } = place;
    const own = await this.#recordOf(format, index);
    if (own === null) {
      this.#add(index, `the log has ${this.#log.checkpoint.size} entries, and none with the index ${index}`);
      return;
    }
    if (own !== record) this.#add(index, changed(record, own, place, index));
    if (index > next) {
      this.#leftOut(next, index);
      this.#next = index + 1;
    } else if (this.#fill(index)) this.#add(index, `it stands behind entry ${next - 1}: it was moved`);
    else if (index < (this.#first ?? 0)) this.#add(index, 'it stands behind the first: it was moved or put in');
    else this.#add(index, 'it is there already: it was repeated');
  }

  #leftOut(from: number, to: number): void {
    if (this.#gaps.length < MAX_GAPS) this.#gaps.push({ from, to, line: this.line });
    else this.#add(from, leftOut(from, to));
  }

  /** Takes an entry out of what was left out so far; false where it wasn't. */
  #fill(index: number): boolean {
    const at = this.#gaps.findIndex(({ from, to }) => index >= from && index < to);
    const gap = this.#gaps[at];
    if (gap === undefined) return false;
    const parts = [
      { ...gap, to: index },
      { ...gap, from: index + 1 },
    ].filter(({ from, to }) => from < to);
    this.#gaps.splice(at, 1, ...parts);
    return true;
  }

  finish(end: number | null): void {
    for (const { from, to, line } of this.#gaps) this.#addAt(line, from, leftOut(from, to));
    const next = this.#next ?? 0;
    if (end !== null && next < end) this.#addAt(null, next, `${leftOut(next, end)}, at the end of the export`);
    if (end !== null && next > end)
      this.#addAt(
        null,
        end,
        `it goes on behind entry ${end - 1}, where the cursor stands: the cursor is older than the export`,
      );
  }

  report(): ExportReport {
    const { checkpoint } = this.#log;
    const faults = this.#faults.listed.map(({ index, what }, place) => ({
      line: this.#lineOf[place] ?? null,
      index,
      what,
    }));
    return {
      holds: this.#faults.none,
      format: this.#format?.name ?? null,
      origin: checkpoint.origin,
      records: this.line,
      from: this.#begin ?? this.#first ?? 0,
      to: this.#next ?? 0,
      size: checkpoint.size,
      faults: faults.sort(
        (one, other) => (one.line ?? Number.MAX_SAFE_INTEGER) - (other.line ?? Number.MAX_SAFE_INTEGER),
      ),
      moreFaults: this.#faults.unlisted,
    };
  }

  #add(index: number | null, what: string): void {
    this.#addAt(this.line, index, what);
  }

  #addAt(line: number | null, index: number | null, what: string): void {
    const before = this.#faults.listed.length;
    this.#faults.add(index, what);
    if (this.#faults.listed.length > before) this.#lineOf.push(line);
  }

  /** The record that an entry gives; null where the log has no such entry. */
  async #recordOf(format: ExportFormat, index: number): Promise<string | null> {
    if (index >= this.#log.checkpoint.size) return null;
    const tile = Math.floor(index / TILE_WIDTH);
    if (this.#tile?.index !== tile) {
      const start = tile * TILE_WIDTH;
      for await (const { records } of recordsOf(this.#log, format, this.#methods, start, start + TILE_WIDTH))
        this.#tile = { index: tile, records };
    }
    return this.#tile?.records[index % TILE_WIDTH] ?? null;
  }
}

const leftOut = (from: number, to: number): string =>
  to - from === 1 ? `entry ${from} was left out` : `entries ${from} to ${to - 1} were left out`;

/** What of a record is otherwise, by the first place where it is. */
function changed(record: string, expected: string, place: RecordPlace, index: number): string {
  if (place.index !== index) return `it says that it is entry ${place.index}, and is entry ${index}: it was changed`;
  let at = 0;
  while (at < record.length && record[at] === expected[at]) at++;
  return `it is not what entry ${index} gives: it was changed, from character ${at + 1} on`;
}
