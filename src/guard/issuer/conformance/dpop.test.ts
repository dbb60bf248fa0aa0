import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto';
import { describe, it } from 'node:test';
import * as openid from 'openid-client';
import { formatParameters } from '../../../oauth/index.ts';
import type { Requirement } from '../../../policy/index.ts';
import { CALLBACK, errorOf, type HttpAnswer, realServerScene } from '../testing/real-server-scene.ts';

let wantsNonce = false;
const scene = realServerScene({
  serverFeatures: { dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => wantsNonce } },
});

const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
type Pair = ReturnType<typeof keyPair>;
const jktOf = (key: KeyObject): string => {
  const { crv, kty, x, y } = key.export({ format: 'jwk' });
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
};
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
/** A proof for an endpoint of the guard. */
function proofBy({ publicKey, privateKey }: Pair, path = '/token', claims: Record<string, unknown> = {}): string {
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: publicKey.export({ format: 'jwk' }) };
  const usual = { jti: randomUUID(), htm: 'POST', htu: `${scene.issuer}${path}`, iat: Math.floor(Date.now() / 1000) };
  const input = `${part(header)}.${part({ ...usual, ...claims })}`;
  return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}
const own = (form: string | Record<string, string>, proof: string | null): Promise<HttpAnswer> =>
  scene.post('/token', 'nightly-report', form, proof === null ? {} : { dpop: proof });
const GRANT = { grant_type: 'client_credentials', scope: 'orders:read' };
const claimsOf = (token: unknown): Record<string, unknown> =>
  JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
const requiring = async <Result>(clientId: string, requires: readonly Requirement[], act: () => Promise<Result>) => {
  scene.usePolicy((policy) => ({
    ...policy,
    clients: policy.clients.map((client) => (client.clientId === clientId ? { ...client, requires } : client)),
  }));
  return await act().finally(() => scene.usePolicy());
};
const mobile = () =>
  openid.discovery(new URL(scene.issuer), 'mobile-app', undefined, openid.None(), {
    execute: [openid.allowInsecureRequests],
  });
const MOBILE = {
  redirect_uri: 'http://127.0.0.1:51004/callback',
  scope: 'openid offline_access orders:read',
  prompt: 'consent',
};
const handleOf = async (configuration: openid.Configuration) =>
  openid.getDPoPHandle(configuration, await openid.randomDPoPKeyPair('ES256'));

describe('A17.4: proofs of possession (DPoP, RFC 9449)', () => {
  it('A17.4 the metadata name its algorithms, and a proof goes on as it came', async () => {
    const { json } = await scene.request('GET', '/.well-known/openid-configuration');
    assert.deepEqual(json['dpop_signing_alg_values_supported'], ['ES256', 'Ed25519', 'EdDSA']);
    const pair = keyPair();
    const [answer, { entries }] = await scene.watching(() => own(GRANT, proofBy(pair)));
    assert.deepEqual([answer.status, answer.json['token_type']], [200, 'DPoP'], answer.text);
    assert.deepEqual(claimsOf(answer.json['access_token'])['cnf'], { jkt: jktOf(pair.publicKey) });
    const [request, tokens] = entries.map(({ body }) => body['request'] ?? body['tokens']);
    assert.deepEqual((request as { fulfils?: string[] }).fulfils, ['dpop']);
    assert.equal(
      (tokens as { dpopJkt?: string }[])[0]?.dpopJkt,
      jktOf(pair.publicKey),
      'the ledger says whose key it is',
    );
  });
  it('A17.4 the server verifies the signature, and no proof is good twice', async () => {
    const proof = proofBy(keyPair());
    const forged = `${proof.slice(0, proof.lastIndexOf('.'))}.${proofBy(keyPair()).split('.')[2]}`;
    assert.equal((await own(GRANT, forged)).json['error'], 'invalid_dpop_proof');
    assert.equal((await own(GRANT, proof)).status, 200);
    const [again, { sentOn }] = await scene.watching(() => own(GRANT, proof));
    assert.deepEqual([again.status, sentOn.length], [400, 1], 'the guard never tries on behalf of the client');
  });
  it('A17.4 a proof for another method or address goes nowhere', async () => {
    for (const claims of [{ htm: 'GET' }, { htu: `${scene.issuer}/request` }, { htu: `${scene.serverUrl()}/token` }]) {
      const [answer, { sentOn, entries }] = await scene.watching(() =>
        own(GRANT, proofBy(keyPair(), '/token', claims)),
      );
      assert.deepEqual([answer.status, answer.json['error'], sentOn, entries], [400, 'invalid_dpop_proof', [], []]);
    }
  });
  it('A17.4 use_dpop_nonce and its nonce come back untouched, and the same code is good again', async () => {
    const configuration = await mobile();
    const { back, checks } = await scene.authorize(configuration, MOBILE, 'bob');
    const form = {
      ...{ grant_type: 'authorization_code', client_id: 'mobile-app', code: back.searchParams.get('code') ?? '' },
      ...{ redirect_uri: MOBILE.redirect_uri, code_verifier: checks.pkceCodeVerifier },
    };
    const pair = keyPair();
    wantsNonce = true;
    try {
      const first = await scene.post('/token', null, form, { dpop: proofBy(pair) });
      const nonce = first.headers.get('dpop-nonce');
      assert.deepEqual([first.status, first.json['error']], [400, 'use_dpop_nonce']);
      assert.ok(nonce !== null);
      const second = await scene.post('/token', null, form, { dpop: proofBy(pair, '/token', { nonce }) });
      assert.deepEqual([second.status, second.json['token_type']], [200, 'DPoP'], second.text);
    } finally {
      wantsNonce = false;
    }
  });
  it('A17.4 openid-client signs in and refreshes with its key, and with no other', async () => {
    const configuration = await mobile();
    const DPoP = await handleOf(configuration);
    const { back, checks } = await scene.authorize(configuration, MOBILE, 'bob');
    const tokens = await openid.authorizationCodeGrant(configuration, back, checks, {}, { DPoP });
    assert.equal(tokens.token_type, 'dpop');
    const refreshToken = tokens.refresh_token ?? '';
    const other = await handleOf(configuration);
    const refused = async (handle?: openid.DPoPHandle) =>
      await scene.watching(() =>
        errorOf(
          openid.refreshTokenGrant(configuration, refreshToken, {}, handle === undefined ? {} : { DPoP: handle }),
        ),
      );
    for (const [error, { sentOn }] of [await refused(other), await refused()])
      assert.deepEqual([error, sentOn], ['invalid_grant', []], 'the token of a public client is bound (RFC 9449 §5)');
    const refreshed = await openid.refreshTokenGrant(configuration, refreshToken, {}, { DPoP });
    assert.deepEqual(claimsOf(refreshed.access_token)['cnf'], claimsOf(tokens.access_token)['cnf']);
  });
  it('A17.4 a code is bound by dpop_jkt, and by a proof where the request is pushed', async () => {
    const storefront = await scene.configurationOf('storefront');
    const [DPoP, other] = [await handleOf(storefront), await handleOf(storefront)];
    const verifier = openid.randomPKCECodeVerifier();
    const parameters = {
      ...{ redirect_uri: CALLBACK, scope: 'openid orders:read', state: 's', code_challenge_method: 'S256' },
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    };
    const checks = { pkceCodeVerifier: verifier, expectedState: 's' };
    const jkt = await DPoP.calculateThumbprint();
    for (const address of [
      openid.buildAuthorizationUrl(storefront, { ...parameters, dpop_jkt: jkt }),
      await openid.buildAuthorizationUrlWithPAR(storefront, parameters, { DPoP }),
    ]) {
      const back = await scene.browse(address, 'alice');
      for (const options of [{ DPoP: other }, {}]) {
        const [error, { sentOn }] = await scene.watching(() =>
          errorOf(openid.authorizationCodeGrant(storefront, back, checks, {}, options)),
        );
        assert.deepEqual([error, sentOn], ['invalid_grant', []]);
      }
      const tokens = await openid.authorizationCodeGrant(storefront, back, checks, {}, { DPoP });
      assert.deepEqual(claimsOf(tokens.access_token)['cnf'], { jkt });
    }
  });
  it('A17.4 a pushed request names one key', async () => {
    const form = formatParameters(
      Object.entries({
        ...{ response_type: 'code', client_id: 'storefront', redirect_uri: CALLBACK, scope: 'openid' },
        dpop_jkt: jktOf(keyPair().publicKey),
      }),
    );
    const [answer, { sentOn }] = await scene.watching(() =>
      scene.post('/request', 'storefront', form, { dpop: proofBy(keyPair(), '/request') }),
    );
    assert.deepEqual([answer.status, answer.json['error'], sentOn], [400, 'invalid_request', []]);
  });
  it('A17.4 two proofs, and one where it has no meaning, are refused', async () => {
    const { host } = new URL(scene.issuer);
    const { status } = await scene.raw(
      `POST /token HTTP/1.1\r\nHost: ${host}\r\nDPoP: ${proofBy(keyPair())}\r\nDPoP: ${proofBy(keyPair())}\r\n\r\n`,
    );
    assert.equal(status, 400);
    const answer = await scene.post('/token/revocation', 'storefront', 'token=x', {
      dpop: proofBy(keyPair(), '/token/revocation'),
    });
    assert.equal(answer.json['error'], 'invalid_request');
  });
});

describe('B9: a token bound to a key stays so', () => {
  const withheld = async (change: (claims: Record<string, unknown>) => void, proof: string | null) => {
    scene.server.changeClaims = change;
    const [answer, { entries }] = await scene
      .watching(() => own(GRANT, proof))
      .finally(() => {
        scene.server.changeClaims = null;
      });
    assert.deepEqual(
      [answer.status, answer.json['error'], answer.json['access_token']],
      [400, 'invalid_scope', undefined],
    );
    return entries.find(({ kind }) => kind === 'token.withheld')?.body['faults'];
  };
  it('B9 a token that is bound to nothing, or to another key, or to more than the key that was proven, is withheld', async () => {
    for (const cnf of [undefined, { jkt: jktOf(keyPair().publicKey) }, { jkt: 'x' }, 'x'])
      assert.deepEqual(await withheld((claims) => Object.assign(claims, { cnf }), proofBy(keyPair())), [
        'sender_constraint_missing',
      ]);
    const pair = keyPair();
    assert.deepEqual(
      await withheld(
        (claims) => Object.assign(claims, { cnf: { jkt: jktOf(pair.publicKey), 'x5t#S256': 'x' } }),
        proofBy(pair),
      ),
      ['sender_constraint_missing'],
    );
  });
  it('B9 a bound token that nobody proved a key for is withheld', async () => {
    const cnf = { jkt: jktOf(keyPair().publicKey) };
    assert.deepEqual(await withheld((claims) => Object.assign(claims, { cnf }), null), ['sender_constrained']);
  });
  it('B9 a policy may require proofs: without one nothing goes on', async () => {
    await requiring('nightly-report', ['dpop'], async () => {
      const [answer, { sentOn, entries }] = await scene.watching(() => own(GRANT, null));
      assert.deepEqual([answer.status, answer.json['error'], sentOn], [400, 'invalid_request', []]);
      assert.match(JSON.stringify(entries.map(({ body }) => body['decision'])), /"reason":"proof_missing"/);
      assert.equal((await own(GRANT, proofBy(keyPair()))).status, 200);
    });
  });
  it('B9 introspection says what a token is bound to', async () => {
    const pair = keyPair();
    for (const [clientId, scope] of [
      ['nightly-report', 'orders:read'],
      ['customer-sync', 'customers:read'],
    ] as const) {
      const headers = { dpop: proofBy(pair) };
      const { json } = await scene.post('/token', clientId, { grant_type: 'client_credentials', scope }, headers);
      const answer = await scene.post('/token/introspection', 'ambit-guard', { token: String(json['access_token']) });
      assert.deepEqual(
        [answer.json['active'], answer.json['token_type'], answer.json['cnf']],
        [true, 'DPoP', { jkt: jktOf(pair.publicKey) }],
        clientId,
      );
    }
  });
});
