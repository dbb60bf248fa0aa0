import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extract, holdsForAnyText, requestsOf } from '../testing/extract.ts';
import { traefik } from './traefik.ts';

test('reads the middleware of a file and of a resource', () => {
  const file =
    'http:\n  middlewares:\n    login:\n      plugin:\n        traefikoidc: {providerURL: "https://accounts.google.com", scopes: [openid]}\n';
  assert.deepEqual(requestsOf(traefik, 'dynamic.yml', file), ['openid | login | google | high']);
  const resource =
    'apiVersion: traefik.io/v1alpha1\nkind: Middleware\nmetadata: {name: login}\nspec: {plugin: {oidc: {clientId: desk, scopes: [openid]}}}\n';
  assert.deepEqual(requestsOf(traefik, 'mw.yaml', resource), ['openid | desk | null | high']);
});

test('says of broken TOML where', () => {
  const { warning } = extract(traefik, 'dynamic.toml', '[http.middlewares.a.plugin.b]\nscopes = [');
  assert.equal(warning?.message, 'this is not TOML');
});

test('holds for any text', () => {
  holdsForAnyText(traefik, 'traefik', ['http:\n  middlewares:\n    a:\n      plugin:\n        b:\n          Scopes: ']);
});
