import assert from 'node:assert/strict';
import { createHash, webcrypto } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createAsyncVerifier, createVerifier, ProofError, type ProofErrorCode } from './index.ts';
import { leafHash, verifyConsistency, verifyInclusion } from './standalone.ts';
import {
  modelConsistency,
  modelExtension,
  modelInclusion,
  modelLeaf,
  modelPath,
  modelRoot,
} from './testing/proof-model.ts';
import { readVectors, vectorsAreHere } from './testing/vectors.ts';

const is = (code: ProofErrorCode) => (error: unknown) => error instanceof ProofError && error.code === code;
const isRefused = (error: unknown): boolean =>
  error instanceof ProofError && ['bad_proof', 'malformed_proof'].includes(error.code);
const entriesOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `entry ${index}`);
const huge = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n });
const sizes = fc.oneof(huge, fc.bigInt({ min: 1n, max: 300n }), fc.bigInt({ min: 2n ** 32n - 4n, max: 2n ** 33n }));

/** A proof with one thing changed. */
function changed(proof: readonly Uint8Array[], at: number, how: 'flip' | 'drop' | 'double'): Uint8Array[] {
  if (proof.length === 0) return [new Uint8Array(32)];
  const place = at % proof.length;
  const hash = (proof[place] as Uint8Array).slice();
  if (how === 'drop') return proof.toSpliced(place, 1);
  if (how === 'double') return proof.toSpliced(place, 0, hash);
  hash[at % 32] = (hash[at % 32] as number) ^ (1 << (at % 8));
  return proof.with(place, hash);
}
const change = fc.tuple(fc.nat(10_000), fc.constantFrom('flip' as const, 'drop' as const, 'double' as const));

describe('a Merkle proof (RFC 9162 §2.1.3, §2.1.4)', () => {
  test('is judged as those say who made the vectors', {
    skip: vectorsAreHere ? false : 'the vectors are not here',
  }, () => {
    const bytes = (text: string): Uint8Array => Buffer.from(text, 'base64');
    const vectors = readVectors();
    assert.ok(vectors.length > 50);
    for (const { file, kind, holds, numbers, proof, hashes } of vectors) {
      const [first, second] = [bytes(hashes[0]), bytes(hashes[1])];
      const run = (): void =>
        kind === 'inclusion'
          ? verifyInclusion(...numbers, first, proof.map(bytes), second)
          : verifyConsistency(...numbers, proof.map(bytes), first, second);
      if (holds) run();
      else assert.throws(run, isRefused, file);
    }
  });

  test('is taken for each leaf and each beginning of small trees, as a slow model makes it', () => {
    for (let size = 1; size <= 70; size++) {
      const entries = entriesOf(size);
      const root = modelRoot(entries);
      for (let index = 0; index < size; index++)
        verifyInclusion(index, size, leafHash(Buffer.from(`entry ${index}`)), modelPath(index, entries), root);
      for (let first = 1; first <= size; first++)
        verifyConsistency(first, size, modelExtension(first, entries), modelRoot(entries.slice(0, first)), root);
    }
  });

  test('is taken in trees of some hundred leaves', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(399), (size, place) => {
        const entries = entriesOf(size);
        const [root, index] = [modelRoot(entries), place % size];
        verifyInclusion(index, size, modelLeaf(`entry ${index}`), modelPath(index, entries), root);
        const beginning = modelRoot(entries.slice(0, index + 1));
        verifyConsistency(index + 1, size, modelExtension(index + 1, entries), beginning, root);
      }),
      { numRuns: 60 },
    );
  });

  test('of inclusion is taken at every size up to 2^63 - 1, and with nothing changed', () => {
    fc.assert(
      fc.property(sizes, huge, change, (size, place, [at, how]) => {
        const index = place % size;
        const { proof, root } = modelInclusion(index, size);
        const leaf = modelLeaf(`entry ${index}`);
        verifyInclusion(index, size, leaf, proof, root);
        assert.throws(() => verifyInclusion(index, size, leaf, changed(proof, at, how), root), is('bad_proof'));
        assert.throws(() => verifyInclusion(index, size, modelLeaf('another'), proof, root), is('bad_proof'));
        assert.throws(() => verifyInclusion(index, size, leaf, proof, modelLeaf('another')), is('bad_proof'));
        assert.throws(() => verifyInclusion(size, size, leaf, proof, root), is('bad_proof'));
        if (size > 1n) assert.throws(() => verifyInclusion((index + 1n) % size, size, leaf, proof, root), isRefused);
      }),
    );
  });

  test('of consistency is taken at every size up to 2^63 - 1, and with nothing changed', () => {
    fc.assert(
      fc.property(sizes, huge, change, (size2, place, [at, how]) => {
        const size1 = 1n + (place % size2);
        const { proof, root1, root2 } = modelConsistency(size1, size2);
        verifyConsistency(size1, size2, proof, root1, root2);
        const broken = changed(proof, at, how);
        assert.throws(() => verifyConsistency(size1, size2, broken, root1, root2), is('bad_proof'));
        if (size1 === size2) return;
        assert.throws(() => verifyConsistency(size1, size2, proof, root2, root1), is('bad_proof'));
        assert.throws(() => verifyConsistency(size2, size1, proof, root2, root1), is('bad_proof'));
        assert.throws(() => verifyConsistency(size1, size2, proof, root1, modelLeaf('another')), is('bad_proof'));
        assert.throws(() => verifyConsistency(0n, size2, proof, root1, root2), is('bad_proof'));
      }),
    );
  });

  test('is nothing from the empty tree, which everything extends', () => {
    const [empty, one] = [modelRoot([]), modelLeaf('one')];
    verifyConsistency(0, 0, [], empty, empty);
    assert.throws(() => verifyConsistency(0, 0, [], one, one), is('bad_proof'));
    assert.throws(() => verifyConsistency(0, 0, [empty], empty, empty), is('bad_proof'));
    assert.throws(() => verifyConsistency(0, 1, [], empty, one), is('bad_proof'));
    assert.throws(() => verifyInclusion(0, 0, one, [], one), is('bad_proof'));
  });

  test('of two trees of one size is empty, and their roots are the same', () => {
    const [one, other] = [modelLeaf('one'), modelLeaf('other')];
    verifyConsistency(7, 7n, [], one, one.slice());
    assert.throws(() => verifyConsistency(7, 7, [], one, other), is('bad_proof'));
    assert.throws(() => verifyConsistency(7, 7, [one], one, one), is('bad_proof'));
  });

  test('is refused where an argument is none', () => {
    const hash = modelLeaf('one');
    const loose = verifyInclusion as (...of: unknown[]) => void;
    const looseConsistency = verifyConsistency as (...of: unknown[]) => void;
    const counts = [-1, -1n, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 2n ** 63n, '1', null, undefined, {}];
    const hashes = [new Uint8Array(31), new Uint8Array(33), new Uint8Array(), 'hash', null, undefined, [...hash]];
    for (const count of counts) {
      assert.throws(() => loose(count, 2, hash, [hash], hash), is('malformed_proof'), String(count));
      assert.throws(() => loose(0, count, hash, [hash], hash), is('malformed_proof'), String(count));
      assert.throws(() => looseConsistency(count, 2, [hash], hash, hash), is('malformed_proof'));
      assert.throws(() => looseConsistency(1, count, [hash], hash, hash), is('malformed_proof'));
    }
    for (const wrong of hashes) {
      assert.throws(() => loose(0, 2, wrong, [hash], hash), is('malformed_proof'));
      assert.throws(() => loose(0, 2, hash, [wrong], hash), is('malformed_proof'));
      assert.throws(() => loose(0, 2, hash, [hash], wrong), is('malformed_proof'));
      assert.throws(() => looseConsistency(1, 2, [wrong], hash, hash), is('malformed_proof'));
      assert.throws(() => looseConsistency(1, 2, [hash], wrong, hash), is('malformed_proof'));
      assert.throws(() => looseConsistency(1, 2, [hash], hash, wrong), is('malformed_proof'));
      assert.throws(() => looseConsistency(1, 1, [], wrong, wrong), is('malformed_proof'));
    }
    for (const proof of [null, undefined, 'proof', { length: 0 }, new Array(1)])
      assert.throws(() => loose(0, 2, hash, proof, hash), is('malformed_proof'));
    assert.throws(() => leafHash('text' as unknown as Uint8Array), is('malformed_proof'));
  });

  test('is verified with the hashing that is given, waited for or not', async () => {
    const node = createVerifier({ sha256: (bytes) => createHash('sha256').update(bytes).digest() });
    const web = createAsyncVerifier({
      sha256: async (bytes) => new Uint8Array(await webcrypto.subtle.digest('SHA-256', bytes)),
    });
    const entries = entriesOf(21);
    const [root, leaf, proof] = [modelRoot(entries), modelLeaf('entry 13'), modelPath(13, entries)];
    node.verifyInclusion(13, 21, leaf, proof, root);
    await web.verifyInclusion(13, 21, leaf, proof, root);
    assert.deepEqual(await web.inclusionRoot(13, 21, leaf, proof), root);
    assert.deepEqual(await web.leafHash(Buffer.from('entry 13')), leaf);
    const [beginning, extension] = [modelRoot(entries.slice(0, 6)), modelExtension(6, entries)];
    node.verifyConsistency(6, 21, extension, beginning, root);
    await web.verifyConsistency(6, 21, extension, beginning, root);
    await assert.rejects(web.verifyConsistency(6, 21, extension, root, beginning), is('bad_proof'));
    await assert.rejects(web.verifyInclusion(-1, 21, leaf, proof, root), is('malformed_proof'));
  });
});
