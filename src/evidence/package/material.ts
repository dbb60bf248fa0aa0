import { MAX_ENTRY_BYTES, parseEntry } from '../../entries/index.ts';
import {
  canonicalJson,
  decodeBase64,
  encodeBase64,
  formatVerifierKey,
  type Json,
  parseVerifierKey,
  type RangeProof,
  WITNESS_KEY_TYPES,
} from '../../proof/index.ts';
import { malformed } from './evidence-error.ts';
import { LIMITS, MATERIAL } from './layout.ts';

/** What a package is about, as whoever made it says. */
export interface Parameters {
  /** RFC 3339, UTC, with milliseconds: first moment, inclusive. */
  readonly from: string;
  /** End, exclusive. */
  readonly to: string;
  /** By the clock of whoever made it. */
  readonly generatedAt: string;
  /** Version of Ambit that made it. */
  readonly ambit: string;
  /** Index of the period's first entry. */
  readonly first: number;
  /** One beyond its last. */
  readonly end: number;
  /**
   * Verifier keys of the witnesses that cosigned the checkpoint, as whoever made it says; none in a package of version 1. They show whose
   * cosignatures are there, and not that these are witnesses: for that a verifier gives keys from elsewhere.
   */
  readonly witnesses: readonly string[];
}

/** An entry beside the period, with its proof to be in the log. */
export interface ContextEntry {
  readonly index: number;
  readonly path: readonly Uint8Array[];
  readonly bytes: Uint8Array;
}

/** Without witnesses, and with them. */
const FORMATS = ['ambit-evidence-1', 'ambit-evidence-2'] as const;
const MAX_WITNESS_KEYS = 32;

export type EvidenceFormat = (typeof FORMATS)[number];

/** What is not witnessed stays as it was before there were witnesses, byte by byte. */
export function formatOf({ witnesses }: Pick<Parameters, 'witnesses'>): EvidenceFormat {
  return FORMATS[witnesses.length === 0 ? 0 : 1];
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** RFC 3339, UTC, in milliseconds, and a day that exists. */
export function isTime(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    TIME.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    new Date(value).toISOString() === value
  );
}

export function formatParameters({ witnesses, ...parameters }: Parameters): string {
  const format = formatOf({ witnesses });
  return `${canonicalJson({ format, ...parameters, ...(witnesses.length === 0 ? {} : { witnesses }) })}\n`;
}

/** @throws EvidenceError `package_malformed` */
export function parseParameters(bytes: Uint8Array): Parameters {
  const file = MATERIAL.parameters;
  const read = canonicalLine(file, bytes, null);
  const format: unknown = (read as { readonly format?: unknown } | null)?.format;
  if (!FORMATS.some((one) => one === format))
    throw malformed(file, `is of the format ${String(format)}, and ${FORMATS.join(' and ')} are known`);
  const value = recordOf(file, read, [
    ...['ambit', 'end', 'first', 'format', 'from', 'generatedAt', 'to'],
    ...(format === 'ambit-evidence-2' ? ['witnesses'] : []),
  ]);
  const { from, to, generatedAt, ambit, first, end } = value;
  if (!isTime(from) || !isTime(to) || !isTime(generatedAt) || from >= to) throw malformed(file, 'names no period');
  if (typeof ambit !== 'string' || !/^[0-9A-Za-z.+-]{1,64}$/.test(ambit)) throw malformed(file, 'names no version');
  if (!isCount(first) || !isCount(end) || first > end) throw malformed(file, 'names no range of entries');
  return { from, to, generatedAt, ambit, first, end, witnesses: witnessesOf(file, value['witnesses'] ?? null) };
}

function witnessesOf(file: string, value: unknown): readonly string[] {
  if (value === null) return [];
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_WITNESS_KEYS)
    throw malformed(file, 'names no witnesses');
  try {
    return value.map((key) => formatVerifierKey(parseVerifierKey(String(key), WITNESS_KEY_TYPES)));
  } catch (error) {
    throw malformed(file, `names what is no key of a witness: ${error instanceof Error ? error.message : error}`);
  }
}

export function formatRange({ left, right }: RangeProof): string {
  return `${canonicalJson({ left: left.map(encodeBase64), right: right.map(encodeBase64) })}\n`;
}

/** @throws EvidenceError `package_malformed` */
export function parseRange(bytes: Uint8Array): RangeProof {
  const file = MATERIAL.range;
  const { left, right } = recordOf(file, canonicalLine(file, bytes, null), ['left', 'right']);
  return { left: hashesOf(file, left, null), right: hashesOf(file, right, null) };
}

export function formatContext({ index, path, bytes }: ContextEntry): string {
  const entry = JSON.parse(Buffer.from(bytes).toString()) as Json;
  return `${canonicalJson({ entry, index, path: path.map(encodeBase64) })}\n`;
}

/** @param bytes without the newline. @throws EvidenceError `package_malformed` */
export function parseContext(bytes: Uint8Array, line: number): ContextEntry & ReturnType<typeof parseEntry> {
  const file = MATERIAL.context;
  const value = recordOf(file, canonicalLine(file, bytes, line), ['entry', 'index', 'path'], line);
  const { index, path } = value;
  if (!isCount(index)) throw malformed(file, 'names no index', line);
  const entryBytes = Buffer.from(canonicalJson(value['entry'] as Json));
  return { index, path: hashesOf(file, path, line), bytes: entryBytes, ...readEntry(file, entryBytes, line) };
}

/** @throws EvidenceError `package_malformed` */
export function readEntry(file: string, bytes: Uint8Array, line: number): ReturnType<typeof parseEntry> {
  if (bytes.length > MAX_ENTRY_BYTES) throw malformed(file, 'is larger than any entry', line);
  try {
    return parseEntry(bytes);
  } catch (error) {
    throw malformed(file, error instanceof Error ? error.message : String(error), line);
  }
}

/** One JSON document in its one spelling, so that a changed byte changes what it says or makes it unreadable. */
function canonicalLine(file: string, bytes: Uint8Array, line: number | null): unknown {
  let value: unknown;
  let canonical: string;
  let text: string;
  try {
    text = decoder.decode(bytes);
    value = JSON.parse(text);
    canonical = canonicalJson(value as Json);
  } catch {
    throw malformed(file, 'is not JSON', line);
  }
  // A file ends in a newline; a line was cut at its own.
  if (text !== (line === null ? `${canonical}\n` : canonical)) throw malformed(file, 'is not canonical JSON', line);
  return value;
}

function recordOf(
  file: string,
  value: unknown,
  members: readonly string[],
  line: number | null = null,
): { readonly [name: string]: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(file, 'is no object', line);
  const names = Object.keys(value).sort();
  if (names.join() !== members.join()) throw malformed(file, `has other members than ${members.join(', ')}`, line);
  return value as { readonly [name: string]: unknown };
}

function hashesOf(file: string, value: unknown, line: number | null): Uint8Array[] {
  if (!Array.isArray(value) || value.length > LIMITS.proofHashes)
    throw malformed(file, 'holds no proof of that length', line);
  return value.map((one) => {
    const hash = typeof one === 'string' ? decodeBase64(one) : null;
    if (hash?.length !== 32) throw malformed(file, 'holds a hash that is none', line);
    return hash;
  });
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
