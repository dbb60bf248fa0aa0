import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inclusionProof, leafHash, ProofCollector, ProofError, type RangeProof, RangeRoot, rootOf } from './index.ts';

const leavesOf = (size: number): Uint8Array[] =>
  Array.from({ length: size }, (_, index) => leafHash(Buffer.from([index])));

/** A tree, and a range of its leaves, which may be empty. */
const ranges = fc
  .integer({ min: 1, max: 70 })
  .chain((size) =>
    fc.tuple(fc.constant(size), fc.nat(size), fc.nat(size), fc.uniqueArray(fc.nat(size - 1), { maxLength: 9 })),
  )
  .map(([size, one, other, leaves]) => ({ size, from: Math.min(one, other), to: Math.max(one, other), leaves }));

function collect(leaves: readonly Uint8Array[], wanted: readonly number[], from: number, to: number): ProofCollector {
  const collector = new ProofCollector(leaves.length, wanted, { from, to });
  for (const leaf of leaves) collector.append(leaf);
  return collector;
}

function rootBy({ left, right }: RangeProof, from: number, leaves: readonly Uint8Array[], size: number): Uint8Array {
  const range = new RangeRoot(from, left);
  for (const leaf of leaves) range.append(leaf);
  return range.root(size, right);
}

test('a range and what lies beside it lead to the root of the tree, and each leaf has the proof of RFC 6962', () => {
  fc.assert(
    fc.property(ranges, ({ size, from, to, leaves: wanted }) => {
      const leaves = leavesOf(size);
      const collector = collect(leaves, wanted, from, to);
      assert.deepEqual(collector.root(), rootOf(leaves));
      assert.deepEqual(rootBy(collector.range(), from, leaves.slice(from, to), size), rootOf(leaves));
      for (const index of wanted) assert.deepEqual(collector.inclusion(index), inclusionProof(leaves, index));
    }),
  );
});

test('an empty range stands anywhere, at the end of a tree with a ragged edge too', () => {
  for (let size = 1; size <= 20; size++)
    for (let from = 0; from <= size; from++) {
      const leaves = leavesOf(size);
      assert.deepEqual(rootBy(collect(leaves, [], from, from).range(), from, [], size), rootOf(leaves));
    }
});

test('a range with a leaf changed, dropped, added or moved leads elsewhere or nowhere', () => {
  fc.assert(
    fc.property(ranges, fc.nat(), ({ size, from, to }, at) => {
      fc.pre(to - from >= 2);
      const leaves = leavesOf(size);
      const proof = collect(leaves, [], from, to).range();
      const range = leaves.slice(from, to);
      const place = at % (range.length - 1);
      const first = range[place] as Uint8Array;
      const changed = [
        range.with(place, leafHash(Buffer.from('other'))),
        range.filter((_, index) => index !== place),
        [...range, first],
        range.with(place, range[place + 1] as Uint8Array).with(place + 1, first),
      ];
      for (const other of changed) {
        let root: Uint8Array | null = null;
        try {
          root = rootBy(proof, from, other, size);
        } catch (error) {
          assert.ok(error instanceof ProofError);
        }
        assert.notDeepEqual(root, rootOf(leaves));
      }
    }),
  );
});

test('a proof with hashes too many, too few, or of another length is refused', () => {
  const leaves = leavesOf(13);
  const { left, right } = collect(leaves, [], 3, 6).range();
  const range = leaves.slice(3, 6);
  const hash = leafHash(new Uint8Array());
  const refused = (proof: RangeProof): void =>
    assert.throws(
      () => rootBy(proof, 3, range, 13),
      (error) => error instanceof ProofError && error.code === 'bad_proof',
    );
  refused({ left: left.slice(1), right });
  refused({ left: [...left, hash], right });
  refused({ left, right: right.slice(1) });
  refused({ left, right: [...right, hash] });
  refused({ left, right: [hash.subarray(1), ...right.slice(1)] });
  assert.throws(() => new RangeRoot(3, left).root(2, right), ProofError);
});

test('proves nothing before all leaves were taken', () => {
  const collector = new ProofCollector(4, [0], { from: 0, to: 1 });
  assert.throws(() => collector.inclusion(0), ProofError);
});
