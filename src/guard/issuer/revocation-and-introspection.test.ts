import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Scope } from '../../policy/index.ts';
import { codeFlowScene, randomCode } from './testing/code-flow-scene.ts';
import { ORDERS, testPolicy } from './testing/test-policy.ts';

const scene = codeFlowScene();

describe('revocation (RFC 7009)', () => {
  const tokens = async (): Promise<{ access: string; refresh: string }> => {
    const code = await scene.code();
    const token = randomCode();
    scene.issue({}, { refresh_token: token });
    return { access: String((await scene.exchange(code)).json['access_token']), refresh: token };
  };

  it('of an access token is durable before the answer', async () => {
    const { access } = await tokens();
    scene.server.respond.set('/revoke', () => ({ status: 400, body: { error: 'unsupported_token_type' } }));
    const answer = await scene.guard.post('/revoke', 'web', { token: access, token_type_hint: 'access_token' });
    assert.equal(answer.status, 200);
    assert.equal((await scene.entries('token.revoked')).length, 1);
  });
  it('of a refresh token takes its access tokens with it', async () => {
    const { refresh: token } = await tokens();
    assert.equal((await scene.guard.post('/revoke', 'web', { token })).status, 200);
    assert.deepEqual((await scene.entries('token.revoked')).map(({ body }) => body['type']).sort(), [
      'access_token',
      'grant',
      'refresh_token',
    ]);
    assert.equal((await scene.refresh(token)).json['error'], 'invalid_grant');
  });
  it('changes nothing for a client that is not authenticated', async () => {
    const { access } = await tokens();
    scene.server.respond.set('/revoke', () => ({ status: 401, body: { error: 'invalid_client' } }));
    assert.equal((await scene.guard.post('/revoke', 'web', { token: access })).status, 401);
    assert.equal((await scene.entries('token.revoked')).length, 0);
  });
  it('changes nothing for another client, and nobody learns that from the answer', async () => {
    const { access } = await tokens();
    const other = await scene.guard.post('/revoke', 'spa', { token: access });
    const unknown = await scene.guard.post('/revoke', 'spa', { token: 'nothing' });
    assert.deepEqual([other.status, other.text], [unknown.status, unknown.text]);
    assert.equal(other.status, 200);
    assert.equal((await scene.entries('token.revoked')).length, 0);
  });
  it('that can not be recorded is answered 503', async () => {
    const { access } = await tokens();
    scene.guard.world.ledgerAway = () => true;
    assert.equal((await scene.guard.post('/revoke', 'web', { token: access })).status, 503);
  });
});

describe('introspection (RFC 7662)', () => {
  const accessToken = async (): Promise<string> => {
    const code = await scene.code({ scope: 'openid orders:read orders:write' });
    scene.issue({ scope: 'orders:read orders:write' });
    scene.server.respond.set('/introspect', () => ({
      body: { active: true, scope: 'admin', client_id: 'x', exp: 2000000000, sub: 'alice', secret_extra: 'x' },
    }));
    return String((await scene.exchange(code)).json['access_token']);
  };
  it('tells a resource server about a token that a guard released, with the scopes of its birth', async () => {
    const answer = await scene.guard.post('/introspect', 'resource-server', { token: await accessToken() });
    assert.deepEqual(answer.json, {
      active: true,
      client_id: 'web',
      scope: 'orders:read orders:write',
      exp: Number((await scene.guard.store.pool.query('select max(expires_at) as exp from token_births')).rows[0].exp),
      sub: 'alice',
    });
  });
  it('leaves out what the policy took back', async () => {
    const token = await accessToken();
    scene.guard.world.policy = testPolicy({ webStanding: ['orders:read'] });
    assert.equal((await scene.guard.post('/introspect', 'web', { token })).json['scope'], 'orders:read');
  });
  it('A17.1 leaves in what a wider scope of the client includes, and out what was replaced', async () => {
    const token = await accessToken();
    const { digest, policy } = testPolicy({ webStanding: ['openid', 'orders:write'] });
    const change = (more: Partial<Scope>) => ({
      digest,
      policy: {
        ...policy,
        scopes: policy.scopes.map((one) => (one.name === 'orders:write' ? { ...one, ...more } : one)),
      },
    });
    scene.guard.world.policy = change({ implies: ['orders:read'] });
    const scopes = async () => (await scene.guard.post('/introspect', 'resource-server', { token })).json['scope'];
    assert.equal(await scopes(), 'orders:read orders:write');
    scene.guard.world.policy = change({ replacedBy: { scopes: ['orders:read'], deadline: '2020-01-01T00:00:00Z' } });
    assert.equal(await scopes(), '');
  });
  it('A17.1, A17.8 knows the tokens of clients that are only observed, in the policy or not, and answers such clients', async () => {
    scene.issue({ client_id: 'stranger', sub: 'stranger' });
    scene.server.respond.set('/introspect', () => ({
      body: { active: true, scope: 'orders:read', client_id: 'stranger' },
    }));
    const { digest, policy } = testPolicy();
    const observed = {
      digest,
      policy: { ...policy, issuers: policy.issuers.map((one) => ({ ...one, mode: 'observe' as const })) },
    };
    scene.guard.world.policy = observed;
    const issued = await scene.guard.post('/token', 'stranger', {
      grant_type: 'client_credentials',
      scope: 'orders:read',
    });
    assert.equal(issued.status, 200, issued.text);
    const token = String(issued.json['access_token']);
    for (const caller of ['resource-server', 'stranger']) {
      const { json } = await scene.guard.post('/introspect', caller, { token });
      assert.deepEqual([json['active'], json['scope']], [true, 'orders:read'], caller);
    }
    scene.guard.world.policy = testPolicy();
    assert.deepEqual((await scene.guard.post('/introspect', 'resource-server', { token })).json, { active: false });
  });
  it('A17.1 a refresh token is active for its client alone: no resource server takes it for an access token', async () => {
    const code = await scene.code();
    const token = randomCode();
    scene.issue({}, { refresh_token: token });
    await scene.exchange(code);
    scene.server.respond.set('/introspect', () => ({
      body: { active: true, scope: 'openid orders:read', token_type: 'Bearer' },
    }));
    assert.deepEqual((await scene.guard.post('/introspect', 'resource-server', { token })).json, { active: false });
    assert.equal((await scene.guard.post('/introspect', 'web', { token })).json['active'], true);
  });
  it('says inactive beyond the end that a token was born with, also where the server lets it live on', async () => {
    const token = await accessToken();
    await scene.guard.store.pool.query('update token_births set expires_at = 1');
    assert.deepEqual((await scene.guard.post('/introspect', 'web', { token })).json, { active: false });
  });
  it('says inactive of tokens of others, of tokens from elsewhere and of re-spelled ones', async () => {
    const token = await accessToken();
    assert.deepEqual((await scene.guard.post('/introspect', 'spa', { token })).json, { active: false });
    assert.deepEqual((await scene.guard.post('/introspect', 'web', { token: 'from-elsewhere' })).json, {
      active: false,
    });
    assert.deepEqual((await scene.guard.post('/introspect', 'web', { token: `${token}=` })).json, { active: false });
  });
  it('answers for a JWT that the server does not introspect', async () => {
    const token = await accessToken();
    scene.server.respond.set('/introspect', () => ({ status: 400, body: { error: 'unsupported_token_type' } }));
    const answer = await scene.guard.post('/introspect', 'web', { token });
    assert.equal(answer.json['active'], true);
    assert.deepEqual(answer.json['aud'], [ORDERS]);
  });
  it('answers nobody who does not authenticate', async () => {
    const token = await accessToken();
    assert.equal((await scene.guard.post('/introspect', null, { token, client_id: 'web' })).status, 401);
    assert.equal((await scene.guard.post('/introspect', 'nobody', { token })).status, 401);
  });
});
