import {
  type Checkpoint,
  CompactTree,
  encodeBase64,
  leafHash,
  openSignedCheckpoint,
  ProofError,
  sameHash,
  TILE_WIDTH,
  type Tile,
  type TileTree,
  tilePath,
  tileWidth,
  type VerifierKey,
  verifyConsistency,
} from '../proof/index.ts';
import { parseEntry } from './entry.ts';
import { EntryError } from './entry-error.ts';
import { readLogKeys } from './log-keys.ts';
import { MissingTile, NEWEST, need, type ReadLogFile, TileFiles, treeOf } from './tile-files.ts';
import type { LoggedEntry } from './types.ts';

/** How far somebody has read a log: its first `size` entries, which lead to `root`. */
export interface LogPosition {
  readonly origin: string;
  readonly size: number;
  /** Base64. */
  readonly root: string;
}

/** Entries one after another, and the position behind the last of them. */
export interface ProvenEntries {
  readonly entries: readonly LoggedEntry[];
  readonly position: LogPosition;
}

/**
 * One moment of a log, read by its tiles. What it hands out was proven before to stand under the log's newest signed checkpoint (RFC 6962
 * §2.1.2), so nobody acts upon an entry that was changed, put in or moved. Writers' signatures are `verifyTiledLog`'s business.
 */
export class ProvenLog {
  readonly checkpoint: Checkpoint;
  readonly #files: TileFiles;
  readonly #tree: TileTree;

  private constructor(checkpoint: Checkpoint, read: ReadLogFile) {
    this.checkpoint = checkpoint;
    this.#files = new TileFiles(read);
    this.#tree = treeOf(this.#files, checkpoint.size);
  }

  /**
   * @throws EntryError `log_unreadable` without a checkpoint, `log_changed` for one that its keys did not sign
   * @throws ProofError `unverifiable_here`
   */
  static async open(read: ReadLogFile, keys: readonly VerifierKey[]): Promise<ProvenLog> {
    const note = Buffer.from((await read(NEWEST)) ?? (await read('checkpoint')) ?? '').toString();
    if (note === '')
      throw new EntryError('log_unreadable', 'The log has no checkpoint: nothing was ever written to it');
    try {
      const { keys: log } = await readLogKeys(read, keys);
      return new ProvenLog(openSignedCheckpoint(note, { log }).checkpoint, read);
    } catch (error) {
      if (!(error instanceof ProofError) || error.code === 'unverifiable_here') throw error;
      throw new EntryError('log_changed', `The log’s checkpoint does not hold: ${error.message}`);
    }
  }

  /** Holds that the log is one that was read before, and has all of it still. @throws EntryError `log_changed`, `log_unreadable` */
  async extends({ origin, size, root }: LogPosition): Promise<void> {
    const { checkpoint } = this;
    if (checkpoint.origin !== origin)
      throw new EntryError('log_changed', `This is the log ${checkpoint.origin}, and ${origin} was read before`);
    if (checkpoint.size < size)
      throw new EntryError(
        'log_changed',
        `The log has ${checkpoint.size} entries, and ${size} were read before: it was cut`,
      );
    await this.#consistent(size, Buffer.from(root, 'base64'), () => {
      throw new EntryError(
        'log_changed',
        `The first ${size} entries of the log are not those that were read before: this is another history of ${origin}`,
      );
    });
  }

  /** Where a reader of the first `size` entries stands. @throws EntryError `log_changed`, `log_unreadable` */
  async position(size: number): Promise<LogPosition> {
    const tree = await this.#treeAt(size);
    await this.#consistent(size, tree.root(), () => this.#changed(size, size));
    return this.#positionOf(tree);
  }

  /**
   * Entries from `from` to before `to`, a tile at a time.
   *
   * @throws EntryError `log_changed` naming the entry, `log_unreadable`, `entry_malformed`
   */
  async *entries(from: number, to: number): AsyncGenerator<ProvenEntries> {
    const tree = await this.#treeAt(from);
    const end = Math.min(to, this.checkpoint.size);
    while (tree.size < end) {
      const start = tree.size;
      const bytes = (await this.#bytesOf(start)).slice(0, end - start);
      const hashes = bytes.map(leafHash);
      for (const hash of hashes) tree.append(hash);
      await this.#consistent(tree.size, tree.root(), () => this.#changed(start, tree.size));
      const entries = bytes.map((one, place) => logged(start + place, one, hashes[place] as Uint8Array));
      yield { entries, position: this.#positionOf(tree) };
    }
  }

  /** Bytes of the entries from `start` to the end of its tile. */
  async #bytesOf(start: number): Promise<readonly Uint8Array[]> {
    const entries = await this.#read(async () => need(await this.#files.entries(this.#tileOf('entries', start))));
    return entries.slice(start % TILE_WIDTH);
  }

  #tileOf(level: Tile['level'], leaf: number): Tile {
    const index = Math.floor(leaf / TILE_WIDTH);
    return { level, index, width: tileWidth(level, index, this.checkpoint.size) };
  }

  async #treeAt(size: number): Promise<CompactTree> {
    return new CompactTree(size, await this.#read(() => this.#tree.edge(size)));
  }

  #positionOf(tree: CompactTree): LogPosition {
    return { origin: this.checkpoint.origin, size: tree.size, root: encodeBase64(tree.root()) };
  }

  /** @param otherwise what follows where the first `size` entries of the log don't lead to this root */
  async #consistent(size: number, root: Uint8Array, otherwise: () => unknown): Promise<void> {
    const { checkpoint } = this;
    if (size === 0 || size === checkpoint.size) {
      if (!sameHash(root, size === 0 ? new CompactTree().root() : checkpoint.root)) await otherwise();
      return;
    }
    const proof = await this.#read(() => this.#tree.consistency(size, checkpoint.size));
    try {
      verifyConsistency(size, checkpoint.size, proof, root, checkpoint.root);
    } catch (error) {
      if (!(error instanceof ProofError)) throw error;
      await otherwise();
    }
  }

  /** Which of these entries it is that was changed, as far as the tiles of hashes tell. @throws EntryError `log_changed` */
  async #changed(from: number, to: number): Promise<never> {
    const tile = this.#tileOf(0, from);
    const hashes = from < to ? await this.#files.hashes(tile) : [];
    const bytes = from < to ? await this.#bytesOf(from) : [];
    const at = bytes.findIndex(
      (one, place) =>
        typeof hashes !== 'string' && !sameHash(leafHash(one), hashes[(from % TILE_WIDTH) + place] ?? new Uint8Array()),
    );
    throw new EntryError(
      'log_changed',
      at < 0
        ? `The log’s hashes do not lead from its first ${to} entries to the root that it signed: an entry or a tile was changed`
        : `Entry ${from + at} is not the one that was hashed in ${tilePath(tile)}: one of the two was changed`,
    );
  }

  async #read<Found>(work: () => Promise<Found>): Promise<Found> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof MissingTile)
        throw new EntryError('log_unreadable', `The log can’t be read: ${error.message}`);
      throw error;
    }
  }
}

function logged(index: number, bytes: Uint8Array, hash: Uint8Array): LoggedEntry {
  const { entry, id } = parseEntry(bytes);
  return { index, id, leafHash: hash, bytes, entry };
}
