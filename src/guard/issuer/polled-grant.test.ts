import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEVICE_CODE } from '../../oauth/index.ts';
import type { IdentifiedPolicy } from '../../policy/index.ts';
import { codeFlowScene, randomCode } from './testing/code-flow-scene.ts';
import type { Answered } from './testing/guard-under-test.ts';
import { testPolicy } from './testing/test-policy.ts';

const scene = codeFlowScene();

/** The policy in which one client has devices, at this server. */
function withDevices(): IdentifiedPolicy {
  const { digest, policy } = testPolicy();
  const clients = policy.clients.map((client) =>
    client.clientId === 'web' ? { ...client, grantTypes: [...client.grantTypes, DEVICE_CODE] as const } : client,
  );
  return { digest, policy: { ...policy, clients } };
}
const given = (more: Record<string, unknown> = {}) => ({
  body: {
    ...{ device_code: randomCode(), user_code: 'ABCD', expires_in: 600 },
    verification_uri: 'http://inside.example/device',
    ...more,
  },
});
const ask = async (): Promise<Answered> => {
  scene.guard.world.policy = withDevices();
  return await scene.guard.post('/device_authorization', 'web', { scope: 'orders:read' });
};
const code = async (): Promise<string> => {
  scene.server.respond.set('/device_authorization', () => given());
  const { json, text } = await ask();
  assert.equal(typeof json['device_code'], 'string', text);
  return String(json['device_code']);
};
const poll = (device_code: string): Promise<Answered> =>
  scene.guard.post('/token', 'web', { grant_type: DEVICE_CODE, device_code });
const last = async (): Promise<unknown[]> => {
  const entry = (await scene.guard.entries()).at(-1);
  return [entry?.kind, entry?.body['outcome'], entry?.body['error']];
};

describe('asking for a code', () => {
  for (const [name, response, status, error] of [
    ['refuses it', { status: 400, body: { error: 'invalid_scope' } }, 400, 'invalid_scope'],
    ['doesn’t know the client', { status: 401, body: { error: 'invalid_client' } }, 401, 'invalid_client'],
    ['is broken', { status: 500, body: {} }, 503, 'temporarily_unavailable'],
    [
      'answers what has no single meaning',
      { body: '{"device_code":"a","device_code":"b"}' },
      502,
      'response_unreadable',
    ],
    ['leads the person elsewhere', given({ verification_uri: 'https://evil.example/' }), 502, 'response_unreadable'],
    ['answers with a page', { ...given(), headers: { 'content-type': 'text/html' } }, 502, 'response_unreadable'],
  ] as const)
    it(`of a server that ${name} gives none, and closes its decision`, async () => {
      scene.server.respond.set('/device_authorization', () => response);
      const answer = await ask();
      assert.equal(answer.status, status, answer.text);
      assert.deepEqual(await last(), ['token.not_issued', 'refused', error]);
    });
  it('gives none while the ledger is away, and the server is not asked', async () => {
    scene.server.respond.set('/device_authorization', () => given());
    scene.guard.world.ledgerAway = () => true;
    assert.equal((await ask()).status, 503);
    assert.equal(scene.server.seen.length, 0);
  });
  it('leaves no code behind, by the letter', async () => {
    const one = await code();
    const { rows } = await scene.guard.store.pool.query('select * from authorization_codes');
    assert.ok(!JSON.stringify([rows, await scene.guard.entries()]).includes(one));
  });
});

describe('polling', () => {
  it('goes on after a server that was broken, which may have issued', async () => {
    const one = await code();
    scene.server.respond.set('/token', () => ({ status: 500 }));
    assert.equal((await poll(one)).status, 503);
    assert.deepEqual(await last(), ['token.not_issued', 'unknown', 'temporarily_unavailable']);
    scene.issue();
    assert.equal((await poll(one)).status, 200);
  });
  it('goes on after a server that says to wait, whatever it calls it', async () => {
    const one = await code();
    const before = (await scene.guard.entries()).length;
    for (const error of ['authorization_pending', 'slow_down']) {
      scene.server.respond.set('/token', () => ({ status: 400, body: { error } }));
      assert.deepEqual((await poll(one)).json['error'], error);
    }
    assert.equal((await scene.guard.entries()).length, before);
  });
  it('ends with what the server says for good', async () => {
    const one = await code();
    scene.server.respond.set('/token', () => ({ status: 400, body: { error: 'expired_token' } }));
    assert.equal((await poll(one)).json['error'], 'expired_token');
    scene.issue();
    assert.equal((await poll(one)).json['error'], 'invalid_grant');
    assert.equal(scene.server.seen.filter(({ path }) => path === '/token').length, 1);
  });
  it('gives nothing of what can not be read, or is of another client, and ends', async () => {
    for (const change of [{ client_id: 'spa' }, { scope: 'orders:read admin' }]) {
      const one = await code();
      scene.issue(change);
      assert.equal((await poll(one)).status, 400);
      assert.ok((await scene.kinds()).includes('token.withheld'));
      assert.equal((await poll(one)).json['error'], 'invalid_grant');
    }
    const one = await code();
    scene.server.respond.set('/token', () => ({ body: '{"access_token":"a","access_token":"b"}' }));
    assert.equal((await poll(one)).status, 502);
    assert.equal((await poll(one)).json['error'], 'invalid_grant');
  });
  it('is given what the ledger kept waiting, to the same poll', async () => {
    const one = await code();
    scene.issue();
    scene.guard.world.ledgerAway = (kind) => kind === 'token.issued';
    assert.equal((await poll(one)).status, 503);
    scene.guard.world.ledgerAway = () => false;
    assert.equal((await poll(one)).status, 200);
    assert.equal(scene.server.seen.filter(({ path }) => path === '/token').length, 1);
  });
  it('is nobody’s while the client is contained', async () => {
    const one = await code();
    scene.guard.world.contained.add('web');
    assert.equal((await poll(one)).json['error'], 'invalid_client');
  });
});
