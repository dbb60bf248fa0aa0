import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import * as openid from 'openid-client';
import type { Entry } from '../../entries/index.ts';
import type { Policy } from '../../policy/index.ts';
import { createKnownTokens, expiryOf } from '../api/known-tokens.ts';
import { type GuardUnderTest, startGuardUnderTest, startTestDatabase } from './testing/guard-under-test.ts';
import { type PretendedServer, startPretendedServer } from './testing/pretended-server.ts';
import { realServerScene } from './testing/real-server-scene.ts';
import { ISSUER, ORDERS, testPolicy } from './testing/test-policy.ts';

const scene = realServerScene();
const SYNC = 'customer-sync';
const NIGHTLY = 'nightly-report';
/** Acme's server lets tokens live for five minutes. */
const LIFE = 60;

const withClients = (change: Partial<Policy['clients'][number]>) => (policy: Policy) => ({
  ...policy,
  clients: policy.clients.map((client) => ({ ...client, maxTtlSeconds: LIFE, ...change })),
});

interface Born {
  readonly type: string;
  readonly fingerprint: string;
  readonly expiresAt: number;
  readonly serverExpiresAt?: number;
}

const bodyOf = (entries: readonly Entry[], kind: Entry['kind']) => entries.find((entry) => entry.kind === kind)?.body;
const bornIn = (entries: readonly Entry[]): Born => {
  const [born] = (bodyOf(entries, 'token.issued')?.['tokens'] ?? []) as unknown as readonly Born[];
  assert.ok(born !== undefined);
  return born;
};

const revocationOf = (entries: readonly Entry[], fingerprint: string) =>
  entries.find(({ kind, body }) => kind === 'token.revoked' && body['fingerprint'] === fingerprint)?.body;

/** Until the guards have recorded that a token is over. */
async function over(fingerprint: string): Promise<void> {
  for (;;) {
    const { rows } = await scene.store.pool.query(
      'select 1 from token_births where fingerprint = $1 and revoked_at is not null',
      [fingerprint],
    );
    if (rows.length > 0) return;
    await Promise.all(scene.guards.map((guard) => guard.endVirtualLives()));
  }
}

describe('a token that its server lets live longer than the policy, at two guards before oidc-provider', () => {
  afterEach(() => {
    scene.usePolicy();
    scene.server.aheadSeconds = 0;
  });

  it('is withheld where the policy says nothing of virtual expiry', async () => {
    scene.usePolicy(withClients({}));
    const [answer, { entries }] = await scene.watching(() =>
      scene.post('/token', SYNC, { grant_type: 'client_credentials', scope: 'customers:read' }),
    );
    assert.equal(answer.json['error'], 'invalid_scope');
    assert.deepEqual(bodyOf(entries, 'token.withheld')?.['faults'], ['life_exceeds_decision']);
  });

  it('is given out with the life that the policy allows, and both ends are in its birth', async () => {
    scene.usePolicy(withClients({ virtualExpiry: true }));
    const [answer, { entries }] = await scene.watching(() =>
      scene.post('/token', NIGHTLY, { grant_type: 'client_credentials' }),
    );
    assert.ok(Number(answer.json['expires_in']) <= LIFE);
    const claims = JSON.parse(
      Buffer.from(String(answer.json['access_token']).split('.')[1] ?? '', 'base64url').toString(),
    );
    const born = bornIn(entries);
    assert.equal(born.expiresAt, claims.iat + LIFE);
    assert.equal(born.serverExpiresAt, claims.exp, 'the claim of the JWT is what its server signed');
    assert.deepEqual(bodyOf(entries, 'token.issued')?.['faults'], []);
    const { decision } = bodyOf(entries, 'decision.made') as unknown as { decision: { virtualExpiry?: true } };
    assert.equal(decision.virtualExpiry, true);
  });

  it('is not active any more at any guard once it is over, and is revoked at the server', async () => {
    scene.usePolicy(withClients({ virtualExpiry: true }));
    const sync = await scene.configurationOf(SYNC);
    const [token, issued] = await scene.watching(async () => (await openid.clientCredentialsGrant(sync)).access_token);
    assert.equal((await openid.tokenIntrospection(sync, token)).active, true);
    assert.ok(Number((await openid.tokenIntrospection(sync, token)).exp) <= bornIn(issued.entries).expiresAt);

    const born = bornIn(issued.entries);
    const [, { entries, sentOn }] = await scene.watching(async () => {
      scene.server.aheadSeconds = LIFE + 1;
      // Both guards, of which one never saw it: they take turns.
      for (const _ of scene.guards) assert.equal((await openid.tokenIntrospection(sync, token)).active, false);
      await over(born.fingerprint);
    });
    const revoked = revocationOf(entries, born.fingerprint);
    assert.deepEqual([revoked?.['reason'], revoked?.['upstream']], ['virtual_life_over', 'revoked']);
    assert.equal(revoked?.['expiresAt'], born.serverExpiresAt, 'guards remember it until its server lets it end');
    assert.ok(sentOn.some(({ target }) => target === '/token/revocation'));
    const { token: read } = await scene.parts.accessTokens.read(token, { fresh: true });
    assert.equal(read, null, 'the server does not take it for active');
  });

  it('that its server can’t revoke is recorded as such, and as denied at the guards alone', async () => {
    scene.usePolicy(withClients({ virtualExpiry: true }));
    const [, issued] = await scene.watching(() => scene.post('/token', NIGHTLY, { grant_type: 'client_credentials' }));
    const [, { entries }] = await scene.watching(async () => {
      scene.server.aheadSeconds = LIFE + 1;
      await over(bornIn(issued.entries).fingerprint);
    });
    const revoked = revocationOf(entries, bornIn(issued.entries).fingerprint);
    assert.deepEqual([revoked?.['reason'], revoked?.['upstream']], ['virtual_life_over', 'not_applicable']);
  });

  it('ends at an API guard that was started later, by its birth', async () => {
    scene.usePolicy(withClients({ virtualExpiry: true }));
    const [answer, { entries }] = await scene.watching(() =>
      scene.post('/token', NIGHTLY, { grant_type: 'client_credentials' }),
    );
    const { token } = await scene.parts.accessTokens.read(String(answer.json['access_token']));
    assert.ok(token !== null);
    const { birth } = await createKnownTokens(scene.store, 10).of(token);
    assert.equal(expiryOf(token, birth), bornIn(entries).expiresAt);
    assert.ok(expiryOf(token, birth) < token.expiresAt);
  });

  it('that was held by a guard which is gone is denied by another, and nothing is claimed of the server', async () => {
    scene.usePolicy(withClients({ virtualExpiry: true }));
    const fingerprint = 'k1:held-by-nobody';
    const now = Math.floor(Date.now() / 1000);
    await scene.store.pool.query(
      `insert into token_births (fingerprint, type, grant_id, issuer, client_id, scopes, decision, expires_at, server_expires_at)
       values ($1, 'access_token', 'g', $2, $3, '{}', $4, $5, $6)`,
      [fingerprint, scene.issuer, SYNC, `sha256:${'0'.repeat(64)}`, now + 1, now + 9000],
    );
    const [, { entries }] = await scene.watching(async () => {
      scene.server.aheadSeconds = 1000;
      await over(fingerprint);
    });
    const revoked = entries.filter(({ kind, body }) => kind === 'token.revoked' && body['fingerprint'] === fingerprint);
    assert.deepEqual(
      revoked.map(({ body }) => [body['reason'], body['upstream']]),
      [['virtual_life_over', 'incomplete']],
      'once, though two guards look for it',
    );
  });
});

describe('what a server says of the life of a token, where the policy ends it', () => {
  let database: Awaited<ReturnType<typeof startTestDatabase>>;
  let server: PretendedServer;
  let guard: GuardUnderTest;
  const policy = testPolicy();
  before(async () => {
    database = await startTestDatabase();
    server = await startPretendedServer(ISSUER);
    guard = await startGuardUnderTest({
      databaseUrl: database.url,
      issuer: ISSUER,
      upstreamOrigin: server.origin,
      policy: { ...policy, policy: withClients({ virtualExpiry: true })(policy.policy) },
    });
    server.respond.set('/revoke', () => ({ body: '' }));
  });
  after(async () => {
    await guard.close();
    await server.close();
    await database.stop();
  });
  const now = (): number => Math.floor(Date.now() / 1000);
  const answers = (claims: Record<string, unknown>, expiresIn: number | null = 3600): void => {
    const token = server.accessToken({
      ...{ client_id: 'batch', aud: ORDERS, scope: 'orders:read', exp: now() + 3600 },
      ...claims,
    });
    server.respond.set('/token', () => ({
      body: { access_token: token, token_type: 'Bearer', ...(expiresIn === null ? {} : { expires_in: expiresIn }) },
    }));
  };
  const ask = () => guard.post('/token', 'batch', { grant_type: 'client_credentials', scope: 'orders:read' });

  it('a token that is given out again is no younger for it', async () => {
    answers({ iat: now() - 20 });
    const first = await ask();
    assert.ok(Number(first.json['expires_in']) <= LIFE - 20);
    assert.ok(Number((await ask()).json['expires_in']) <= LIFE - 20);
    answers({ iat: now() - LIFE });
    assert.deepEqual([(await ask()).json['error']], ['invalid_scope'], 'nothing of its life is left');
    assert.deepEqual((await guard.entries()).at(-2)?.body['faults'], ['life_exceeds_decision']);
  });

  it('one that says that it was issued in the future gets no longer life', async () => {
    answers({ iat: now() + 600 });
    const { json } = await ask();
    assert.ok(json['error'] !== undefined || Number(json['expires_in']) <= LIFE);
  });

  it('an answer without expires_in says when the guards end it all the same', async () => {
    answers({}, null);
    assert.ok(Number((await ask()).json['expires_in']) <= LIFE);
  });

  it('one that does not live too long is left as it is', async () => {
    answers({ exp: now() + 30 }, 30);
    assert.ok(Number((await ask()).json['expires_in']) <= 30);
    const issued = (await guard.entries()).findLast(({ kind }) => kind === 'token.issued');
    assert.ok(issued !== undefined);
    assert.equal(bornIn([issued]).serverExpiresAt, undefined);
  });

  it('one that is too wide is withheld, however it ends', async () => {
    answers({ scope: 'orders:read orders:write' });
    assert.equal((await ask()).json['error'], 'invalid_scope');
    const withheld = (await guard.entries()).findLast(({ kind }) => kind === 'token.withheld');
    assert.deepEqual(withheld?.body['faults'], ['scope_exceeds_decision']);
  });
});
