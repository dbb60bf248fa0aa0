import assert from 'node:assert/strict';
import { test } from 'node:test';
import { providerOfName, providerOfUrl } from './provider-names.ts';

test('a provider is known by the name that a product gives it', () => {
  for (const [name, provider] of [
    ['google-oauth2', 'google'],
    ['WAAD', 'microsoft'],
    ['LoginWithAmazon', 'amazon'],
    ['keycloak-oidc', 'keycloak'],
    ['oidc', null],
    [null, null],
  ] as const)
    assert.equal(providerOfName(name), provider);
});

test('a provider is known by the host of its authorization server, whole, and Keycloak by its path', () => {
  for (const [url, provider] of [
    ['https://accounts.google.com/o/oauth2/auth', 'google'],
    ['https://acme.eu.auth0.com/', 'auth0'],
    ['https://sso.example.com/realms/a/protocol/openid-connect/auth', 'keycloak'],
    ['https://google.com.example.org/', null],
    ['/relative', null],
    [null, null],
  ] as const)
    assert.equal(providerOfUrl(url), provider);
});
