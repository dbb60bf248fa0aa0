import type { PeriodEntry } from '../../controls/index.ts';
import { WriterChain } from '../../entries/index.ts';
import {
  type Checkpoint,
  digestOfBytes,
  ED25519_TYPE,
  leafHash,
  openSignedCheckpoint,
  ProofError,
  parseNote,
  parseVerifierKey,
  RangeRoot,
  sameHash,
  signsSize,
  type VerifierKey,
  verifyInclusion,
  WITNESS_KEY_TYPES,
} from '../../proof/index.ts';
import { PackageBlobs } from './blobs.ts';
import { Derivation } from './derive.ts';
import type { DerivedOutput } from './derived-output.ts';
import { malformed } from './evidence-error.ts';
import type { Faults } from './faults.ts';
import {
  blobFile,
  DERIVED,
  digestOfFile,
  ENTRIES_PER_FILE,
  entriesFile,
  isEntriesFile,
  LIMITS,
  LOG_KEYS_FILE,
  MATERIAL,
} from './layout.ts';
import { type Parameters, parseContext, parseParameters, parseRange, readEntry } from './material.ts';
import type { PackageFiles } from './package-files.ts';
import { packageKeys } from './package-keys.ts';
import type { CosignedBy, EvidenceReport } from './report.ts';

const PROGRESS_EVERY = 1000;
const FLUSH_EVERY = 200;
/** The last second that RFC 3339 can write. */
const MAX_TIME = 253_402_300_799;

export interface ReadPackageOptions {
  readonly files: PackageFiles;
  readonly keys: readonly VerifierKey[];
  /** Where derived files go, told of once the material's first part holds. */
  readonly output: DerivedOutput;
  readonly faults: Faults;
  /** Sizes of the log at which its root is asked for. */
  readonly rootsAt?: readonly number[];
  readonly onProgress?: (done: number, total: number) => void;
}

export interface PackageReading {
  readonly parameters: Parameters;
  readonly checkpoint: Checkpoint;
  /** The same as a signed note, with whatever signatures it has. */
  readonly note: string;
  readonly report: EvidenceReport;
  /** Whether an entry of after the period stands behind it. */
  readonly goesOn: boolean;
  /** Roots of the log's first entries, by their number, as far as they were asked for and lie within the period. */
  readonly roots: ReadonlyMap<number, Uint8Array>;
}

/** An entry with all that verifying it takes. */
interface ReadEntry extends PeriodEntry {
  readonly unsigned: Uint8Array;
  readonly line: number;
}

/**
 * Verifies the material of a package and derives everything else from it, in one pass. Null where the material doesn't hold, with
 * the faults listed; what was derived until then is worth nothing.
 */
export async function readPackage(options: ReadPackageOptions): Promise<PackageReading | null> {
  const { faults } = options;
  try {
    return await new PackageReader(options).read();
  } catch (error) {
    faults.take(error);
    return null;
  } finally {
    await options.output.close();
  }
}

class PackageReader {
  readonly #options: ReadPackageOptions;
  readonly #writers: WriterChain;
  readonly #blobs: PackageBlobs;
  readonly #digests = new Set<string>();
  readonly #roots = new Map<number, Uint8Array>();
  /** What the chain of writers complains of. */
  #place: { file: string; line: number } = { file: MATERIAL.context, line: 1 };
  #environment: string | null = null;

  constructor(options: ReadPackageOptions) {
    this.#options = options;
    this.#blobs = new PackageBlobs(options.files.directory);
    this.#writers = new WriterChain((index, what) =>
      options.faults.add(this.#place.file, this.#place.line, `entry ${index} ${what}`),
    );
  }

  async read(): Promise<PackageReading | null> {
    const { files, faults, output } = this.#options;
    const names = await files.list();
    const parameters = parseParameters(await files.read(MATERIAL.parameters, LIMITS.smallFileBytes));
    const keys = await packageKeys(files, names, this.#options.keys);
    const { checkpoint, note, key, witnesses } = await this.#checkpoint(parameters, keys);
    if (parameters.end > checkpoint.size) {
      const what = `names entries up to ${parameters.end}, and the log had ${checkpoint.size}`;
      faults.add(MATERIAL.parameters, null, what);
      return null;
    }
    const proof = parseRange(await files.read(MATERIAL.range, LIMITS.smallFileBytes));
    const { earlier, later } = await this.#context(parameters, checkpoint);
    if (!faults.none) return null;

    const goesOn = later.length > 0;
    const context = earlier.length + later.length;
    const derivation = new Derivation({
      ...{ parameters, checkpoint, key, witnesses, earlier, context, goesOn, blobs: this.#blobs, output },
    });
    const range = rangeOf(parameters.first, proof.left);
    const entryFiles = names.filter(isEntriesFile);
    await this.#entries(parameters, entryFiles, range, derivation);
    for (const entry of later) {
      this.#place = { file: MATERIAL.context, line: entry.line };
      this.#writers.skipTo(entry.index, entry.entry, entry.unsigned);
    }
    this.#compareRoot(checkpoint, range, proof.right);
    await this.#checkBlobs(names);
    this.#checkNames(names, entryFiles);
    if (!faults.none) return null;
    const report = derivation.finish(later);
    await this.#end(names);
    return { parameters, checkpoint, note, report, goesOn, roots: this.#roots };
  }

  async #checkpoint({ witnesses: named }: Parameters, keys: readonly VerifierKey[]) {
    const { files } = this.#options;
    const note = Buffer.from(await files.read(MATERIAL.checkpoint, LIMITS.smallFileBytes)).toString();
    try {
      const cosigners = named.map((text) => parseVerifierKey(text, WITNESS_KEY_TYPES));
      const { checkpoint, witnessed } = openSignedCheckpoint(note, { log: keys, witnesses: cosigners });
      const witnesses = cosigners.map(({ name, id }): CosignedBy => {
        const time = witnessed.find((one) => one.name === name)?.time;
        if (time === undefined || time > MAX_TIME)
          throw malformed(MATERIAL.checkpoint, `is not cosigned by ${name}, which the package names`);
        return { name, key: keyText(name, id), time: new Date(time * 1000).toISOString() };
      });
      // The Ed25519 key where it was given; the same one is named where it wasn't, for reports don't depend on who verifies. While two
      // generations sign, the newer one's signature stands first, and only it counts.
      const signed = parseNote(note).signatures.filter(({ name }) => name === checkpoint.origin);
      const counts = keys.filter(
        ({ name, type, term }) =>
          name === checkpoint.origin && type === ED25519_TYPE && signsSize(term, checkpoint.size),
      );
      const own = signed.find(({ id }) => counts.some((key) => key.id === id)) ?? signed[0];
      return { checkpoint, note, key: keyText(own?.name, own?.id), witnesses };
    } catch (error) {
      if (!(error instanceof ProofError) || error.code === 'unverifiable_here') throw error;
      throw malformed(MATERIAL.checkpoint, `does not hold: ${error.message}`);
    }
  }

  /** Entries beside the period: each proven to be in the log, and signed by who wrote it. */
  async #context({ first, end, from, to }: Parameters, { size, root }: Checkpoint) {
    const { files, faults } = this.#options;
    const earlier: ReadEntry[] = [];
    const later: ReadEntry[] = [];
    let last = -1;
    const complain = (line: number, what: string): void => faults.add(MATERIAL.context, line, what);
    for await (const { line, bytes } of files.lines(MATERIAL.context)) {
      const { index, path, bytes: entryBytes, entry, id, unsigned } = parseContext(bytes, line);
      if (index <= last) complain(line, `entry ${index} is out of its order`);
      if (index >= first && index < end) complain(line, `entry ${index} belongs to the period`);
      last = index;
      try {
        verifyInclusion(index, size, leafHash(entryBytes), path, root);
      } catch (error) {
        if (!(error instanceof ProofError)) throw error;
        complain(line, `entry ${index} is not proven to be in the log: ${error.message}`);
      }
      if (index < first && entry.time >= from) complain(line, `entry ${index} is of the period and stands before it`);
      if (index >= end && entry.time < to) complain(line, `entry ${index} is of the period and stands behind it`);
      // What isn't in the log could go on for ever.
      if (faults.full) return { earlier, later };
      const read = { index, id, entry, unsigned, line };
      if (faults.enough) break;
      this.#note(entry, MATERIAL.context, line);
      if (index >= end) later.push(read);
      else {
        earlier.push(read);
        this.#place = { file: MATERIAL.context, line };
        this.#writers.skipTo(index, entry, unsigned);
      }
    }
    // That the period begins and ends there is shown by its neighbours.
    if (first > 0 && earlier.at(-1)?.index !== first - 1)
      complain(1, `entry ${first - 1}, which shows that the period begins at ${first}, is missing`);
    if (end < size && later[0]?.index !== end)
      complain(1, `entry ${end}, which shows that the period ends before it, is missing`);
    return { earlier, later };
  }

  async #entries(
    { first, end, from, to }: Parameters,
    names: readonly string[],
    range: RangeRoot,
    derivation: Derivation,
  ) {
    const { files, faults, output, onProgress, rootsAt = [] } = this.#options;
    const total = end - first;
    let lastTime: string | null = null;
    let next = first;
    const remember = (): void => {
      if (rootsAt.includes(next)) this.#roots.set(next, range.rootSoFar());
    };
    remember();
    const needed = Math.ceil(total / ENTRIES_PER_FILE);
    for (const [at, file] of names.entries()) {
      if (file !== entriesFile(at + 1)) return faults.add(entriesFile(at + 1), null, 'is missing');
      if (at >= needed) return faults.add(file, null, `is one more than the period’s ${total} entries fill`);
      for await (const { line, bytes } of files.lines(file)) {
        if (faults.enough) return;
        if (next >= end) return faults.add(file, line, `the period has ${total} entries, and this is one more`);
        if (line > ENTRIES_PER_FILE)
          return faults.add(file, line, `is one more than the ${ENTRIES_PER_FILE} of a file`);
        if (faults.full) return;
        const { entry, id, unsigned } = readEntry(file, bytes, line);
        if (next === first && entry.time < from) faults.add(file, line, `entry ${next} is from before the period`);
        this.#place = { file, line };
        this.#writers.verify(next, entry, unsigned);
        this.#note(entry, file, line);
        range.append(leafHash(bytes));
        lastTime = entry.time;
        if (faults.none) derivation.take({ index: next, id, entry });
        next++;
        remember();
        if ((next - first) % FLUSH_EVERY === 0 && faults.none) await output.flush();
        if ((next - first) % PROGRESS_EVERY === 0) onProgress?.(next - first, total);
      }
    }
    onProgress?.(total, total);
    const last = names.at(-1) ?? entriesFile(1);
    if (next < end) faults.add(last, null, `ends at entry ${next}, and the period has ${total} up to ${end - 1}`);
    else if (lastTime !== null && lastTime >= to) faults.add(last, null, `entry ${next - 1} is from after the period`);
  }

  #note({ environment, digests, kind, body }: PeriodEntry['entry'], file: string, line: number): void {
    this.#environment ??= environment;
    if (environment !== this.#environment)
      this.#options.faults.add(file, line, `is of the environment ${environment}, and others of ${this.#environment}`);
    for (const digest of Object.values(digests)) this.#digests.add(digest);
    // The approvals of the policy that was in force at the begin are proven by the one before it.
    const previous = kind === 'policy.activated' ? body['previous'] : null;
    if (typeof previous === 'string') this.#digests.add(previous);
  }

  #compareRoot(checkpoint: Checkpoint, range: RangeRoot, right: readonly Uint8Array[]): void {
    const { faults } = this.#options;
    try {
      if (!sameHash(range.root(checkpoint.size, right), checkpoint.root))
        faults.add(
          MATERIAL.range,
          null,
          'the entries and what lies beside them lead to another root than the log signed: at least one was changed, dropped, added or moved',
        );
    } catch (error) {
      if (!(error instanceof ProofError)) throw error;
      faults.add(MATERIAL.range, null, `does not fit the entries: ${error.message}`);
    }
  }

  /** Each blob that an entry names is there with the bytes of its digest, and no other is. */
  async #checkBlobs(names: readonly string[]): Promise<void> {
    const { files, faults } = this.#options;
    const present = new Set(names);
    for (const digest of this.#digests) {
      const name = blobFile(digest);
      if (digestOfFile(name) !== digest) faults.add('.', null, `an entry names ${digest}, which is no digest`);
      else if (!present.has(name)) faults.add(name, null, 'is missing, and an entry names it');
      else if (digestOfBytes(await files.read(name, LIMITS.blobBytes)) !== digest)
        faults.add(name, null, 'has other bytes than its digest says');
    }
    for (const name of names) {
      const digest = digestOfFile(name);
      if (digest !== null && !this.#digests.has(digest)) faults.add(name, null, 'is named by no entry');
    }
  }

  #checkNames(names: readonly string[], entryFiles: readonly string[]): void {
    const known = new Set<string>([
      LOG_KEYS_FILE,
      ...Object.values(MATERIAL),
      ...Object.values(DERIVED),
      ...entryFiles,
    ]);
    for (const name of names)
      if (!known.has(name) && digestOfFile(name) === null)
        this.#options.faults.add(name, null, 'does not belong into a package');
  }

  /** The list of all files by their digests, as sha256sum reads it. */
  async #end(names: readonly string[]): Promise<void> {
    const { files, output } = this.#options;
    const digests = new Map<string, string>();
    const derived = new Set<string>(Object.values(DERIVED));
    for (const name of names) if (!derived.has(name)) digests.set(name, files.digests.get(name) ?? '');
    for (const name of Object.values(DERIVED)) if (name !== DERIVED.digests) digests.set(name, await output.end(name));
    const lines = [...digests]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, hex]) => `${hex}  ${name}\n`);
    output.write(DERIVED.digests, lines.join(''));
    await output.end(DERIVED.digests);
  }
}

function keyText(name = '', id = 0): string {
  return `${name}+${id.toString(16).padStart(8, '0')}`;
}

function rangeOf(first: number, left: readonly Uint8Array[]): RangeRoot {
  try {
    return new RangeRoot(first, left);
  } catch (error) {
    if (!(error instanceof ProofError)) throw error;
    throw malformed(MATERIAL.range, `does not fit a period that begins at ${first}: ${error.message}`);
  }
}
