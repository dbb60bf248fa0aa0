import assert from 'node:assert/strict';
import { test } from 'node:test';
import { providerOfUrl } from './provider-hosts.ts';

test('a provider is known by the host of its authorization server, whole, and Keycloak by its path', () => {
  for (const [url, provider] of [
    ['https://accounts.google.com/o/oauth2/auth', 'google'],
    ['https://acme.eu.auth0.com/', 'auth0'],
    ['https://sso.example.com/realms/a/protocol/openid-connect/auth', 'keycloak'],
    ['https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a', 'cognito'],
    ['https://login.microsoftonline.us/common', 'microsoft'],
    ['https://google.com.example.org/', null],
    ['https://notgoogle.com/', null],
    ['/relative', null],
    [null, null],
  ] as const)
    assert.equal(providerOfUrl(url), provider);
});
