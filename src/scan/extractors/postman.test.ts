import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractFrom, testExtractors } from '../testing/extractor-tests.ts';
import { postman } from './postman.ts';

testExtractors(
  'postman',
  [postman],
  (text, { scope, offset }) =>
    text.startsWith(encodeURIComponent(scope), offset) ||
    text[offset] === '"' ||
    /^[?&]scope=/.test(text.slice(offset)),
);

const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

test('says which variable a scope comes from, unless the collection has it', () => {
  const collection = (variable: readonly object[]): string =>
    JSON.stringify({
      info: { schema },
      auth: { type: 'oauth2', oauth2: [{ key: 'scope', value: '{{wanted}}' }] },
      item: [],
      variable,
    });
  assert.deepEqual(
    extractFrom(postman, 'a.json', collection([])).dynamic?.map(({ reason }) => reason),
    ['the placeholder wanted'],
  );
  const known = extractFrom(postman, 'a.json', collection([{ key: 'wanted', value: 'a b' }]));
  assert.deepEqual(
    known.found.map(({ scope, confidence }) => [scope, confidence]),
    [
      ['a', 'medium'],
      ['b', 'medium'],
    ],
  );
  assert.deepEqual(known.dynamic, []);
});
