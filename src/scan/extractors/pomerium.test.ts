import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extract, holdsForAnyText, requestsOf } from '../testing/extract.ts';
import { pomerium } from './pomerium.ts';

test('tells the scopes of its own client from those of a route', () => {
  const text = `idp_provider: google
idp_client_id: edge
idp_scopes: [openid]
routes:
  - mcp: {server: {upstream_oauth2: {client_id: notes, scopes: [notes.read], endpoint: {auth_url: "https://github.com/x"}}}}
`;
  assert.deepEqual(requestsOf(pomerium, 'config.yaml', text), [
    'openid | edge | google | high',
    'notes.read | notes | github | high',
  ]);
});

test('says that a template decides', () => {
  const text = 'idp_provider: {{ .p }}\nidp_scopes: {{ .s }}\n';
  assert.deepEqual(
    extract(pomerium, 'config.yaml', text).dynamic?.map(({ reason }) => reason),
    ['what the template is rendered with'],
  );
});

test('holds for any text', () => {
  holdsForAnyText(pomerium, 'pomerium', ['idp_provider: a\n', 'idp_scopes: ']);
});
