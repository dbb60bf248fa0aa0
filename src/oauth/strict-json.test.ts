import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { OAuthError, parseStrictJson } from './index.ts';

describe('strict JSON', () => {
  const refused: readonly (readonly [string, string])[] = [
    ['a member twice', '{"scope":"a","scope":"b"}'],
    ['a member twice, once escaped', '{"scope":"a","sc\\u006fpe":"b"}'],
    ['a member twice deep inside', '[{"a":{"b":1,"b":1}}]'],
    ['a lone surrogate', '"\\ud800"'],
    ['a raw control character', '"a\u0001"'],
    ['a leading zero', '01'],
    ['a number beyond range', '1e999'],
    ['a trailing comma', '[1,]'],
    ['text after the end', '{} {}'],
    ['a byte order mark', '\ufeff{}'],
    ['nothing', ''],
    ['a comment', '{/**/}'],
    ['33 levels', '['.repeat(33) + ']'.repeat(33)],
    ['more than 64 KiB', `"${'a'.repeat(64 * 1024)}"`],
  ];
  for (const [name, text] of refused)
    it(`refuses ${name}`, () => assert.throws(() => parseStrictJson(text), OAuthError));

  it('keeps __proto__ and constructor members like any other', () => {
    const parsed = parseStrictJson('{"__proto__":{"scope":"admin"},"constructor":1}');
    assert.deepEqual(Object.keys(parsed as object), ['__proto__', 'constructor']);
    assert.equal((parsed as { scope?: string }).scope, undefined);
    assert.equal(Object.getPrototypeOf(parsed), null);
  });
  it('reads whatever JSON.stringify writes as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5, noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value);
        assert.equal(JSON.stringify(parseStrictJson(text)), JSON.stringify(JSON.parse(text)));
      }),
    );
  });
  it('accepts nothing that JSON.parse refuses', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0d8e1-+.tfn \n') }), (text) => {
        try {
          parseStrictJson(text);
        } catch (error) {
          assert.ok(error instanceof OAuthError);
          return;
        }
        assert.doesNotThrow(() => JSON.parse(text));
      }),
    );
  });
});
