import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { shellWords } from './shell-words.ts';

test('parts a command line into words, with quotes and continued lines', () => {
  const line = 'proxy --scope="openid email" \\\n  --x=\'a b\' # comment\n y\\ z';
  assert.deepEqual(
    shellWords(line).map(({ text }) => text),
    ['proxy', '--scope=openid email', '--x=a b', 'y z'],
  );
});

test('gives the place of each word of any line', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', '"', "'", '\\', ' ', '\n', '#', ';', '|', '(', ')')), (parts) => {
      const line = parts.join('');
      let end = 0;
      for (const word of shellWords(line)) {
        assert.ok(word.offset >= end && word.end <= line.length && word.end >= word.offset);
        end = word.end;
      }
    }),
  );
});
