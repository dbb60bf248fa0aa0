import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractFrom, testExtractors } from '../testing/extractor-tests.ts';
import { backstage } from './backstage.ts';

testExtractors('backstage', [backstage]);

test('says which variable scopes come from', () => {
  const text = 'auth:\n  providers:\n    oidc:\n      production:\n        scope: $' + '{OIDC_SCOPE}\n';
  assert.deepEqual(
    extractFrom(backstage, 'app-config.yaml', text).dynamic?.map(({ reason }) => reason),
    ['the placeholder OIDC_SCOPE'],
  );
});
