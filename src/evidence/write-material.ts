import { mkdirSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Entry, parseEntry } from '../entries/index.ts';
import { type Checkpoint, digestOfBytes, ProofCollector, sameHash } from '../proof/index.ts';
import type { LedgerSource, StoredEntry } from './ledger-source.ts';
import {
  blobFile,
  ENTRIES_PER_FILE,
  EvidenceError,
  entriesFile,
  formatContext,
  formatParameters,
  formatRange,
  MATERIAL,
  type Parameters,
} from './package/index.ts';

const CHECK_EVERY = 500;
/** Processes that gave a sign before the period are looked for among so many signs. */
const SIGNS = 200;

export interface MaterialOptions {
  readonly source: LedgerSource;
  readonly directory: string;
  readonly checkpoint: Checkpoint;
  /** The same, as a signed note. */
  readonly note: string;
  readonly period: Pick<Parameters, 'from' | 'to' | 'generatedAt' | 'ambit'>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Writes what a package takes from the ledger: the entries of the period, and beside them what proves and explains them. */
export async function writeMaterial(options: MaterialOptions): Promise<Parameters> {
  const { source, directory, checkpoint, note, period } = options;
  mkdirSync(join(directory, 'ledger'));
  mkdirSync(join(directory, 'blobs'));
  const bounds = await source.boundsOf(period.from, period.to, checkpoint.size);
  const parameters = { ...period, ...bounds };
  const needs = new Needs();
  await writeEntries(options, parameters, needs);
  const context = await contextOf(options, parameters, needs);
  const proofs = await collectProofs(options, parameters, [...context.keys()]);
  writeFile(directory, MATERIAL.parameters, formatParameters(parameters));
  writeFile(directory, MATERIAL.checkpoint, note);
  writeFile(directory, MATERIAL.range, formatRange(proofs.range()));
  const lines = [...context]
    .sort(([one], [other]) => one - other)
    .map(([index, bytes]) => formatContext({ index, bytes, path: proofs.inclusion(index) }));
  writeFile(directory, MATERIAL.context, lines.join(''));
  for (const digest of needs.digests) await writeBlob(options, digest);
  return parameters;
}

/** What entries of the period refer to. */
class Needs {
  readonly digests = new Set<string>();
  /** Entries that others follow from. */
  readonly after = new Set<string>();
  /** Decisions by which tokens that were used had been born. */
  readonly births = new Set<string>();
  /** Tokens and grants, as entries refer to them. */
  readonly lives = new Set<string>();
  readonly writers = new Map<string, { first: number; last: number }>();

  /** @param inPeriod false for entries beside it, of which only the blobs are needed. */
  take(entry: Entry, inPeriod: boolean): void {
    const { digests, kind, body, after, refs, writer, sequence } = entry;
    for (const digest of Object.values(digests)) this.digests.add(digest);
    if (kind === 'policy.activated' && typeof body['previous'] === 'string') this.digests.add(body['previous']);
    if (!inPeriod) return;
    for (const id of after) this.after.add(id);
    if (kind.startsWith('token.us') && after[0] !== undefined) this.births.add(after[0]);
    for (const ref of refs) if (ref.startsWith('token:') || ref.startsWith('grant:')) this.lives.add(ref);
    const span = this.writers.get(writer);
    if (span === undefined) this.writers.set(writer, { first: sequence, last: sequence });
    else span.last = sequence;
  }
}

async function writeEntries(options: MaterialOptions, { first, end }: Parameters, needs: Needs): Promise<void> {
  const { source, directory, signal, onProgress } = options;
  let file: FileHandle | null = null;
  let done = 0;
  let lines: Uint8Array[] = [];
  const newline = Buffer.from('\n');
  const flush = async (): Promise<void> => {
    await file?.writeFile(Buffer.concat(lines));
    lines = [];
  };
  try {
    for await (const { bytes } of source.entries(first, end)) {
      if (done % ENTRIES_PER_FILE === 0) {
        await flush();
        await file?.close();
        file = await open(join(directory, entriesFile(done / ENTRIES_PER_FILE + 1)), 'wx', 0o644);
      }
      needs.take(entryOf(bytes), true);
      lines.push(bytes, newline);
      done++;
      if (done % CHECK_EVERY !== 0) continue;
      signal?.throwIfAborted();
      await flush();
      onProgress?.(done, end - first);
    }
    await flush();
  } finally {
    await file?.close();
  }
}

/** Entries beside the period, by index. */
async function contextOf(
  { source, checkpoint, signal }: MaterialOptions,
  { first, end }: Parameters,
  needs: Needs,
): Promise<Map<number, Uint8Array>> {
  const context = new Map<number, Uint8Array>();
  const { size } = checkpoint;
  const add = (entry: StoredEntry | null): void => {
    if (entry === null || entry.index >= size || (entry.index >= first && entry.index < end)) return;
    if (context.has(entry.index)) return;
    context.set(entry.index, entry.bytes);
    needs.take(entryOf(entry.bytes), false);
  };
  // Its neighbours show where the period begins and ends.
  if (first > 0) add(await source.at(first - 1));
  if (end < size) add(await source.at(end));
  for await (const entry of source.entries(0, first, ['ledger.opened', 'writer.registered'])) add(entry);
  for (const [writer, span] of needs.writers) {
    if (span.first > 1) add(await source.ofWriter(writer, span.first - 1));
    add(await source.ofWriter(writer, span.last + 1));
  }
  // All policies from the first on: a scope keeps the risk that it had, also where it was taken out meanwhile.
  for await (const entry of source.entries(0, first, ['policy.activated'])) add(entry);
  for (const id of needs.after) add(await source.byId(id));
  signal?.throwIfAborted();
  await addBirths(source, first, needs, context, add);
  for await (const entry of source.entries(0, first, ['token.revoked']))
    if (entryOf(entry.bytes).refs.some((ref) => needs.lives.has(ref))) add(entry);
  await addSigns(source, first, add);
  // Writers of what was added have to be known, too: those that come after the period may have been registered after it.
  for await (const entry of source.entries(end, size, ['writer.registered']))
    if (needsWriter(context, entry)) add(entry);
  return context;
}

/** The births of tokens that were used in the period and born before it: somewhere behind the earliest of their decisions. */
async function addBirths(
  source: LedgerSource,
  first: number,
  { births }: Needs,
  context: ReadonlyMap<number, Uint8Array>,
  add: (entry: StoredEntry) => void,
): Promise<void> {
  let earliest = first;
  for (const [index, bytes] of context)
    if (index < earliest && births.size > 0 && births.has(parseEntry(bytes).id)) earliest = index;
  for await (const entry of source.entries(earliest, first, ['token.issued']))
    if (births.has(entryOf(entry.bytes).after[0] ?? '')) add(entry);
}

/** The newest sign of each process from before the period: who fell silent in it had given one before. */
async function addSigns(source: LedgerSource, first: number, add: (entry: StoredEntry) => void): Promise<void> {
  const newest = new Map<string, StoredEntry>();
  for (const kind of ['process.started', 'process.heartbeat', 'process.stopped'] as const)
    for (const entry of await source.newest(kind, first, SIGNS)) {
      const { writer } = entryOf(entry.bytes);
      if ((newest.get(writer)?.index ?? -1) < entry.index) newest.set(writer, entry);
    }
  for (const entry of newest.values()) add(entry);
}

function needsWriter(context: ReadonlyMap<number, Uint8Array>, registration: StoredEntry): boolean {
  const { writer } = entryOf(registration.bytes).body;
  for (const [index, bytes] of context) if (index > registration.index && entryOf(bytes).writer === writer) return true;
  return false;
}

async function collectProofs(
  { source, checkpoint, signal }: MaterialOptions,
  { first, end }: Parameters,
  context: readonly number[],
): Promise<ProofCollector> {
  const collector = new ProofCollector(checkpoint.size, context, { from: first, to: end });
  let taken = 0;
  for await (const hash of source.leafHashes(checkpoint.size)) {
    collector.append(hash);
    if (++taken % CHECK_EVERY === 0) signal?.throwIfAborted();
  }
  if (taken !== checkpoint.size || !sameHash(collector.root(), checkpoint.root))
    throw new EvidenceError(
      'ledger_changed',
      'The ledger does not lead to its checkpoint: something in it was changed. Run ambit ledger verify, which says what.',
    );
  return collector;
}

async function writeBlob({ source, directory, signal }: MaterialOptions, digest: string): Promise<void> {
  signal?.throwIfAborted();
  const bytes = await source.blob(digest);
  if (bytes === null || digestOfBytes(bytes) !== digest)
    throw new EvidenceError(
      'blob_missing',
      `An entry names ${digest}, which is not stored as it was: run ambit ledger verify, which says by which entry.`,
    );
  writeFile(directory, blobFile(digest), bytes);
}

function writeFile(directory: string, name: string, content: string | Uint8Array): void {
  const path = join(directory, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { flag: 'wx', mode: 0o644 });
}

/** @throws EvidenceError `ledger_changed` */
function entryOf(bytes: Uint8Array): Entry {
  try {
    return parseEntry(bytes).entry;
  } catch (cause) {
    throw new EvidenceError(
      'ledger_changed',
      'An entry of the ledger is not in its form: run ambit ledger verify, which says which.',
      { cause },
    );
  }
}
