import { mkdirSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type Checkpoint,
  digestOfBytes,
  formatLogKeyChanges,
  type LogKeyChange,
  ProofCollector,
  sameHash,
} from '../proof/index.ts';
import type { LedgerSource } from './ledger-source.ts';
import {
  blobFile,
  ENTRIES_PER_FILE,
  EvidenceError,
  entriesFile,
  formatContext,
  formatParameters,
  formatRange,
  LOG_KEYS_FILE,
  MATERIAL,
  type Parameters,
} from './package/index.ts';
import { contextOf, Needs } from './period-context.ts';

const CHECK_EVERY = 500;

export interface MaterialOptions {
  readonly source: LedgerSource;
  readonly directory: string;
  readonly checkpoint: Checkpoint;
  /** The same, as a signed note. */
  readonly note: string;
  /** The log's changes of keys; none where it never had one. */
  readonly keyChanges?: readonly LogKeyChange[];
  readonly period: Pick<Parameters, 'from' | 'to' | 'generatedAt' | 'ambit' | 'witnesses'>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Writes what a package takes from the ledger: the entries of the period, and beside them what proves and explains them. */
export async function writeMaterial(options: MaterialOptions): Promise<Parameters> {
  const { source, directory, checkpoint, note, period, keyChanges = [] } = options;
  mkdirSync(join(directory, 'ledger'));
  mkdirSync(join(directory, 'blobs'));
  const bounds = await source.boundsOf(period.from, period.to, checkpoint.size);
  const parameters = { ...period, ...bounds };
  const needs = new Needs();
  await writeEntries(options, parameters, needs);
  const context = await contextOf(source, { ...bounds, size: checkpoint.size }, needs, options.signal);
  const proofs = await collectProofs(options, parameters, [...context.keys()]);
  writeFile(directory, MATERIAL.parameters, formatParameters(parameters));
  writeFile(directory, MATERIAL.checkpoint, note);
  if (keyChanges.length > 0) writeFile(directory, LOG_KEYS_FILE, formatLogKeyChanges(keyChanges));
  writeFile(directory, MATERIAL.range, formatRange(proofs.range()));
  const lines = [...context]
    .sort(([one], [other]) => one - other)
    .map(([index, bytes]) => formatContext({ index, bytes, path: proofs.inclusion(index) }));
  writeFile(directory, MATERIAL.context, lines.join(''));
  for (const digest of needs.digests) await writeBlob(options, digest);
  return parameters;
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
      needs.takePeriod(bytes);
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
