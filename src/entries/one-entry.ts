import { leafHash, ProofError, TILE_WIDTH, tileWidth, type VerifierKey, verifyInclusion } from '../proof/index.ts';
import { BlobCheck } from './blob-check.ts';
import { parseEntry } from './entry.ts';
import { EntryError } from './entry-error.ts';
import { Faults, type LogFault } from './faults.ts';
import { MissingTile, need, type ReadLogFile, TileFiles } from './tile-files.ts';
import { readProvenEntry } from './tiled-log.ts';
import type { Entry, EntryId } from './types.ts';
import { type UnknownKind, UnknownKinds } from './unknown-kinds.ts';
import { judgeEntry } from './verify-entry.ts';
import { LOG_WRITER, WriterChain } from './writer-chain.ts';

/** What was found of one entry. */
export interface EntryReport {
  readonly holds: boolean;
  readonly index: number;
  /** Null where no checkpoint holds. */
  readonly origin: string | null;
  /** Entries of the log whose checkpoint it was held against; 0 where none holds. */
  readonly size: number;
  /** That checkpoint, as a signed note. */
  readonly checkpoint: string;
  readonly id: EntryId | null;
  /** Null where its bytes are no entry, or can't be had. */
  readonly entry: Entry | null;
  /** Where the log registered its writer's key; null where no registration was found. */
  readonly registered: number | null;
  readonly blobs: number;
  readonly faults: readonly LogFault[];
  readonly unknown: readonly UnknownKind[];
}

type Parsed = ReturnType<typeof parseEntry>;

/**
 * Verifies one entry without the rest of the log: that it stands at its place under a signed checkpoint, its form and body, its blobs, its
 * writer's signature, and by the same means the entry that registered its writer's key, and entry 0, whose key signed that. That nothing
 * else is wrong with the log, so that no other registration came first, is for verifying the whole.
 *
 * @param registrationOf where a writer was registered, for whoever has an index; else the log is read from its beginning until it is found
 * @returns why, where a checkpoint that holds says that the log has no such entry
 * @throws ProofError `unverifiable_here`
 */
export async function verifyOneEntry(options: {
  readonly read: ReadLogFile;
  readonly keys: readonly VerifierKey[];
  readonly index: number;
  readonly registrationOf?: (writer: string) => Promise<number | null>;
}): Promise<EntryReport | string> {
  const { keys, index } = options;
  const read = withOneCheckpoint(options.read);
  const faults = new Faults();
  const unknown = new UnknownKinds();
  const log = { origin: null as string | null, size: 0, checkpoint: '' };
  let beyond: string | null = null;
  const proven = async (at: number): Promise<Parsed | null> => {
    const found = await readProvenEntry(read, keys, at);
    if (found.entry === null) {
      if (found.isBeyond && at === index) beyond = found.why;
      faults.add(at, `can't be proven: ${found.why}`);
      return null;
    }
    const { checkpoint, note, entry, proof } = found;
    if (at === index) Object.assign(log, { origin: checkpoint.origin, size: checkpoint.size, checkpoint: note });
    try {
      verifyInclusion(at, checkpoint.size, leafHash(entry), proof, checkpoint.root);
    } catch (error) {
      if (!(error instanceof ProofError)) throw error;
      faults.add(
        at,
        `is not in the log whose ${checkpoint.size} entries were signed: it or a hash beside it was changed`,
      );
    }
    try {
      return parseEntry(entry);
    } catch (error) {
      if (!(error instanceof EntryError)) throw error;
      faults.add(at, error.message);
      return null;
    }
  };

  let own: Parsed | null = null;
  let registered: number | null = null;
  const blobs = new BlobCheck((digest) => read(`blob/${digest.replace(':', '/')}`), faults);
  try {
    own = await proven(index);
    if (own !== null) {
      const { writer } = own.entry;
      const known = writer === LOG_WRITER ? 0 : ((await options.registrationOf?.(writer)) ?? null);
      registered = known !== null && known <= index ? known : await search(read, log.size, index, writer);
      const writers = new WriterChain((at, what) => faults.add(at, what));
      for (const at of new Set([0, ...(registered === null ? [] : [registered]), index])) {
        const one = at === index ? own : await proven(at);
        if (one !== null) writers.skipTo(at, one.entry, one.unsigned);
      }
      judgeEntry(index, own.entry, (at, what) => faults.add(at, what), unknown);
      for (const digest of Object.values(own.entry.digests)) await blobs.verify(index, digest);
    }
  } catch (error) {
    if (error instanceof MissingTile) faults.add(null, error.message);
    else if (error instanceof ProofError && error.code !== 'unverifiable_here')
      faults.add(null, `the checkpoint does not hold: ${error.message}`);
    else throw error;
  }
  if (beyond !== null) return beyond;
  return {
    holds: faults.none,
    index,
    ...log,
    id: own?.id ?? null,
    entry: own?.entry ?? null,
    registered,
    blobs: blobs.count,
    faults: faults.listed,
    unknown: unknown.told,
  };
}

/** A log that grows meanwhile is held against one checkpoint all the same. */
function withOneCheckpoint(read: ReadLogFile): ReadLogFile {
  const kept = new Map<string, Uint8Array | null>();
  return async (path) => {
    if (!path.endsWith('checkpoint')) return await read(path);
    if (!kept.has(path)) kept.set(path, await read(path));
    return kept.get(path) ?? null;
  };
}

/** The first entry before `end` that registers a writer. @throws MissingTile */
async function search(read: ReadLogFile, size: number, end: number, writer: string): Promise<number | null> {
  const files = new TileFiles(read);
  for (let tile = 0; tile * TILE_WIDTH < end; tile++) {
    const entries = need(
      await files.entries({ level: 'entries', index: tile, width: tileWidth('entries', tile, size) }),
    );
    for (const [place, bytes] of entries.entries())
      if (tile * TILE_WIDTH + place < end && registers(bytes, writer)) return tile * TILE_WIDTH + place;
  }
  return null;
}

function registers(bytes: Uint8Array, writer: string): boolean {
  // Most are something else, and reading each whole would take ten times as long.
  if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('"kind":"writer.registered"')) return false;
  try {
    const { entry } = parseEntry(bytes);
    return entry.kind === 'writer.registered' && entry.writer === LOG_WRITER && entry.body['writer'] === writer;
  } catch {
    return false;
  }
}
