import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extract, holdsForAnyText, requestsOf } from '../testing/extract.ts';
import { spring } from './spring.ts';

test('names the registration where no client id is written', () => {
  const text = `spring.security.oauth2.client.registration.google.client-id=\${ID}\nspring.security.oauth2.client.registration.google.scope=openid,email\n`;
  assert.deepEqual(requestsOf(spring, 'application.properties', text), [
    'openid | google | google | high',
    'email | google | google | high',
  ]);
});

test('reads names with dots within names', () => {
  const text = 'spring.security:\n  oauth2.client.registration.desk:\n    scope: a.read\n';
  assert.deepEqual(requestsOf(spring, 'application.yml', text), ['a.read | desk | null | high']);
});

test('takes a default for likely, and says what a variable decides', () => {
  const text = `spring.security.oauth2.client.registration.a.scope=\${A:openid}\nspring.security.oauth2.client.registration.b.scope=\${B_SCOPE}\n`;
  assert.deepEqual(requestsOf(spring, 'application.properties', text), ['openid | a | null | medium']);
  assert.deepEqual(
    extract(spring, 'application.properties', text).dynamic?.map(({ reason }) => reason),
    ['the variable B_SCOPE'],
  );
});

test('finds a scope where an escape stands before it', () => {
  const text = 'spring.security.oauth2.client.registration.a.scope=x,\\\n   openid\n';
  assert.deepEqual(requestsOf(spring, 'application.properties', text), [
    'x | a | null | high',
    'openid | a | null | high',
  ]);
});

test('says of a file that is none why', () => {
  assert.match(extract(spring, 'application.yml', '%x\nscope').warning?.message ?? 'not YAML', /not YAML/);
});

test('leaves what is no configuration of Spring', () => {
  assert.deepEqual(requestsOf(spring, 'k8s__applications__x.yaml', 'oidc:\n  clientId: a\n  scope: openid\n'), []);
});

test('holds for any text', () => {
  holdsForAnyText(spring, 'spring', [
    'spring:\n  security:\n    oauth2:\n',
    'spring.security.oauth2.client.registration.a.scope=',
  ]);
});
