import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { errorOf, realServerScene } from './testing/real-server-scene.ts';

const scene = realServerScene();
const { configurationOf, signIn, browse, secretOf, passwordOf } = scene;

describe('openid-client, unmodified, through two issuer guards in front of oidc-provider', () => {
  it('gets a narrow token, and the policy default where it asks for nothing', async () => {
    const nightly = await configurationOf('nightly-report');
    assert.equal((await openid.clientCredentialsGrant(nightly, { scope: 'orders:read' })).scope, 'orders:read');
    assert.equal((await openid.clientCredentialsGrant(nightly)).scope, 'orders:read');
  });
  it('gets an opaque token of the other API', async () => {
    const sync = await configurationOf('customer-sync');
    const tokens = await openid.clientCredentialsGrant(sync, { scope: 'customers:read customers:export' });
    assert.equal(tokens.scope, 'customers:read', 'narrowed as the policy says');
    assert.ok(!tokens.access_token.includes('.'));
  });
  it('is refused what the server itself would give', async () => {
    const nightly = await configurationOf('nightly-report');
    assert.equal(await errorOf(openid.clientCredentialsGrant(nightly, { scope: 'orders:write' })), 'invalid_scope');
    const fulfilment = await configurationOf('order-fulfilment');
    assert.equal(await errorOf(openid.clientCredentialsGrant(fulfilment, { scope: 'orders:refund' })), 'invalid_scope');
    assert.equal(await errorOf(openid.clientCredentialsGrant(fulfilment)), 'invalid_scope', 'it has no default');
    const storefront = await configurationOf('storefront');
    assert.equal(
      await errorOf(openid.clientCredentialsGrant(storefront, { scope: 'orders:read' })),
      'unauthorized_client',
    );
  });

  it('signs alice in with PKCE through the real pages, refreshes, narrows, and revokes', async () => {
    const storefront = await configurationOf('storefront');
    const tokens = await signIn(storefront, {
      scope: 'openid offline_access orders:read orders:write',
      prompt: 'consent',
    });
    assert.equal(tokens.claims()?.sub, 'alice');
    assert.equal(tokens.scope, 'orders:read orders:write');
    assert.ok(tokens.refresh_token !== undefined);

    const refreshed = await openid.refreshTokenGrant(storefront, tokens.refresh_token);
    assert.equal(refreshed.scope, 'orders:read orders:write');
    assert.ok(refreshed.refresh_token !== undefined);
    const narrowed = await openid.refreshTokenGrant(storefront, refreshed.refresh_token, { scope: 'orders:read' });
    assert.equal(narrowed.scope, 'orders:read');
    assert.ok(narrowed.refresh_token !== undefined);

    await openid.tokenRevocation(storefront, narrowed.refresh_token);
    assert.equal(await errorOf(openid.refreshTokenGrant(storefront, narrowed.refresh_token)), 'invalid_grant');
    const introspected = await openid.tokenIntrospection(storefront, narrowed.access_token);
    assert.equal(introspected.active, false);
  });
  it('gets a refresh token once only where it was rotated', async () => {
    const storefront = await configurationOf('storefront');
    const tokens = await signIn(storefront, { scope: 'openid offline_access orders:read', prompt: 'consent' });
    const first = tokens.refresh_token ?? '';
    const second = (await openid.refreshTokenGrant(storefront, first)).refresh_token ?? '';
    assert.equal(await errorOf(openid.refreshTokenGrant(storefront, first)), 'invalid_grant');
    assert.equal(await errorOf(openid.refreshTokenGrant(storefront, second)), 'invalid_grant');
  });
  it('signs in for the default scopes where it asks for none', async () => {
    const storefront = await configurationOf('storefront');
    const tokens = await signIn(storefront, {});
    assert.equal(tokens.scope, 'orders:read');
  });
  it('learns of a broad request at the redirect', async () => {
    const desk = await configurationOf('support-desk');
    const address = openid.buildAuthorizationUrl(desk, {
      redirect_uri: 'http://127.0.0.1:4481/callback',
      scope: 'openid customers:pii',
      state: 's',
    });
    const back = await browse(address, 'carol');
    assert.equal(back.searchParams.get('error'), 'invalid_scope');
    assert.equal(back.searchParams.get('state'), 's');
  });
  it('introspects its own opaque token', async () => {
    const sync = await configurationOf('customer-sync');
    const tokens = await openid.clientCredentialsGrant(sync);
    const introspected = await openid.tokenIntrospection(sync, tokens.access_token);
    assert.equal(introspected.active, true);
    assert.equal(introspected.scope, 'customers:read');
    await openid.tokenRevocation(sync, tokens.access_token);
    assert.equal((await openid.tokenIntrospection(sync, tokens.access_token)).active, false);
  });
});

describe('oauth4webapi, unmodified', () => {
  const insecure = { [oauth.allowInsecureRequests]: true };

  it('finds the guard by both kinds of metadata and gets a token', async () => {
    for (const algorithm of ['oidc', 'oauth2'] as const) {
      const response = await oauth.discoveryRequest(new URL(scene.issuer), { algorithm, ...insecure });
      const as = await oauth.processDiscoveryResponse(new URL(scene.issuer), response);
      const client = { client_id: 'nightly-report' };
      const answer = await oauth.clientCredentialsGrantRequest(
        as,
        client,
        oauth.ClientSecretPost(secretOf('nightly-report')),
        new URLSearchParams({ scope: 'orders:read' }),
        insecure,
      );
      const tokens = await oauth.processClientCredentialsResponse(as, client, answer);
      assert.equal(tokens.scope, 'orders:read');
    }
  });
  it('completes the code flow of a public client with PKCE', async () => {
    const response = await oauth.discoveryRequest(new URL(scene.issuer), insecure);
    const as = await oauth.processDiscoveryResponse(new URL(scene.issuer), response);
    const client = { client_id: 'mobile-app' };
    const redirectUri = 'http://127.0.0.1:4482/callback';
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const address = new URL(as.authorization_endpoint ?? '');
    address.search = new URLSearchParams({
      client_id: client.client_id,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'openid orders:read',
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }).toString();
    const parameters = oauth.validateAuthResponse(as, client, await browse(address, 'bob'), state);
    const answer = await oauth.authorizationCodeGrantRequest(
      as,
      client,
      oauth.None(),
      parameters,
      redirectUri,
      verifier,
      insecure,
    );
    const tokens = await oauth.processAuthorizationCodeResponse(as, client, answer);
    assert.equal(tokens.scope, 'orders:read');
    assert.equal(oauth.getValidatedIdTokenClaims(tokens)?.sub, 'bob');
  });
});

it('leaves no name, token, code, secret or password in the database', async () => {
  const storefront = await configurationOf('storefront');
  const tokens = await signIn(storefront, { scope: 'openid offline_access orders:read', prompt: 'consent' }, 'carol');
  const { rows: tables } = await scene.store.pool.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  );
  for (const { name } of tables) {
    const { rows } = await scene.store.pool.query<{ row: string }>(`select "${name}"::text as row from "${name}"`);
    const text = rows
      .map(({ row }) => row.replace(/\\\\x([0-9a-f]+)/g, (_, hex) => Buffer.from(hex, 'hex').toString()))
      .join('\n');
    for (const secret of [
      tokens.access_token,
      tokens.refresh_token ?? '',
      tokens.id_token ?? '',
      secretOf('storefront'),
      passwordOf('carol'),
      'carol',
    ])
      assert.ok(!text.includes(secret), `${name} holds what it must not`);
  }
});
