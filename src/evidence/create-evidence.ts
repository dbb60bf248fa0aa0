import { keyChangeOf, parseEntry } from '../entries/index.ts';
import {
  type Checkpoint,
  ED25519_COSIGNATURE_TYPE,
  ED25519_TYPE,
  followLogKeys,
  formatVerifierKey,
  type LogKeyChange,
  openSignedCheckpoint,
  ProofError,
  type SignedCheckpoint,
  type VerifierKey,
} from '../proof/index.ts';
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
  /**
   * Verifier keys of the log's witnesses, of which the package names those that cosigned its checkpoint. It is made by what they cosigned
   * where that has all of the period's entries, and of a period that isn't over also where it hasn't, while they cosign in time.
   */
  readonly witnesses?: readonly VerifierKey[];
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
      const keyChanges = await keyChangesOf(source);
      const followed = { ...options, keys: followedFrom(keys, keyChanges) };
      const { note, checkpoint } = await checkpointFor(source, followed, generatedAt);
      await writeMaterial({
        ...{ source, directory: temporary, checkpoint, note },
        period: { from, to, generatedAt, ambit: version, witnesses: cosignersOf(note, followed) },
        keyChanges,
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

async function keyChangesOf(source: LedgerSource): Promise<readonly LogKeyChange[]> {
  const changes: LogKeyChange[] = [];
  for await (const { bytes } of source.entries(0, Number.MAX_SAFE_INTEGER, ['ledger.keys_changed']))
    changes.push(...[keyChangeOf(parseEntry(bytes).entry)].filter((change) => change !== null));
  return changes;
}

function followedFrom(keys: readonly VerifierKey[], changes: readonly LogKeyChange[]): readonly VerifierKey[] {
  try {
    return followLogKeys(keys, changes);
  } catch (cause) {
    if (!(cause instanceof ProofError) || cause.code === 'unverifiable_here') throw cause;
    throw new EvidenceError(
      'ledger_changed',
      `The ledger’s keys can’t be followed: ${cause.message}. Run ambit ledger verify.`,
      { cause },
    );
  }
}

interface OpenedNote {
  readonly note: string;
  readonly checkpoint: Checkpoint;
}

async function checkpointFor(
  source: LedgerSource,
  { keys, from, to, checkpoint: given }: CreateEvidenceOptions,
  now: string,
): Promise<OpenedNote> {
  const newest = await source.checkpoint();
  if (newest === null) throw new EvidenceError('ledger_empty', 'The ledger is empty: nothing has happened yet.');
  if (given === undefined) {
    const whole = { note: newest, checkpoint: openCheckpoint(newest, keys) };
    const cosigned = await source.cosigned();
    if (cosigned === null || !isBelieved(cosigned.note, keys)) return whole;
    const part = { note: cosigned.note, checkpoint: openCheckpoint(cosigned.note, keys) };
    if (to > now && !cosigned.isLate) return part;
    const [{ end }, { end: last }] = await Promise.all(
      [part, whole].map(({ checkpoint: { size } }) => source.boundsOf(from, to, size)) as [Bounds, Bounds],
    );
    // One entry of after the period shows where it ends.
    return end === last && (end < part.checkpoint.size || last === whole.checkpoint.size) ? part : whole;
  }
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

/** Whether whoever verifies the package can: not where a key signed it that was given up since as compromised. */
function isBelieved(note: string, log: readonly VerifierKey[]): boolean {
  const plain = log.filter(({ type }) => type === ED25519_TYPE);
  try {
    return openSignedCheckpoint(note, { log: plain.length === 0 ? log : plain }).checkpoint.size > 0;
  } catch (error) {
    if (error instanceof ProofError && error.code === 'no_known_signature') return false;
    throw error;
  }
}

type Bounds = ReturnType<LedgerSource['boundsOf']>;

/** Keys of those who cosigned it, as text: of each one, the one that every version of Node.js can verify. */
function cosignersOf(note: string, { keys, witnesses = [] }: CreateEvidenceOptions): readonly string[] {
  if (witnesses.length === 0) return [];
  // As a checkpoint that was kept is opened: where an Ed25519 key is given, that one decides.
  const plain = keys.filter(({ type }) => type === ED25519_TYPE);
  const { witnessed } = opened(note, plain.length === 0 ? keys : plain, witnesses);
  return witnessed.map(({ name }) => {
    const own = witnesses.filter((key) => key.name === name);
    const key = own.find(({ type }) => type === ED25519_COSIGNATURE_TYPE) ?? own[0];
    return formatVerifierKey(key as VerifierKey);
  });
}

function opened(note: string, log: readonly VerifierKey[], witnesses: readonly VerifierKey[]): SignedCheckpoint {
  try {
    return openSignedCheckpoint(note, { log, witnesses });
  } catch (cause) {
    if (!(cause instanceof ProofError) || cause.code === 'unverifiable_here') throw cause;
    throw new EvidenceError('checkpoint_refused', `What witnesses cosigned does not hold: ${cause.message}`, { cause });
  }
}
