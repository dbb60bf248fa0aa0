import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeFlowScene } from './testing/code-flow-scene.ts';
import { ORDERS } from './testing/test-policy.ts';

const scene = codeFlowScene();

describe('a contained client', () => {
  const contain = (...clients: string[]): void => {
    for (const client of clients) scene.guard.world.contained.add(client);
  };
  const ask = (client: string) =>
    scene.guard.post('/token', client, { grant_type: 'client_credentials', scope: 'orders:read' });
  const issue = (): void => {
    scene.server.respond.set('/token', () => ({
      body: {
        access_token: scene.server.accessToken({
          ...{ client_id: 'batch', sub: 'batch', aud: ORDERS, scope: 'orders:read' },
        }),
        ...{ token_type: 'Bearer', expires_in: 60 },
      },
    }));
  };

  it('is issued nothing that the policy allows, is told what a stranger is told, and nobody is asked', async () => {
    issue();
    assert.equal((await ask('batch')).status, 200);
    const stranger = await ask('nobody-knows-it');
    scene.server.seen.length = 0;
    contain('batch');
    const refused = await ask('batch');
    assert.deepEqual([refused.status, refused.text], [stranger.status, stranger.text]);
    assert.equal(refused.status, 401);
    assert.deepEqual(scene.server.seen, []);
    scene.guard.world.contained.clear();
    assert.equal((await ask('batch')).status, 200);
  });

  it('is counted, so that the ledger says that it came', async () => {
    contain('batch');
    await ask('batch');
    await scene.guard.settle();
    const [summary] = (await scene.guard.entries()).filter(({ kind }) => kind === 'refusals.summarised');
    assert.deepEqual(summary?.body['refusals'], [{ endpoint: 'token', reason: 'client_contained', count: 1 }]);
  });

  it('gets no code: the person sees a page, and nothing goes to the redirect URI', async () => {
    contain('web');
    const answer = await scene.authorize();
    assert.equal(answer.status, 400);
    assert.equal(answer.headers.location, undefined);
    assert.deepEqual(scene.server.seen, []);
  });

  it('that is contained while the server issues gets nothing, and the server takes it back', async () => {
    issue();
    const respond = scene.server.respond.get('/token');
    scene.server.respond.set('/token', (seen, server) => {
      contain('batch');
      return respond?.(seen, server) ?? {};
    });
    scene.server.respond.set('/revoke', () => ({}));
    const answer = await ask('batch');
    assert.equal(answer.json['access_token'], undefined);
    const kinds = (await scene.guard.entries()).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['decision.made', 'token.withheld', 'token.revoked']);
    const [, withheld, revoked] = await scene.guard.entries();
    assert.deepEqual(withheld?.body['faults'], ['client_contained']);
    assert.equal(revoked?.body['upstream'], 'revoked');
  });

  it('may still revoke', async () => {
    contain('batch');
    scene.server.respond.set('/revoke', () => ({}));
    assert.equal((await scene.guard.post('/revoke', 'batch', { token: 'a-token-of-some-length' })).status, 200);
  });
});
