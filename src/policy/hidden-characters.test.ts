import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HIDDEN, HIDDEN_IN_VALUE, visible } from './hidden-characters.ts';

const UNSEEN = [
  '\u00ad',
  '\u200b',
  '\u202e',
  '\u2066',
  '\u2028',
  '\u3164',
  '\u{e0041}',
  '\u0000',
  '\u0007',
  '\u001b',
  '\u0085',
];

test('a character that a reviewer does not see is hidden, wherever it stands', () => {
  for (const one of UNSEEN) assert.deepEqual([HIDDEN.test(`a${one}b`), HIDDEN_IN_VALUE.test(`a${one}b`)], [true, true]);
  for (const one of ['a b', 'größe', 'a\tb', 'a\nb', '日本', '🙂'])
    assert.deepEqual([HIDDEN.test(one), HIDDEN_IN_VALUE.test(one)], [false, false], one);
  assert.deepEqual(
    ['\ufeffa', 'a\ufeff', 'a\r\nb', 'a\rb'].map((text) => HIDDEN.test(text)),
    [false, true, false, true],
  );
  assert.deepEqual(
    ['\ufeffa', 'a\r\nb'].map((text) => HIDDEN_IN_VALUE.test(text)),
    [true, true],
  );
});

test('a text of elsewhere is one line that a reviewer sees whole', () => {
  assert.equal(visible(' \u200b a \n\n\t b  c\r\nd '), 'a b c d');
  for (const one of [...UNSEEN, '\ufffd', '\ud800'])
    assert.equal(visible(`a${one}b`).replace(' ', ''), 'ab', JSON.stringify(one));
  assert.equal(visible('\u200b\u200b'), '');
  assert.equal(visible('größe 日本 🙂'), 'größe 日本 🙂');
});
