import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extract, holdsForAnyText, requestsOf } from '../testing/extract.ts';
import { compose } from './compose.ts';

test('names the service, or the client that its variables name', () => {
  const text = `services:
  web:
    image: x
    environment: {OIDC_SCOPES: openid, OIDC_ISSUER: https://example.okta.com}
  proxy:
    image: y
    command: --provider=github --client-id=p --scope=user:email
`;
  assert.deepEqual(requestsOf(compose, 'docker-compose.yml', text), [
    'openid | web | okta | high',
    'user:email | p | github | high',
  ]);
});

test('says which variable decides, once', () => {
  const text = `services:\n  a:\n    image: x\n    environment:\n      - OIDC_SCOPES=\${FROM_HOST}\n      - B=1\n`;
  assert.deepEqual(requestsOf(compose, 'compose.yaml', text), []);
  assert.deepEqual(
    extract(compose, 'compose.yaml', text).dynamic?.map(({ reason }) => reason),
    ['the variable FROM_HOST'],
  );
});

test('is no reader of other files with services', () => {
  const text =
    '_format_version: "3.0"\nservices:\n  - name: a\n    plugins: [{name: openid-connect, config: {scopes: [openid]}}]\n';
  assert.deepEqual(requestsOf(compose, 'kong.yml', text), []);
});

test('holds for any text', () => {
  holdsForAnyText(compose, 'compose', ['services:\n  a:\n    image: b\n    environment:\n', '--scope ']);
});
