import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extract, holdsForAnyText, requestsOf } from '../testing/extract.ts';
import { quarkus } from './quarkus.ts';

test('names the tenant or the client', () => {
  const text =
    'quarkus.oidc.desk.authentication.scopes=openid\nquarkus.oidc-client.caller.scopes=a.read\nquarkus.oidc.client-id=main\nquarkus.oidc.authentication.scopes=email\n';
  assert.deepEqual(requestsOf(quarkus, 'application.properties', text), [
    'openid | main | null | high',
    'email | main | null | high',
    'a.read | caller | null | high',
  ]);
});

test('says that a variable decides', () => {
  assert.deepEqual(
    extract(quarkus, 'application.properties', `quarkus.oidc.authentication.scopes=\${S}\n`).dynamic?.map(
      ({ reason }) => reason,
    ),
    ['the variable S'],
  );
});

test('leaves Spring to its own', () => {
  assert.deepEqual(
    requestsOf(quarkus, 'application.properties', 'spring.security.oauth2.client.registration.a.scope=openid\n'),
    [],
  );
});

test('holds for any text', () => {
  holdsForAnyText(quarkus, 'quarkus', [
    'quarkus:\n  oidc:\n    authentication:\n',
    'quarkus.oidc.authentication.scopes=',
  ]);
});
