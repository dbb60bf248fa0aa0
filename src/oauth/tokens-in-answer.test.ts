import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { tokensInAnswer } from './index.ts';

describe('the tokens of an answer that has no single meaning', () => {
  it('are all that it holds, of members that stand twice too', () => {
    assert.deepEqual(
      tokensInAnswer('{"access_token":"a","scope":"x","scope":"y","access_token" : "b\\u002dc","refresh_token":"r",'),
      { accessTokens: ['a', 'b-c'], refreshTokens: ['r'] },
    );
  });
  it('are found in a form', () => {
    assert.deepEqual(tokensInAnswer('access_token=a%2Fb&scope=x&refresh_token=r'), {
      accessTokens: ['a/b'],
      refreshTokens: ['r'],
    });
  });
  it('are none where there is none', () => {
    for (const text of [
      '',
      '<html>',
      '{"access_token":null}',
      '{"access_token":7}',
      '{"access_token":""}',
      'access_token=%zz',
    ])
      assert.deepEqual(tokensInAnswer(text), { accessTokens: [], refreshTokens: [] }, text);
  });
  it('are found in any answer that is written as JSON', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (access, refresh) => {
        const found = tokensInAnswer(JSON.stringify({ access_token: access, refresh_token: refresh }));
        assert.ok(found.accessTokens.includes(access) && found.refreshTokens.includes(refresh));
      }),
    );
  });
  it('are looked for in any text without an exception', () => {
    const piece = fc.constantFrom('"access_token"', '"', '\\', ':', 'access_token=', '%', '&', 'a', '\\u', '{', ' ');
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join('')),
        (text) => void tokensInAnswer(text),
      ),
    );
  });
});
