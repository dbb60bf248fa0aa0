import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parseEntry } from '../src/ledger/index.ts';
import { type System, startSystem } from './system/system.ts';
import { askForToken } from './system/token-requests.ts';
import { until } from './system/wait.ts';

const CONNECTIONS = 32;
const TOKENS_BEFORE_THE_KILL = 200;

describe('kill -9', { timeout: 240_000 }, () => {
  let system: System;
  before(async () => {
    system = await startSystem();
  });
  after(() => system?.stop());

  /** Asks for tokens on 32 connections until told to stop; collects the jti of each that a client received. */
  function hammer(): { readonly received: string[]; readonly failed: () => number; stop(): Promise<void> } {
    const received: string[] = [];
    let failures = 0;
    let going = true;
    const workers = Array.from({ length: CONNECTIONS }, async () => {
      while (going) {
        try {
          const { status, json } = await askForToken(system, system.via.second, 'nightly-report', 'orders:read');
          if (status === 200) received.push(jtiOf(String(json['access_token'])));
          else failures++;
        } catch {
          failures++;
          await new Promise((resolve) => setImmediate(resolve));
        }
      }
    });
    return {
      received,
      failed: () => failures,
      async stop() {
        going = false;
        await Promise.all(workers);
      },
    };
  }

  const jtiOf = (token: string): string =>
    (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { jti: string }).jti;

  /** How many of the tokens that clients received are not in the ledger. */
  async function missingFromLedger(received: readonly string[]): Promise<number> {
    await until('the sequencer to catch up', async () => {
      const { rows } = await system.store.pool.query<{ waiting: number }>(
        'SELECT count(*) AS waiting FROM ledger_pending',
      );
      return rows[0]?.waiting === 0;
    });
    let missing = 0;
    // Each token is looked up as its owner would: by its jti, from the command line.
    for (const jti of [received[0], received.at(-1), ...received.slice(-3)]) {
      if (jti === undefined) continue;
      const { code, stdout } = await system.ambit(
        'token',
        jti,
        '--data',
        join(system.directory, 'data'),
        '--format',
        'json',
      );
      if (code !== 0 || !stdout.includes('token.issued')) missing++;
    }
    const { rows } = await system.store.pool.query<{ bytes: Buffer }>(
      "SELECT bytes FROM ledger_entries WHERE kind = 'token.issued'",
    );
    const births = rows.length;
    assert.ok(births >= received.length, `${received.length} tokens were received, ${births} are in the ledger`);
    for (const { bytes } of rows) parseEntry(bytes);
    return missing;
  }

  test('of a guard under load: every token that a client received is in the ledger, the rest is shown as unknown', async () => {
    const load = hammer();
    await until('tokens to flow', () => load.received.length > TOKENS_BEFORE_THE_KILL);
    system.secondIssuerGuard.kill('SIGKILL');
    await until('the guard to be gone', () => load.failed() > CONNECTIONS);
    await load.stop();
    await system.restartSecondIssuerGuard();
    assert.equal((await askForToken(system, system.via.second, 'nightly-report', 'orders:read')).status, 200);
    assert.equal(await missingFromLedger(load.received), 0);
    const verified = await system.ambit('ledger', 'verify', '--data', join(system.directory, 'data'));
    assert.equal(verified.code, 0, verified.stdout + verified.stderr);

    // Decisions whose guard died before their outcome: each is shown so.
    const { rows } = await system.store.pool.query<{ id: string; kind: string; bytes: Buffer }>(
      "SELECT id, kind, bytes FROM ledger_entries WHERE kind IN ('decision.made', 'token.issued', 'token.not_issued', 'token.withheld')",
    );
    const followed = new Set(rows.flatMap(({ bytes }) => parseEntry(bytes).entry.after));
    const open = rows.filter(({ id, kind, bytes }) => {
      const { body } = parseEntry(bytes).entry;
      return (
        kind === 'decision.made' && (body['decision'] as { outcome: string }).outcome !== 'refuse' && !followed.has(id)
      );
    });
    for (const { id } of open.slice(0, 3)) {
      const { stdout } = await system.ambit('ledger', 'show', id, '--data', join(system.directory, 'data'));
      assert.match(stdout, /unknown/);
    }
  });

  test('of PostgreSQL under load: it comes back by itself, nothing acknowledged is lost', async () => {
    const load = hammer();
    await until('tokens to flow', () => load.received.length > TOKENS_BEFORE_THE_KILL);
    const pidFile = join(system.directory, 'data/postgres/data/postmaster.pid');
    const killed = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    const before = load.received.length;
    process.kill(killed, 'SIGKILL');
    await until('tokens to flow again', () => load.received.length > before + TOKENS_BEFORE_THE_KILL, 60);
    await load.stop();
    assert.equal(await missingFromLedger(load.received), 0);
    const verified = await system.ambit('ledger', 'verify', '--data', join(system.directory, 'data'));
    assert.equal(verified.code, 0, verified.stdout + verified.stderr);
  });
});
