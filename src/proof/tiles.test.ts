import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { CompactTree, consistencyProof, inclusionProof, leafHash, rootOf } from './merkle-tree.ts';
import { ProofError } from './proof-error.ts';
import {
  appendToTiles,
  formatEntryTile,
  parseEntryTile,
  parseHashTile,
  parseTilePath,
  TileTree,
  tilePath,
  tilesOf,
  tileWidth,
} from './tiles.ts';

const isMalformed = (error: unknown): boolean => error instanceof ProofError && error.code === 'malformed_proof';
const LEAVES = Array.from({ length: 70_000 }, (_, index) => leafHash(Buffer.from(`entry ${index}`)));
/** Hashes by level, as tiles hold them. */
const levels: Uint8Array[][] = [LEAVES];
const whole = new CompactTree();
for (const leaf of LEAVES)
  appendToTiles(whole, leaf, ({ level, index, hash }) => {
    levels[level] ??= [];
    const hashes = levels[level] as Uint8Array[];
    assert.equal(hashes.length, index);
    hashes.push(hash);
  });
const reads: string[] = [];
const tree = new TileTree(async (level, from, count) => {
  assert.equal(Math.floor(from / 256), Math.floor((from + count - 1) / 256));
  reads.push(`${level}/${from}`);
  const hashes = (levels[level] ?? []).slice(from, from + count);
  assert.equal(hashes.length, count);
  return hashes;
});

describe('the path of a tile (C2SP tlog-tiles)', () => {
  test('is what the specification has', () => {
    assert.equal(tilePath({ level: 0, index: 1_234_067, width: 256 }), 'tile/0/x001/x234/067');
    assert.equal(tilePath({ level: 3, index: 7, width: 5 }), 'tile/3/007.p/5');
    assert.equal(tilePath({ level: 'entries', index: 1000, width: 255 }), 'tile/entries/x001/000.p/255');
  });

  test('has one spelling', () => {
    const tiles = fc.record({
      level: fc.oneof(fc.constant('entries' as const), fc.nat(63)),
      index: fc.oneof(fc.nat(2000), fc.maxSafeNat()),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(fc.property(tiles, (tile) => assert.deepEqual(parseTilePath(tilePath(tile)), { ...tile })));
    const parts = fc.constantFrom(
      'tile',
      '0',
      '1',
      'entries',
      'x000',
      'x001',
      '000',
      '067',
      '.p',
      '.p/5',
      '..',
      '%2e',
      '',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts).map((names) => names.join('/')),
        ),
        (path) => {
          const tile = parseTilePath(path);
          if (tile !== null) assert.equal(tilePath(tile), path);
        },
      ),
    );
    for (const path of [
      'tile/00/000',
      'tile/64/000',
      'tile/-1/000',
      'tile/0/0',
      'tile/0/0000',
      'tile/0/x000/001',
      'tile/0/001/x002',
      'tile/0/000.p/0',
      'tile/0/000.p/01',
      'tile/0/000.p/256',
      'tile/0/000.p/',
      'tile/0/000/',
      '/tile/0/000',
      'tile/0/../0/000',
      'tile/data/000',
      `tile/0/${'x999/'.repeat(6)}999`,
    ])
      assert.equal(parseTilePath(path), null, path);
  });
});

describe('the tiles of a tree', () => {
  const widths = (size: number): Record<string, readonly [full: number, partial: number]> => {
    const found: Record<string, [number, number]> = {};
    for (const { level, width } of tilesOf(size)) {
      found[level] ??= [0, 0];
      const of = found[level] as [number, number];
      if (width === 256) of[0]++;
      else of[1] = width;
    }
    return found;
  };

  test('are those of the specification’s examples', () => {
    assert.deepEqual(widths(256), { entries: [1, 0], 0: [1, 0], 1: [0, 1] });
    assert.deepEqual(widths(70_000), { entries: [273, 112], 0: [273, 112], 1: [1, 17], 2: [0, 1] });
    assert.deepEqual(widths(0), {});
    assert.equal(tileWidth(0, 273, 70_000), 112);
    assert.equal(tileWidth(0, 274, 70_000), 0);
    assert.equal(tileWidth('entries', 2, 70_000), 256);
  });

  test('give every proof, with few reads', async () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 1500 }), fc.nat(), fc.nat());
    await fc.assert(
      fc.asyncProperty(sizes, async ([size, one, other]) => {
        const leaves = LEAVES.slice(0, size);
        const [index, first] = [one % size, 1 + (other % size)];
        assert.deepEqual(await tree.root(size), rootOf(leaves));
        assert.deepEqual(await tree.inclusion(index, size), inclusionProof(leaves, index));
        assert.deepEqual(await tree.consistency(first, size), consistencyProof(leaves, first));
        const resumed = new CompactTree(first, await tree.edge(first));
        for (const leaf of leaves.slice(first)) resumed.append(leaf);
        assert.deepEqual(resumed.root(), rootOf(leaves));
      }),
      { numRuns: 60 },
    );
    reads.length = 0;
    assert.deepEqual(await tree.root(70_000), whole.root());
    assert.ok(reads.length < 20, `${reads.length}`);
    for (const [index, size] of [
      [5, 5],
      [-1, 5],
      [0.5, 5],
    ] as const)
      await assert.rejects(tree.inclusion(index, size), { code: 'bad_proof' });
    await assert.rejects(tree.consistency(0, 5), { code: 'bad_proof' });
  });
});

test('a tile of entries is read back, and refused with a byte more or less', () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(entries, fc.nat(), (list, cut) => {
      const bytes = formatEntryTile(list);
      assert.deepEqual(
        parseEntryTile(bytes, list.length).map((entry) => [...entry]),
        list.map((entry) => [...entry]),
      );
      assert.throws(() => parseEntryTile(bytes.subarray(0, cut % bytes.length), list.length), isMalformed);
      assert.throws(() => parseEntryTile(Buffer.concat([bytes, Buffer.alloc(1)]), list.length), isMalformed);
    }),
  );
  assert.throws(() => formatEntryTile([new Uint8Array(65_536)]), isMalformed);
  assert.throws(() => parseHashTile(new Uint8Array(63), 2), isMalformed);
  assert.equal(parseHashTile(new Uint8Array(64), 2).length, 2);
});
