import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as openid from 'openid-client';
import { realServerScene } from '../testing/real-server-scene.ts';

const scene = realServerScene({ serverFeatures: { userinfo: { enabled: true } } });

describe('A17.5: userinfo', () => {
  it('A17.5 openid-client asks about the person, and the use is in the ledger', async () => {
    const storefront = await scene.configurationOf('storefront');
    const tokens = await scene.signIn(storefront, { scope: 'openid' });
    const [claims, { sentOn, entries }] = await scene.watching(() =>
      openid.fetchUserInfo(storefront, tokens.access_token, 'alice'),
    );
    assert.equal(claims.sub, 'alice');
    assert.deepEqual(
      entries.map(({ kind, body, subject }) => [kind, body['api'], subject]),
      [['token.used', 'userinfo', scene.pseudonymOf('alice')]],
    );
    assert.equal(sentOn.length, 0, 'nothing but the question itself went on');
  });
  it('A17.5 a bound token is asked with, with its proof, and is worth nothing without', async () => {
    const storefront = await scene.configurationOf('storefront');
    const DPoP = openid.getDPoPHandle(storefront, await openid.randomDPoPKeyPair('ES256'));
    const { back, checks } = await scene.authorize(storefront, { scope: 'openid' });
    const { access_token: token } = await openid.authorizationCodeGrant(storefront, back, checks, {}, { DPoP });
    assert.equal((await openid.fetchUserInfo(storefront, token, 'alice', { DPoP })).sub, 'alice');
    const stolen = await scene.request('GET', '/me', { headers: { authorization: `Bearer ${token}` } });
    assert.deepEqual([stolen.status, stolen.json['error']], [401, 'invalid_token']);
    const other = openid.getDPoPHandle(storefront, await openid.randomDPoPKeyPair('ES256'));
    await assert.rejects(openid.fetchUserInfo(storefront, token, 'alice', { DPoP: other }));
  });
  it('A17.5 a token for an API, which has no openid, is refused', async () => {
    const storefront = await scene.configurationOf('storefront');
    const tokens = await scene.signIn(storefront, { scope: 'openid orders:read' });
    const answer = await scene.request('GET', '/me', { headers: { authorization: `Bearer ${tokens.access_token}` } });
    assert.deepEqual([answer.status, answer.json['error']], [403, 'insufficient_scope']);
    assert.match(answer.headers.get('www-authenticate') ?? '', /scope="openid"/);
  });
});
