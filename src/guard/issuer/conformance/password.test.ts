import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Policy } from '../../../policy/index.ts';
import { type HttpAnswer, realServerScene } from '../testing/real-server-scene.ts';

const scene = realServerScene({
  serverGrants: ['password'],
  serverClients: { storefront: { grant_types: ['authorization_code', 'refresh_token', 'password'] } },
});
const withPassword = (policy: Policy): Policy => ({
  ...policy,
  clients: policy.clients.map((client) =>
    client.clientId === 'storefront' ? { ...client, grantTypes: [...client.grantTypes, 'password'] } : client,
  ),
});
const ask = (more: Record<string, string> = {}): Promise<HttpAnswer> =>
  scene.post('/token', 'storefront', {
    ...{ grant_type: 'password', username: 'alice', password: scene.passwordOf('alice'), scope: 'orders:read' },
    ...more,
  });

describe('A11: password (RFC 6749 §4.3, RFC 9700 §2.4)', () => {
  it('A11 password is refused, and goes nowhere, unless the client’s policy says so', async () => {
    const [answer, { sentOn, entries }] = await scene.watching(() => ask());
    assert.deepEqual([answer.status, answer.json['error'], sentOn], [400, 'unauthorized_client', []]);
    assert.ok(!JSON.stringify(entries).includes('alice'), 'whose it was is nobody’s to know');
  });
  it('A11 where the policy says so, a password gives what was decided, and stands in no entry', async () => {
    scene.usePolicy(withPassword);
    const [answer, { sentOn, entries }] = await scene.watching(() =>
      ask({ scope: 'orders:read orders:refund', code: 'c' }),
    );
    assert.deepEqual([answer.status, answer.json['scope']], [200, 'orders:read'], answer.text);
    assert.deepEqual(
      [...new URLSearchParams(sentOn[0]?.body ?? '').keys()],
      ['grant_type', 'username', 'password', 'scope', 'resource'],
    );
    const written = JSON.stringify(entries);
    assert.ok(!written.includes(scene.passwordOf('alice')) && !written.includes('alice'));
    assert.equal(entries[1]?.subject, scene.pseudonymOf('alice'));
  });
  it('A11 a wrong password is invalid, and closes its decision', async () => {
    const [answer, { entries }] = await scene.watching(() => ask({ password: 'wrong' }));
    scene.usePolicy();
    assert.deepEqual([answer.status, answer.json['error']], [400, 'invalid_grant']);
    assert.deepEqual(
      entries.map(({ kind }) => kind),
      ['decision.made', 'token.not_issued'],
    );
  });
});
