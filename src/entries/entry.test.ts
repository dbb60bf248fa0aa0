import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { signBatch, writerKey } from './batch-signature.ts';
import { entryBytes, envelope, parseEntry, unsignedBytes } from './entry.ts';
import { EntryError } from './entry-error.ts';

const malformed = (error: unknown) => error instanceof EntryError && error.code === 'entry_malformed';

function signedEntry(body: { readonly [name: string]: string }): Uint8Array {
  const unsigned = unsignedBytes(
    envelope(
      {
        kind: 'decision.made',
        issuer: null,
        operation: 'operation',
        after: [],
        digests: {},
        subject: null,
        refs: ['client:nightly-report'],
        body,
      },
      { environment: 'test', writer: 'guard-1', sequence: 1, time: new Date(0) },
    ),
  );
  const [proof] = signBatch('guard-1', writerKey(generateKeyPairSync('ed25519').privateKey), [unsigned]);
  assert.ok(proof);
  return entryBytes(unsigned, proof);
}

describe('an entry', () => {
  test('has one spelling: canonical JSON with every member of the envelope and no other', () => {
    const bytes = signedEntry({ says: 'something' });
    const text = Buffer.from(bytes).toString();
    assert.equal(parseEntry(bytes).entry.body['says'], 'something');
    for (const other of [
      ` ${text}`,
      text.replace('"envelope":1', '"envelope":1.0'),
      text.replace('{"after"', '{"aaa":1,"after"'),
      text.replace('"subject":null,', ''),
      text.replace('"envelope":1', '"envelope":2'),
      text.replace(/"time":"[^"]*"/, '"time":"yesterday"'),
      `\ufeff${text}`,
    ])
      assert.throws(() => parseEntry(Buffer.from(other)), malformed, other);
  });

  test('has a time that there is, for no test of a period compares with another', () => {
    const text = Buffer.from(signedEntry({})).toString();
    for (const time of ['2026-11-31T00:00:00.000Z', '2026-11-30T24:00:00.000Z', '2026-13-01T00:00:00.000Z'])
      assert.throws(
        () => parseEntry(Buffer.from(text.replace('1970-01-01T00:00:00.000Z', time))),
        (error) => malformed(error) && /member time/.test((error as EntryError).message),
        time,
      );
  });

  test('keeps what its writer signed apart from the proof, whatever its texts say', () => {
    const trap = ',"proof":{"key":"x"},"refs":';
    const bytes = signedEntry({ says: trap });
    const { entry, unsigned } = parseEntry(bytes);
    const { proof: _, ...content } = entry;
    assert.deepEqual(JSON.parse(Buffer.from(unsigned).toString()), content);
  });

  test('never parses out of other bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.json().map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          assert.throws(() => parseEntry(bytes), malformed);
        },
      ),
    );
  });
});
