import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  CompactTree,
  consistencyProof,
  inclusionProof,
  leafHash,
  openNote,
  parseCheckpoint,
  parseEntryTile,
  parseHashTile,
  rootOf,
  tilesOf,
  verifyConsistency,
  verifyInclusion,
} from '../proof/index.ts';
import { latestCheckpoint, logTree, readEntries, readTile, verifyLedger } from './index.ts';
import { draft, type TemporaryLedger, temporaryLedger } from './testing/temporary-ledger.ts';

describe('the tiles of a stored ledger (C2SP tlog-tiles)', () => {
  let ledger: TemporaryLedger;
  let leaves: Uint8Array[] = [];
  before(async () => {
    ledger = await temporaryLedger();
    const writer = await ledger.writer('guard-1');
    for (let count = 0; count < 6; count++) await writer.append({ drafts: Array.from({ length: 100 }, () => draft()) });
    await ledger.sequencer().settled();
    await writer.close();
    leaves = [];
    for await (const { bytes } of readEntries(ledger.store, { from: 0 })) leaves.push(leafHash(bytes));
  });
  after(() => ledger.close());

  const storedHashes = async (): Promise<readonly { level: number; index: number; hash: Buffer }[]> =>
    (await ledger.store.pool.query('SELECT level, index, hash FROM ledger_tile_hashes ORDER BY level, index')).rows;

  test('lead from the entries to the checkpoint', async () => {
    const { text } = openNote((await latestCheckpoint(ledger.store)) ?? '', [ledger.logSigner.key]);
    const { size, root } = parseCheckpoint(text);
    assert.equal(size, 602);
    assert.deepEqual(rootOf(leaves), Buffer.from(root));
    const tree = new CompactTree();
    const above: Uint8Array[] = [];
    for (const tile of tilesOf(size)) {
      const bytes = (await readTile(ledger.store, tile)) ?? new Uint8Array();
      if (tile.level === 'entries') {
        for (const entry of parseEntryTile(bytes, tile.width)) tree.append(leafHash(entry));
        continue;
      }
      const hashes = parseHashTile(bytes, tile.width);
      if (tile.level === 1) assert.deepEqual(hashes, above);
      else if (tile.width === 256) above.push(rootOf(hashes));
    }
    assert.deepEqual(tree.root(), Buffer.from(root));
  });

  test('are there in each width that the log has passed, and in no other', async () => {
    for (const [level, index, width, there] of [
      [0, 2, 90, true],
      [0, 2, 91, false],
      [0, 2, 256, false],
      [0, 3, 1, false],
      [0, 1, 17, true],
      ['entries', 2, 90, true],
      ['entries', 2, 91, false],
      [1, 0, 2, true],
      [1, 0, 1, true],
      [1, 0, 3, false],
      [2, 0, 1, false],
      [63, 0, 1, false],
      [0, Number.MAX_SAFE_INTEGER, 1, false],
    ] as const)
      assert.equal(
        (await readTile(ledger.store, { level, index, width })) !== null,
        there,
        `${level}/${index}/${width}`,
      );
    const partial = (await readTile(ledger.store, { level: 0, index: 1, width: 17 })) ?? new Uint8Array();
    assert.deepEqual(
      parseHashTile(partial, 17).map((hash) => Buffer.from(hash)),
      leaves.slice(256, 273),
    );
  });

  test('prove each entry and each earlier size', async () => {
    const tree = logTree(ledger.store);
    for (const index of [0, 255, 256, 511, 601]) {
      const proof = await tree.inclusion(index, 602);
      assert.deepEqual(proof, inclusionProof(leaves, index));
      verifyInclusion(index, 602, leaves[index] as Uint8Array, proof, rootOf(leaves));
    }
    for (const size of [1, 100, 256, 300, 602]) {
      const proof = await tree.consistency(size, 602);
      assert.deepEqual(proof, consistencyProof(leaves, size));
      verifyConsistency(size, 602, proof, rootOf(leaves.slice(0, size)), rootOf(leaves));
    }
  });

  test('have a changed hash found by verifying, and mended by the next sequencer, as one that is lacking', async () => {
    const before = await storedHashes();
    assert.deepEqual(
      before.map(({ level, index }) => [level, index]),
      [
        [1, 0],
        [1, 1],
      ],
    );
    const change = 'UPDATE ledger_tile_hashes SET hash = set_byte(hash, 3, get_byte(hash, 3) # 1) WHERE index = 1';
    await ledger.store.pool.query(change);
    await ledger.store.pool.query('DELETE FROM ledger_tile_hashes WHERE index = 0');
    await assert.rejects(readTile(ledger.store, { level: 1, index: 0, width: 1 }), { code: 'tiles_not_computed' });
    const { faults } = await verifyLedger({ store: ledger.store, keys: [ledger.logSigner.key] });
    assert.deepEqual(faults, [{ index: null, what: 'hash 1 of level 1 of its tiles is not that of the entries' }]);
    await ledger.restartSequencer();
    assert.deepEqual(await storedHashes(), before);
    assert.deepEqual(ledger.problems, ['1 stored hashes of tiles were changed; they are mended']);
    assert.ok((await verifyLedger({ store: ledger.store, keys: [ledger.logSigner.key] })).holds);
  });
});
