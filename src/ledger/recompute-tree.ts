import {
  appendToTiles,
  type Checkpoint,
  CompactTree,
  openKeptCheckpoint,
  sameHash,
  type VerifierKey,
} from '../proof/index.ts';
import type { Store } from '../store/index.ts';
import { broken } from './ledger-error.ts';
import { TileHashCheck } from './tile-hashes.ts';

const PAGE = 20_000;

/** Hashes of the log's leaves from one index to another, exclusive, in order. @throws LedgerError `ledger_broken` where one is missing */
export async function* leafHashes({ pool }: Store, from: number, to: number): AsyncGenerator<Uint8Array> {
  for (let next = from; next < to; ) {
    const { rows } = await pool.query<{ index: number; leaf_hash: Buffer }>(
      'SELECT index, leaf_hash FROM ledger_entries WHERE index >= $1 AND index < $2 ORDER BY index',
      [next, Math.min(next + PAGE, to)],
    );
    for (const { index, leaf_hash } of rows) {
      if (index !== next) throw broken(`entry ${next} is missing`);
      yield leaf_hash;
      next++;
    }
    if (rows.length === 0) throw broken(`entry ${next} is missing`);
  }
}

/**
 * Computes the log's tree from its stored leaves, and compares it with the newest checkpoint and with earlier ones. Once it holds,
 * hashes of tiles that are stored otherwise are mended.
 *
 * @throws LedgerError `ledger_broken`
 */
export async function recomputeTree({
  store,
  origin,
  logKeys,
  earlier,
  onProblem,
}: {
  readonly store: Store;
  readonly origin: string;
  readonly logKeys: readonly VerifierKey[];
  readonly earlier: readonly Pick<Checkpoint, 'size' | 'root'>[];
  readonly onProblem?: ((message: string) => void) | undefined;
}): Promise<CompactTree> {
  const { rows } = await store.pool.query<{ size: number; checkpoint: string }>(
    'SELECT size, checkpoint FROM ledger_head WHERE origin = $1',
    [origin],
  );
  const head = rows[0] ?? { size: 0, checkpoint: '' };
  for (const { size } of earlier)
    if (head.size < size) throw broken(`it had ${size} entries and has ${head.size}, so it was cut`);
  const tree = new CompactTree();
  const tiles = new TileHashCheck(store.pool);
  for await (const leaf of leafHashes(store, 0, head.size)) {
    appendToTiles(tree, leaf, tiles.take);
    if (tree.size % PAGE === 0) await tiles.compare();
    for (const { size, root } of earlier)
      if (size === tree.size && !sameHash(root, tree.root()))
        throw broken(`its first ${size} entries are not those that were signed`);
  }
  if (head.size > 0) {
    const checkpoint = openKeptCheckpoint(head.checkpoint, logKeys);
    if (checkpoint.size !== tree.size || !sameHash(checkpoint.root, tree.root()))
      throw broken('the entries do not lead to the newest checkpoint');
  }
  await tiles.compare();
  const changed = await tiles.mend();
  if (changed > 0) onProblem?.(`${changed} stored hashes of tiles were changed; they are mended`);
  return tree;
}
