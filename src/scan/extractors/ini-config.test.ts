import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdsForAnyText, requestsOf } from '../testing/extract.ts';
import { iniConfig } from './ini-config.ts';

test('reads oauth2-proxy, whose settings have no section', () => {
  assert.deepEqual(
    requestsOf(iniConfig, 'oauth2-proxy.cfg', 'provider = "github"\nclient_id = "x"\nscope = "user:email read:org"\n'),
    ['user:email | x | github | high', 'read:org | x | github | high'],
  );
});

test('reads Grafana, whose sections name the provider, and no commented line', () => {
  const text = '[auth.gitlab]\nclient_id = g\n;scopes = api\nscopes = read_api\n[auth.proxy]\nenabled = false\n';
  assert.deepEqual(requestsOf(iniConfig, 'grafana.ini', text), ['read_api | g | gitlab | high']);
});

test('reads what a web server is told to ask for', () => {
  const text = 'OIDCClientID lab\nOIDCClientSecret example-secret\n#OIDCScope "openid"\nOIDCScope "openid email"\n';
  assert.deepEqual(requestsOf(iniConfig, 'site.conf', text), [
    'openid | lab | null | high',
    'email | lab | null | high',
  ]);
  const caddy =
    '{\n security {\n  oauth identity provider github {\n   client_id x\n   scopes user:email read:org\n  }\n }\n}\n';
  assert.deepEqual(requestsOf(iniConfig, 'Caddyfile', caddy), [
    'user:email | github | github | high',
    'read:org | github | github | high',
  ]);
});

test('finds nothing in the settings of a build', () => {
  const text = '[package]\nname = "oauth"\nscope = "openid"\nclient_id = "x"\n';
  assert.deepEqual(requestsOf(iniConfig, 'Cargo.toml', text), []);
});

test('holds for any text', () => {
  holdsForAnyText(iniConfig, 'kubernetes', [
    'client_id = x\n',
    '[auth.x]\n',
    'OIDCScope ',
    'oauth identity provider x {',
  ]);
});
