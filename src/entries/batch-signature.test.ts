import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { leafHash, rootOf } from '../proof/index.ts';
import { BatchVerifier, signBatch, writerKey } from './batch-signature.ts';
import { ProvenBatch } from './proven-batch.ts';
import type { WriterProof } from './types.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const key = writerKey(privateKey);
const entriesOf = (size: number): Uint8Array[] => Array.from({ length: size }, (_, index) => Buffer.from(`${index}`));
const batches = fc
  .integer({ min: 1, max: 40 })
  .chain((size) => fc.tuple(fc.constant(size), fc.array(fc.nat(size - 1), { minLength: 1, maxLength: 60 })));

describe('a batch of entries under one signature', () => {
  test('holds each of its entries, in whatever order and however often they come', () => {
    fc.assert(
      fc.property(batches, ([size, order]) => {
        const entries = entriesOf(size);
        const proofs = signBatch('w', key, entries);
        const verifier = new BatchVerifier();
        for (const index of order)
          assert.ok(verifier.verify('w', publicKey, entries[index] as Uint8Array, proofs[index] as WriterProof));
      }),
    );
  });

  test('holds nothing else, whatever of the tree is known by then', () => {
    const others: readonly ((proof: WriterProof) => WriterProof)[] = [
      (proof) => ({ ...proof, index: proof.index + 1 }),
      (proof) => ({ ...proof, index: proof.index ^ 1 }),
      (proof) => ({ ...proof, index: proof.index + 2 ** 32 }),
      (proof) => ({ ...proof, size: proof.size + 1 }),
      (proof) => ({ ...proof, path: proof.path.slice(1) }),
      (proof) => ({ ...proof, path: proof.path.slice(0, -1) }),
      (proof) => ({ ...proof, path: [...proof.path, Buffer.alloc(32).toString('base64')] }),
      (proof) => ({ ...proof, path: proof.path.with(0, Buffer.alloc(32).toString('base64')) }),
      (proof) => ({ ...proof, path: proof.path.with(-1, Buffer.alloc(32).toString('base64')) }),
      (proof) => ({ ...proof, path: proof.path.with(-1, `${proof.path.at(-1)}\n`) }),
      (proof) => ({ ...proof, signature: Buffer.alloc(64).toString('base64') }),
    ];
    fc.assert(
      fc.property(batches, fc.constantFrom(...others), ([size, order], change) => {
        const entries = entriesOf(size + 1);
        const proofs = signBatch('w', key, entries);
        const verifier = new BatchVerifier();
        for (const index of order) {
          const [entry, proof] = [entries[index] as Uint8Array, proofs[index] as WriterProof];
          assert.ok(verifier.verify('w', publicKey, entry, proof));
          assert.ok(!verifier.verify('w', publicKey, entry, change(proof)));
          assert.ok(!verifier.verify('w', publicKey, Buffer.from('another'), proof));
        }
      }),
    );
  });

  test('is verified by one signature for all of its entries', () => {
    fc.assert(
      fc.property(batches, ([size, order]) => {
        const entries = entriesOf(size);
        const proofs = signBatch('w', key, entries);
        const root = rootOf(entries.map(leafHash));
        const batch = new ProvenBatch(proofs[0] as WriterProof, root);
        for (const index of [...order, ...entries.keys()])
          assert.ok(batch.holds(entries[index] as Uint8Array, proofs[index] as WriterProof));
        assert.ok(!batch.holds(Buffer.from('another'), proofs[0] as WriterProof));
      }),
    );
  });

  test('is of one writer and one key', () => {
    const [entry, proofs] = [Buffer.from('entry'), signBatch('w', key, [Buffer.from('entry')])];
    const proof = proofs[0] as WriterProof;
    const verifier = new BatchVerifier();
    assert.ok(verifier.verify('w', publicKey, entry, proof));
    assert.ok(!verifier.verify('v', publicKey, entry, proof));
    assert.ok(!verifier.verify('w', createPublicKey(generateKeyPairSync('ed25519').privateKey), entry, proof));
  });
});
