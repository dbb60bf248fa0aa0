import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Extractor } from '../types.ts';
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
  ...{ title: fc.constant(''), recognises: fc.constant(() => true), extract: fc.constant(() => ({ found: [] })) },
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
      (extractors: readonly Extractor[], one, holds) => {
        const fitting = extractors.filter(({ paths }) => paths.test(one));
        const expected = fitting.some(({ mentions }) => mentions.some((word) => holds.includes(word)));
        const search = new Candidates(extractors).wordsFor(one);
        assert.equal(search !== null, fitting.length > 0);
        assert.deepEqual(search?.extractors ?? [], fitting);
        assert.equal(search?.inBytes(Buffer.from(holds)) ?? false, expected);
        assert.equal(search?.inText(holds) ?? false, expected);
      },
    ),
  );
});
