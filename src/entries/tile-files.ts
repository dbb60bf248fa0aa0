import { parseEntryTile, parseHashTile, TILE_WIDTH, type Tile, TileTree, tilePath, tileWidth } from '../proof/index.ts';

/** A path of our own: the newest checkpoint, where `checkpoint` is the newest that was cosigned. */
export const NEWEST = 'newest-checkpoint';

/** What stands at a path below a log's prefix (C2SP tlog-tiles); null where nothing does. */
export type ReadLogFile = (path: string) => Promise<Uint8Array | null>;

/** The tree out of the tiles that a log of this size has. Its methods throw `MissingTile`. */
export function treeOf(files: TileFiles, size: number): TileTree {
  return new TileTree(async (level, from, count) => {
    const above = Math.floor(from / TILE_WIDTH);
    const hashes = need(await files.hashes({ level, index: above, width: tileWidth(level, above, size) }));
    return hashes.slice(from % TILE_WIDTH, (from % TILE_WIDTH) + count);
  });
}

/** Its message says which is missing, or what is wrong with it. */
export class MissingTile extends Error {}

export function need<Found>(found: Found | string): Found {
  if (typeof found === 'string') throw new MissingTile(found);
  return found;
}

/** Tiles in their parsed form, or what is wrong with them in a sentence. The last of each level stays at hand. */
export class TileFiles {
  readonly #read: ReadLogFile;
  readonly #last = new Map<number, { readonly path: string; readonly hashes: readonly Uint8Array[] }>();

  constructor(read: ReadLogFile) {
    this.#read = read;
  }

  async hashes(tile: Tile): Promise<readonly Uint8Array[] | string> {
    const path = tilePath(tile);
    const last = this.#last.get(tile.level as number);
    if (last?.path === path) return last.hashes;
    const hashes = await this.#parsed(tile, parseHashTile);
    if (typeof hashes !== 'string') this.#last.set(tile.level as number, { path, hashes });
    return hashes;
  }

  async entries(tile: Tile): Promise<readonly Uint8Array[] | string> {
    return await this.#parsed(tile, parseEntryTile);
  }

  async #parsed(
    tile: Tile,
    parse: (bytes: Uint8Array, width: number) => Uint8Array[],
  ): Promise<readonly Uint8Array[] | string> {
    // A partial tile may go once the full one is there.
    for (const width of new Set([tile.width, TILE_WIDTH])) {
      const path = tilePath({ ...tile, width });
      const bytes = await this.#read(path);
      if (bytes === null) continue;
      try {
        return parse(bytes, width).slice(0, tile.width);
      } catch (error) {
        return `${path} is not that tile: ${error instanceof Error ? error.message : error}`;
      }
    }
    return `${tilePath(tile)} is missing`;
  }
}
