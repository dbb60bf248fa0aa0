import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { signInAs } from './system/person.ts';
import { type System, startSystem } from './system/system.ts';
import { call } from './system/token-requests.ts';

describe('ordinary clients, unmodified, through the guard', { timeout: 240_000 }, () => {
  let system: System;
  before(async () => {
    system = await startSystem();
  });
  after(() => system?.stop());

  test('openid-client: client credentials, introspection, revocation', async () => {
    const configuration = await openid.discovery(
      new URL(system.issuer),
      'nightly-report',
      system.secretOf('nightly-report'),
      undefined,
      { execute: [openid.allowInsecureRequests] },
    );
    const tokens = await openid.clientCredentialsGrant(configuration, { scope: 'orders:read' });
    assert.equal(tokens.scope, 'orders:read');
    assert.equal((await call(fetch, `${system.apis.orders}/orders`, tokens.access_token)).status, 200);
    assert.equal((await openid.tokenIntrospection(configuration, tokens.access_token)).active, true);
    await openid.tokenRevocation(configuration, tokens.access_token);
    assert.equal((await openid.tokenIntrospection(configuration, tokens.access_token)).active, false);
    await assert.rejects(openid.clientCredentialsGrant(configuration, { scope: 'orders:read orders:refund' }), {
      error: 'invalid_scope',
    });
  });

  test('openid-client: code with PKCE as a public client, refresh', async () => {
    const redirectUri = 'http://127.0.0.1:4482/callback';
    const configuration = await openid.discovery(new URL(system.issuer), 'mobile-app', undefined, openid.None(), {
      execute: [openid.allowInsecureRequests],
    });
    const pkceCodeVerifier = openid.randomPKCECodeVerifier();
    const expectedState = openid.randomState();
    const start = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: 'openid offline_access orders:read',
      prompt: 'consent',
      state: expectedState,
      code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    });
    const bob = { name: 'bob', password: system.passwordOf('bob') };
    const callback = await signInAs(bob, start, redirectUri, fetch);
    const tokens = await openid.authorizationCodeGrant(configuration, callback, { pkceCodeVerifier, expectedState });
    assert.equal(tokens.claims()?.sub, 'bob');
    const refreshed = await openid.refreshTokenGrant(configuration, String(tokens.refresh_token));
    assert.equal((await call(fetch, `${system.apis.orders}/orders`, refreshed.access_token)).status, 200);
  });

  test('oauth4webapi: a refused request comes back as the error of the specification', async () => {
    const redirectUri = 'http://127.0.0.1:4481/callback';
    const insecure = { [oauth.allowInsecureRequests]: true };
    const issuer = new URL(system.issuer);
    const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
    const client: oauth.Client = { client_id: 'support-desk' };
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const start = new URL(String(server.authorization_endpoint));
    start.search = new URLSearchParams({
      client_id: 'support-desk',
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid customers:read customers:pii',
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }).toString();
    const carol = { name: 'carol', password: system.passwordOf('carol') };
    const refused = await signInAs(carol, start, redirectUri, fetch);
    assert.throws(() => oauth.validateAuthResponse(server, client, refused, state), { error: 'invalid_scope' });

    start.searchParams.set('scope', 'openid customers:read');
    const callback = await signInAs(carol, start, redirectUri, fetch);
    const parameters = oauth.validateAuthResponse(server, client, callback, state);
    const authentication = oauth.ClientSecretBasic(system.secretOf('support-desk'));
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      authentication,
      parameters,
      redirectUri,
      verifier,
      insecure,
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, { requireIdToken: true });
    assert.equal((await call(fetch, `${system.apis.customers}/customers`, tokens.access_token)).status, 200);
  });
});
