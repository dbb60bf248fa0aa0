import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { type ManagementContext, managementApi } from '../../http/index.ts';
import { draft, type TemporaryLedger, temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import type { AlertPage } from '../../notify/index.ts';
import { runCommandLine } from '../run-command-line.ts';

describe('alerts are asked for', () => {
  let ledger: TemporaryLedger;
  let api: FastifyInstance;
  const ids: string[] = [];
  before(async () => {
    ledger = await temporaryLedger();
    api = managementApi({ store: ledger.store } as ManagementContext, () => undefined);
    const writer = await ledger.writer('management');
    for (const reason of ['policy_invalid', 'approval_missing', 'folder_unreadable']) {
      const [appended] = await writer.append({ drafts: [draft({ kind: 'policy.refused', body: { reason } })] });
      ids.push(appended?.id ?? '');
    }
    await ledger.sequencer().settled();
    await writer.close();
    await ledger.store.pool.query(
      `INSERT INTO alert_outbox (alert, destination, index, due_at, attempts, last_attempt_at, last_status, last_error, outcome, entry)
       VALUES ($1, 'pager', 0, 0, 2, 60000, 204, NULL, 'delivered', 'sha256:1'),
              ($2, 'pager', 0, 90000, 1, 60000, NULL, 'ECONNREFUSED', NULL, NULL)`,
      ids.slice(0, 2),
    );
  });
  after(async () => {
    await api.close();
    await ledger.close();
  });

  async function ambit(...args: string[]) {
    let [stdout, stderr] = ['', ''];
    const terminal = { isTTY: false, columns: null };
    const exitCode = await runCommandLine(args, {
      stdout: { ...terminal, write: (text) => (stdout += text) },
      stderr: { ...terminal, write: (text) => (stderr += text) },
      stdin: Readable.from([]),
      env: { DATABASE_URL: ledger.place.url },
      cwd: ledger.place.directory,
      signal: new AbortController().signal,
      handleSignals: () => undefined,
    });
    return { exitCode, stdout, stderr };
  }

  test('by ambit alerts: what happened, why it matters, what to do, and who was told; newest last', async () => {
    const { exitCode, stdout } = await ambit('alerts');
    assert.equal(exitCode, 0);
    const [first = '', second = '', third = ''] = stdout.split('\n\n');
    assert.match(
      first,
      /high {6}A policy would not activate\n +The policy in the folder was refused: it does not compile/,
    );
    assert.match(first, /Why it matters: .*\n +What to do: Run ambit check/);
    assert.match(first, /delivered to pager at 1970-01-01T00:01:00.000Z, at attempt 2/);
    assert.match(
      second,
      /critical {2}A policy.*[\s\S]*waiting to pager \(ECONNREFUSED\); next attempt 1970-01-01T00:01:30/,
    );
    assert.match(third, /sent nowhere: no destination takes it/);
  });

  test('by ambit alerts --format json, and it ends with 1 where one was given up', async () => {
    const set = (outcome: string | null, entry: string | null) =>
      ledger.store.pool.query('UPDATE alert_outbox SET outcome = $2, entry = $3 WHERE alert = $1', [
        ids[1],
        outcome,
        entry,
      ]);
    await set('undelivered', 'sha256:2');
    const { exitCode, stdout } = await ambit('alerts', '--format', 'json', '--limit', '2');
    await set(null, null);
    const listed = JSON.parse(stdout) as AlertPage['alerts'];
    assert.deepEqual([exitCode, ...listed.map(({ state }) => state)], [1, 'failed', 'not_sent']);
  });

  test('and one that was given up is tried again, and no other', async () => {
    const retry = (id: string | undefined) => api.inject({ method: 'POST', url: `/v1/alerts/${id}/retry` });
    assert.equal((await retry(ids[0])).statusCode, 404);
    await ledger.store.pool.query(
      "UPDATE alert_outbox SET outcome = 'undelivered', entry = 'sha256:2', attempts = 28 WHERE alert = $1",
      [ids[1]],
    );
    assert.deepEqual((await retry(ids[1])).json(), { destinations: ['pager'] });
    const { state, deliveries } = (await api.inject(`/v1/alerts/${ids[1]}`)).json();
    assert.deepEqual([state, deliveries[0].attempts], ['waiting', 0]);
    assert.equal((await retry(ids[1])).statusCode, 404);
    assert.equal((await ambit('alerts', 'retry', 'what')).exitCode, 2);
    const { exitCode, stderr } = await ambit('alerts', 'retry', ids[1] ?? '', '--data', 'elsewhere');
    assert.equal(exitCode, 2);
    assert.match(stderr, /Nothing answers at .*\/elsewhere\/run\/management\.sock/);
  });

  test('by the management API, page by page', async () => {
    const page = async (query: string) => (await api.inject(`/v1/alerts?${query}`)).json() as AlertPage;
    const first = await page('limit=2');
    assert.deepEqual(
      first.alerts.map(({ alert, state }) => [alert.id, state]),
      [
        [ids[2], 'not_sent'],
        [ids[1], 'waiting'],
      ],
    );
    const second = await page(`limit=2&before=${first.next}`);
    assert.deepEqual([second.alerts.length, second.alerts[0]?.state, second.next], [1, 'delivered', null]);
    assert.equal((await api.inject('/v1/alerts?limit=0')).statusCode, 400);
    assert.equal((await api.inject('/v1/alerts?other=1')).statusCode, 400);
  });

  test('by the management API, one by the id of its entry', async () => {
    const one = await api.inject(`/v1/alerts/${ids[0]}`);
    assert.deepEqual([one.statusCode, one.json().alert.id, one.json().state], [200, ids[0], 'delivered']);
    assert.equal((await api.inject(`/v1/alerts/sha256:${'0'.repeat(64)}`)).statusCode, 404);
    assert.equal((await api.inject('/v1/alerts/what')).statusCode, 400);
  });
});
