import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractFrom, testExtractors } from '../testing/extractor-tests.ts';
import { browserExtension } from './browser-extension.ts';

testExtractors('browser-extension', [browserExtension]);

test('goes by the client id where the name is in messages that are not there', () => {
  const text = '{"manifest_version": 3, "name": "__MSG_name__", "oauth2": {"client_id": "c", "scopes": ["s"]}}';
  assert.deepEqual(
    extractFrom(browserExtension, 'manifest.json', text).found.map(({ client }) => client),
    ['c'],
  );
});
