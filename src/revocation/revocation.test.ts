import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { LedgerError, type LedgerWriter, type TokenBirth } from '../ledger/index.ts';
import { draft, type TemporaryLedger, temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import { createDenyList } from './deny-list.ts';
import {
  type RevocationFeed,
  type RevocationTarget,
  type RevokedBody,
  readContainments,
  revoke,
  startRevocationFeed,
} from './index.ts';

const ISSUER = 'https://issuer.example';
const inAnHour = (): number => Math.floor(Date.now() / 1000) + 3600;

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}

function body(over: Partial<RevokedBody> = {}): RevokedBody {
  return {
    type: 'access_token',
    fingerprint: 'k:f',
    jtiFingerprint: null,
    grantId: 'g',
    clientId: 'batch',
    expiresAt: 100,
    reason: 'test',
    upstream: 'revoked',
    ...over,
  } as RevokedBody;
}

describe('the deny list', () => {
  const token = { fingerprint: 'k:f', jtiFingerprint: 'k:j', grantId: 'g' };

  test('denies a token by its fingerprint, and by its jti however it is spelled', () => {
    const denied = createDenyList(() => 0);
    denied.add(body({ jtiFingerprint: 'k:j' }));
    assert(denied.has(token));
    assert(denied.has({ ...token, fingerprint: 'k:other' }));
    assert(!denied.has({ ...token, fingerprint: 'k:other', jtiFingerprint: null }));
  });

  test('denies by grant only where the whole grant was revoked', () => {
    const denied = createDenyList(() => 0);
    denied.add(body());
    assert(!denied.has({ ...token, fingerprint: 'k:sibling', jtiFingerprint: null }));
    denied.add(body({ type: 'grant', fingerprint: null }));
    assert(denied.has({ ...token, fingerprint: 'k:sibling', jtiFingerprint: null }));
  });

  test('forgets what expired, and never what has no known end', () => {
    let now = 0;
    const denied = createDenyList(() => now);
    denied.add(body({ fingerprint: 'k:endless', expiresAt: null }));
    for (let count = 0; count < 5000; count++) {
      now = count;
      denied.add(body({ fingerprint: `k:${count}`, expiresAt: count + 1 }));
    }
    assert(denied.size < 2000, `${denied.size} remembered`);
    assert(denied.has({ ...token, fingerprint: 'k:endless' }));
    denied.add(body({ expiresAt: now - 1 }));
    assert(!denied.has(token));
  });
});

describe('revoking', () => {
  let ledger: TemporaryLedger;
  let writer: LedgerWriter;
  before(async () => {
    ledger = await temporaryLedger();
    writer = await ledger.writer('issuer-guard-1');
  });
  after(async () => {
    await writer.close();
    await ledger.close();
  });

  const birth = (grantId: string, over: Partial<TokenBirth> = {}): TokenBirth => ({
    fingerprint: `k1:${randomUUID()}`,
    jtiFingerprint: `k1:${randomUUID()}`,
    type: 'access_token',
    grantId,
    issuer: ISSUER,
    clientId: 'batch',
    subject: null,
    scopes: ['orders:read'],
    audience: 'https://orders.example',
    expiresAt: inAnHour(),
    decision: `sha256:${'0'.repeat(64)}`,
    ...over,
  });
  const granted = async (): Promise<string> => {
    const grantId = randomUUID();
    await ledger.store.pool.query(
      `INSERT INTO grants (grant_id, issuer, client_id, scopes, decision) VALUES ($1, $2, 'batch', '{orders:read}', 'd')`,
      [grantId, ISSUER],
    );
    return grantId;
  };
  const born = async (...births: TokenBirth[]): Promise<void> => {
    await writer.append({ drafts: [draft({ kind: 'token.issued' })], births });
  };
  const revokeIt = (target: RevocationTarget) =>
    revoke({
      store: ledger.store,
      writer,
      target,
      reason: 'client_request',
      operation: randomUUID(),
      after: [],
      upstream: 'incomplete',
    });
  const follow = async (
    over: { monotonic?: () => number } = {},
  ): Promise<{ feed: RevocationFeed; stop: AbortController }> => {
    const stop = new AbortController();
    const feed = await startRevocationFeed({
      store: ledger.store,
      logKey: () => ledger.logSigner.key,
      clock: Date.now,
      signal: stop.signal,
      pollMilliseconds: 10,
      ...over,
    });
    return { feed, stop };
  };

  test('a revoked token is known to a feed within a second, and to one that starts later', async () => {
    const token = birth(await granted());
    await born(token);
    const { feed, stop } = await follow();
    assert.equal(feed.isRevoked(token), false);
    const began = performance.now();
    const told: string[] = [];
    feed.onRevoked(({ fingerprint }) => told.push(String(fingerprint)));
    const [appended] = await revokeIt({ fingerprint: token.fingerprint });
    await until(() => feed.isRevoked(token));
    assert(performance.now() - began < 1000);
    assert.deepEqual(told, [token.fingerprint]);
    assert.deepEqual(appended?.entry.refs, [`token:${token.fingerprint}`, `grant:${token.grantId}`, 'client:batch']);
    const later = await follow();
    assert(later.feed.isRevoked({ ...token, fingerprint: 're-spelled' }));
    stop.abort();
    later.stop.abort();
  });

  test('a revoked grant takes its live tokens with it, and no token is born of it afterwards', async () => {
    const grantId = await granted();
    const access = birth(grantId);
    const refresh = birth(grantId, { type: 'refresh_token', expiresAt: null, jtiFingerprint: null });
    const ended = birth(grantId, { expiresAt: 1000 });
    await born(access, refresh, ended);
    const appended = await revokeIt({ grantId });
    const bodies = appended.map(({ entry }) => entry.body as RevokedBody);
    assert.deepEqual(bodies.map(({ type }) => type).sort(), ['access_token', 'grant', 'refresh_token']);
    assert.equal(bodies.find(({ type }) => type === 'grant')?.expiresAt, access.expiresAt);
    await assert.rejects(
      born(birth(grantId)),
      (error) => error instanceof LedgerError && error.code === 'grant_revoked',
    );
    const { feed, stop } = await follow();
    assert(feed.isRevoked({ fingerprint: 'any', jtiFingerprint: null, grantId }));
    stop.abort();
  });

  test('a birth and the revocation of its grant at the same moment: either the birth fails or it is revoked', async () => {
    for (let round = 0; round < 10; round++) {
      const grantId = await granted();
      const token = birth(grantId);
      const [birthOutcome, revocation] = await Promise.allSettled([born(token), revokeIt({ grantId })]);
      assert.equal(revocation.status, 'fulfilled');
      const revoked = revocation.value.some(({ entry }) => entry.refs.includes(`token:${token.fingerprint}`));
      assert.equal(revoked, birthOutcome.status === 'fulfilled');
    }
  });

  test('asked for again it writes nothing', async () => {
    const grantId = await granted();
    const token = birth(grantId);
    await born(token);
    assert.equal((await revokeIt({ fingerprint: token.fingerprint })).length, 1);
    assert.equal((await revokeIt({ fingerprint: token.fingerprint })).length, 0);
    assert.equal((await revokeIt({ grantId })).length, 1);
    assert.equal((await revokeIt({ grantId })).length, 0);
  });

  test('entries that a crash kept back are written when it is asked for again', async () => {
    const grantId = await granted();
    const token = birth(grantId);
    await born(token);
    const crashing: LedgerWriter = {
      ...writer,
      append: () => Promise.reject(new LedgerError('ledger_unavailable', 'gone')),
    };
    const options = {
      store: ledger.store,
      reason: 'x',
      operation: randomUUID(),
      after: [],
      upstream: 'revoked',
    } as const;
    await assert.rejects(revoke({ ...options, writer: crashing, target: { grantId } }), { code: 'ledger_unavailable' });
    assert.equal((await revokeIt({ grantId })).length, 2);
  });

  test('a token that no guard released can be denied too', async () => {
    const [appended] = await revokeIt({ fingerprint: 'k1:stranger' });
    assert.deepEqual(appended?.entry.refs, ['token:k1:stranger']);
    assert.equal(appended?.entry.body['grantId'], null);
  });

  test('a contained client is known to a feed within a second, and to one that starts later, until it is released', async () => {
    const management = await ledger.writer('management');
    const { feed, stop } = await follow();
    const say = (by: LedgerWriter, kind: 'client.contained' | 'client.released', clientId: string) =>
      by.append({ drafts: [draft({ kind, issuer: ISSUER, body: { clientId, by: { kind: 'host', person: null } } })] });
    await say(writer, 'client.contained', 'shop');
    const began = performance.now();
    await say(management, 'client.contained', 'batch');
    await until(() => feed.isContained(ISSUER, 'batch'));
    assert(performance.now() - began < 1000);
    assert.equal(feed.isContained('https://another.example', 'batch'), false);
    assert.equal(feed.isContained(ISSUER, 'shop'), false, 'a guard contains nobody');
    const later = await follow();
    assert(later.feed.isContained(ISSUER, 'batch'));
    await say(writer, 'client.released', 'batch');
    await say(management, 'client.released', 'batch');
    await until(() => !feed.isContained(ISSUER, 'batch') && !later.feed.isContained(ISSUER, 'batch'));
    assert.deepEqual((await readContainments(ledger.store)).all(), []);
    await say(management, 'client.contained', 'batch');
    assert.equal((await readContainments(ledger.store)).of(ISSUER, 'batch')?.person, null, 'before it is in the log');
    stop.abort();
    later.stop.abort();
    await management.close();
  });

  test('the feed is silent from when the sequencer stops until it runs again', async () => {
    const { feed, stop } = await follow();
    await until(() => feed.silentSeconds() < 0.6);
    await ledger.sequencer().stop();
    await until(() => feed.silentSeconds() > 0.8);
    const started = await follow();
    assert.equal(started.feed.silentSeconds(), Number.POSITIVE_INFINITY, 'a sign that stands still is none');
    await ledger.restartSequencer();
    await until(() => feed.silentSeconds() < 0.6 && started.feed.silentSeconds() < 0.6);
    stop.abort();
    started.stop.abort();
  });

  test('a sign of a log that has more than was read does not count', async () => {
    const { feed, stop } = await follow();
    await until(() => feed.silentSeconds() < 0.6);
    const { size } = (await ledger.store.pool.query<{ size: number }>('SELECT size FROM ledger_head')).rows[0] ?? {
      size: 0,
    };
    await ledger.sequencer().stop();
    await writer.append({ drafts: [draft()] });
    await ledger.restartSequencer();
    await ledger.sequencer().settled();
    // What an old copy of the database would say: fewer entries than the heartbeat, which is signed, tells of.
    const { feed: fresh, stop: stopFresh } = await followOldState(size);
    assert.equal(fresh.silentSeconds(), Number.POSITIVE_INFINITY);
    stop.abort();
    stopFresh.abort();
  });

  async function followOldState(size: number): Promise<{ feed: RevocationFeed; stop: AbortController }> {
    const stop = new AbortController();
    const { pool } = ledger.store;
    const stale = new Proxy(pool, {
      get(target, name) {
        if (name !== 'query') return Reflect.get(target, name) as unknown;
        return async (query: { text?: string }, ...rest: unknown[]) => {
          if (query.text === 'SELECT size FROM ledger_head') return { rows: [{ size }] };
          return await (target.query as (...all: unknown[]) => Promise<unknown>)(query, ...rest);
        };
      },
    });
    const feed = await startRevocationFeed({
      store: { ...ledger.store, pool: stale },
      logKey: () => ledger.logSigner.key,
      clock: Date.now,
      signal: stop.signal,
      pollMilliseconds: 10,
    });
    return { feed, stop };
  }
});
