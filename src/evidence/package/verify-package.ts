import { createHash } from 'node:crypto';
import { Faults as LogFaults, type WantedWitnesses, WitnessedLog, type WitnessReport } from '../../entries/index.ts';
import { type Checkpoint, openKeptCheckpoint, ProofError, sameHash, type VerifierKey } from '../../proof/index.ts';
import { comparingOutput } from './derived-output.ts';
import { EvidenceError } from './evidence-error.ts';
import { Faults, type PackageFault } from './faults.ts';
import { DERIVED, LIMITS, MATERIAL } from './layout.ts';
import { PackageFiles } from './package-files.ts';
import { packageKeys } from './package-keys.ts';
import { type PackageReading, readPackage } from './read-package.ts';
import { type EvidenceReport, openEnds } from './report.ts';

/** A line of the list has not much over 160 bytes, and a package no more files than its limit says. */
const MAX_LIST_BYTES = 64 * 1024 * 1024;

export interface VerifyEvidenceOptions {
  readonly directory: string;
  /** The log's verifier keys, from elsewhere than the package. */
  readonly keys: readonly VerifierKey[];
  /** A checkpoint (a signed note) that the verifier got from elsewhere than the package. */
  readonly checkpoint?: string;
  /** Whose cosignatures are looked for, by keys from elsewhere than the package. */
  readonly witnesses?: WantedWitnesses | null;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Larger files are not compared with the list of digests, which proves nothing: a hostile one may have no end that is ever read. */
const MAX_COMPARED_BYTES = 256 * 1024 * 1024;

/** Whether somebody could have cut the log, or shown another one to whoever gave the checkpoint. */
export interface EstablishedEnd {
  readonly established: boolean;
  /** Whether the given checkpoint could be held against the package; false where none was given. */
  readonly compared: boolean;
  readonly why: string;
}

export interface EvidenceVerification {
  readonly holds: boolean;
  readonly faults: readonly PackageFault[];
  readonly moreFaults: number;
  /** Null where the material doesn't hold: then nothing that the package says is worth anything. */
  readonly report: EvidenceReport | null;
  readonly end: EstablishedEnd;
  /** Who of the given witnesses cosigned the package's checkpoint; null where none was asked for. */
  readonly witnessed: WitnessReport | null;
}

/**
 * Verifies a package by nothing but its folder and the log's key: the material's proofs and signatures, every decision decided
 * again, every derived file derived again and compared byte by byte.
 *
 * @throws EvidenceError `package_unreadable`, `checkpoint_refused`
 */
export async function verifyEvidence(options: VerifyEvidenceOptions): Promise<EvidenceVerification> {
  const { directory, onProgress } = options;
  const faults = new Faults();
  const files = new PackageFiles(directory);
  const keys = await followedKeys(files, options.keys);
  const given = options.checkpoint === undefined ? null : openCheckpoint(options.checkpoint, keys);
  const reading = await readPackage({
    files,
    keys,
    output: comparingOutput(files, faults),
    faults,
    rootsAt: given === null ? [] : [given.size],
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  if (reading === null) await compareDigests(files, faults);
  const end: EstablishedEnd =
    reading === null
      ? { established: false, compared: false, why: 'the package does not hold' }
      : given === null
        ? { established: false, compared: false, why: 'no checkpoint from elsewhere was given' }
        : endBy(given, reading, faults);
  const witnessed = options.witnesses == null ? null : witnessedBy(reading, keys, options.witnesses, faults);
  return {
    holds: faults.none,
    faults: faults.listed,
    moreFaults: faults.unlisted,
    report: reading?.report ?? null,
    end,
    witnessed,
  };
}

/** What doesn't hold is told by whoever reads the package. */
async function followedKeys(files: PackageFiles, trusted: readonly VerifierKey[]): Promise<readonly VerifierKey[]> {
  try {
    return await packageKeys(files, await files.list(), trusted);
  } catch (error) {
    if (error instanceof EvidenceError) return trusted;
    throw error;
  }
}

function witnessedBy(
  reading: PackageReading | null,
  keys: readonly VerifierKey[],
  wanted: WantedWitnesses,
  faults: Faults,
): WitnessReport {
  const logFaults = new LogFaults();
  const log = new WitnessedLog(keys, wanted, logFaults);
  const { note = '', checkpoint } = reading ?? {};
  log.take(note, 'the checkpoint', null);
  const size = checkpoint?.size ?? 0;
  if (checkpoint !== undefined) log.reached(size, () => checkpoint.root);
  for (const { what } of logFaults.listed) faults.add(MATERIAL.checkpoint, null, what);
  return log.finish(size) as WitnessReport;
}

/**
 * Where the material doesn't hold, one changed byte may show in a file that follows from it. The list of digests proves nothing, for
 * who changes a file can change it too; where it was left alone it says which file it is.
 */
async function compareDigests(files: PackageFiles, faults: Faults): Promise<void> {
  try {
    const lines = Buffer.from(await files.read(DERIVED.digests, MAX_LIST_BYTES))
      .toString()
      .split('\n');
    const present = new Set(await files.list());
    for (const line of lines) {
      const [hex, name = ''] = line.split('  ');
      // Each once, however often it is listed.
      if (!present.delete(name) || faults.listed.some(({ file }) => file === name)) continue;
      if (files.sizeOf(name) > LIMITS.fileBytes) {
        faults.add(name, null, 'is larger than any file of a package');
        continue;
      }
      if (files.sizeOf(name) > MAX_COMPARED_BYTES) continue;
      const hash = createHash('sha256');
      for await (const chunk of files.chunks(name)) hash.update(chunk);
      if (hash.digest('hex') !== hex) faults.add(name, null, `is not the file that ${DERIVED.digests} lists`);
    }
  } catch (error) {
    faults.take(error);
  }
}

/** A checkpoint that the log's own key signed. @throws EvidenceError `checkpoint_refused` */
export function openCheckpoint(note: string, keys: readonly VerifierKey[]): Checkpoint {
  try {
    return openKeptCheckpoint(note, keys);
  } catch (cause) {
    if (!(cause instanceof ProofError) || cause.code === 'unverifiable_here') throw cause;
    throw new EvidenceError('checkpoint_refused', `The given checkpoint does not hold: ${cause.message}`, { cause });
  }
}

function endBy(
  given: Checkpoint,
  { checkpoint, goesOn, parameters, roots, report }: PackageReading,
  faults: Faults,
): EstablishedEnd {
  if (given.origin !== checkpoint.origin) {
    faults.add(
      '.',
      null,
      `the given checkpoint is of the log ${given.origin}, and the package of ${checkpoint.origin}`,
    );
    return { established: false, compared: true, why: 'the given checkpoint is of another log' };
  }
  const root = given.size === checkpoint.size ? checkpoint.root : roots.get(given.size);
  if (root === undefined)
    return {
      established: false,
      compared: false,
      why: `the given checkpoint is of ${given.size} entries and the package’s of ${checkpoint.size}: have the package made by the given one (ambit evidence --checkpoint)`,
    };
  if (!sameHash(root, given.root)) {
    faults.add(
      '.',
      null,
      `the given checkpoint has another root for the first ${given.size} entries: the log was forked`,
    );
    return { established: false, compared: true, why: 'the given checkpoint is of another history' };
  }
  if (given.size < parameters.end)
    return {
      established: false,
      compared: true,
      why: `the first ${given.size} entries are those of the given checkpoint, and the period goes on to entry ${parameters.end - 1}`,
    };
  const open = openEnds(report.writers);
  if (goesOn && open.length > 0)
    return {
      established: false,
      compared: true,
      why: `the entries are those of the given checkpoint, and the package holds none from after the period of ${open.join(', ')}: more of theirs may stand behind it`,
    };
  return goesOn
    ? {
        established: true,
        compared: true,
        why: 'the entries are those of the given checkpoint, and one of after the period stands behind them',
      }
    : {
        established: false,
        compared: true,
        why: 'the entries are those of the given checkpoint, and the log ended within the period: more of it may have come later',
      };
}
