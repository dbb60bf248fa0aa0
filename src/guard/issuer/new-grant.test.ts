import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { IdentifiedPolicy } from '../../policy/index.ts';
import { codeFlowScene, randomCode } from './testing/code-flow-scene.ts';
import type { Answered } from './testing/guard-under-test.ts';
import { testPolicy } from './testing/test-policy.ts';

const scene = codeFlowScene();

/** The policy in which one client has passwords. */
function withPasswords(): IdentifiedPolicy {
  const { digest, policy } = testPolicy();
  const clients = policy.clients.map((client) =>
    client.clientId === 'web' ? { ...client, grantTypes: [...client.grantTypes, 'password'] as const } : client,
  );
  return { digest, policy: { ...policy, clients } };
}
const byPassword = (): Promise<Answered> => {
  scene.guard.world.policy = withPasswords();
  scene.issue({}, { refresh_token: randomCode() });
  return scene.guard.post('/token', 'web', {
    ...{ grant_type: 'password', username: 'alice', password: 'secret', scope: 'orders:read' },
  });
};

describe('a grant that comes into being with its tokens', () => {
  it('is kept, so that its refresh token is held against it', async () => {
    const { json, text } = await byPassword();
    assert.equal(typeof json['refresh_token'], 'string', text);
    scene.issue();
    assert.equal((await scene.refresh(String(json['refresh_token']))).status, 200);
  });
  it('and can not be kept, gives nothing: what the server issued is taken back', async () => {
    const { pool } = scene.guard.store;
    await pool.query('alter table grants add constraint nothing_new check (false) not valid');
    try {
      const answer = await byPassword();
      assert.deepEqual([answer.status, answer.json['error']], [503, 'temporarily_unavailable'], answer.text);
    } finally {
      await pool.query('alter table grants drop constraint nothing_new');
    }
    assert.deepEqual(
      scene.server.seen.map(({ path }) => path).filter((path) => path === '/token' || path === '/revoke'),
      ['/token', '/revoke', '/revoke'],
    );
    assert.ok((await scene.kinds()).includes('token.withheld'));
  });
});
