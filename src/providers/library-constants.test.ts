import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scopeOfConstant } from './constants.ts';
import type { ConstantLanguage } from './google-constants.ts';
import { catalogOf, judgeScope } from './judge-scope.ts';
import { scopesOfConstants } from './library-constants.ts';

describe('constants of libraries that are written by hand', () => {
  const cases: readonly (readonly [
    ConstantLanguage,
    library: string,
    name: string,
    provider: string | null,
    scope: string,
  ])[] = [
    ['go', 'github.com/coreos/go-oidc/v3/oidc', 'ScopeOpenID', null, 'openid'],
    ['go', 'github.com/coreos/go-oidc', 'ScopeOfflineAccess', null, 'offline_access'],
    ['go', 'github.com/zitadel/oidc/v3/pkg/oidc', 'ScopeEmail', null, 'email'],
    [
      'go',
      'cloud.google.com/go/storage',
      'ScopeReadOnly',
      'google',
      'https://www.googleapis.com/auth/devstorage.read_only',
    ],
    ['go', 'cloud.google.com/go/pubsub/v2', 'ScopePubSub', 'google', 'https://www.googleapis.com/auth/pubsub'],
    ['go', 'cloud.google.com/go/spanner', 'Scope', 'google', 'https://www.googleapis.com/auth/spanner.data'],
    ['go', 'github.com/google/go-github/v66/github', 'ScopeReadOrg', 'github', 'read:org'],
    ['go', 'github.com/zmb3/spotify/v2/auth', 'ScopeUserReadPrivate', 'spotify', 'user-read-private'],
    ['java', 'org.springframework.security.oauth2.core.oidc.OidcScopes', 'OPENID', null, 'openid'],
    ['kotlin', 'OidcScopes', 'PROFILE', null, 'profile'],
    ['java', 'com.nimbusds.openid.connect.sdk.OIDCScopeValue', 'OFFLINE_ACCESS', null, 'offline_access'],
    ['kotlin', 'net.openid.appauth.AuthorizationRequest.Scope', 'EMAIL', null, 'email'],
    ['java', 'org.keycloak.OAuth2Constants', 'SCOPE_OPENID', null, 'openid'],
    ['java', 'OAuth2Constants', 'OFFLINE_ACCESS', null, 'offline_access'],
    ['csharp', 'OpenIdConnectScope', 'OpenIdProfile', null, 'openid profile'],
    [
      'csharp',
      'Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectScope',
      'OfflineAccess',
      null,
      'offline_access',
    ],
    ['csharp', 'Duende.IdentityServer.IdentityServerConstants.StandardScopes', 'OpenId', null, 'openid'],
    ['csharp', 'OpenIddictConstants.Scopes', 'Roles', null, 'roles'],
    ['csharp', 'OpenIddict.Abstractions.OpenIddictConstants.Permissions.Scopes', 'Email', null, 'email'],
  ];
  for (const [language, library, name, provider, scope] of cases)
    test(`${language}: ${name} of ${library}`, () => {
      assert.deepEqual(scopeOfConstant(language, library, name), { provider, scope });
    });

  const strangers: readonly (readonly [ConstantLanguage, library: string, name: string])[] = [
    ['go', 'example.com/oidc', 'ScopeOpenID'],
    ['go', 'cloud.google.com/go/storage/internal', 'ScopeReadOnly'],
    ['java', 'com.example.OidcScopes', 'OPENID'],
    ['java', 'OidcScopes', 'toString'],
    ['php', 'OidcScopes', 'OPENID'],
    ['csharp', 'OpenIdConnectScope', 'constructor'],
  ];
  for (const [language, library, name] of strangers)
    test(`${language}: ${name} of ${library} is none`, () => {
      assert.equal(scopeOfConstant(language, library, name), null);
    });

  test('are scopes that the catalogs know', async () => {
    for (const { provider, scope } of scopesOfConstants()) {
      const catalog = (await catalogOf(provider)) ?? assert.fail(provider);
      assert.equal(judgeScope(catalog, scope)?.known, true, scope);
    }
  });
});
