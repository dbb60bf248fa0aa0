import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { formatAddCheckpoint, parseAddCheckpoint } from './add-checkpoint.ts';
import { ConsistencyCollector } from './consistency-collector.ts';
import { CompactTree, consistencyProof, leafHash, rootOf, verifyConsistency } from './merkle-tree.ts';
import { ProofError, type ProofErrorCode } from './proof-error.ts';

const withCode =
  (code: ProofErrorCode) =>
  (error: unknown): boolean =>
    error instanceof ProofError && error.code === code;
const hash = Buffer.alloc(32, 1);
const CHECKPOINT = 'log.example\n3\nAAAA\n\n— log.example AAAA\n';

describe('a request to add a checkpoint (C2SP tlog-witness)', () => {
  test('reads back', () => {
    fc.assert(
      fc.property(
        fc.maxSafeNat(),
        fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 63 }),
        (oldSize, proof) => {
          const request = { oldSize, proof: proof.map((one) => Buffer.from(one)), checkpoint: CHECKPOINT };
          assert.deepEqual(parseAddCheckpoint(formatAddCheckpoint(request)), request);
        },
      ),
    );
  });

  test('with a 64th line of proof is refused', () => {
    const body = (lines: number) =>
      formatAddCheckpoint({ oldSize: 1, proof: Array(lines).fill(hash), checkpoint: CHECKPOINT });
    assert.equal(parseAddCheckpoint(body(63)).proof.length, 63);
    assert.throws(() => parseAddCheckpoint(body(64)), withCode('malformed_request'));
  });

  test('that is malformed is refused', () => {
    const line = `${Buffer.from(hash).toString('base64')}`;
    for (const body of [
      '',
      'old 1\n',
      `old 01\n\n${CHECKPOINT}`,
      `old -1\n\n${CHECKPOINT}`,
      `old 9007199254740992\n\n${CHECKPOINT}`,
      `old 1 \n\n${CHECKPOINT}`,
      `old  1\n\n${CHECKPOINT}`,
      `Old 1\n\n${CHECKPOINT}`,
      `old 1\r\n\n${CHECKPOINT}`,
      `\n\n${CHECKPOINT}`,
      `old 1\n${line.slice(0, -1)}\n\n${CHECKPOINT}`,
      `old 1\n${line} \n\n${CHECKPOINT}`,
      `old 1\nAAAA\n\n${CHECKPOINT}`,
    ])
      assert.throws(() => parseAddCheckpoint(body), withCode('malformed_request'), JSON.stringify(body));
  });

  test('is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (rest, begun) => {
        try {
          const body = begun ? `old 1\n${rest}` : rest;
          assert.equal(formatAddCheckpoint(parseAddCheckpoint(body)), body);
        } catch (error) {
          assert.ok(withCode('malformed_request')(error), String(error));
        }
      }),
    );
  });
});

describe('a consistency proof from an edge and what came since', () => {
  const leaves = Array.from({ length: 70 }, (_, index) => leafHash(Buffer.from(`${index}`)));
  const grown = (size: number): CompactTree => {
    const tree = new CompactTree();
    for (const leaf of leaves.slice(0, size)) tree.append(leaf);
    return tree;
  };

  test('is the one of RFC 6962 §2.1.2, for all sizes', () => {
    for (let newSize = 0; newSize <= leaves.length; newSize++)
      for (let oldSize = 0; oldSize <= newSize; oldSize++) {
        const collector = new ConsistencyCollector(grown(oldSize), newSize);
        for (const leaf of leaves.slice(oldSize, newSize)) collector.append(leaf);
        const { proof, tree } = collector.finish();
        assert.deepEqual(proof, consistencyProof(leaves.slice(0, newSize), oldSize), `${oldSize} to ${newSize}`);
        assert.deepEqual(tree.root(), rootOf(leaves.slice(0, newSize)));
        if (oldSize > 0) verifyConsistency(oldSize, newSize, proof, rootOf(leaves.slice(0, oldSize)), tree.root());
      }
  });

  test('is none where leaves are missing or left over, or the log would shrink', () => {
    assert.throws(() => new ConsistencyCollector(grown(3), 5).finish(), withCode('bad_proof'));
    assert.throws(() => new ConsistencyCollector(grown(3), 3).append(hash), withCode('bad_proof'));
    assert.throws(() => new ConsistencyCollector(grown(3), 2), withCode('bad_proof'));
  });
});
