import assert from 'node:assert/strict';
import { test } from 'node:test';
import { providerOfName } from './provider-names.ts';

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
