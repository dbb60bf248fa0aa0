import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scanWith, survivesAnything, written } from '../testing/one-extractor.ts';
import { auth0 } from './auth0.ts';

describe('Auth0', () => {
  test('a grant is its client’s, and a placeholder among its scopes is dynamic', () => {
    const grant = '{"client_id": "Worker", "audience": "https://##ENV##.x", "scope": ["read:a", "##B##"]}';
    const result = scanWith(auth0, 'grant.json', grant);
    assert.deepEqual(written(result), ['1:69 read:a (Worker, auth0, high)']);
    assert.deepEqual(
      result.dynamic.map(({ column, reason }) => `${column} ${reason}`),
      ['79 the placeholder B'],
    );
  });

  test('a bare placeholder in the place of a list is dynamic, in JSON and in YAML', () => {
    const json = scanWith(auth0, 'grant.json', '{"client_id": "a", "audience": "b", "scope": @@SCOPES@@}');
    const yaml = scanWith(
      auth0,
      'tenant.yaml',
      'clientGrants:\n  - client_id: a\n    audience: b\n    scope: @@SCOPES@@\n',
    );
    for (const { dynamic, requests, skipped } of [json, yaml]) {
      assert.deepEqual(
        dynamic.map(({ reason }) => reason),
        ['the placeholder SCOPES'],
      );
      assert.deepEqual([requests, skipped], [[], []]);
    }
  });

  test('what a client sends to the token endpoint is no grant', () => {
    const body = '{"client_id": "a", "audience": "b", "grant_type": "client_credentials", "scope": "read:a"}';
    assert.deepEqual(scanWith(auth0, 'body.json', body).requests, []);
  });

  test('switches count where a connection has no list, and only those that are called like a scope', () => {
    const connection = (options: string): string => `{"name":"g","strategy":"google-oauth2","options":${options}}`;
    assert.deepEqual(written(scanWith(auth0, 'c.json', connection('{"email":true,"profile":false,"gmail":true}'))), [
      '1:52 email (g, google, medium)',
    ]);
    assert.deepEqual(
      written(scanWith(auth0, 'c.json', connection('{"email":true,"profile":true,"scope":["email"]}'))),
      ['1:89 email (g, google, high)'],
    );
  });

  test('what a token vault shows, a role gives to people and a refresh token may ask for is no grant', () => {
    const tenant = [
      'clients:',
      '  - name: a',
      '    token_vault_privileged_access: {grants: [{connection: b, scopes: [c]}]}',
      '    refresh_token: {policies: [{audience: d, scope: [e]}]}',
      'roles: [{name: f, permissions: [{permission_name: g, resource_server_identifier: h}]}]',
      'clientGrants: [{client_id: a, audience: d, scope: [i]}]',
    ].join('\n');
    assert.deepEqual(written(scanWith(auth0, 'tenant.yaml', tenant)), ['6:52 i (a, auth0, high)']);
  });

  test('survives anything', () => {
    survivesAnything(auth0, 'tenant.yaml', [
      'clientGrants:\n  - &a\n    client_id: ##X## b\n    audience: c\n    scope: [d, "@@Y@@"]\n  - <<: *a\nconnections:\n  - {name: e, strategy: oauth2, options: {scope: "f,g"}}\nresourceServers: [{identifier: h, scopes: [{value: i}]}]\n',
      '{"client_id":"a","audience":"b","scope":@@C@@,"allow_all_scopes":true}',
    ]);
  });
});
