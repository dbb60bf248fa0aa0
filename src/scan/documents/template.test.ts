import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FILLER, withoutActions } from './template.ts';

test('takes an action that has its line for itself out without a trace, and fills in what stands among other text', () => {
  const text = '{{- if .Values.on }}\nkey: {{ .Values.key }}\n{% if x %}\nrest: 1\n  {{ a }} {{ b }}\n';
  const plain = withoutActions(text);
  assert.equal(plain.length, text.length);
  assert.deepEqual(plain.split('\n'), [
    ' '.repeat(20),
    `key: ${FILLER.repeat(17)}`,
    ' '.repeat(10),
    'rest: 1',
    ' '.repeat(17),
    '',
  ]);
});

test('leaves an action that is never closed', () => {
  assert.equal(withoutActions('a: {{ b'), 'a: {{ b');
});

test('keeps every other character where it stood', () => {
  const part = fc.constantFrom('{{', '}}', '{%', '%}', 'a', ' ', '\n', '\r\n', ': ', '{', '}');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
      const text = parts.join('');
      const plain = withoutActions(text);
      assert.equal(plain.length, text.length);
      for (const [at, character] of [...plain].entries())
        assert.ok(character === text[at] || character === ' ' || character === FILLER);
    }),
  );
});
