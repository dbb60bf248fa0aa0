import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeFlowScene } from './testing/code-flow-scene.ts';
import { ISSUER, testPolicy } from './testing/test-policy.ts';

const scene = codeFlowScene();
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An access token that the guard released, for the person's claims alone. */
async function released(): Promise<string> {
  scene.issue({ scope: 'openid', aud: ISSUER }, { id_token: scene.idToken({}) });
  const { json, text } = await scene.exchange(await scene.code({ scope: 'openid' }));
  assert.equal(typeof json['access_token'], 'string', text);
  return String(json['access_token']);
}
const ask = (authorization: string | null, method = 'GET', path = '/me', body?: string) =>
  scene.guard.request(method, path, {
    headers: {
      ...(authorization === null ? {} : { authorization }),
      ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(body === undefined ? {} : { body }),
  });
const says = (body: unknown, type = 'application/json'): void =>
  void scene.server.respond.set('/me', () => ({ headers: { 'content-type': type }, body }));
const asked = (): number => scene.server.seen.filter(({ path }) => path === '/me').length;

describe('A17.5 the userinfo endpoint', () => {
  it('is an API: a use is decided and durable, by GET and by POST, and claims without their scope are left out', async () => {
    const token = await released();
    says({ sub: 'alice', email: 'alice@acme.example', groups: ['a'] });
    for (const [method, body] of [['GET'], ['POST', '']] as const) {
      const answer = await ask(`Bearer ${token}`, method, '/me', body);
      assert.deepEqual([answer.status, answer.json], [200, { sub: 'alice', groups: ['a'] }], answer.text);
      assert.equal(answer.headers['cache-control'], 'no-store');
    }
    const [used, again] = await scene.entries('token.used');
    assert.ok(again !== undefined);
    assert.deepEqual(
      [used?.body['api'], used?.subject, used?.refs.includes('client:web')],
      ['userinfo', 'sub:5', true],
    );
    assert.match(String(used?.digests['openapi']), /^sha256:/);
    const { rows } = await scene.guard.store.pool.query('select 1 from blobs where digest = $1', [
      used?.digests['openapi'],
    ]);
    assert.equal(rows.length, 1, 'what it was decided by is kept');
  });
  it('refuses a token that no guard released, a refresh token, and none at all, and asks nobody', async () => {
    const stranger = scene.server.accessToken({ client_id: 'web', sub: 'alice', scope: 'openid' });
    for (const [authorization, told] of [
      [null, '401 undefined'],
      ['Basic d2ViOnNlY3JldA==', '401 undefined'],
      [`Bearer ${stranger}`, '401 invalid_token'],
      ['Bearer x y', '400 invalid_request'],
      [`DPoP ${stranger}`, '400 invalid_request'],
    ] as const) {
      const { status, json, headers } = await ask(authorization);
      assert.equal(`${status} ${json['error']}`, told);
      if (status === 401) assert.match(String(headers['www-authenticate']), /^Bearer realm="https/);
    }
    assert.equal(asked(), 0);
  });
  it('takes a token nowhere but in its header, and no other method', async () => {
    const token = await released();
    for (const [method, path, body] of [
      ['GET', `/me?access_token=${token}`],
      ['POST', '/me', `access_token=${token}`],
      ['POST', '/me', 'scope=admin'],
    ] as const)
      assert.equal((await ask(`Bearer ${token}`, method, path, body)).status, 400);
    assert.equal((await ask(`Bearer ${token}`, 'PUT')).status, 405);
    assert.equal(asked(), 0);
  });
  it('refuses what was revoked, and what the policy took back since, on record', async () => {
    const token = await released();
    says({ sub: 'alice' });
    scene.guard.world.policy = testPolicy({ webStanding: ['orders:read'] });
    const out = await ask(`Bearer ${token}`);
    assert.equal(out.status, 403, out.text);
    scene.guard.world.policy = testPolicy();
    assert.equal((await ask(`Bearer ${token}`)).status, 200);
    await scene.guard.post('/revoke', 'web', { token });
    assert.deepEqual((await ask(`Bearer ${token}`)).json, { error: 'invalid_token' });
    const reasons = (await scene.entries('token.use_refused')).map(
      ({ body }) => body['decision'] as { reason: string },
    );
    assert.deepEqual(
      reasons.map(({ reason }) => reason),
      ['scope_out_of_policy', 'token_revoked'],
    );
  });
  it('passes nothing while the use can not be recorded', async () => {
    const token = await released();
    scene.guard.world.ledgerAway = (kind) => kind === 'token.used';
    assert.equal((await ask(`Bearer ${token}`)).status, 503);
    assert.equal(asked(), 0);
  });
  it('passes a signed answer whole or not at all, and nothing that can not be read', async () => {
    const token = await released();
    const jwt = (claims: unknown): string => `${part({ alg: 'ES256' })}.${part(claims)}.c2ln`;
    says(jwt({ sub: 'alice' }), 'application/jwt');
    const signed = await ask(`Bearer ${token}`);
    assert.deepEqual(
      [signed.status, signed.headers['content-type'], signed.text],
      [200, 'application/jwt', jwt({ sub: 'alice' })],
    );
    for (const [body, type] of [
      [jwt({ sub: 'alice', email: 'a@b' }), 'application/jwt'],
      ['a.b.c.d.e', 'application/jwt'],
      ['{"sub":"alice","sub":"bob"}', 'application/json'],
      ['<p>', 'text/html'],
    ] as const) {
      says(body, type);
      assert.equal((await ask(`Bearer ${token}`)).status, 502, body);
    }
  });
  it('tells what the server has against a token', async () => {
    const token = await released();
    const challenge = 'Bearer realm="x", error="invalid_token"';
    scene.server.respond.set('/me', () => ({
      status: 401,
      headers: { 'www-authenticate': challenge },
      body: { secret: 'inside' },
    }));
    const answer = await ask(`Bearer ${token}`);
    assert.deepEqual([answer.status, answer.headers['www-authenticate'], answer.text], [401, challenge, '']);
  });
});
