import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { realServerScene } from '../testing/real-server-scene.ts';

const scene = realServerScene();
const NIGHTLY = 'nightly-report';
const GRANT = 'grant_type=client_credentials&scope=orders:read';
const JWT_BEARER = 'client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const assertion = (claims: Record<string, unknown>): string => `${part({ alg: 'ES256' })}.${part(claims)}.AAAA`;
const basic = (text: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(text).toString('base64')}`,
});

describe('A2: which client asks', () => {
  it('A2 Basic and secret in the body are each taken alone, and the scheme in any case', async () => {
    const secret = scene.secretOf(NIGHTLY);
    const { authorization = '' } = basic(`${NIGHTLY}:${secret}`);
    for (const answer of [
      await scene.post('/token', null, `${GRANT}&client_id=${NIGHTLY}&client_secret=${secret}`),
      await scene.post('/token', null, GRANT, { authorization: authorization.replace('Basic', 'bASIC') }),
      await scene.post('/token', null, `${GRANT}&client_id=${NIGHTLY}`, { authorization }),
    ])
      assert.equal(answer.status, 200, answer.text);
  });
  for (const [name, form, authorized] of [
    ['Basic and a secret', `${GRANT}&client_secret=s`, true],
    ['Basic and an assertion', `${GRANT}&${JWT_BEARER}&client_assertion=a.b.c`, true],
    ['Basic and the type of an assertion alone', `${GRANT}&${JWT_BEARER}`, true],
    [
      'a secret and an assertion',
      `${GRANT}&client_id=${NIGHTLY}&client_secret=s&${JWT_BEARER}&client_assertion=a.b.c`,
      false,
    ],
    ['Basic of one client and the id of another', `${GRANT}&client_id=storefront`, true],
    [
      'an assertion of one client and the id of another',
      `${GRANT}&client_id=storefront&${JWT_BEARER}&client_assertion=${assertion({ iss: NIGHTLY, sub: NIGHTLY })}`,
      false,
    ],
  ] as const)
    it(`A2 refuses ${name}`, async () => {
      const [answer, { sentOn, entries }] = await scene.watching(() =>
        scene.post('/token', authorized ? NIGHTLY : null, form),
      );
      assert.deepEqual([answer.status, answer.json['error']], [400, 'invalid_request']);
      assert.deepEqual([sentOn, entries], [[], []]);
    });
  it('A2 an assertion’s unproven subject chooses the policy, and the server verifies it', async () => {
    const claims = {
      iss: NIGHTLY,
      sub: NIGHTLY,
      aud: scene.issuer,
      jti: 'one',
      exp: Math.floor(Date.now() / 1000) + 60,
    };
    const form = `${GRANT}&${JWT_BEARER}&client_assertion=${assertion(claims)}`;
    const [answer, { sentOn }] = await scene.watching(() => scene.post('/token', null, form));
    assert.deepEqual([answer.status, answer.json['error']], [401, 'invalid_client']);
    assert.match(sentOn[0]?.body ?? '', new RegExp(`client_id=${NIGHTLY}&client_assertion_type=`));
  });
  it('A2 a client of attestation or mutual TLS gets no token, for its proof goes no further', async () => {
    const [answer, { sentOn }] = await scene.watching(() =>
      scene.post('/token', null, `${GRANT}&client_id=${NIGHTLY}`, {
        'oauth-client-attestation': assertion({ sub: 'storefront' }),
        'oauth-client-attestation-pop': 'a.b.c',
        'client-cert': ':AAAA:',
      }),
    );
    assert.deepEqual([answer.status, answer.json['error']], [400, 'unauthorized_client']);
    assert.deepEqual(sentOn, []);
  });
  it('A2 a public client gets no token of its own', async () => {
    const answer = await scene.post('/token', null, `${GRANT}&client_id=mobile-app`);
    assert.deepEqual([answer.status, answer.json['error']], [400, 'unauthorized_client']);
  });
  it('A2.1 the claimed client is made true by the token that names it', async () => {
    scene.server.changeClaims = (claims) => Object.assign(claims, { client_id: 'storefront' });
    const [answer, { entries, sentOn }] = await scene.watching(() => scene.post('/token', NIGHTLY, GRANT));
    scene.server.changeClaims = null;
    assert.deepEqual([answer.status, answer.json['error']], [400, 'invalid_scope']);
    assert.doesNotMatch(answer.text, /eyJ/);
    assert.deepEqual(
      entries.map(({ kind }) => kind),
      ['decision.made', 'token.withheld', 'token.revoked'],
    );
    assert.deepEqual(
      sentOn.map(({ target }) => target),
      ['/token', '/token/revocation'],
    );
  });
  it('A2.2 an unknown client gets what a wrong secret gets, letter by letter', async () => {
    for (const form of [GRANT, 'grant_type=refresh_token&refresh_token=r', 'grant_type=nonsense']) {
      const unknown = await scene.post('/token', null, form, basic('nobody:secret'));
      assert.deepEqual([unknown.status, unknown.json['error']], [401, 'invalid_client']);
    }
    const wrong = await scene.post('/token', null, GRANT, basic(`${NIGHTLY}:wrong`));
    const unknown = await scene.post('/token', null, GRANT, basic('nobody:wrong'));
    assert.deepEqual([wrong.status, wrong.text], [unknown.status, unknown.text]);
    assert.equal(wrong.headers.get('www-authenticate'), unknown.headers.get('www-authenticate'));
  });
  it('A2.3 ids are compared byte for byte, and __proto__ is an id like any other', async () => {
    for (const id of ['Nightly-Report', 'nightly-report ', 'nightly%2Dreport%20', '__proto__', 'constructor'])
      assert.equal((await scene.post('/token', null, GRANT, basic(`${id}:s`))).status, 401, id);
  });
});
