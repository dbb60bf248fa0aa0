import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatScope, OAuthError, parseScope } from './index.ts';

describe('scope (RFC 6749 section 3.3)', () => {
  const malformed: readonly (readonly [string, string])[] = [
    ['a tab', 'a\tb'],
    ['a leading space', ' a'],
    ['a trailing space', 'a '],
    ['two spaces', 'a  b'],
    ['a quote', 'a"b'],
    ['a backslash', 'a\\b'],
    ['a no-break space', 'a\u00a0b'],
    ['a character beyond ASCII', 'é'],
    ['more than 100 scopes', Array.from({ length: 101 }, (_, at) => `s${at}`).join(' ')],
    ['a scope of more than 256 characters', 'a'.repeat(257)],
  ];
  for (const [name, text] of malformed)
    it(`refuses ${name}`, () =>
      assert.throws(
        () => parseScope(text),
        (error: unknown) => error instanceof OAuthError && error.code === 'invalid_scope',
      ));

  it('is a set: order and repetition mean nothing', () => {
    assert.deepEqual(parseScope('b a b'), ['a', 'b']);
  });
  it('is compared with its case, and * and comma are characters', () => {
    assert.deepEqual(parseScope('read READ *'), ['*', 'READ', 'read']);
    assert.deepEqual(parseScope('a,b'), ['a,b']);
  });
  it('reads back what it wrote', () => {
    const scope = fc.string({ unit: fc.constantFrom(...'aZ0:/.*!~[]{}'), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.uniqueArray(scope, { minLength: 1, maxLength: 20 }), (scopes) => {
        const sorted = [...scopes].sort();
        assert.deepEqual(parseScope(formatScope(sorted)), sorted);
      }),
    );
  });
});
