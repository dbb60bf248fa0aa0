import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type UnreliableLink, unreliableLink } from '../../gateway/testing/unreliable-link.ts';
import type { Entry } from '../../ledger/index.ts';
import { type HttpAnswer, realServerScene } from './testing/real-server-scene.ts';

const PATIENCE = { silenceSeconds: 1, serverSeconds: 1, deadlineSeconds: 2.5 };
/** No answer takes longer than the deadline and what a busy machine adds. */
const MOST_MILLISECONDS = (PATIENCE.deadlineSeconds + 3) * 1000;

let server: UnreliableLink;
let database: UnreliableLink;
const BOUND = 2;
const scene = realServerScene({
  patience: PATIENCE,
  clientLimits: {
    each: { perSecond: 1000, burst: 1000, inFlight: 100 },
    clients: { 'customer-sync': { perSecond: 0.01, burst: BOUND, inFlight: 10 } },
  },
  async inFrontOfServer(origin) {
    server = await unreliableLink(Number(new URL(origin).port));
    return { origin: `http://127.0.0.1:${server.port}`, close: () => server.close() };
  },
  async inFrontOfDatabase(url) {
    const own = new URL(url);
    database = await unreliableLink(Number(own.port));
    own.port = String(database.port);
    return { url: own.href, close: () => database.close() };
  },
});

const received: string[] = [];
const ask = async (): Promise<HttpAnswer> => {
  const began = performance.now();
  const answer = await scene.post('/token', 'nightly-report', {
    grant_type: 'client_credentials',
    scope: 'orders:read',
  });
  assert.ok(performance.now() - began < MOST_MILLISECONDS, 'answered within the deadline');
  if (answer.status === 200) received.push(String(answer.json['access_token']));
  return answer;
};
const until = async (status: number): Promise<void> => {
  while ((await ask()).status !== status) await new Promise((resolve) => setTimeout(resolve, 50));
};
const isHonest = (answer: HttpAnswer, ...statuses: readonly number[]): void => {
  assert.ok(statuses.includes(answer.status), `${answer.status} ${answer.text}`);
  assert.match(answer.headers.get('retry-after') ?? '', /^\d+$/, 'it says when to come again');
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  assert.match(String(answer.json['error']), /^(temporarily_unavailable|server_error)$/);
  assert.equal('access_token' in answer.json, false);
};
const outcomes = (entries: readonly Entry[]): unknown[] =>
  entries.filter(({ kind }) => kind === 'token.not_issued').map(({ body }) => [body['outcome'], body['error']]);

/** Ends every connection to the database, the one that asks for it last. */
async function endConnections(): Promise<void> {
  const { pool } = scene.store;
  await pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'test' AND pid <> pg_backend_pid()`,
  );
  await pool.query('SELECT pg_terminate_backend(pg_backend_pid())').catch(() => undefined);
}

/** Waits until a token has been revoked. */
async function revoked(): Promise<void> {
  for (;;) {
    const { rows } = await scene.store.pool.query(`SELECT 1 FROM ledger_entries WHERE kind = 'token.revoked'`);
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Every token that a client received has its entry, whatever happened. */
async function everyTokenHasItsEntry(): Promise<void> {
  const { rows } = await scene.store.pool.query<{ issued: number }>(
    `SELECT (SELECT count(*) FROM ledger_entries WHERE kind = 'token.issued')
          + (SELECT count(*) FROM ledger_pending WHERE position(convert_to('"token.issued"', 'UTF8') in bytes) > 0) AS issued`,
  );
  assert.ok((rows[0]?.issued ?? 0) >= received.length, `${rows[0]?.issued} entries of ${received.length} tokens`);
}

describe('availability of the issuer guard', { timeout: 120_000 }, () => {
  beforeEach(async () => {
    await until(200);
    // The other guard's turn: it, too, has asked for the server's metadata by now.
    await until(200);
  });
  afterEach(async () => {
    scene.server.beforeAnswer = null;
    server.become('open');
    database.become('open');
    await until(200);
    await everyTokenHasItsEntry();
  });

  describe('a client that asks too much', () => {
    it('is told so at both guards, without a decision, and others have their tokens', async () => {
      const sync = () =>
        scene.post('/token', 'customer-sync', { grant_type: 'client_credentials', scope: 'customers:read' });
      const wrong = () =>
        scene.request('POST', '/token', {
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: 'grant_type=client_credentials&scope=customers:read&client_id=customer-sync&client_secret=guessed',
        });
      // The first of each guard is by claim alone, and confirms its secret.
      assert.deepEqual([(await sync()).status, (await sync()).status], [200, 200]);
      const flood = await Promise.all(Array.from({ length: 20 }, wrong));
      assert.deepEqual([...new Set(flood.map(({ status }) => status))].sort(), [401, 429]);
      const confirmed: number[] = [];
      for (let at = 0; at < 2 * BOUND; at++) confirmed.push((await sync()).status);
      assert.deepEqual(confirmed, [200, 200, 200, 200], 'whoever floods in its name does not stop the client');
      const [refused, { entries, sentOn }] = await scene.watching(async () => [await sync(), await sync()]);
      for (const answer of refused) {
        assert.equal(answer.status, 429);
        assert.match(answer.headers.get('retry-after') ?? '', /^\d+$/);
        assert.equal(answer.json['error'], 'temporarily_unavailable');
      }
      assert.deepEqual([entries.filter(({ kind }) => kind === 'decision.made'), sentOn], [[], []]);
      assert.equal((await ask()).status, 200);
    });
  });

  describe('the server behind', () => {
    it('is down: 503 at once, and nothing was sent', async () => {
      server.become('closed');
      const [answer, { entries }] = await scene.watching(ask);
      isHonest(answer, 502, 503);
      assert.deepEqual(outcomes(entries).length, 1);
    });
    it('is silent: 504, and nobody knows what became of it', async () => {
      server.become('silent');
      const [answer, { entries }] = await scene.watching(ask);
      isHonest(answer, 504);
      assert.deepEqual(outcomes(entries), [['unknown', 'server_unavailable']]);
    });
    it('is slow, and answers in time: a token', async () => {
      scene.server.beforeAnswer = () => new Promise((resolve) => setTimeout(resolve, 300));
      assert.equal((await ask()).status, 200);
    });
    it('talks nonsense: 502', async () => {
      server.become('nonsense');
      const [answer, { entries }] = await scene.watching(ask);
      isHonest(answer, 502);
      assert.equal(outcomes(entries).length, 1);
    });
    it('breaks off after it was asked: 502, unknown', async () => {
      server.become('broken');
      const [answer, { entries }] = await scene.watching(ask);
      isHonest(answer, 502);
      assert.deepEqual(outcomes(entries), [['unknown', 'server_unavailable']]);
    });
  });

  describe('the database', () => {
    it('ends all connections, as a failover does: the next request has its token, and nothing is lost', async () => {
      const asked = Array.from({ length: 8 }, () => ask());
      await endConnections();
      for (const answer of await Promise.all(asked)) if (answer.status !== 200) isHonest(answer, 503, 504);
      assert.equal((await ask()).status, 200);
    });
    it('can’t be reached: 503 or 504 within the deadline, and the server isn’t asked', async () => {
      database.become('closed');
      const before = received.length;
      isHonest(await ask(), 503, 504);
      assert.equal(received.length, before);
    });
    it('is silent in the middle: never a hang past the deadline, never a token', async () => {
      database.become('silent');
      const answers = await Promise.all([ask(), ask(), ask()]);
      for (const answer of answers) isHonest(answer, 503, 504);
      database.become('open');
    });
    it('goes silent between decision and issuance: what comes too late reaches nobody and is taken back', async () => {
      scene.server.beforeAnswer = async () => database.become('silent');
      isHonest(await ask(), 503, 504);
      scene.server.beforeAnswer = null;
      database.become('open');
      // Its entry is made durable then; but nobody waits for the token any more, so it is taken back.
      await revoked();
    });
    it('is slow: a token, later', async () => {
      database.become('silent');
      setTimeout(() => database.become('open'), 400);
      assert.equal((await ask()).status, 200);
    });
    it('has no room left on its disk: no token, and the next one once there is', async () => {
      await scene.store.pool.query(`
        CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$;
        CREATE TRIGGER disk_is_full BEFORE INSERT ON ledger_pending FOR EACH ROW EXECUTE FUNCTION disk_is_full()`);
      try {
        const before = received.length;
        isHonest(await ask(), 503, 504);
        assert.equal(received.length, before);
      } finally {
        await scene.store.pool.query('DROP TRIGGER disk_is_full ON ledger_pending; DROP FUNCTION disk_is_full()');
      }
    });
    it('is read-only, as the old server of a failover: 503', async () => {
      await scene.store.pool.query('ALTER DATABASE postgres SET default_transaction_read_only = on');
      await endConnections();
      try {
        isHonest(await ask(), 503, 504);
      } finally {
        await scene.store.transaction(async (client) => {
          await client.query('SET TRANSACTION READ WRITE');
          await client.query('ALTER DATABASE postgres RESET default_transaction_read_only');
        });
        await endConnections();
      }
    });
  });
});
