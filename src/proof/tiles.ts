import { type CompactTree, nodeHash, rootOf } from './merkle-tree.ts';
import { ProofError } from './proof-error.ts';

/** Hashes in a full tile (C2SP tlog-tiles: height 8). */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;
const MAX_LEVEL = 63;
const HASH_BYTES = 32;
/** What two bytes can say of an entry's length. */
const MAX_LENGTH = 0xffff;

/** A tile of the tree, or the entries under one of level 0. */
export interface Tile {
  /** 0 has the hashes of leaves, each above it those of the full tiles below. */
  readonly level: number | 'entries';
  readonly index: number;
  /** How many hashes or entries: 1 to 256, which is a full tile. */
  readonly width: number;
}

/** Where a tile is served, below the log's prefix: `tile/0/x001/x234/067`, `tile/1/000.p/3` (C2SP tlog-tiles). */
export function tilePath({ level, index, width }: Tile): string {
  const groups: string[] = [];
  let rest = index;
  do {
    groups.unshift(`${groups.length === 0 ? '' : 'x'}${String(rest % 1000).padStart(3, '0')}`);
    rest = Math.floor(rest / 1000);
  } while (rest > 0);
  return `tile/${level}/${groups.join('/')}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

const PATH = /^tile\/(entries|0|[1-9][0-9]?)\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** Reads the path of a tile in its one spelling; null for every other text. */
export function parseTilePath(path: string): Tile | null {
  const [, level, groups, width = String(TILE_WIDTH)] = PATH.exec(path) ?? [];
  if (level === undefined || groups === undefined) return null;
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(groups.replace(/[x/]/g, '')),
    width: Number(width),
  };
  if (typeof tile.level === 'number' && tile.level > MAX_LEVEL) return null;
  // A width of 256 or more, a leading group of zeros, a number beyond what numbers hold.
  return Number.isSafeInteger(tile.index) && tilePath(tile) === path ? tile : null;
}

/** How many hashes a tile has in a tree of `size`: 0 to 256, and 0 where it isn't there. */
export function tileWidth(level: number | 'entries', index: number, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** (level === 'entries' ? 0 : level));
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH));
}

/** All tiles of a tree, those of entries among them, as they are served at this size. */
export function* tilesOf(size: number): Generator<Tile> {
  const levels: (number | 'entries')[] = ['entries'];
  for (let level = 0; Math.floor(size / TILE_WIDTH ** level) > 0; level++) levels.push(level);
  for (const level of levels)
    for (let index = 0; ; index++) {
      const width = tileWidth(level, index, size);
      if (width === 0) break;
      yield { level, index, width };
    }
}

/** The hashes of a tile. @throws ProofError `malformed_proof` for another number of bytes than `width` hashes have */
export function parseHashTile(bytes: Uint8Array, width: number): Uint8Array[] {
  if (bytes.length !== width * HASH_BYTES)
    throw new ProofError('malformed_proof', `${width} hashes are ${width * HASH_BYTES} bytes, not ${bytes.length}`);
  return Array.from({ length: width }, (_, place) => bytes.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES));
}

/** Entries as a tile has them: each after its length in two bytes, big-endian. @throws ProofError `malformed_proof` */
export function formatEntryTile(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = Buffer.allocUnsafe(entries.reduce((sum, { length }) => sum + 2 + length, 0));
  let next = 0;
  for (const entry of entries) {
    if (entry.length > MAX_LENGTH)
      throw new ProofError('malformed_proof', `an entry of ${entry.length} bytes is too long for a tile`);
    bytes.writeUInt16BE(entry.length, next);
    bytes.set(entry, next + 2);
    next += 2 + entry.length;
  }
  return bytes;
}

/** The entries of a tile, which has `width` of them and nothing behind. @throws ProofError `malformed_proof` */
export function parseEntryTile(bytes: Uint8Array, width: number): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let next = 0;
  while (entries.length < width) {
    const length = ((bytes[next] ?? 0) << 8) | (bytes[next + 1] ?? 0);
    if (next + 2 + length > bytes.length)
      throw new ProofError('malformed_proof', `it ends within entry ${entries.length} of ${width}`);
    entries.push(bytes.subarray(next + 2, next + 2 + length));
    next += 2 + length;
  }
  if (next !== bytes.length) throw new ProofError('malformed_proof', `${bytes.length - next} bytes stand behind it`);
  return entries;
}

/** A hash that a tile above level 0 has. */
export interface TileHash {
  readonly level: number;
  /** Its place among the hashes of the level. */
  readonly index: number;
  readonly hash: Uint8Array;
}

/** Appends a leaf, and says which tiles it fills: their hashes stand in tiles of the level above. */
export function appendToTiles(tree: CompactTree, leaf: Uint8Array, onFull: (hash: TileHash) => void): void {
  tree.append(leaf, (height, hash) => {
    if (height % TILE_HEIGHT === 0)
      onFull({ level: height / TILE_HEIGHT, index: (tree.size + 1) / 2 ** height - 1, hash });
  });
}

/** Where hashes of tiles are read: `count` of a level, from the place `from` on, all within one tile. */
export type ReadTileHashes = (level: number, from: number, count: number) => Promise<readonly Uint8Array[]>;

/** The tree of a log by its tiles: roots and proofs with a number of reads that grows with the logarithm of the size. */
export class TileTree {
  readonly #read: ReadTileHashes;

  constructor(read: ReadTileHashes) {
    this.#read = read;
  }

  /** The root of the first `size` leaves. */
  async root(size: number): Promise<Uint8Array> {
    return size === 0 ? rootOf([]) : await this.#rootOf(0, size);
  }

  /** The right edge of the first `size` leaves, as `CompactTree` continues it. */
  async edge(size: number): Promise<Uint8Array[]> {
    const edge: Uint8Array[] = [];
    for (let start = 0; start < size; ) {
      let width = 1;
      while (start + width * 2 <= size) width *= 2;
      edge.push(await this.#rootOf(start, width));
      start += width;
    }
    return edge;
  }

  /** Proof that leaf `index` is in the tree of `size`: the siblings from the leaf up. @throws ProofError `bad_proof` */
  async inclusion(index: number, size: number): Promise<Uint8Array[]> {
    if (!Number.isSafeInteger(index) || index < 0 || !Number.isSafeInteger(size) || index >= size)
      throw new ProofError('bad_proof', `there is no leaf ${index} in a tree of ${size}`);
    const proof: Uint8Array[] = [];
    for (let [start, width] = [0, size]; width > 1; ) {
      const split = splitOf(width);
      if (index < start + split) {
        proof.unshift(await this.#rootOf(start + split, width - split));
        width = split;
      } else {
        proof.unshift(await this.#rootOf(start, split));
        [start, width] = [start + split, width - split];
      }
    }
    return proof;
  }

  /** Proof that the tree of `size2` extends the one of `size1`, which is at least 1. @throws ProofError `bad_proof` */
  async consistency(size1: number, size2: number): Promise<Uint8Array[]> {
    if (!Number.isSafeInteger(size1) || size1 < 1 || !Number.isSafeInteger(size2) || size1 > size2)
      throw new ProofError('bad_proof', `there is no proof that ${size2} leaves extend ${size1}`);
    const proof: Uint8Array[] = [];
    let [start, width] = [0, size2];
    while (start + width > size1) {
      const split = splitOf(width);
      if (size1 <= start + split) {
        proof.unshift(await this.#rootOf(start + split, width - split));
        width = split;
      } else {
        proof.unshift(await this.#rootOf(start, split));
        [start, width] = [start + split, width - split];
      }
    }
    // The root of the first tree is known to who asks.
    if (start > 0) proof.unshift(await this.#rootOf(start, width));
    return proof;
  }

  async #rootOf(start: number, width: number): Promise<Uint8Array> {
    const split = splitOf(width);
    if (width > 1 && split * 2 !== width)
      return nodeHash(await this.#rootOf(start, split), await this.#rootOf(start + split, width - split));
    let [level, unit] = [0, 1];
    while (unit * TILE_WIDTH <= width) [level, unit] = [level + 1, unit * TILE_WIDTH];
    return rootOf(await this.#read(level, start / unit, width / unit));
  }
}

/** The largest power of two below `width`. */
function splitOf(width: number): number {
  let split = 1;
  while (split * 2 < width) split *= 2;
  return split;
}
