import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as openid from 'openid-client';
import { CALLBACK, errorOf, realServerScene } from '../testing/real-server-scene.ts';

const scene = realServerScene();
const NIGHTLY = 'nightly-report';
const GRANT = 'grant_type=client_credentials&scope=orders:read';

/** Asks while the server writes other claims into its access tokens. */
async function withClaims(change: (claims: Record<string, unknown>) => void) {
  scene.server.changeClaims = change;
  try {
    return await scene.watching(() => scene.post('/token', NIGHTLY, GRANT));
  } finally {
    scene.server.changeClaims = null;
  }
}

describe('B4, B5, B6: what oidc-provider gives beyond the decision is withheld and taken back', () => {
  for (const [name, change, fault] of [
    [
      'B4 a wider scope',
      (claims) => Object.assign(claims, { scope: 'orders:read orders:write' }),
      'scope_exceeds_decision',
    ],
    [
      'B4 a scope in the claim of another vendor',
      (claims) => Object.assign(claims, { permissions: ['orders:refund'] }),
      'scope_exceeds_decision',
    ],
    [
      'B6 a longer life',
      (claims) => Object.assign(claims, { exp: Number(claims['iat']) + 7200 }),
      'life_exceeds_decision',
    ],
    [
      'B4 another audience',
      (claims) => Object.assign(claims, { aud: 'https://customers.acme.example' }),
      'audience_differs',
    ],
    [
      'B4 a second audience',
      (claims) => Object.assign(claims, { aud: [claims['aud'], 'https://other.example'] }),
      'audience_differs',
    ],
    ['B9 a token bound to a key', (claims) => Object.assign(claims, { cnf: { jkt: 'x' } }), 'sender_constrained'],
    [
      'A8.2 authorization details',
      (claims) => Object.assign(claims, { authorization_details: [{ type: 'x' }] }),
      'access_token_unreadable',
    ],
  ] as readonly (readonly [string, (claims: Record<string, unknown>) => void, string])[])
    it(name, async () => {
      const [answer, { sentOn, entries }] = await withClaims(change);
      assert.deepEqual([answer.status, answer.json['error']], [400, 'invalid_scope']);
      assert.doesNotMatch(answer.text, /eyJ|orders:write|refund/);
      assert.deepEqual(
        sentOn.map(({ target }) => target),
        ['/token', '/token/revocation'],
      );
      const withheld = entries.find(({ kind }) => kind === 'token.withheld');
      assert.deepEqual(withheld?.body['faults'], [fault]);
      assert.ok(entries.some(({ kind }) => kind === 'token.revoked'));
    });
});

describe('what is answered', () => {
  it('B1, I2 nothing is given out before its entry is durable', async () => {
    const [answer, { entries }] = await scene.watching(() => scene.post('/token', NIGHTLY, GRANT));
    assert.equal(answer.status, 200);
    assert.deepEqual(
      entries.map(({ kind }) => kind),
      ['decision.made', 'token.issued'],
    );
  });
  it('B3 the scope is that of the token, and always named', async () => {
    const answer = await scene.post('/token', NIGHTLY, GRANT);
    const [, payload = ''] = String(answer.json['access_token']).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { scope: string };
    assert.deepEqual([answer.json['scope'], claims.scope], ['orders:read', 'orders:read']);
  });
  it('B3 the scope of an opaque token is asked of the server with the guard’s own credential', async () => {
    const answer = await scene.post('/token', 'customer-sync', 'grant_type=client_credentials&scope=customers:read');
    assert.deepEqual([answer.status, answer.json['scope']], [200, 'customers:read'], answer.text);
    assert.doesNotMatch(String(answer.json['access_token']), /\./);
  });
  it('B7 an id token comes only where openid was decided', async () => {
    const storefront = await scene.configurationOf('storefront');
    assert.equal((await scene.signIn(storefront, { scope: 'openid orders:read' })).claims()?.sub, 'alice');
    const { back, checks } = await scene.authorize(storefront, { scope: 'orders:read', nonce: '' });
    const answer = await scene.post('/token', 'storefront', {
      ...{ grant_type: 'authorization_code', code: back.searchParams.get('code') ?? '', redirect_uri: CALLBACK },
      code_verifier: checks.pkceCodeVerifier,
    });
    assert.deepEqual([answer.status, 'id_token' in answer.json], [200, false], answer.text);
  });
  it('B8 a client that acts for itself gets no refresh token', async () => {
    const answer = await scene.post('/token', NIGHTLY, GRANT);
    assert.deepEqual(Object.keys(answer.json).sort(), ['access_token', 'expires_in', 'scope', 'token_type']);
  });
  it('B11 nothing with a token or an error is kept by a cache', async () => {
    const token = String((await scene.post('/token', NIGHTLY, GRANT)).json['access_token']);
    for (const answer of [
      await scene.post('/token', NIGHTLY, GRANT),
      await scene.post('/token', NIGHTLY, 'grant_type=nonsense'),
      await scene.post('/token', 'nobody', GRANT),
      await scene.post('/token/introspection', NIGHTLY, { token }),
      await scene.post('/token/revocation', NIGHTLY, { token }),
      await scene.request('GET', '/auth?client_id=nobody'),
      await scene.request('GET', '/nowhere'),
    ]) {
      assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
      assert.equal(answer.headers.get('pragma'), 'no-cache');
    }
  });
  it('B12 a wrong secret and an unknown client: 401, with a challenge where Basic was used', async () => {
    const basic = { authorization: `Basic ${Buffer.from(`${NIGHTLY}:wrong`).toString('base64')}` };
    const byHeader = await scene.post('/token', null, GRANT, basic);
    assert.deepEqual([byHeader.status, byHeader.json['error']], [401, 'invalid_client']);
    assert.match(byHeader.headers.get('www-authenticate') ?? '', /^Basic /);
    const byBody = await scene.post('/token', null, `${GRANT}&client_id=${NIGHTLY}&client_secret=wrong`);
    assert.deepEqual([byBody.status, byBody.headers.get('www-authenticate')], [401, null]);
  });
  it('B12 a resource that nobody knows, and two: invalid_target', async () => {
    for (const resources of [
      'resource=https%3A%2F%2Felsewhere.example',
      'resource=https%3A%2F%2Fa.example&resource=https%3A%2F%2Fb.example',
      'resource=no-uri',
    ])
      assert.equal((await scene.post('/token', NIGHTLY, `${GRANT}&${resources}`)).json['error'], 'invalid_target');
  });
  it('B14 an error holds only the characters that it may, whatever was sent', async () => {
    for (const scope of ['orders:<b>', 'x'.repeat(256), "a';--"]) {
      const { json } = await scene.post('/token', NIGHTLY, { grant_type: 'client_credentials', scope });
      assert.match(String(json['error_description']), /^[\x20-\x21\x23-\x5b\x5d-\x7e]{1,500}$/);
    }
  });
  it('B15 no cookie, and no name of the software behind, comes with a token', async () => {
    const { headers } = await scene.post('/token', NIGHTLY, GRANT);
    for (const name of ['set-cookie', 'server', 'x-powered-by', 'via', 'alt-svc'])
      assert.equal(headers.get(name), null, name);
  });
});

describe('A17: the other endpoints', () => {
  it('A17.1 introspection answers who authenticates, about own tokens, with the scopes of now', async () => {
    const token = String((await scene.post('/token', NIGHTLY, GRANT)).json['access_token']);
    assert.equal((await scene.post('/token/introspection', NIGHTLY, { token })).json['scope'], 'orders:read');
    assert.deepEqual((await scene.post('/token/introspection', 'order-fulfilment', { token })).json, { active: false });
    assert.equal((await scene.post('/token/introspection', null, { token, client_id: NIGHTLY })).status, 401);
    scene.usePolicy((policy) => ({
      ...policy,
      clients: policy.clients.map((client) => ({ ...client, standing: [] })),
    }));
    assert.equal((await scene.post('/token/introspection', 'ambit-guard', { token })).json['scope'], '');
    scene.usePolicy();
  });
  it('A17.2 revocation is recorded, and answers the same of tokens that nobody knows', async () => {
    const token = String((await scene.post('/token', NIGHTLY, GRANT)).json['access_token']);
    const [known, { entries }] = await scene.watching(() => scene.post('/token/revocation', NIGHTLY, { token }));
    const unknown = await scene.post('/token/revocation', NIGHTLY, { token: 'nothing' });
    assert.deepEqual([known.status, known.text], [unknown.status, unknown.text]);
    assert.deepEqual(
      entries.map(({ kind }) => kind),
      ['token.revoked'],
    );
    assert.equal((await scene.post('/token/introspection', NIGHTLY, { token })).json['active'], false);
  });
  it('A17.3 metadata name the issuer’s own addresses, the scopes of the policy and what the guard does', async () => {
    const { json } = await scene.request('GET', '/.well-known/openid-configuration');
    for (const [name, value] of Object.entries(json))
      if (name.endsWith('_endpoint') || name === 'jwks_uri')
        assert.ok(String(value).startsWith(`${scene.issuer}/`), name);
    assert.equal(json['issuer'], scene.issuer);
    assert.deepEqual(json['response_types_supported'], ['code']);
    assert.ok((json['scopes_supported'] as string[]).includes('orders:read'));
    const methods = json['token_endpoint_auth_methods_supported'] as string[];
    assert.ok(methods.includes('client_secret_basic') && !methods.some((method) => method.includes('tls')));
  });
  it('A17.4 a proof of possession that is none is refused, and no token that anybody can use is given instead', async () => {
    const [answer, { sentOn }] = await scene.watching(() => scene.post('/token', NIGHTLY, GRANT, { dpop: 'a.b.c' }));
    assert.deepEqual([answer.status, answer.json['error'], sentOn], [400, 'invalid_dpop_proof', []]);
  });
  it('A17.6 the keys are the server’s', async () => {
    const { json, headers } = await scene.request('GET', '/jwks');
    assert.ok((json['keys'] as unknown[]).length > 0);
    assert.match(headers.get('cache-control') ?? '', /max-age=60/);
  });
  it('A17.7 pages pass with their cookies, and no redirect leads away from the server', async () => {
    const storefront = await scene.configurationOf('storefront');
    const { back } = await scene.authorize(storefront, { scope: 'openid' });
    assert.deepEqual([...back.searchParams.keys()].sort(), ['code', 'iss', 'state']);
  });
});

describe('M: one spelling of a token', () => {
  const respelled = (token: string): string[] => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(token.at(-1) ?? '');
    return [
      ...[1, 2, 3].map((step) => token.slice(0, -1) + alphabet[(last & 0b110000) | ((last + step) & 0b001111)]),
      ...[`${token}=`, `${token} `, ` ${token}`, `${token}\t`, token.replace('.', '=.'), `${token}.`],
    ];
  };
  it('M1, M3 a revoked token stays revoked in every other spelling, and none of them is recorded as another', async () => {
    const token = String((await scene.post('/token', NIGHTLY, GRANT)).json['access_token']);
    await scene.post('/token/revocation', NIGHTLY, { token });
    const births = async () =>
      (await scene.store.pool.query('select count(*) as count from token_births')).rows[0].count;
    const before = await births();
    for (const spelling of [token, ...respelled(token)])
      assert.notEqual(
        (await scene.post('/token/introspection', NIGHTLY, { token: spelling })).json['active'],
        true,
        spelling.slice(-6),
      );
    assert.equal(await births(), before);
  });
  it('M1 a refresh token in another spelling is one that nobody knows', async () => {
    const storefront = await scene.configurationOf('storefront');
    const tokens = await scene.signIn(storefront, { scope: 'openid offline_access orders:read', prompt: 'consent' });
    const token = tokens.refresh_token ?? '';
    for (const spelling of [`${token}=`, `${token}.`, ` ${token}`, token.toUpperCase()]) {
      const [answer, { sentOn }] = await scene.watching(() =>
        scene.post('/token', 'storefront', { grant_type: 'refresh_token', refresh_token: spelling }),
      );
      assert.deepEqual([answer.json['error'], sentOn], ['invalid_grant', []], JSON.stringify(spelling));
    }
    assert.equal(await errorOf(openid.refreshTokenGrant(storefront, token)), 'no error');
  });
});
