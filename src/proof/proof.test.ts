import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decodeBase64, decodeBase64Url } from './base64.ts';
import { canonicalJson } from './canonical-json.ts';
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { digestOf } from './digest.ts';
import { ProofError, type ProofErrorCode } from './proof-error.ts';
import { cosignNote, openNote, signNote } from './signed-note.ts';
import type { Json } from './types.ts';
import { ed25519Signer, formatVerifierKey, parseVerifierKey } from './verifier-key.ts';

const withCode =
  (code: ProofErrorCode) =>
  (error: unknown): boolean =>
    error instanceof ProofError && error.code === code;
/** An Ed25519 key of 32 equal bytes: tests need the same key each time. */
const keyOf = (byte: number) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, byte)]),
    format: 'der',
    type: 'pkcs8',
  });
const log = ed25519Signer('log.example/one', keyOf(1));
const other = ed25519Signer('witness.example', keyOf(2));

describe('canonical JSON (RFC 8785)', () => {
  test('sorts members by UTF-16 code units and writes numbers as ECMAScript does', () => {
    assert.equal(
      canonicalJson({ '\u20ac': 'Euro', '\r': 'CR', '\ufb33': 'Hebrew', '1': 'One', '\ud83d\ude00': 'Smile', ö: 1e21 }),
      '{"\\r":"CR","1":"One","ö":1e+21,"€":"Euro","😀":"Smile","\ufb33":"Hebrew"}',
    );
    assert.equal(
      canonicalJson([333333333.3333333, 1e30, 4.5, 2e-3, 1e-27, -0]),
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    );
  });

  test('is the same whether the members stand in order already or not', () => {
    assert.equal(canonicalJson({ 9: 'nine', 10: 'ten', '1': 'one' }), '{"1":"one","10":"ten","9":"nine"}');
    assert.equal(canonicalJson({ a: { b: 1, c: [] }, d: '\\ud800' }), '{"a":{"b":1,"c":[]},"d":"\\\\ud800"}');
    assert.equal(canonicalJson({ d: '\\ud800', a: { c: [], b: 1 } }), '{"a":{"b":1,"c":[]},"d":"\\\\ud800"}');
    for (const ordered of [
      { a: '\ud800' },
      { '\ud800': 1 },
      { a: { toJSON: () => 1 } },
      { a: undefined },
      { a: new Date(0) },
    ])
      assert.throws(() => canonicalJson(ordered as unknown as Json), withCode('not_canonical'));
  });

  test('does not depend on the order in which members were written, and reads back to itself', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonicalJson(value as Json);
        assert.equal(canonicalJson(JSON.parse(text)), text);
      }),
    );
  });

  test('refuses what JSON would lose or spell in two ways', () => {
    for (const value of [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      undefined,
      '\ud800',
      new Date(0),
      () => 1,
      new Map(),
      1n,
    ])
      assert.throws(() => canonicalJson([value as Json]), withCode('not_canonical'));
    let deep: Json = 1;
    for (let level = 0; level < 100; level++) deep = [deep];
    assert.throws(() => canonicalJson(deep), withCode('not_canonical'));
  });

  test('gives a digest', () => {
    assert.equal(digestOf({}), 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  });
});

test('base64 has one spelling for each value', () => {
  assert.deepEqual(decodeBase64('AAE='), Buffer.from([0, 1]));
  for (const text of ['AAE', 'AAF=', ' AAE=', 'AA\nE=', 'AAE==']) assert.equal(decodeBase64(text), null, text);
  for (const text of ['AAE=', 'AAF', 'A', 'AA E']) assert.equal(decodeBase64Url(text), null, text);
});

describe('a signed note (C2SP signed-note)', () => {
  test('opens with the key that signed it', () => {
    const note = signNote('one\ntwo\n', log);
    assert.match(note, /^one\ntwo\n\n— log\.example\/one [A-Za-z0-9+/=]+\n$/);
    assert.deepEqual(openNote(note, [log.key]), { text: 'one\ntwo\n', signedBy: [log.key] });
  });

  test('opens as other implementations sign it (the example of Go’s sumdb/note)', () => {
    const key = parseVerifierKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    const text =
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const signature = 'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=';
    assert.deepEqual(openNote(`${text}\n— PeterNeumann ${signature}\n`, [key]).signedBy, [key]);
  });

  test('passes over signatures of unknown keys, of which there may be many', () => {
    let note = signNote('text\n', log);
    for (let number = 0; number < 16; number++) note = cosignNote(note, ed25519Signer(`unknown${number}`, keyOf(9)));
    assert.deepEqual(openNote(cosignNote(note, other), [other.key, log.key]).signedBy, [log.key, other.key]);
    assert.throws(() => openNote(note, [other.key]), withCode('no_known_signature'));
  });

  test('is refused when one known signature fails, even beside one that holds', () => {
    const note = cosignNote(signNote('text\n', log), other);
    const forged = note.replace(
      /(witness\.example .{20})(.)/,
      (_, head, letter) => head + (letter === 'A' ? 'B' : 'A'),
    );
    assert.throws(() => openNote(forged, [log.key, other.key]), withCode('bad_signature'));
    assert.throws(() => openNote(note.replace('text', 'Text'), [log.key]), withCode('bad_signature'));
  });

  test('takes a key of the same name and another id for unknown', () => {
    const namesake = ed25519Signer(log.key.name, keyOf(3));
    assert.throws(() => openNote(signNote('text\n', namesake), [log.key]), withCode('no_known_signature'));
  });

  test('that is malformed is refused', () => {
    const good = signNote('text\n', log);
    for (const bad of [
      '',
      'text\n',
      good.slice(0, -1),
      good.replace('—', '-'),
      good.replace('text', 'te\u0000xt'),
      `${good}\n`,
      good.replace('one ', 'one  '),
    ])
      assert.throws(() => openNote(bad, [log.key]), withCode('malformed_note'), JSON.stringify(bad));
    assert.throws(() => signNote('no newline', log), withCode('malformed_note'));
  });

  test('never opens when a letter of it is another', () => {
    const note = signNote('some text\n', log);
    fc.assert(
      fc.property(fc.nat(note.length - 1), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), (at, letter) => {
        const changed = note.slice(0, at) + letter + note.slice(at + 1);
        if (changed === note) return;
        assert.throws(() => openNote(changed, [log.key]), ProofError);
      }),
    );
  });

  test('names its key by a text that reads back', () => {
    assert.deepEqual(parseVerifierKey(formatVerifierKey(log.key)), {
      ...log.key,
      publicKey: Buffer.from(log.key.publicKey),
    });
    const text = formatVerifierKey(log.key);
    for (const bad of [
      '',
      'a+b',
      text.replace(/\+[0-9a-f]/, '+x'),
      `${text} `,
      text.replace('log', 'Log'),
      'a b+00000000+AQ==',
    ])
      assert.throws(() => parseVerifierKey(bad), withCode('malformed_key'), bad);
  });
});

test('a checkpoint has three lines and no more (C2SP tlog-checkpoint)', () => {
  const checkpoint = { origin: 'log.example/one', size: 20852163, root: new Uint8Array(32).fill(7) };
  const text = formatCheckpoint(checkpoint);
  assert.deepEqual(parseCheckpoint(text), checkpoint);
  for (const bad of [
    `${text}extension\n`,
    text.slice(0, -1),
    text.replace('20852163', '020852163'),
    text.replace('20852163', '-1'),
    text.replace('=', ''),
  ])
    assert.throws(() => parseCheckpoint(bad), withCode('malformed_checkpoint'), bad);
});
