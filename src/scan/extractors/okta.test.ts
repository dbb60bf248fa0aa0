// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of other tools

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scanWith, survivesAnything, written } from '../testing/one-extractor.ts';
import { okta } from './okta.ts';

describe('Okta', () => {
  test('a grant is the app’s that it links to, and one that was taken back gives nothing', () => {
    const grants = [
      '[{"status":"ACTIVE","scopeId":"okta.users.read","clientId":"0oa","_links":{"app":{"title":"Sync"}}},',
      '{"status":"REVOKED","scopeId":"okta.users.manage","clientId":"0oa"}]',
    ].join('\n');
    assert.deepEqual(written(scanWith(okta, 'grants.json', grants)), ['1:32 okta.users.read (Sync, okta, high)']);
  });

  test('every scope of a server is reported as the star that it is written as', () => {
    const rule = '{"name":"Any","conditions":{"scopes":{"include":["*"]}}}';
    assert.deepEqual(written(scanWith(okta, 'rule.json', rule)), ['1:51 * (Any, okta, high)']);
  });

  test('a claim that asks whether a scope is there, and an origin’s kinds of use, are no requests', () => {
    const claim =
      '[{"name":"c","claimType":"IDENTITY","conditions":{"scopes":["profile"]}},{"origin":"x","scopes":[{"type":"CORS"}]}]';
    assert.deepEqual(scanWith(okta, 'x.json', claim).requests, []);
  });

  test('an app that is exported with its grants holds them', () => {
    const app =
      '{"label":"A","signOnMode":"OPENID_CONNECT","grants":[{"scopeId":"okta.logs.read","issuer":"https://x"}]}';
    assert.deepEqual(written(scanWith(okta, 'app.json', app)), ['1:66 okta.logs.read (A, okta, high)']);
  });

  test('survives anything', () => {
    survivesAnything(okta, 'okta.json', [
      '[{"scopeId":"a","issuer":"b"},{"name":"c","conditions":{"scopes":{"include":["d"]}}},{"name":"e","type":"GOOGLE","protocol":{"type":"OIDC","scopes":["f"]}},{"name":"g","consent":"h","default":true,"metadataPublish":"i"},{"label":"j","signOnMode":"OPENID_CONNECT","scopes":["k"]}]',
      'okta:\n  client:\n    clientId: a\n    scopes: b, ${C} d\n',
    ]);
  });
});
