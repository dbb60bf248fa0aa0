import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { formatCheckpoint } from './checkpoint.ts';
import { cosignCheckpoint, ed25519Cosigner, mlDsa44Cosigner, verifyCosignature } from './cosignature.ts';
import { ProofError, type ProofErrorCode } from './proof-error.ts';
import { type CheckpointKeys, countWitnesses, holdingCosignatures, openSignedCheckpoint } from './signed-checkpoint.ts';
import { formatSignature, openNote, parseNote, signNote } from './signed-note.ts';
import { ed25519Key, mlDsa44Key, witnessOf } from './testing/cosigners.ts';
import type { VerifierKey } from './types.ts';
import {
  ed25519Signer,
  formatVerifierKey,
  LOG_KEY_TYPES,
  parseVerifierKey,
  verifierKey,
  WITNESS_KEY_TYPES,
} from './verifier-key.ts';

const withCode =
  (code: ProofErrorCode) =>
  (error: unknown): boolean =>
    error instanceof ProofError && error.code === code;

const NOW = 1_790_000_000;
const ORIGIN = 'log.example/one';
const log = ed25519Signer(ORIGIN, ed25519Key(1));
const quantumLog = mlDsa44Cosigner(ORIGIN, mlDsa44Key());
const one = witnessOf('witness.example/one');
const other = witnessOf('witness.example/other');
const text = formatCheckpoint({ origin: ORIGIN, size: 12, root: Buffer.alloc(32, 7) });
const signed = signNote(text, log);
const open = (note: string, witnesses: readonly VerifierKey[], more: Partial<CheckpointKeys> = {}) =>
  openSignedCheckpoint(note, { log: [log.key], witnesses, ...more });

describe('a verifier key of a cosigner (C2SP tlog-cosignature)', () => {
  test('reads back, and is taken only where its type is asked for', () => {
    for (const { key } of [one.ed25519, one.mlDsa44]) {
      const written = formatVerifierKey(key);
      assert.deepEqual(parseVerifierKey(written, WITNESS_KEY_TYPES), {
        ...key,
        publicKey: Buffer.from(key.publicKey),
      });
      assert.throws(() => parseVerifierKey(written), withCode('malformed_key'));
    }
    assert.throws(() => parseVerifierKey(formatVerifierKey(log.key), WITNESS_KEY_TYPES), withCode('malformed_key'));
    assert.throws(() => parseVerifierKey(formatVerifierKey(one.ed25519.key), LOG_KEY_TYPES), withCode('malformed_key'));
  });

  test('has another id for each type, so the same key under another type is another', () => {
    const raw = log.key.publicKey;
    const ids = [0x01, 0x04].map((type) => verifierKey('a.example', type, raw).id);
    assert.notEqual(ids[0], ids[1]);
    const relabelled = formatVerifierKey({ ...verifierKey('a.example', 0x01, raw), type: 0x04 });
    assert.throws(() => parseVerifierKey(relabelled, WITNESS_KEY_TYPES), withCode('malformed_key'));
  });

  test('has the id that others compute (a public witness’s own, and a cosignature in the document’s form)', () => {
    const published = 'witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv';
    assert.equal(parseVerifierKey(published, WITNESS_KEY_TYPES).name, 'witness.stagemole.eu');
    const example =
      'jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==';
    const [line] = parseNote(`${text}\n— witness.example.com/w1 ${example}\n`).signatures;
    assert.equal(line?.signature.length, 8 + 64);
    assert.equal(Buffer.from(line?.signature ?? []).readBigUInt64BE(0), 1_679_315_147n);
  });

  test('of unknown types and wrong lengths is refused', () => {
    assert.throws(() => verifierKey('a.example', 0x02, Buffer.alloc(32)), withCode('malformed_key'));
    for (const [type, bytes] of [
      [0x04, 31],
      [0x04, 1312],
      [0x06, 32],
      [0x06, 1313],
    ] as const)
      assert.throws(() => verifierKey('a.example', type, Buffer.alloc(bytes)), withCode('malformed_key'));
  });

  test('is never read from anything else', () => {
    const texts = [one.ed25519.key, one.mlDsa44.key].map(formatVerifierKey);
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.nat(),
        fc.string({ unit: 'binary', maxLength: 2 }),
        (whole, at, put) => {
          const place = at % whole.length;
          const changed = whole.slice(0, place) + put + whole.slice(place + 1);
          if (changed === whole) return;
          try {
            assert.notEqual(formatVerifierKey(parseVerifierKey(changed, WITNESS_KEY_TYPES)), whole);
          } catch (error) {
            assert.ok(withCode('malformed_key')(error), String(error));
          }
        },
      ),
    );
  });
});

describe('a cosignature', () => {
  for (const [kind, signer] of Object.entries(one)) {
    test(`by ${kind} says when the checkpoint was the largest that was seen`, () => {
      const note = cosignCheckpoint(signed, signer, NOW);
      assert.deepEqual(open(note, [signer.key]).witnessed, [{ name: signer.key.name, time: NOW }]);
      assert.deepEqual(open(note, []).witnessed, []);
      assert.deepEqual(open(note, [other.ed25519.key]).witnessed, []);
    });

    test(`by ${kind} of another size, root, origin or time fails`, () => {
      const line = parseNote(cosignCheckpoint(signed, signer, NOW)).signatures[1];
      const bytes = Buffer.from(line?.signature ?? []);
      for (const changed of [
        { origin: ORIGIN, size: 13, root: Buffer.alloc(32, 7) },
        { origin: ORIGIN, size: 12, root: Buffer.alloc(32, 8) },
        { origin: 'log.example/two', size: 12, root: Buffer.alloc(32, 7) },
      ])
        assert.throws(() => verifyCosignature(signer.key, formatCheckpoint(changed), bytes), withCode('bad_signature'));
      bytes.writeBigUInt64BE(BigInt(NOW + 1), 0);
      assert.throws(() => verifyCosignature(signer.key, text, bytes), withCode('bad_signature'));
    });

    test(`by ${kind} without a time, or with one that is none, does not count`, () => {
      const bytes = Buffer.from(parseNote(cosignCheckpoint(signed, signer, NOW)).signatures[1]?.signature ?? []);
      for (const time of [0n, 1n << 63n, (1n << 64n) - 1n]) {
        bytes.writeBigUInt64BE(time, 0);
        assert.throws(() => verifyCosignature(signer.key, text, bytes), withCode('bad_signature'));
      }
      assert.throws(() => verifyCosignature(signer.key, text, bytes.subarray(0, 8)), withCode('bad_signature'));
      for (const time of [0, -1, 1.5, Number.NaN])
        assert.throws(() => cosignCheckpoint(signed, signer, time), ProofError);
    });
  }

  test('by ML-DSA-44 says whose it is, so it counts for nobody else', () => {
    const namesake: VerifierKey = verifierKey('witness.example/two', 0x06, one.mlDsa44.key.publicKey);
    const { signature = Buffer.alloc(0) } = parseNote(cosignCheckpoint(signed, one.mlDsa44, NOW)).signatures[1] ?? {};
    assert.throws(() => verifyCosignature(namesake, text, signature), withCode('bad_signature'));
  });

  test('is over a checkpoint and nothing else', () => {
    assert.throws(() => cosignCheckpoint(signNote('text\n', log), one.ed25519, NOW), withCode('malformed_checkpoint'));
    assert.throws(() => signNote(text, one.ed25519), withCode('malformed_key'));
    assert.throws(
      () => openNote(cosignCheckpoint(signed, one.ed25519, NOW), [one.ed25519.key]),
      withCode('no_known_signature'),
    );
    const { signature = Buffer.alloc(0) } = parseNote(cosignCheckpoint(signed, one.ed25519, NOW)).signatures[1] ?? {};
    assert.throws(() => verifyCosignature(log.key, text, signature), withCode('malformed_key'));
  });

  test('never holds when a byte of it is another', () => {
    for (const signer of [one.ed25519, one.mlDsa44]) {
      const bytes = Buffer.from(parseNote(cosignCheckpoint(signed, signer, NOW)).signatures[1]?.signature ?? []);
      fc.assert(
        fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
          const changed = Buffer.from(bytes);
          changed[at] = (changed[at] ?? 0) ^ change;
          assert.throws(() => verifyCosignature(signer.key, text, changed), withCode('bad_signature'));
        }),
        { numRuns: 30 },
      );
    }
  });
});

describe('a checkpoint with cosignatures', () => {
  const all = [one.ed25519, one.mlDsa44, other.ed25519, other.mlDsa44].reduce(
    (note, signer, at) => cosignCheckpoint(note, signer, NOW + at),
    cosignCheckpoint(signed, quantumLog, NOW),
  );

  test('counts a witness once, whatever it is known by', () => {
    const keys = [one.ed25519.key, one.mlDsa44.key, other.mlDsa44.key];
    assert.equal(countWitnesses(keys), 2);
    assert.deepEqual(open(all, keys).witnessed, [
      { name: 'witness.example/one', time: NOW },
      { name: 'witness.example/other', time: NOW + 3 },
    ]);
  });

  test('counts a cosigner that stands there twice once, at its newest time', () => {
    const twice = cosignCheckpoint(cosignCheckpoint(signed, one.ed25519, NOW), one.ed25519, NOW + 60);
    assert.deepEqual(open(twice, [one.ed25519.key]).witnessed, [{ name: one.ed25519.key.name, time: NOW + 60 }]);
    assert.deepEqual(open(twice, [one.ed25519.key, one.ed25519.key]).witnessed.length, 1);
  });

  test('counts a witness that is known by two kinds of key only where both cosigned', () => {
    const half = cosignCheckpoint(signed, one.ed25519, NOW);
    assert.equal(open(half, [one.ed25519.key]).witnessed.length, 1);
    assert.equal(open(half, [one.ed25519.key, one.mlDsa44.key]).witnessed.length, 0);
  });

  test('does not count one key for two witnesses, nor the log for one', () => {
    const borrowed = verifierKey('witness.example/two', 0x04, one.ed25519.key.publicKey);
    assert.throws(() => open(all, [one.ed25519.key, borrowed]), withCode('malformed_key'));
    assert.throws(() => open(all, [quantumLog.key]), withCode('malformed_key'));
    const renamed = verifierKey('witness.example/log', 0x04, log.key.publicKey);
    assert.throws(() => open(all, [renamed]), withCode('malformed_key'));
    assert.throws(() => open(all, [log.key]), withCode('malformed_key'));
  });

  test('is refused when one known cosignature fails, even beside others that hold', () => {
    const moved = formatCheckpoint({ origin: ORIGIN, size: 13, root: Buffer.alloc(32, 7) });
    const replayed = signNote(moved, log) + all.slice(all.indexOf('— witness'));
    assert.throws(() => open(replayed, [one.ed25519.key]), withCode('bad_signature'));
    assert.deepEqual(open(replayed, []).witnessed, []);
  });

  test('does not count a cosignature from the future', () => {
    const note = cosignCheckpoint(signed, one.ed25519, NOW);
    assert.equal(open(note, [one.ed25519.key], { now: NOW - 300 }).witnessed.length, 1);
    assert.equal(open(note, [one.ed25519.key], { now: NOW - 301 }).witnessed.length, 0);
  });

  test('takes the right name with another type of key for unknown', () => {
    const plain = signNote(text, ed25519Signer(one.ed25519.key.name, ed25519Key(5)));
    const asWitness = verifierKey(one.ed25519.key.name, 0x04, ed25519Signer('x', ed25519Key(5)).key.publicKey);
    assert.deepEqual(open(`${signed}${plain.slice(plain.indexOf('\n\n') + 2)}`, [asWitness]).witnessed, []);
  });

  test('tries each key where the ids of two collide', () => {
    const collided: VerifierKey = {
      ...verifierKey(one.ed25519.key.name, 0x04, ed25519Signer('x', ed25519Key(6)).key.publicKey),
      id: one.ed25519.key.id,
    };
    const note = cosignCheckpoint(signed, one.ed25519, NOW);
    for (const keys of [
      [collided, one.ed25519.key],
      [one.ed25519.key, collided],
    ])
      assert.equal(open(note, keys).witnessed.length, 1);
    assert.throws(() => open(note, [collided]), withCode('bad_signature'));
  });

  test('needs the signature of each kind of log key that is given', () => {
    const both = { log: [log.key, quantumLog.key] };
    assert.equal(openSignedCheckpoint(all, both).checkpoint.size, 12);
    assert.equal(openSignedCheckpoint(all, { log: [quantumLog.key] }).checkpoint.size, 12);
    assert.throws(() => openSignedCheckpoint(signed, both), withCode('no_known_signature'));
    const unsigned = cosignCheckpoint(
      `${text}\n${formatSignature(one.ed25519.key, Buffer.alloc(72))}`,
      quantumLog,
      NOW,
    );
    assert.throws(() => openSignedCheckpoint(unsigned, both), withCode('no_known_signature'));
    assert.throws(() => openSignedCheckpoint(all, { log: [] }), withCode('no_known_signature'));
    assert.throws(
      () => openSignedCheckpoint(all, { log: [verifierKey('log.example/two', 1, log.key.publicKey)] }),
      withCode('no_known_signature'),
    );
  });

  test('never opens with both keys when a letter of its text is another', () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), (at, letter) => {
        const changed = all.slice(0, at) + letter + all.slice(at + 1);
        if (changed === all) return;
        assert.throws(() => openSignedCheckpoint(changed, { log: [log.key, quantumLog.key] }), ProofError);
      }),
      { numRuns: 50 },
    );
  });

  test('gives the lines of an answer that hold, once each', () => {
    const lines = all.slice(text.length + 1);
    const held = holdingCosignatures(text, lines, [one.ed25519.key, other.ed25519.key]);
    assert.deepEqual(held.length, 2);
    assert.ok(held.every((line) => lines.includes(line)));
    assert.equal(holdingCosignatures(text, lines + held.join(''), [one.ed25519.key]).length, 1);
    assert.throws(() => holdingCosignatures(text, 'no line', [one.ed25519.key]), withCode('malformed_note'));
    assert.throws(
      () => holdingCosignatures(text.replace('12', '13'), lines, [one.ed25519.key]),
      withCode('bad_signature'),
    );
  });
});

test('an Ed25519 cosignature is deterministic', () => {
  const signer = ed25519Cosigner('w.example', ed25519Key(3));
  assert.equal(cosignCheckpoint(signed, signer, NOW), cosignCheckpoint(signed, signer, NOW));
});
