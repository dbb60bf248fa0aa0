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

test('reads what broken TOML has before its fault, and says of a file with nothing to read that it is none', () => {
  const broken = '[http.middlewares.a.plugin.oidc]\nscopes = ["openid"]\nurl = "';
  assert.deepEqual(requestsOf(traefik, 'dynamic.toml', broken), ['openid | a | null | high']);
  assert.equal(extract(traefik, 'dynamic.toml', 'middlewares scopes = [').warning?.message, 'this is not TOML');
});

test('holds for any text', () => {
  holdsForAnyText(traefik, 'traefik', ['http:\n  middlewares:\n    a:\n      plugin:\n        b:\n          Scopes: ']);
});
