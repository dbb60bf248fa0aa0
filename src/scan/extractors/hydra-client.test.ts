// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of other tools

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scanWith, survivesAnything, written } from '../testing/one-extractor.ts';
import { hydraClient } from './hydra-client.ts';

describe('Ory', () => {
  test('a client’s scopes are words of one text', () => {
    const client = '{\n  "client_id": "a",\n  "redirect_uris": [],\n  "owner": "",\n  "scope": "openid  read"\n}';
    assert.deepEqual(written(scanWith(hydraClient, '0-basic.json', client)), [
      '5:13 openid (a, hydra, high)',
      '5:21 read (a, hydra, high)',
    ]);
  });

  test('client metadata of RFC 7591 that nothing ties to Hydra has no provider', () => {
    const client = '{"client_name":"","redirect_uris":[],"grant_types":[],"scope":"a"}';
    assert.deepEqual(written(scanWith(hydraClient, 'c.json', client)), ['1:64 a (null, null, high)']);
  });

  test('an answer of the token endpoint or of introspection is no client', () => {
    const answers = [
      '{"access_token":"x","scope":"a","token_type":"bearer"}',
      '{"active":true,"client_id":"x","scope":"a"}',
    ];
    for (const answer of answers) assert.deepEqual(scanWith(hydraClient, 'a.json', answer).requests, []);
  });

  test('a provider of Kratos is asked, in its own file and in Helm values', () => {
    const values =
      'kratos:\n  selfservice:\n    methods:\n      oidc:\n        config:\n          providers:\n            - {id: g, provider: github, scope: [repo]}\n';
    assert.deepEqual(written(scanWith(hydraClient, 'values.yaml', values)), ['7:49 repo (g, github, high)']);
  });

  test('survives anything', () => {
    survivesAnything(hydraClient, 'client.json', [
      '{"items":[{"client_id":"a","scope":"b c","grant_types":["d"],"redirect_uris":null}]}',
      'kind: OAuth2Client\nmetadata: {name: a}\nspec:\n  scope: "b ${C:-d}"\n  scopeArray: [e]\n---\noidc: {config: {providers: [{id: f, scope: [g]}]}}\n',
    ]);
  });
});
