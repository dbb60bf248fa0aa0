import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as openid from 'openid-client';
import type { Policy } from '../../../policy/index.ts';
import { errorOf, realServerScene, type TokenAnswer } from '../testing/real-server-scene.ts';

const scene = realServerScene();
const OFFLINE = { scope: 'openid offline_access orders:read orders:write', prompt: 'consent' };

const signedIn = async (): Promise<{
  configuration: openid.Configuration;
  tokens: TokenAnswer;
  refreshToken: string;
}> => {
  const configuration = await scene.configurationOf('storefront');
  const tokens = await scene.signIn(configuration, OFFLINE);
  return { configuration, tokens, refreshToken: tokens.refresh_token ?? '' };
};
const storefrontHolding =
  (...standing: string[]) =>
  (policy: Policy): Policy => ({
    ...policy,
    clients: policy.clients.map((client) => (client.clientId === 'storefront' ? { ...client, standing } : client)),
  });

describe('A9: refresh', () => {
  it('A9.1 never gives more than the grant held (RFC 6749 §6)', async () => {
    const configuration = await scene.configurationOf('storefront');
    const tokens = await scene.signIn(configuration, { ...OFFLINE, scope: 'openid offline_access orders:read' });
    const wider = openid.refreshTokenGrant(configuration, tokens.refresh_token ?? '', {
      scope: 'orders:read orders:write',
    });
    assert.equal((await wider).scope, 'orders:read', 'narrowed, as this client’s policy says');
    const only = scene.post('/token', 'storefront', {
      grant_type: 'refresh_token',
      refresh_token: (await wider).refresh_token ?? '',
      scope: 'orders:write',
    });
    assert.deepEqual([(await only).status, (await only).json['error']], [400, 'invalid_scope']);
  });
  it('A4.2, A9.2 asks the policy of now, and asks the server by name for what is left', async () => {
    const { configuration, refreshToken } = await signedIn();
    scene.usePolicy(storefrontHolding('openid', 'offline_access', 'orders:read'));
    const [narrower, { sentOn }] = await scene.watching(() => openid.refreshTokenGrant(configuration, refreshToken));
    scene.usePolicy();
    assert.equal(narrower.scope, 'orders:read');
    assert.match(sentOn[0]?.body ?? '', /&scope=offline_access%20openid%20orders%3Aread&/);
  });
  it('A9.3 leaves the parameters of other grants behind', async () => {
    const { refreshToken } = await signedIn();
    const [answer, { sentOn }] = await scene.watching(() =>
      scene.post('/token', 'storefront', {
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        code: 'broader',
        redirect_uri: 'https://evil.example/',
        code_verifier: 'v'.repeat(43),
        subject_token: 't',
        assertion: 'a.b.c',
      }),
    );
    assert.equal(answer.status, 200, answer.text);
    const names = [...new URLSearchParams(sentOn[0]?.body ?? '').keys()];
    assert.deepEqual(names, ['grant_type', 'refresh_token', 'scope', 'resource']);
  });
  it('A9.4 a narrow refresh leaves the refresh token as wide as its grant, and the ledger knows both', async () => {
    const { configuration, refreshToken } = await signedIn();
    const [narrow, { entries }] = await scene.watching(() =>
      openid.refreshTokenGrant(configuration, refreshToken, { scope: 'orders:read' }),
    );
    const tokens = entries.find(({ kind }) => kind === 'token.issued')?.body['tokens'] as {
      type: string;
      scopes: string[];
    }[];
    assert.deepEqual(
      tokens.map(({ type, scopes }) => [type, scopes.includes('orders:write')]),
      [
        ['access_token', false],
        ['refresh_token', true],
      ],
    );
    assert.equal(
      (await openid.refreshTokenGrant(configuration, narrow.refresh_token ?? '')).scope,
      'orders:read orders:write',
    );
  });
  it('A9.5 a refresh token that comes again ends its family', async () => {
    const { configuration, tokens, refreshToken } = await signedIn();
    const next = await openid.refreshTokenGrant(configuration, refreshToken);
    const [error, { entries, sentOn }] = await scene.watching(() =>
      errorOf(openid.refreshTokenGrant(configuration, refreshToken)),
    );
    assert.equal(error, 'invalid_grant');
    assert.deepEqual(sentOn, []);
    const revoked = entries.filter(({ kind }) => kind === 'token.revoked').map(({ body }) => body['type']);
    assert.deepEqual(revoked.sort(), ['access_token', 'access_token', 'grant', 'refresh_token', 'refresh_token']);
    assert.equal(await errorOf(openid.refreshTokenGrant(configuration, next.refresh_token ?? '')), 'invalid_grant');
    assert.equal((await openid.tokenIntrospection(configuration, tokens.access_token)).active, false);
  });
  it('A9.5 of two refreshes at once one gets a token, and the other nothing', async () => {
    const { configuration, refreshToken } = await signedIn();
    const both = await Promise.all([1, 2].map(() => errorOf(openid.refreshTokenGrant(configuration, refreshToken))));
    assert.equal(both.filter((error) => error === 'no error').length, 1, both.join());
  });
  it('A9.6 a refresh token of another client is invalid, and the entry says whose it was', async () => {
    const { refreshToken } = await signedIn();
    const [answer, { sentOn, entries }] = await scene.watching(() =>
      scene.post('/token', 'support-desk', { grant_type: 'refresh_token', refresh_token: refreshToken }),
    );
    assert.deepEqual([answer.status, answer.json['error'], sentOn], [400, 'invalid_grant', []]);
    assert.equal(JSON.stringify(entries[0]?.body['decision']).includes('"reason":"grant_of_other_client"'), true);
  });
});

describe('A10: code', () => {
  it('A10.1 scope is no parameter of the exchange, and what the code stands for counts', async () => {
    const configuration = await scene.configurationOf('storefront');
    const { back, checks } = await scene.authorize(configuration, { scope: 'openid orders:read' });
    const [tokens, { sentOn }] = await scene.watching(() =>
      openid.authorizationCodeGrant(configuration, back, checks, { scope: 'orders:read orders:write' }),
    );
    assert.equal(tokens.scope, 'orders:read');
    assert.ok(!new URLSearchParams(sentOn[0]?.body ?? '').has('scope'));
  });
  it('A10.1 a code given under a wider policy is invalid, and signing in again gives what is left', async () => {
    const configuration = await scene.configurationOf('storefront');
    const wide = { scope: 'openid orders:read orders:write' };
    const { back, checks } = await scene.authorize(configuration, wide);
    scene.usePolicy(storefrontHolding('openid', 'orders:read'));
    const [error, { sentOn }] = await scene.watching(() =>
      errorOf(openid.authorizationCodeGrant(configuration, back, checks)),
    );
    assert.deepEqual([error, sentOn], ['invalid_grant', []]);
    const again = await scene.signIn(configuration, wide);
    scene.usePolicy();
    assert.equal(again.scope, 'orders:read');
  });
  it('A10.1 a code that comes again revokes what it gave (RFC 6749 §4.1.2)', async () => {
    const configuration = await scene.configurationOf('storefront');
    const { back, checks } = await scene.authorize(configuration, { scope: 'openid orders:read' });
    const tokens = await openid.authorizationCodeGrant(configuration, back, checks);
    assert.equal(await errorOf(openid.authorizationCodeGrant(configuration, back, checks)), 'invalid_grant');
    assert.equal((await openid.tokenIntrospection(configuration, tokens.access_token)).active, false);
  });
  it('A10.1 a verifier without a challenge, and a challenge without its verifier, are refused (RFC 9700 §4.8)', async () => {
    const configuration = await scene.configurationOf('storefront');
    const { back } = await scene.authorize(configuration, { scope: 'openid orders:read' });
    const code = back.searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, redirect_uri: 'http://127.0.0.1:4480/callback' };
    for (const more of [{}, { code_verifier: 'x'.repeat(43) }]) {
      const [answer, { sentOn }] = await scene.watching(() => scene.post('/token', 'storefront', { ...form, ...more }));
      assert.deepEqual([answer.status, answer.json['error'], sentOn], [400, 'invalid_grant', []]);
    }
  });
});

describe('A11 to A15: what has no door', () => {
  for (const [number, form] of [
    [
      'A12.1 SAML bearer',
      'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Asaml2-bearer&assertion=YQ&scope=orders:read',
    ],
    ['B12 a grant of nobody', 'grant_type=nonsense'],
    ['B12 a grant in other letters', 'grant_type=Client_Credentials'],
  ] as const)
    it(`${number}: unsupported_grant_type, and the server is not asked`, async () => {
      const [answer, { sentOn }] = await scene.watching(() => scene.post('/token', 'storefront', form));
      assert.deepEqual([answer.status, answer.json['error'], sentOn], [400, 'unsupported_grant_type', []]);
    });
  it('A11.1 a client without an entry in the policy gets nothing, though the server would give', async () => {
    const guardsOwn = await scene.post('/token', 'ambit-guard', 'grant_type=client_credentials');
    assert.deepEqual([guardsOwn.status, guardsOwn.json['error']], [401, 'invalid_client']);
    const [answer, { sentOn }] = await scene.watching(() =>
      scene.post('/token', 'storefront', 'grant_type=client_credentials&scope=orders:read'),
    );
    assert.deepEqual([answer.status, answer.json['error'], sentOn], [400, 'unauthorized_client', []]);
  });
  it('A8.1 authorization details are refused at the token endpoint, whatever the grant', async () => {
    for (const grant of [
      'grant_type=client_credentials',
      'grant_type=refresh_token&refresh_token=r',
      'grant_type=authorization_code&code=c',
    ]) {
      const answer = await scene.post('/token', 'storefront', `${grant}&authorization_details=%5B%5D`);
      assert.deepEqual([answer.status, answer.json['error']], [400, 'invalid_authorization_details']);
    }
  });
  it('A14.1, A14.2, A15.1 the doors of device, CIBA and registration are not there where the server has none', async () => {
    for (const path of ['/device/auth', '/backchannel', '/reg', '/reg/client', '/register'])
      for (const method of ['POST', 'PUT', 'DELETE', 'GET'])
        assert.equal((await scene.request(method, path)).status, 404, `${method} ${path}`);
  });
  it('A15.5 a client id that is the address of a document is a client like any other: unknown', async () => {
    const clientId = 'https://agent.example/oauth/client.json';
    const form = `grant_type=client_credentials&client_id=${encodeURIComponent(clientId)}`;
    const [answer, { sentOn }] = await scene.watching(() => scene.post('/token', null, form));
    assert.deepEqual([answer.status, answer.json['error'], sentOn], [401, 'invalid_client', []]);
    const page = await scene.request(
      'GET',
      `/auth?response_type=code&client_id=${encodeURIComponent(clientId)}&redirect_uri=https%3A%2F%2Fagent.example%2Fcb`,
    );
    assert.deepEqual([page.status, page.headers.get('location')], [400, null]);
  });
});
