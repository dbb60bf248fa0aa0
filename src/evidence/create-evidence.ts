import type { VerifierKey } from '../proof/index.ts';
import type { Store } from '../store/index.ts';
import type { LedgerSource } from './ledger-source.ts';
import { fillFolder } from './output-folder.ts';
import {
  EvidenceError,
  type EvidenceReport,
  Faults,
  isTime,
  openCheckpoint,
  PackageFiles,
  readPackage,
  writingOutput,
} from './package/index.ts';
import { withStoredLedger } from './stored-ledger.ts';
import { writeMaterial } from './write-material.ts';

export interface CreateEvidenceOptions {
  /** RFC 3339, UTC, with milliseconds: first moment, inclusive, and end, exclusive. */
  readonly from: string;
  readonly to: string;
  /** Where the package goes: a folder that isn't there, or an empty one. */
  readonly directory: string;
  /** The log's verifier keys. */
  readonly keys: readonly VerifierKey[];
  /** Makes it by this checkpoint (a signed note) rather than by the newest: by one that whoever verifies it has. */
  readonly checkpoint?: string;
  /** Version of Ambit. */
  readonly version: string;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
  readonly onProgress?: (step: 'read' | 'derive', done: number, total: number) => void;
}

export interface CreatedEvidence {
  readonly directory: string;
  readonly report: EvidenceReport;
}

/**
 * Makes an evidence package of a period out of the ledger in a store. Reads one moment of it and writes nothing to it. The folder
 * appears when it is whole, and has been verified by then as its reader will verify it.
 *
 * @throws EvidenceError
 */
export async function createEvidence(
  options: CreateEvidenceOptions & { readonly store: Store },
): Promise<CreatedEvidence> {
  return await create(options, (read) => withStoredLedger(options.store, read));
}

/** The same out of any source. */
export async function createEvidenceFrom(
  source: LedgerSource,
  options: CreateEvidenceOptions,
): Promise<CreatedEvidence> {
  return await create(options, (read) => read(source));
}

/** @param withSource has the material read; what is derived from it needs no database, and holds no transaction open. */
async function create(
  options: CreateEvidenceOptions,
  withSource: (read: (source: LedgerSource) => Promise<void>) => Promise<void>,
): Promise<CreatedEvidence> {
  const { from, to, directory, keys, version, now, signal, onProgress } = options;
  if (!isTime(from) || !isTime(to) || from >= to)
    throw new EvidenceError('period_invalid', `${from} to ${to} is no period: it begins before it ends.`);
  const generatedAt = now().toISOString();
  if (from > generatedAt)
    throw new EvidenceError('period_invalid', `The period begins at ${from}, which is still to come.`);
  return await fillFolder(directory, async (temporary) => {
    await withSource(async (source) => {
      const { note, checkpoint } = await checkpointFor(source, options);
      await writeMaterial({
        ...{ source, directory: temporary, checkpoint, note },
        period: { from, to, generatedAt, ambit: version },
        ...(signal === undefined ? {} : { signal }),
        onProgress: (done, total) => onProgress?.('read', done, total),
      });
    });
    const faults = new Faults();
    const reading = await readPackage({
      files: new PackageFiles(temporary),
      keys,
      output: writingOutput(temporary),
      faults,
      onProgress(done, total) {
        signal?.throwIfAborted();
        onProgress?.('derive', done, total);
      },
    });
    const [fault] = faults.listed;
    if (reading === null || fault !== undefined)
      throw new EvidenceError(
        'ledger_changed',
        `The ledger does not hold, so nothing of it is evidence (${fault?.what ?? 'it can not be read'}). Run ambit ledger verify, which says where.`,
      );
    return { directory, report: reading.report };
  });
}

async function checkpointFor(source: LedgerSource, { keys, checkpoint: given }: CreateEvidenceOptions) {
  const newest = await source.checkpoint();
  if (newest === null) throw new EvidenceError('ledger_empty', 'The ledger is empty: nothing has happened yet.');
  if (given === undefined) return { note: newest, checkpoint: openCheckpoint(newest, keys) };
  const checkpoint = openCheckpoint(given, keys);
  const { origin, size } = openCheckpoint(newest, keys);
  if (checkpoint.origin !== origin)
    throw new EvidenceError(
      'checkpoint_refused',
      `The given checkpoint is of the log ${checkpoint.origin}, and this is ${origin}.`,
    );
  if (checkpoint.size > size)
    throw new EvidenceError(
      'checkpoint_refused',
      `The given checkpoint is of ${checkpoint.size} entries, and the ledger has ${size}: it was cut. Run ambit ledger verify.`,
    );
  return { note: given, checkpoint };
}
