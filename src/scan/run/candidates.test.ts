import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ListedExtractor } from '../types.ts';
import { Candidates } from './candidates.ts';

const PATHS = [
  /\.json$/i,
  /\.json$/,
  /(?<!\.d)\.ts$/,
  /(?<name>a)\k<name>\.yaml$/,
  /(?<name>b).*\.yaml$/,
  /(a|b)\1\.x$/,
  /^a|b$/i,
];
const WORDS = ['scope', 'oauthScopes', 'SCOPE', 'a.b', 'a(b', '\\', 'googleapis.com/auth/', 'x'];

const extractor = fc.record({
  ...{ id: fc.uuid(), paths: fc.constantFrom(...PATHS), mentions: fc.subarray(WORDS) },
  load: fc.constant(() => Promise.reject(new Error('not loaded'))),
});
const path = fc
  .array(fc.constantFrom('a', 'b', 'A', '/', '.json', '.JSON', '.d', '.ts', '.yaml', '.x'))
  .map((parts) => parts.join(''));
const text = fc
  .array(fc.oneof(fc.constantFrom(...WORDS, 'scop', 'oauth', 'ab', 'ü'), fc.string({ maxLength: 3 })))
  .map((parts) => parts.join(''));

test('a file is looked at where one extractor’s path and one of its words fit, or some other’s that fits by path', () => {
  fc.assert(
    fc.property(
      fc.array(extractor, { minLength: 1, maxLength: 12 }),
      path,
      text,
      (extractors: readonly ListedExtractor[], one, holds) => {
        const fitting = extractors.filter(({ paths }) => paths.test(one.slice(one.lastIndexOf('/') + 1)));
        const expected = fitting.filter(({ mentions }) => mentions.some((word) => holds.includes(word)));
        const search = new Candidates(extractors).wordsFor(one);
        assert.equal(search !== null, fitting.length > 0);
        assert.deepEqual(search?.extractors ?? [], fitting);
        assert.deepEqual(search?.mentionedIn(holds) ?? [], expected);
        assert.equal(search?.in(Buffer.from(holds).toString('latin1')) ?? false, expected.length > 0);
      },
    ),
  );
});
