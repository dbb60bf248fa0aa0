import assert from 'node:assert/strict';
import { generateKeyPairSync, webcrypto } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ed25519Signer, formatCheckpoint, formatVerifierKey, type Signer, signNote } from '../proof/index.ts';
import { ProofError, type ProofErrorCode } from './index.ts';
import {
  ED25519,
  ed25519ByWebCrypto,
  formatProofFile,
  openCheckpoint,
  openNote,
  parseProofFile,
  parseVerifierKey,
  verifyProofFile,
} from './standalone.ts';
import { modelPath, modelRoot } from './testing/proof-model.ts';

const is = (code: ProofErrorCode) => (error: unknown) => error instanceof ProofError && error.code === code;
const signatures = { [ED25519]: ed25519ByWebCrypto(webcrypto.subtle) };
const signerOf = (name: string): Signer => ed25519Signer(name, generateKeyPairSync('ed25519').privateKey);
const signer = signerOf('log.example/acme');
const keys = [parseVerifierKey(formatVerifierKey(signer.key))];
const entries = Array.from({ length: 13 }, (_, index) => `entry ${index}`);
const note = signNote(formatCheckpoint({ origin: 'log.example/acme', size: 13, root: modelRoot(entries) }), signer);
const file = (index: number): string => formatProofFile({ index, proof: modelPath(index, entries), checkpoint: note });
const entry = (index: number) => ({ entry: Buffer.from(entries[index] as string) });

describe('a proof file (C2SP tlog-proof)', () => {
  test('proves an entry by itself and the log’s key', async () => {
    for (const index of entries.keys()) {
      const proven = await verifyProofFile(file(index), entry(index), { keys, signatures });
      assert.equal(proven.index, BigInt(index));
      assert.equal(proven.checkpoint.size, 13n);
      assert.deepEqual(proven.signedBy, keys);
    }
  });

  test('has the form of its specification', () => {
    assert.deepEqual(file(12).split('\n').slice(0, 5), [
      'c2sp.org/tlog-proof@v1',
      'index 12',
      ...modelPath(12, entries).map((hash) => Buffer.from(hash).toString('base64')),
      '',
    ]);
    const extra = new Uint8Array([1, 2, 3]);
    const text = formatProofFile({ index: 2n ** 40n, proof: [], checkpoint: note, extra });
    assert.ok(text.startsWith('c2sp.org/tlog-proof@v1\nextra AQID\nindex 1099511627776\n\nlog.example/acme\n'));
    assert.deepEqual(parseProofFile(text), { index: 2n ** 40n, proof: [], checkpoint: note, extra });
  });

  test('proves no other entry, no other place, and nothing of another log', async () => {
    const options = { keys, signatures };
    await assert.rejects(verifyProofFile(file(3), entry(4), options), is('bad_proof'));
    await assert.rejects(verifyProofFile(file(3).replace('index 3', 'index 4'), entry(3), options), is('bad_proof'));
    await assert.rejects(verifyProofFile(file(3).replace('index 3', 'index 13'), entry(3), options), is('bad_proof'));
    const stranger = [parseVerifierKey(formatVerifierKey(signerOf('log.example/acme').key))];
    await assert.rejects(verifyProofFile(file(3), entry(3), { keys: stranger, signatures }), is('no_known_signature'));
    const grown = file(3).replace('\n13\n', '\n14\n');
    await assert.rejects(verifyProofFile(grown, entry(3), options), is('bad_signature'));
  });

  test('is one text: every other is refused, with its line', () => {
    const malformed: readonly (readonly [(text: string) => string, RegExp])[] = [
      [(text) => text.replace('@v1', '@v2'), /line 1: /],
      [(text) => text.replace('index 3', 'index 03'), /line 2: the index/],
      [(text) => text.replace('index 3', 'index 9223372036854775808'), /line 2: the index/],
      [(text) => text.replace('index 3', 'index -3'), /line 2: /],
      [(text) => text.replace('index 3', 'extra !\nindex 3'), /line 2: what follows extra/],
      [(text) => text.replace('index 3\n', 'index 3\nAAAA\n'), /line 3: a hash/],
      [(text) => text.replace('index 3\n', `index 3\n${`${'A'.repeat(43)}=\n`.repeat(64)}`), /line 66: no proof/],
      [(text) => text.replaceAll('\n\n', '\n'), /empty line/],
      [(text) => text.replaceAll('\n', '\r\n'), /empty line/],
    ];
    for (const [alter, message] of malformed)
      assert.throws(() => parseProofFile(alter(file(3))), { code: 'malformed_proof', message });
  });

  test('is read without any other error, whatever it holds', () => {
    const pieces = fc.constantFrom('c2sp.org/tlog-proof@v1', 'index 3', 'extra ', 'AA==', '\n', '\n\n', 'index', ' ');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((parts) => parts.join('')),
        ),
        (text) => {
          try {
            parseProofFile(text);
          } catch (error) {
            assert.ok(is('malformed_proof')(error));
          }
        },
      ),
    );
  });
});

describe('a note', () => {
  test('is opened by the keys that are given, all of whose signatures have to hold', async () => {
    assert.deepEqual((await openNote(note, keys, signatures)).signedBy, keys);
    await assert.rejects(openNote(note.replace('13', '14'), keys, signatures), is('bad_signature'));
    await assert.rejects(openNote(note, [], signatures), is('no_known_signature'));
    await assert.rejects(openNote(note, keys, {}), is('malformed_key'));
    await assert.rejects(openNote('no note', keys, signatures), is('malformed_note'));
  });

  test('is a checkpoint only by the log’s own key', async () => {
    const other = signerOf('someone.example');
    const foreign = signNote(formatCheckpoint({ origin: 'log.example/acme', size: 0, root: modelRoot([]) }), other);
    const known = [parseVerifierKey(formatVerifierKey(other.key))];
    await assert.rejects(openCheckpoint(foreign, known, signatures), is('no_known_signature'));
    const text = signNote('hello\n', signer);
    await assert.rejects(openCheckpoint(text, keys, signatures), is('malformed_checkpoint'));
  });
});

test('a verifier key is taken with its own id alone', () => {
  const text = formatVerifierKey(signer.key);
  assert.deepEqual({ ...parseVerifierKey(text) }, { ...signer.key, publicKey: new Uint8Array(signer.key.publicKey) });
  for (const wrong of ['', 'a+b', text.toUpperCase(), `x${text}`, text.slice(0, -4), `${text}\n`])
    assert.throws(() => parseVerifierKey(wrong), is('malformed_key'), wrong);
});
