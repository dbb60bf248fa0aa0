import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extract, holdsForAnyText, requestsOf } from '../testing/extract.ts';
import { kong } from './kong.ts';

test('tells what a plugin asks for from what it issues and what it checks', () => {
  const text = `_format_version: "3.0"
plugins:
  - name: openid-connect
    config: {issuer: "https://accounts.google.com", client_id: [desk], scopes: [openid], scopes_required: [a]}
  - name: oauth2
    config: {scopes: [b]}
  - name: jwt
    config: {scopes: [c]}
`;
  assert.deepEqual(requestsOf(kong, 'kong.yml', text), ['openid | desk | google | high']);
  assert.deepEqual(
    extract(kong, 'kong.yml', text)
      .found.filter(({ kind }) => kind === 'definition')
      .map(({ scope }) => scope),
    ['b'],
  );
});

test('says that a vault decides', () => {
  const text = '_format_version: "3.0"\nplugins: [{name: openid-connect, config: {scopes: ["{vault://env/x}"]}}]\n';
  assert.deepEqual(
    extract(kong, 'kong.yml', text).dynamic?.map(({ reason }) => reason),
    ['a secret'],
  );
});

test('holds for any text', () => {
  holdsForAnyText(kong, 'kong', ['_format_version: "3.0"\n', 'name: openid-connect\nconfig:\n  scopes: ']);
});
