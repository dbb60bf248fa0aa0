import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extract, holdsForAnyText, requestsOf } from '../testing/extract.ts';
import { krakend } from './krakend.ts';

test('reads what a backend is called with, and nothing that is checked', () => {
  const text =
    '{"auth/validator": {"scopes": ["a"]}, "auth/client-credentials": {"client_id": "gw", "token_url": "https://example.okta.com/t", "scopes": "b c"}}';
  assert.deepEqual(requestsOf(krakend, 'krakend.json', text), ['b | gw | okta | high', 'c | gw | okta | high']);
});

test('reads a part of a flexible configuration where it stands', () => {
  const text = '  "auth/client-credentials": {"client_id": "{{ .id }}", "scopes": "one two"}\n';
  assert.deepEqual(requestsOf(krakend, 'auth.tmpl', text), ['one | null | null | high', 'two | null | null | high']);
});

test('says that a template decides', () => {
  const text = '{"auth/client-credentials": {"scopes": "{{ .scopes }}"}}';
  assert.deepEqual(
    extract(krakend, 'krakend.tmpl', text).dynamic?.map(({ reason }) => reason),
    ['what the template is rendered with'],
  );
});

test('says of a file that is none why', () => {
  assert.match(
    extract(krakend, 'krakend.json', '"auth/client-credentials scopes').warning?.message ?? '',
    /not JSON|not YAML/,
  );
});

test('holds for any text', () => {
  holdsForAnyText(krakend, 'krakend', ['"auth/client-credentials": {"scopes": ']);
});
