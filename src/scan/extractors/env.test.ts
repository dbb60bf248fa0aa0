import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extract, holdsForAnyText, requestsOf } from '../testing/extract.ts';
import { env } from './env.ts';

test('names the client and the provider by variables of the same beginning', () => {
  const text =
    'A_CLIENT_ID=other\nSSO_CLIENT_ID=desk\nSSO_ISSUER=https://sso.example.com/realms/x\nSSO_SCOPES="openid email"\n';
  assert.deepEqual(requestsOf(env, '.env', text), [
    'openid | desk | keycloak | high',
    'email | desk | keycloak | high',
  ]);
});

test('says what another variable decides', () => {
  assert.deepEqual(
    extract(env, '.env', 'OIDC_SCOPES=$MORE\n').dynamic?.map(({ reason }) => reason),
    ['the variable MORE'],
  );
});

test('takes files for its own by their names, also flattened ones', () => {
  for (const path of ['.env', '.env.local', 'apps__web__.env.example', 'env.sample', 'prod.env', '.envrc', 'setup.sh'])
    assert.equal(requestsOf(env, path, 'OIDC_SCOPES=openid\n').length, 1, path);
  for (const path of ['environment.ts', 'env.d.ts', 'a.env.yml', 'envoy.yaml'])
    assert.equal(requestsOf(env, path, 'OIDC_SCOPES=openid\n').length, 0, path);
});

test('holds for any text', () => {
  holdsForAnyText(env, 'env', ['OIDC_SCOPES=', 'SCOPES=', 'export ']);
});
