import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeFlowScene, randomCode } from './testing/code-flow-scene.ts';
import { ORDERS, testPolicy } from './testing/test-policy.ts';

const scene = codeFlowScene();

describe('a code', () => {
  it('gives the tokens that were decided, the refresh token with scopes of its own', async () => {
    const code = await scene.code();
    scene.issue({}, { refresh_token: 'rt', id_token: scene.idToken({}) });
    const answer = await scene.exchange(code);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json['refresh_token'], 'rt');
    const { rows } = await scene.guard.store.pool.query(
      'select type, scopes from token_births where decision <> $1 order by type',
      [''],
    );
    assert.deepEqual(
      rows.slice(-2),
      [
        { type: 'access_token', scopes: ['orders:read'] },
        { type: 'refresh_token', scopes: ['openid', 'orders:read'] },
      ].slice(-rows.length),
    );
    const issued = (await scene.guard.entries()).at(-1);
    assert.equal(issued?.subject, 'sub:5');
    assert.equal(issued?.after.length, 2, 'it follows from the exchange decision and the authorization decision');
    const written = JSON.stringify(await scene.guard.entries());
    for (const secret of [code, 'alice', String(answer.json['access_token'])]) assert.ok(!written.includes(secret));
  });
  it('is good once; a second time takes the whole grant back (RFC 6749 section 4.1.2)', async () => {
    const code = await scene.code();
    scene.issue({}, { refresh_token: randomCode() });
    assert.equal((await scene.exchange(code)).status, 200);
    assert.equal((await scene.exchange(code)).json['error'], 'invalid_grant');
    assert.ok((await scene.kinds()).includes('token.revoked'));
  });
  it('is good once also when two come at the same time', async () => {
    const code = await scene.code();
    scene.issue();
    const answers = await Promise.all([scene.exchange(code), scene.exchange(code), scene.exchange(code)]);
    assert.ok(answers.filter(({ status }) => status === 200).length <= 1);
    assert.equal(scene.server.seen.filter(({ path }) => path === '/token').length, 1);
  });

  const refused: readonly (readonly [string, Record<string, string>, string | null])[] = [
    ['of another client', {}, 'no-refresh'],
    ['with another redirect URI', { redirect_uri: 'https://app.example/other' }, 'web'],
    ['with another verifier', { code_verifier: 'w'.repeat(43) }, 'web'],
    ['without its verifier', { code_verifier: '' }, 'web'],
    ['that no guard saw', { code: 'unknown' }, 'web'],
  ];
  for (const [name, more, client] of refused)
    it(`${name} is refused, and the server is not asked`, async () => {
      const code = await scene.code();
      const answer = await scene.exchange(code, { code, ...more }, client);
      assert.equal(answer.json['error'], 'invalid_grant');
      assert.equal(scene.server.seen.filter(({ path }) => path === '/token').length, 0);
      scene.issue();
      if (!('code' in more)) assert.equal((await scene.exchange(code)).status, 200, 'it stays good for its client');
    });
  it('without a challenge is refused with a verifier: the challenge was taken out on the way', async () => {
    const code = await scene.code({}, ['code_challenge', 'code_challenge_method']);
    assert.equal((await scene.exchange(code)).json['error'], 'invalid_grant');
  });
  it('of a public client needs PKCE', async () => {
    const code = await scene.code({ client_id: 'spa' }, ['code_challenge', 'code_challenge_method']);
    const answer = await scene.exchange(code, { client_id: 'spa', code_verifier: '' }, null);
    assert.equal(answer.json['error'], 'invalid_grant');
  });
  it('is given back when the server refuses it for the credentials', async () => {
    const code = await scene.code();
    scene.server.respond.set('/token', () => ({ status: 401, body: { error: 'invalid_client' } }));
    assert.equal((await scene.exchange(code)).status, 401);
    scene.issue();
    assert.equal((await scene.exchange(code)).status, 200);
  });
  it('A10.1 gives no token of which the policy took something back meanwhile, and none is made', async () => {
    const code = await scene.code({ scope: 'openid orders:read orders:write' });
    scene.guard.world.policy = testPolicy({ webStanding: ['openid', 'orders:read'] });
    const answer = await scene.exchange(code);
    assert.equal(answer.json['error'], 'invalid_grant');
    assert.deepEqual(scene.tokenRequests(), []);
    assert.deepEqual(await scene.kinds(), ['decision.made', 'decision.made', 'token.not_issued']);
    scene.guard.world.policy = testPolicy();
    scene.issue({ scope: 'orders:read orders:write' });
    assert.equal((await scene.exchange(code)).status, 200, 'the code was not spent');
  });
  it('gives no refresh token to a client whose policy has none', async () => {
    const code = await scene.code({ client_id: 'no-refresh' });
    scene.issue({ client_id: 'no-refresh' }, { refresh_token: randomCode() });
    const answer = await scene.exchange(code, {}, 'no-refresh');
    assert.equal(answer.status, 400);
    assert.ok((await scene.kinds()).includes('token.withheld'));
  });
  it('gives no refresh token in a spelling that no token has', async () => {
    const code = await scene.code();
    scene.issue({}, { refresh_token: 'with a space' });
    assert.equal((await scene.exchange(code)).status, 400);
    const [withheld] = await scene.entries('token.withheld');
    assert.deepEqual(withheld?.body['faults'], ['refresh_token_unreadable']);
    assert.equal(scene.server.seen.filter(({ path }) => path === '/revoke').length, 2);
  });
  it('whose grant is revoked while the server issues gives nothing, and what it issued is taken back', async () => {
    const code = await scene.code();
    const refreshToken = randomCode();
    scene.issue({}, { refresh_token: refreshToken });
    const issue = scene.server.respond.get('/token');
    scene.server.respond.set('/token', (seen, server) =>
      scene.guard.store.pool.query('update grants set revoked_at = 1').then(() => issue?.(seen, server) as never),
    );
    assert.equal((await scene.exchange(code)).json['error'], 'invalid_grant');
    const [withheld] = await scene.entries('token.withheld');
    assert.deepEqual(withheld?.body['faults'], ['grant_revoked']);
    const revoked = scene.server.seen.filter(({ path }) => path === '/revoke').map(({ body }) => body);
    assert.equal(revoked.length, 2);
    assert.match(revoked[0] ?? '', new RegExp(refreshToken));
    assert.equal((await scene.entries('token.revoked')).length, 2);
  });
  it('of a grant that was revoked before is refused by the decision, and the server is not asked', async () => {
    const code = await scene.code();
    await scene.guard.store.pool.query('update grants set revoked_at = 1');
    assert.equal((await scene.exchange(code)).json['error'], 'invalid_grant');
    assert.deepEqual(scene.tokenRequests(), []);
    assert.match(JSON.stringify((await scene.entries('decision.made')).at(-1)?.body), /"reason":"grant_revoked"/);
  });
  it('gives no id token of another client', async () => {
    const code = await scene.code();
    scene.issue({}, { id_token: scene.idToken({ aud: 'spa' }) });
    assert.equal((await scene.exchange(code)).status, 400);
  });
});

describe('a refresh token', () => {
  const granted = async (scope = 'openid orders:read orders:write'): Promise<string> => {
    const code = await scene.code({ scope });
    const token = randomCode();
    scene.issue({ scope: scope.replace('openid ', '') }, { refresh_token: token });
    assert.equal((await scene.exchange(code)).status, 200);
    scene.server.seen.length = 0;
    return token;
  };

  it('is refreshed with its scopes written in, also when none is asked for', async () => {
    const token = await granted();
    scene.issue({ scope: 'orders:read orders:write' }, { refresh_token: token });
    assert.equal((await scene.refresh(token)).status, 200);
    assert.equal(scene.tokenRequests()[0]?.get('scope'), 'openid orders:read orders:write');
    assert.equal(scene.tokenRequests()[0]?.get('resource'), ORDERS);
  });
  it('narrows an access token and keeps its own scopes', async () => {
    const token = await granted();
    scene.issue({}, { refresh_token: token });
    assert.equal((await scene.refresh(token, { scope: 'orders:read' })).json['scope'], 'orders:read');
    scene.issue({ scope: 'orders:read orders:write' }, { refresh_token: token });
    assert.equal((await scene.refresh(token)).json['scope'], 'orders:read orders:write');
  });
  it('never gives more than the grant held (RFC 6749 section 6)', async () => {
    const token = await granted('openid orders:read');
    const answer = await scene.refresh(token, { scope: 'openid orders:read orders:write' });
    assert.equal(answer.json['error'], 'invalid_scope');
    assert.deepEqual(scene.tokenRequests(), []);
  });
  it('is asked of the policy of now: what it took back is left out', async () => {
    const token = await granted();
    scene.guard.world.policy = testPolicy({ webStanding: ['openid', 'orders:read'] });
    scene.issue({}, { refresh_token: token });
    assert.equal((await scene.refresh(token)).status, 200);
    assert.equal(scene.tokenRequests()[0]?.get('scope'), 'openid orders:read');
  });
  it('of a server that ignores the narrowed scope is withheld', async () => {
    const token = await granted();
    scene.guard.world.policy = testPolicy({ webStanding: ['openid', 'orders:read'] });
    scene.issue({ scope: 'orders:read orders:write' }, { refresh_token: token });
    assert.equal((await scene.refresh(token)).json['error'], 'invalid_scope');
  });
  it('B5 that the server did not rotate outlives a response that is withheld', async () => {
    const token = await granted();
    scene.issue({ scope: 'orders:read admin' }, { refresh_token: token });
    assert.equal((await scene.refresh(token)).json['error'], 'invalid_scope');
    const taken = scene.server.seen.filter(({ path }) => path === '/revoke').map(({ body }) => body);
    assert.deepEqual([taken.length, taken.some((body) => body.includes(token))], [1, false]);
    scene.issue({}, { refresh_token: token });
    assert.equal((await scene.refresh(token, { scope: 'orders:read' })).status, 200);
  });
  it('carries no code of a broader grant along', async () => {
    const token = await granted();
    scene.issue({}, { refresh_token: token });
    await scene.refresh(token, { code: 'broader', scope: 'orders:read' });
    assert.equal(scene.tokenRequests()[0]?.has('code'), false);
  });
  it('of another client is refused', async () => {
    const token = await granted();
    assert.equal((await scene.refresh(token, {}, 'both')).json['error'], 'invalid_grant');
    assert.deepEqual(scene.tokenRequests(), []);
  });
  it('that no guard released is refused', async () => {
    assert.equal((await scene.refresh('from-elsewhere')).json['error'], 'invalid_grant');
    assert.deepEqual(scene.tokenRequests(), []);
  });
  it('that gave way to another ends the whole grant when it comes again (RFC 9700 section 4.14.2)', async () => {
    const token = await granted();
    const next = randomCode();
    scene.issue({}, { refresh_token: next });
    assert.equal((await scene.refresh(token, { scope: 'orders:read' })).status, 200);
    assert.equal((await scene.refresh(token)).json['error'], 'invalid_grant');
    assert.ok((await scene.kinds()).includes('token.revoked'));
    assert.equal((await scene.refresh(next)).json['error'], 'invalid_grant', 'its successor is revoked with it');
  });
  it('of a use that lasted until another took it over has one successor, and what came late is taken back', async () => {
    const token = await granted();
    const [late, next] = [randomCode(), randomCode()];
    scene.issue({}, { refresh_token: late });
    const issueLate = scene.server.respond.get('/token');
    scene.server.respond.set('/token', (seen, server) => {
      scene.issue({}, { refresh_token: next });
      const takeOver = async (): Promise<never> => {
        await scene.guard.store.pool.query('update refresh_token_uses set claimed_at = claimed_at - 61');
        assert.equal((await scene.refresh(token, { scope: 'orders:read' })).json['refresh_token'], next);
        return issueLate?.(seen, server) as never;
      };
      return takeOver();
    });
    assert.equal((await scene.refresh(token, { scope: 'orders:read' })).json['error'], 'invalid_grant');
    const [withheld] = await scene.entries('token.withheld');
    assert.deepEqual(withheld?.body['faults'], ['refresh_token_taken_over']);
    assert.match(scene.server.seen.find(({ path }) => path === '/revoke')?.body ?? '', new RegExp(late));
  });
  it('used twice at once passes once', async () => {
    const token = await granted();
    const next = randomCode();
    scene.issue({}, { refresh_token: next });
    const answers = await Promise.all([
      scene.refresh(token, { scope: 'orders:read' }),
      scene.refresh(token, { scope: 'openid' }),
    ]);
    assert.equal(scene.tokenRequests().length, 1);
    assert.equal(answers.filter(({ status }) => status === 200).length <= 1, true);
  });
});
