import {
  appendToTiles,
  type Checkpoint,
  encodeBase64,
  leafHash,
  openSignedCheckpoint,
  ProofError,
  sameHash,
  TILE_WIDTH,
  type Tile,
  type TileHash,
  tilePath,
  tileWidth,
  type VerifierKey,
} from '../proof/index.ts';
import { BlobCheck } from './blob-check.ts';
import { Faults, type LogFault } from './faults.ts';
import { followedOr, KeyChangeCheck, readLogKeys } from './log-keys.ts';
import { openedOr, startingTree } from './log-start.ts';
import { MissingTile, NEWEST, need, type ReadLogFile, TileFiles, treeOf } from './tile-files.ts';
import { type UnknownKind, UnknownKinds } from './unknown-kinds.ts';
import { type VerifiedPart, verifiedPart } from './verified-part.ts';
import { verifyEntry } from './verify-entry.ts';
import { type WantedWitnesses, WitnessedLog, type WitnessReport } from './witnessed-log.ts';
import { WriterChain } from './writer-chain.ts';

export interface TiledLogReport {
  readonly holds: boolean;
  readonly origin: string | null;
  /** How many entries the checkpoint has. */
  readonly size: number;
  /** The first that was verified now; all before it were earlier. */
  readonly from: number;
  /** Base64 of the root that the entries lead to. */
  readonly root: string;
  /** The newest, as a signed note. */
  readonly checkpoint: string;
  readonly writers: number;
  readonly blobs: number;
  readonly faults: readonly LogFault[];
  readonly moreFaults: number;
  /** Of which kinds, or versions of them, it has entries that this version of Ambit doesn't know. */
  readonly unknown: readonly UnknownKind[];
  /** Entries of yet others. */
  readonly moreUnknown: number;
  /** How far it is witnessed; null where no witness was asked for. */
  readonly witnessed: WitnessReport | null;
  /** To go on from next time; null where it doesn't hold. */
  readonly verified: VerifiedPart | null;
}

/**
 * Verifies a log by its tiles alone, with no database: each entry's form, number and writer's signature, the blobs that it names, every
 * tile, and the tree with the signed checkpoint. In order, in flat memory.
 *
 * A log of ours has its newest checkpoint beside the one that it publishes, which is the newest that was cosigned.
 *
 * @param from what was verified before: the log has to extend it, and only what came since is read
 * @throws EntryError `verified_part_malformed`; ProofError `unverifiable_here`
 */
export async function verifyTiledLog(options: {
  readonly read: ReadLogFile;
  readonly keys: readonly VerifierKey[];
  readonly from?: VerifiedPart | null;
  readonly witnesses?: WantedWitnesses | null;
  /** A checkpoint (a signed note) that was kept elsewhere: the log has to extend it. */
  readonly trusted?: string;
  readonly onProgress?: (verified: number, size: number) => void;
}): Promise<TiledLogReport> {
  const { from = null, onProgress } = options;
  const faults = new Faults();
  const files = new TileFiles(options.read);
  const published = Buffer.from((await options.read('checkpoint')) ?? '').toString();
  if (published === '') faults.add(null, 'checkpoint is missing');
  // After the other one: it isn't smaller.
  const newest = published === '' ? null : await options.read(NEWEST);
  const note = newest === null ? published : Buffer.from(newest).toString();
  const which = newest === null ? 'checkpoint' : NEWEST;
  const followed = await followedOr(() => readLogKeys(options.read, options.keys), options.keys, faults);
  const { keys } = followed;
  const signed =
    note === '' ? null : openedOr(() => openSignedCheckpoint(note, { log: keys }).checkpoint, which, faults);
  const witnessed = new WitnessedLog(keys, options.witnesses ?? null, faults);
  const origin = signed?.origin ?? null;
  if (signed !== null) witnessed.take(note, which, origin);
  if (newest !== null) witnessed.take(published, 'checkpoint', origin);
  witnessed.take(options.trusted ?? '', 'the given checkpoint', origin);
  const keyChanges = new KeyChangeCheck(followed, origin, faults);
  const tree = startingTree(from, keys, signed, faults);
  const start = tree.size;
  const size = signed?.size ?? start;
  witnessed.reached(start, () => tree.root());
  if (size < start) faults.add(null, `it has ${size} entries, and had ${start} when it was verified last: it was cut`);
  const writers = new WriterChain((index, what) => faults.add(index, what), from?.writers);
  const unknown = new UnknownKinds();
  const blobs = new BlobCheck((digest) => options.read(`blob/${digest.replace(':', '/')}`), faults);
  while (tree.size < size) {
    const index = Math.floor(tree.size / TILE_WIDTH);
    const tile: Tile = { level: 0, index, width: tileWidth(0, index, size) };
    const [hashes, entries] = [await files.hashes(tile), await files.entries({ ...tile, level: 'entries' })];
    if (typeof hashes === 'string') faults.add(null, hashes);
    if (typeof entries === 'string') faults.add(null, entries);
    if (typeof entries === 'string' && typeof hashes === 'string') break;
    const full: TileHash[] = [];
    for (let place = tree.size % TILE_WIDTH; place < tile.width; place++) {
      const at = index * TILE_WIDTH + place;
      const hash = typeof hashes === 'string' ? null : (hashes[place] as Uint8Array);
      const bytes = typeof entries === 'string' ? null : (entries[place] as Uint8Array);
      const leaf = bytes === null ? (hash as Uint8Array) : leafHash(bytes);
      if (hash !== null && !sameHash(hash, leaf))
        faults.add(at, `its bytes are not those that were hashed in ${tilePath(tile)}: one of the two was changed`);
      const verified =
        bytes === null ? null : verifyEntry(at, bytes, writers, (...fault) => faults.add(...fault), unknown);
      if (bytes !== null) keyChanges.take(at, verified?.entry ?? null);
      for (const digest of Object.values(verified?.entry.digests ?? {})) await blobs.verify(at, digest);
      appendToTiles(tree, leaf, (hash) => full.push(hash));
      witnessed.reached(tree.size, () => tree.root());
    }
    for (const hash of full) await compareAbove(files, hash, size, faults);
    onProgress?.(tree.size, size);
    if (faults.full) break;
  }
  if (signed !== null && tree.size === size && size >= start && !sameHash(tree.root(), signed.root))
    faults.add(null, `the ${size} entries lead to another root than the checkpoint: at least one was changed`);
  // Where it broke off, what is missing is listed already.
  if (tree.size === size) await compareEarlier(files, witnessed, start, size, faults);
  const witnessReport = witnessed.finish(size);
  return {
    holds: faults.none,
    origin: signed?.origin ?? null,
    size,
    from: start,
    root: encodeBase64(tree.root()),
    checkpoint: note,
    writers: writers.sequences.size,
    blobs: blobs.count,
    faults: faults.listed,
    moreFaults: faults.unlisted,
    unknown: unknown.told,
    moreUnknown: unknown.more,
    witnessed: witnessReport,
    verified: faults.none ? verifiedPart(note, tree, writers.known) : null,
  };
}

/**
 * One entry of a log by its tiles, proven to be in the newest signed checkpoint. The tree is computed out of the tiles that the path
 * touches, so what it comes to is verified against the checkpoint's root by whoever takes it.
 *
 * @returns null where the log has no such entry, or its tiles are not all there; `why` says which
 */
export async function readProvenEntry(
  read: ReadLogFile,
  keys: readonly VerifierKey[],
  index: number,
): Promise<
  | {
      readonly entry: Uint8Array;
      readonly proof: readonly Uint8Array[];
      readonly note: string;
      readonly checkpoint: Checkpoint;
    }
  | { readonly entry: null; readonly why: string; readonly isBeyond: boolean }
> {
  const [published, newest] = [await read('checkpoint'), await read(NEWEST)].map((bytes) =>
    bytes === null ? null : Buffer.from(bytes).toString(),
  );
  const { keys: log } = await readLogKeys(read, keys);
  const open = (note: string) => ({ note, checkpoint: openSignedCheckpoint(note, { log }).checkpoint });
  const { note, checkpoint } = provenBy(published ?? '', newest ?? null, index, open);
  const { size } = checkpoint;
  if (index >= size)
    return { entry: null, why: `the log has ${size} entries, and none with the index ${index}`, isBeyond: true };
  const files = new TileFiles(read);
  try {
    const place = Math.floor(index / TILE_WIDTH);
    const entries = need(
      await files.entries({ level: 'entries', index: place, width: tileWidth('entries', place, size) }),
    );
    const proof = await treeOf(files, size).inclusion(index, size);
    return { entry: entries[index % TILE_WIDTH] as Uint8Array, proof, note, checkpoint };
  } catch (error) {
    if (error instanceof MissingTile) return { entry: null, why: error.message, isBeyond: false };
    throw error;
  }
}

/** By what witnesses cosigned, which proves more, where it has the entry and is signed by keys that count still; else by the newest. */
function provenBy<Opened extends { readonly checkpoint: Checkpoint }>(
  published: string,
  newest: string | null,
  index: number,
  open: (note: string) => Opened,
): Opened {
  try {
    const opened = open(published);
    return index < opened.checkpoint.size || newest === null ? opened : open(newest);
  } catch (error) {
    if (newest === null || !(error instanceof ProofError) || error.code !== 'no_known_signature') throw error;
    return open(newest);
  }
}

async function compareEarlier(files: TileFiles, witnessed: WitnessedLog, start: number, size: number, faults: Faults) {
  try {
    await witnessed.compareEarlier(start, (at) => treeOf(files, size).root(at));
  } catch (error) {
    if (!(error instanceof MissingTile)) throw error;
    faults.add(null, error.message);
  }
}

/** Compares the hash of a tile that was read whole with the one that the tile above has of it. */
async function compareAbove(files: TileFiles, { level, index, hash }: TileHash, size: number, faults: Faults) {
  const place = Math.floor(index / TILE_WIDTH);
  const tile: Tile = { level, index: place, width: tileWidth(level, place, size) };
  const hashes = await files.hashes(tile);
  if (typeof hashes === 'string') {
    if (index % TILE_WIDTH === 0) faults.add(null, hashes);
  } else if (!sameHash(hashes[index % TILE_WIDTH] as Uint8Array, hash))
    faults.add(null, `hash ${index % TILE_WIDTH} of ${tilePath(tile)} is not that of what stands below it`);
}
