import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  CompactTree,
  consistencyProof,
  inclusionProof,
  leafHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './merkle-tree.ts';
import { ProofError } from './proof-error.ts';

const leavesOf = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, index) => leafHash(Buffer.from(`entry ${index}`)));
const isBadProof = (error: unknown): boolean => error instanceof ProofError && error.code === 'bad_proof';

describe('a Merkle tree (RFC 6962 §2.1)', () => {
  test('has the known roots of the empty tree and of one empty leaf', () => {
    const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
    assert.equal(hex(rootOf([])), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    assert.equal(
      hex(rootOf([leafHash(new Uint8Array())])),
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
  });

  test('proves each leaf in each tree up to 40 leaves, and nothing else', () => {
    for (let size = 1; size <= 40; size++) {
      const leaves = leavesOf(size);
      const root = rootOf(leaves);
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(leaves, index);
        const leaf = leaves[index] as Uint8Array;
        verifyInclusion(index, size, leaf, proof, root);
        verifyInclusion(BigInt(index), BigInt(size), leaf, proof, root);
        assert.throws(() => verifyInclusion((index + 1) % (size + 1), size, leaf, proof, root), isBadProof);
        assert.throws(() => verifyInclusion(index, size, leaf, [...proof, root], root), isBadProof);
        if (proof.length > 0) assert.throws(() => verifyInclusion(index, size, leaf, proof.slice(1), root), isBadProof);
      }
    }
  });

  test('proves that it extends each of its beginnings', () => {
    const leaves = leavesOf(40);
    for (let second = 1; second <= 40; second++)
      for (let first = 1; first <= second; first++) {
        const [root1, root2] = [rootOf(leaves.slice(0, first)), rootOf(leaves.slice(0, second))];
        const proof = consistencyProof(leaves.slice(0, second), first);
        verifyConsistency(first, second, proof, root1, root2);
        assert.throws(() => verifyConsistency(first, second, [...proof, root1], root1, root2), isBadProof);
        if (first < second) assert.throws(() => verifyConsistency(first, second, proof, root2, root1), isBadProof);
      }
  });

  test('is continued from its right edge alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 50 }), (first, more) => {
        const leaves = leavesOf(first + more);
        const begun = new CompactTree();
        for (const leaf of leaves.slice(0, first)) begun.append(leaf);
        const resumed = new CompactTree(begun.size, begun.edge);
        for (const leaf of leaves.slice(first)) resumed.append(leaf);
        assert.deepEqual(resumed.root(), rootOf(leaves));
      }),
      { numRuns: 30 },
    );
    assert.throws(() => new CompactTree(3, []), isBadProof);
  });
});
