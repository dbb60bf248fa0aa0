import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeFlowScene, randomCode } from './testing/code-flow-scene.ts';
import { CALLBACK } from './testing/test-policy.ts';

const scene = codeFlowScene();
const VERIFIER = 'v'.repeat(43);

/** Asks, and goes away while the server issues. */
async function goAway(client: string, form: Record<string, string>): Promise<void> {
  const issue = scene.server.respond.get('/token');
  const asked = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  scene.server.respond.set('/token', (seen, server) => {
    asked.resolve();
    return gone.promise.then(() => issue?.(seen, server)) as Promise<never>;
  });
  await scene.guard.abandon('/token', client, form, asked.promise);
  gone.resolve();
  if (issue !== undefined) scene.server.respond.set('/token', issue);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}

const exchangeOf = (code: string) => ({
  ...{ grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: VERIFIER },
});
const revocations = async () =>
  (await scene.entries('token.revoked')).map(({ body }) => [body['type'], body['reason'], body['upstream']]);

describe('B16: a client that goes away before its token is delivered', () => {
  it('B16 of a client that acts for itself the token is taken back at once', async () => {
    scene.issue({ client_id: 'batch', sub: 'batch' });
    await goAway('batch', { grant_type: 'client_credentials' });
    await until(async () => (await scene.entries('token.revoked')).length > 0);
    assert.deepEqual(await revocations(), [['access_token', 'undelivered', 'revoked']]);
    assert.equal(scene.server.seen.filter(({ path }) => path === '/revoke').length, 1);
  });
  it('A9.5, B16 a code’s tokens wait for the same request to come again', async () => {
    const code = await scene.code();
    const refreshToken = randomCode();
    scene.issue({}, { refresh_token: refreshToken });
    await goAway('web', exchangeOf(code));
    await until(async () => scene.guard.held() === 1);
    const again = await scene.exchange(code);
    assert.deepEqual([again.status, again.json['refresh_token']], [200, refreshToken]);
    assert.equal(scene.tokenRequests().length, 1);
    await scene.guard.settle();
    assert.deepEqual(await revocations(), []);
  });
  it('A9.5, B16 a rotated refresh token waits too, and is no reuse', async () => {
    const code = await scene.code();
    const [first, second] = [randomCode(), randomCode()];
    scene.issue({}, { refresh_token: first });
    await scene.exchange(code);
    scene.issue({}, { refresh_token: second });
    const form = { grant_type: 'refresh_token', refresh_token: first };
    await goAway('web', form);
    await until(async () => scene.guard.held() === 1);
    assert.equal((await scene.refresh(first)).json['refresh_token'], second);
    assert.deepEqual(await revocations(), []);
  });
  it('B16 what nobody comes for is taken back with its grant, and its refresh token is revoked first', async () => {
    const code = await scene.code();
    const refreshToken = randomCode();
    scene.issue({}, { refresh_token: refreshToken });
    await goAway('web', exchangeOf(code));
    await until(async () => scene.guard.held() === 1);
    await scene.guard.settle();
    assert.deepEqual((await revocations()).map(([type, reason]) => [type, reason]).sort(), [
      ['access_token', 'undelivered'],
      ['grant', 'undelivered'],
      ['refresh_token', 'undelivered'],
    ]);
    const revoked = scene.server.seen.filter(({ path }) => path === '/revoke').map(({ body }) => body);
    assert.deepEqual(
      revoked.map((body) => body.includes('=refresh_token')),
      [true, false],
    );
    assert.equal((await scene.exchange(code)).json['error'], 'invalid_grant');
    assert.equal((await scene.refresh(refreshToken)).json['error'], 'invalid_grant');
  });
  it('B16 a refresh token that was not rotated stays its client’s', async () => {
    const code = await scene.code();
    const token = randomCode();
    scene.issue({}, { refresh_token: token });
    await scene.exchange(code);
    scene.issue({}, { refresh_token: token });
    await goAway('web', { grant_type: 'refresh_token', refresh_token: token });
    await until(async () => (await scene.entries('token.revoked')).length > 0);
    assert.deepEqual(await revocations(), [['access_token', 'undelivered', 'revoked']]);
    assert.equal((await scene.refresh(token)).status, 200);
  });
  it('B16 what was revoked while it waited is not given out', async () => {
    const code = await scene.code();
    scene.issue({}, { refresh_token: randomCode() });
    await goAway('web', exchangeOf(code));
    await until(async () => scene.guard.held() === 1);
    await scene.guard.store.pool.query('update grants set revoked_at = 1');
    const again = await scene.exchange(code);
    assert.deepEqual([again.status, again.json['error']], [400, 'invalid_grant']);
  });
  it('B16 what waits for the ledger, and nobody comes for, is recorded as withheld and revoked', async () => {
    const code = await scene.code();
    scene.issue({}, { refresh_token: randomCode() });
    scene.guard.world.ledgerAway = (kind) => kind === 'token.issued';
    assert.equal((await scene.exchange(code)).status, 503);
    scene.guard.world.ledgerAway = () => false;
    await scene.guard.settle();
    const [withheld] = await scene.entries('token.withheld');
    assert.deepEqual(withheld?.body['faults'], ['undelivered']);
    assert.equal(scene.server.seen.filter(({ path }) => path === '/revoke').length, 2);
  });
});
