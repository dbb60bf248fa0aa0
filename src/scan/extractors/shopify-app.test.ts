import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractFrom, testExtractors } from '../testing/extractor-tests.ts';
import { shopifyApp } from './shopify-app.ts';

testExtractors('shopify-app', [shopifyApp]);

test('is less sure of scopes that the app names itself when it is installed', () => {
  const text = '[access_scopes]\nscopes = "read_orders"\nuse_legacy_install_flow = true\n';
  assert.deepEqual(
    extractFrom(shopifyApp, 'shopify.app.toml', text).found.map(({ confidence }) => confidence),
    ['medium'],
  );
});
