// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of other tools

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scanFile } from '../scan-file.ts';
import { scanWith, survivesAnything, written } from '../testing/one-extractor.ts';
import { mcpConfig } from './mcp-config.ts';
import { oauthClientSettings } from './oauth-client-settings.ts';

const scanned = (path: string, text: string): string[] => written(scanWith(oauthClientSettings, path, text));

describe('settings of an OAuth client in a file of whatever program', () => {
  test('are known by the client’s id and an address, whatever words their names are written with', () => {
    assert.deepEqual(
      scanned('a.yaml', 'oidc-client-id: web\nissuer_url: https://accounts.google.com\nscopes: openid, email\n'),
      ['3:9 openid (web, google, medium)', '3:17 email (web, google, medium)'],
    );
  });

  test('are nobody’s where the file says what something looks like, or what was answered', () => {
    const client = '{"client_id": "web", "redirect_uri": "https://x.example", "scope": "openid"}';
    assert.equal(scanned('a.json', `{"oauth": ${client}}`).length, 1);
    for (const around of ['properties', 'example', 'responses', 'incomingAuth'])
      assert.deepEqual(scanned('a.json', `{"${around}": {"oauth": ${client}}}`), [], around);
    assert.deepEqual(scanned('a.json', `{"openapi": "3.1.0", "x-client": ${client}}`), []);
  });

  test('where two read the same place, the first says whose it is', () => {
    const text =
      '{"mcpServers": {"files": {"url": "https://x.example", "oauth": {"clientId": "c", "issuer": "https://x.example", "scopes": ["files.read"]}}}}';
    const file = { path: 'mcp.json', text };
    const both = scanFile(file, { paths: [], read: () => null }, [mcpConfig, oauthClientSettings]);
    assert.deepEqual(
      both.requests.map(({ extractor, scope }) => `${extractor} ${scope}`),
      ['mcp-config files.read'],
    );
  });

  test('survives anything', () => {
    survivesAnything(oauthClientSettings, 'a.yaml', [
      '{"a": [{"client_id": "b", "issuer": "https://c.example", "scopes": ["d", "e f"]}]}',
      'clientId: a\nredirectURL: https://b.example\nscopes: [openid, "${C}"]\ntype: oauth2\n',
    ]);
  });
});
