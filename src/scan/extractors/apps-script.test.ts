import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractFrom, testExtractors } from '../testing/extractor-tests.ts';
import { appsScript } from './apps-script.ts';

testExtractors('apps-script', [appsScript]);

test('says that a scope is filled in later, and finds the others', () => {
  const { found, dynamic } = extractFrom(appsScript, 'appsscript.json', '{"oauthScopes": ["a", "{{scope}}"]}');
  assert.deepEqual(
    found.map(({ scope }) => scope),
    ['a'],
  );
  assert.deepEqual(
    dynamic?.map(({ offset, reason }) => [offset, reason]),
    [[23, 'the placeholder scope']],
  );
});
