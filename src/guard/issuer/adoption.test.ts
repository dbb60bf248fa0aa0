import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { codeFlowScene } from './testing/code-flow-scene.ts';
import { ORDERS, testPolicy } from './testing/test-policy.ts';

const scene = codeFlowScene();
const now = (): number => Math.floor(Date.now() / 1000);

describe('tokens from before an issuer guard was there', () => {
  let before = 0;
  beforeEach(() => {
    before = now() - 100;
    scene.guard.world.adoption = {
      ...{
        id: `sha256:${'a'.repeat(64)}`,
        issuer: '',
        state: 'adopted',
        from: null,
        before,
        maxLifeSeconds: 7200,
        closed: null,
      },
      endsAt: now() + 300,
    };
    scene.server.respond.set('/introspect', () => ({ status: 400, body: { error: 'unsupported_token_type' } }));
  });
  const token = (over: Record<string, unknown> = {}): string =>
    scene.server.accessToken({
      ...{ client_id: 'web', sub: 'alice', aud: ORDERS, scope: 'orders:read orders:refund' },
      ...{ iat: before - 1, exp: now() + 3600, ...over },
    });
  const ask = async (subject: string, caller = 'resource-server') =>
    (await scene.guard.post('/introspect', caller, { token: subject })).json;

  it('are active for a resource server with the scopes that the policy allows, and no longer than the window', async () => {
    const json = await ask(token());
    assert.deepEqual([json['active'], json['client_id'], json['scope']], [true, 'web', 'orders:read']);
    assert.ok(Number(json['exp']) <= now() + 300);
    assert.equal((await ask(token(), 'web'))['active'], true);
    assert.deepEqual(await ask(token(), 'spa'), { active: false }, 'another client');
  });

  it('are recorded before anybody is told so, once each', async () => {
    const old = token();
    for (let time = 0; time < 3; time++) await ask(old);
    const entries = await scene.entries('token.recognised');
    assert.equal(entries.length, 1);
    assert.deepEqual(entries[0]?.body['scopes'], ['orders:read', 'orders:refund']);
    assert.deepEqual([entries[0]?.body['issuedAt'], entries[0]?.after.length], [before - 1, 1]);
    scene.guard.world.ledgerAway = (kind) => kind === 'token.recognised';
    assert.equal((await scene.guard.post('/introspect', 'resource-server', { token: token() })).status, 503);
  });

  it('are none where they were issued since, say nothing of when, or the window is over', async () => {
    assert.deepEqual(await ask(token({ iat: before })), { active: false });
    assert.deepEqual(await ask(token({ iat: undefined })), { active: false });
    const { adoption } = scene.guard.world;
    assert.ok(adoption !== null);
    scene.guard.world.adoption = { ...adoption, endsAt: now() };
    assert.deepEqual(await ask(token()), { active: false });
    assert.deepEqual(await scene.entries('token.recognised'), []);
  });

  it('are none where they are bound to a key, contained, or of a client that the policy does not know', async () => {
    assert.deepEqual(await ask(token({ cnf: { jkt: 'x' } })), { active: false });
    assert.deepEqual(await ask(token({ client_id: 'stranger' })), { active: false });
    scene.guard.world.contained.add('web');
    assert.deepEqual(await ask(token()), { active: false });
    scene.guard.world.contained.clear();
  });

  it('are none where a guard released one by the same jti: that has its life from there', async () => {
    const code = await scene.code();
    scene.issue({ jti: 'shared', scope: 'orders:read' });
    await scene.exchange(code);
    assert.deepEqual(await ask(token({ jti: 'shared' })), { active: false });
  });

  it('can be revoked by their client, though the server has no way to', async () => {
    scene.server.respond.set('/revoke', () => ({ status: 400, body: { error: 'unsupported_token_type' } }));
    const old = token();
    assert.equal((await scene.guard.post('/revoke', 'spa', { token: old })).status, 200);
    assert.deepEqual(await scene.entries('token.revoked'), [], 'not by another one');
    assert.equal((await scene.guard.post('/revoke', 'web', { token: old })).status, 200);
    const [revoked] = await scene.entries('token.revoked');
    assert.deepEqual([revoked?.body['reason'], revoked?.body['upstream']], ['client_request', 'not_applicable']);
  });

  it('give nobody a refresh: the grant behind them is not known here', async () => {
    scene.guard.world.policy = testPolicy();
    const answer = await scene.refresh('a-refresh-token-of-before');
    assert.equal(answer.json['error'], 'invalid_grant');
  });
});
