import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import * as openid from 'openid-client';
import type { Entry } from '../../../entries/index.ts';
import type { Policy } from '../../../policy/index.ts';
import { realServerScene, type TokenAnswer } from '../testing/real-server-scene.ts';

const scene = realServerScene({ journals: true });
const NIGHTLY = 'nightly-report';
const FULFILMENT = 'order-fulfilment';
const WIDE = 'orders:read orders:refund';

const observed =
  (...clientIds: readonly string[]) =>
  (policy: Policy): Policy => ({
    ...policy,
    clients: policy.clients.map((client) =>
      clientIds.includes(client.clientId) ? { ...client, mode: 'observe' as const } : client,
    ),
  });

/** Until the guards know that the ledger is silent. */
async function silent(): Promise<void> {
  while (scene.parts.revocations.silentSeconds() <= 2) await new Promise((resolve) => setImmediate(resolve));
}

/** Opens the database, and waits until what the journals keep is in the ledger. */
async function back(): Promise<number> {
  await scene.database.open();
  let brought = 0;
  while (scene.journals() !== '')
    for (const guard of scene.guards) brought += await guard.bringJournal().catch(() => 0);
  return brought;
}

/** Waits until each guard writes to the ledger itself again: a while after the database is back it takes it for away. */
async function present(): Promise<void> {
  for (let answered = 0; answered < scene.guards.length; )
    answered = (await ask(NIGHTLY, 'orders:read')).status === 200 ? answered + 1 : 0;
}

const kinds = (entries: readonly Entry[]): string[] => entries.map(({ kind }) => kind);
const ask = (clientId: string, scope: string) =>
  scene.post('/token', clientId, { grant_type: 'client_credentials', scope });

describe('while the ledger is away, at two guards before oidc-provider', () => {
  afterEach(() => scene.usePolicy());

  describe('a client that is only observed', () => {
    let answers: Awaited<ReturnType<typeof ask>>[] = [];
    let enforced: Awaited<ReturnType<typeof ask>>;
    let kept = '';
    let entries: readonly Entry[] = [];
    let refreshed: TokenAnswer;
    let signedIn: TokenAnswer;
    before(async () => {
      scene.usePolicy(observed(FULFILMENT, 'storefront'));
      const storefront = await scene.configurationOf('storefront');
      signedIn = await scene.signIn(storefront, { scope: 'openid offline_access orders:read', prompt: 'consent' });
      const [, happened] = await scene.watching(async () => {
        scene.database.shut();
        await silent();
        answers = [await ask(FULFILMENT, WIDE), await ask(FULFILMENT, WIDE), await ask(FULFILMENT, 'orders:read')];
        refreshed = await openid.refreshTokenGrant(storefront, signedIn.refresh_token ?? '');
        enforced = await ask(NIGHTLY, 'orders:read');
        kept = scene.journals();
        await back();
      });
      entries = happened.entries;
    });
    after(() => scene.usePolicy());

    it('A17.8 gets what it asks for, at each guard', () => {
      assert.deepEqual(
        answers.map(({ status, json }) => [status, json['scope']]),
        [
          [200, WIDE],
          [200, WIDE],
          [200, 'orders:read'],
        ],
      );
    });

    it('A17.8 refreshes by the server’s word, and goes on with the new refresh token when the ledger is back', async () => {
      assert.equal(refreshed.scope, 'orders:read');
      scene.usePolicy(observed(FULFILMENT, 'storefront'));
      const storefront = await scene.configurationOf('storefront');
      const again = await openid.refreshTokenGrant(storefront, refreshed.refresh_token ?? '');
      assert.equal(again.scope, 'orders:read');
    });

    it('A17.8 one that is enforced is refused, and asked to come again', () => {
      assert.deepEqual([enforced.status, enforced.json['error']], [503, 'temporarily_unavailable']);
      assert.ok(enforced.headers.get('retry-after') !== null);
    });

    it('is on the guards’ disks before it has its token, without a secret', () => {
      const lines = kept.trimEnd().split('\n');
      assert.equal(lines.length, 8, 'a decision and an issuance of each of four');
      for (const { json } of answers) assert.ok(!kept.includes(String(json['access_token'])));
      for (const secret of [scene.secretOf(FULFILMENT), refreshed.access_token, refreshed.refresh_token ?? ''])
        assert.ok(!kept.includes(secret));
    });

    it('is brought to the ledger after a gap that says from when to when, and how many', () => {
      const gaps = entries.filter(({ kind }) => kind === 'gap.recorded').map(({ body }) => body);
      assert.deepEqual(
        gaps.map(({ reason }) => reason),
        ['ledger_away', 'ledger_away'],
        'one of each guard',
      );
      assert.equal(
        gaps.reduce((sum, { count }) => sum + Number(count), 0),
        8,
      );
      for (const { from, to } of gaps) assert.ok(String(from) < String(to));
      assert.deepEqual(kinds(entries).filter((kind) => kind === 'decision.made').length, 4);
    });

    it('has each issuance after its decision, and what exceeded it', () => {
      const writers = new Map(entries.map((entry) => [entry, entry.writer]));
      const issued = entries.filter(({ kind }) => kind === 'token.issued');
      assert.equal(issued.length, 4);
      for (const entry of issued) {
        assert.match(entry.after[0] ?? '', /^sha256:[0-9a-f]{64}$/);
        assert.ok(writers.has(entry));
      }
      const wide = entries.filter(
        ({ kind, body }) =>
          kind === 'decision.made' && (body['decision'] as { reason?: string }).reason === 'scope_needs_elevation',
      );
      assert.equal(wide.length, 2);
    });

    it('knows the tokens afterwards, so that they can be revoked', async () => {
      scene.usePolicy(observed(FULFILMENT, 'storefront'));
      const token = String(answers[0]?.json['access_token']);
      const { rows } = await scene.store.pool.query<{ decision: string }>(
        `select decision from token_births where client_id = $1 and type = 'access_token'`,
        [FULFILMENT],
      );
      assert.equal(rows.length, 3);
      for (const { decision } of rows) assert.match(decision, /^sha256:/);
      assert.equal((await scene.post('/token/revocation', FULFILMENT, { token })).status, 200);
    });

    it('leaves nothing on the disk', () => assert.equal(scene.journals(), ''));
  });

  it('A17.8 a sign-in of a client that is only observed goes through from end to end', async () => {
    scene.usePolicy(observed('storefront'));
    const storefront = await scene.configurationOf('storefront');
    const [tokens, { entries }] = await scene.watching(async () => {
      scene.database.shut();
      await silent();
      const given = await scene.signIn(storefront, { scope: 'openid orders:read orders:refund' });
      await back();
      return given;
    });
    assert.equal(tokens.scope, 'orders:read orders:refund');
    assert.deepEqual(
      kinds(entries)
        .filter((kind) => kind !== 'gap.recorded')
        .sort(),
      ['decision.made', 'decision.made', 'token.issued'],
    );
  });

  it('A17.8 a sign-in that began while it was away ends when it is back, and its code is the guard’s', async () => {
    scene.usePolicy(observed('storefront'));
    const storefront = await scene.configurationOf('storefront');
    scene.database.shut();
    await silent();
    scene.server.beforeAnswer = async () => {
      scene.server.beforeAnswer = null;
      await back();
    };
    const { back: address, checks } = await scene.authorize(storefront, { scope: 'openid orders:read' });
    const tokens = await openid.authorizationCodeGrant(storefront, address, checks);
    assert.equal(tokens.scope, 'orders:read');
    const { rows } = await scene.store.pool.query<{ used: boolean }>(
      `select used_at is not null as used from authorization_codes where client_id = 'storefront' order by created_at desc limit 1`,
    );
    assert.deepEqual(rows, [{ used: true }]);
  });

  it('A17.8 a sign-in of a client that is enforced is refused', async () => {
    const storefront = await scene.configurationOf('storefront');
    scene.database.shut();
    await silent();
    const address = openid.buildAuthorizationUrl(storefront, {
      ...{ redirect_uri: 'http://127.0.0.1:4480/callback', scope: 'openid orders:read', state: 's' },
      ...{ code_challenge: 'E'.repeat(43), code_challenge_method: 'S256' },
    });
    const answer = await scene.request('GET', `${address.pathname}${address.search}`);
    await back();
    assert.match(answer.headers.get('location') ?? answer.text, /temporarily_unavailable/);
  });

  it('a refresh token that was revoked before is refused, whoever is observed', async () => {
    await present();
    scene.usePolicy(observed('storefront'));
    const storefront = await scene.configurationOf('storefront');
    const tokens = await scene.signIn(storefront, { scope: 'openid offline_access orders:read', prompt: 'consent' });
    const refreshToken = tokens.refresh_token ?? '';
    await openid.tokenRevocation(storefront, refreshToken);
    const { rows } = await scene.store.pool.query<{ fingerprint: string }>(
      `select fingerprint from token_births where type = 'refresh_token' and revoked_at is not null order by created_at desc limit 1`,
    );
    const token = { fingerprint: rows[0]?.fingerprint ?? '', jtiFingerprint: null, grantId: null };
    while (!scene.parts.revocations.isRevoked(token)) await new Promise((resolve) => setImmediate(resolve));
    scene.database.shut();
    await silent();
    const [{ json }, sent] = [
      await scene.post('/token', 'storefront', { grant_type: 'refresh_token', refresh_token: refreshToken }),
      scene.journals(),
    ];
    await back();
    assert.equal(json['error'], 'invalid_grant');
    assert.equal(sent, '', 'it never got as far as a decision');
  });

  it('is there again at once for what is enforced', async () => {
    assert.equal((await ask(NIGHTLY, 'orders:read')).status, 200);
  });
});
