import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extract, holdsForAnyText, requestsOf } from '../testing/extract.ts';
import { envoy } from './envoy.ts';

test('names the client and the provider of the filter', () => {
  const text =
    'config:\n  authorization_endpoint: https://example.okta.com/authorize\n  auth_scopes: [openid, a.read]\n  credentials: {client_id: desk}\n# oauth2\n';
  assert.deepEqual(requestsOf(envoy, 'envoy.yaml', text), [
    'openid | desk | okta | high',
    'a.read | desk | okta | high',
  ]);
});

test('says that a variable decides', () => {
  const text = `name: oauth2\nauth_scopes: ["\${SCOPE}"]\n`;
  assert.deepEqual(
    extract(envoy, 'envoy.yaml', text).dynamic?.map(({ reason }) => reason),
    ['the variable SCOPE'],
  );
});

test('holds for any text', () => {
  holdsForAnyText(envoy, 'envoy', ['oauth2', 'auth_scopes: [']);
});
