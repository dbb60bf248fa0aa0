import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readYaml } from '../documents/index.ts';
import { isOAuthName, isOtherScope, looksLikeScope, nameSays } from './scope-names.ts';
import { writtenScopes } from './scope-value.ts';
import { asksByVariable, isVariableName } from './variables.ts';

test('knows by a name whether scopes are asked for', () => {
  const asks =
    'OIDC_SCOPES OAUTH2_PROXY_SCOPE GF_AUTH_GENERIC_OAUTH_SCOPES requestedScopes auth_scopes oidcScopes GOOGLE_SCOPES VITE_AUTH0_SCOPE additionalScopes Authentication__Oidc__Scope__0 SPRING_SECURITY_OAUTH2_CLIENT_REGISTRATION_X_SCOPE AUTH_SUPPORTED_SCOPES oidc_scope swaggerScopes';
  const perhaps = 'scope scopes SCOPES ACME_SCOPES';
  const no =
    'REQUIRED_SCOPES OIDC_REQUIRED_SCOPE OIDC_SUPPORTED_SCOPES NPM_SCOPE LOG_SCOPE IncludeScopes LDAP_SEARCH_SCOPE OIDC_SCOPE_CLAIM scopeId scoped telescope DEPLOY_SCOPE allowed_scopes';
  for (const name of asks.split(' ')) assert.equal(nameSays(name), 'asks', name);
  for (const name of perhaps.split(' ')) assert.equal(nameSays(name), 'perhaps', name);
  for (const name of no.split(' ')) assert.equal(nameSays(name), 'no', name);
});

test('knows scopes by their look', () => {
  for (const scope of [
    'openid',
    'read:user',
    'https://www.googleapis.com/auth/drive',
    'User.Read',
    'read_products',
    'chat:write',
    'api://x/y',
    'orders.read',
  ])
    assert.equal(looksLikeScope(scope), true, scope);
  for (const scope of ['project', 'web', 'example-team', 'internal']) assert.equal(looksLikeScope(scope), false, scope);
  for (const scope of ['Namespaced', 'cluster', '@example', '/subscriptions/1', 'jakarta.inject.Singleton', 'sub'])
    assert.equal(isOtherScope(scope), true, scope);
});

test('knows names that have to do with OAuth', () => {
  for (const name of ['oidc', 'auth.generic_oauth', 'oauth2', 'ssoConfig', 'dex.config', 'openIdConnect'])
    assert.equal(isOAuthName(name), true, name);
  for (const name of ['rbac', 'image', 'data', 'audio']) assert.equal(isOAuthName(name), false, name);
});

test('takes a variable without a word of OAuth by the look of its value, or by what stands beside it', () => {
  const written = (text: string) => {
    const [document] = readYaml(text);
    return writtenScopes(document?.root ?? { kind: 'list', items: [], offset: 0, end: 0 }, text);
  };
  assert.equal(asksByVariable('SCOPES', written('read_products,write_orders'), false)?.confidence, 'medium');
  assert.equal(asksByVariable('SCOPE', written('project'), true), null);
  assert.equal(asksByVariable('ACME_SCOPES', written('tickets'), false), null);
  assert.equal(asksByVariable('ACME_SCOPES', written('tickets'), false, ['ACME_CLIENT_ID'])?.confidence, 'low');
  assert.equal(asksByVariable('OTHER_SCOPES', written('tickets'), false, ['ACME_CLIENT_ID']), null);
});

test('tells a variable from a setting', () => {
  for (const name of ['SCOPES', 'OIDC_SCOPE_1', 'AzureAd__Scopes']) assert.equal(isVariableName(name), true, name);
  for (const name of ['scopes', 'Scopes', 'oidc-scopes', 'a.b']) assert.equal(isVariableName(name), false, name);
});
