import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { dataDirectoryAt, fingerprinterOf } from '../src/app/index.ts';
import { type LoggedEntry, readEntries } from '../src/ledger/index.ts';
import { outcomesOf } from '../src/records/index.ts';
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

  /** Asks for tokens on 32 connections until told to stop; keeps each token that a client received. */
  function hammer(): { readonly received: string[]; readonly failed: () => number; stop(): Promise<void> } {
    const received: string[] = [];
    let failures = 0;
    let going = true;
    const workers = Array.from({ length: CONNECTIONS }, async () => {
      while (going) {
        try {
          const { status, json } = await askForToken(system, system.via.second, 'nightly-report', 'orders:read');
          if (status === 200) received.push(String(json['access_token']));
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

  /** Each token that a client received has its birth in the log, which holds; returns all entries. */
  async function everyTokenIsInTheLedger(received: readonly string[]): Promise<readonly LoggedEntry[]> {
    await until('the sequencer to catch up', async () => {
      const { rows } = await system.store.pool.query<{ waiting: number }>(
        'SELECT count(*) AS waiting FROM ledger_pending',
      );
      return rows[0]?.waiting === 0;
    });
    const entries: LoggedEntry[] = [];
    for await (const entry of readEntries(system.store, { from: 0 })) entries.push(entry);
    const born = new Set(
      entries.filter(({ entry }) => entry.kind === 'token.issued').flatMap(({ entry }) => entry.refs),
    );
    const fingerprinter = fingerprinterOf(dataDirectoryAt(join(system.directory, 'data')));
    const missing = received.filter((token) => !born.has(`token:${fingerprinter.ofToken(token)}`));
    assert.equal(missing.length, 0, `${missing.length} of ${received.length} tokens are not in the ledger`);
    const verified = await system.ambit('ledger', 'verify', '--data', join(system.directory, 'data'));
    assert.equal(verified.code, 0, verified.stdout + verified.stderr);
    return entries;
  }

  /** Each decision that lets pass, and that nothing follows, is shown as `unknown`; returns them. */
  async function everyOpenDecisionIsUnknown(entries: readonly LoggedEntry[]): Promise<readonly LoggedEntry[]> {
    const decisions = entries.filter(({ entry }) => entry.kind === 'decision.made');
    const followed = new Set(entries.flatMap(({ entry }) => entry.after));
    const open = decisions.filter(
      ({ id, entry }) => (entry.body['decision'] as { outcome: string }).outcome !== 'refuse' && !followed.has(id),
    );
    const outcomes = await outcomesOf(system.store, open);
    for (const { id } of open) assert.equal(outcomes.get(id), 'unknown');
    return open;
  }

  test('of a guard under load: every token that a client received is in the ledger, the rest is shown as unknown', async () => {
    const load = hammer();
    await until('tokens to flow', () => load.received.length > TOKENS_BEFORE_THE_KILL);
    // What has come to the authorization server was decided, and has no outcome yet.
    const hold = system.holdAuthorizationServer();
    await until('requests under way', () => hold.waiting() > 0);
    system.secondIssuerGuard.kill('SIGKILL');
    await until('the guard to be gone', () => load.failed() > CONNECTIONS);
    hold.release();
    await load.stop();
    await system.restartSecondIssuerGuard();
    assert.equal((await askForToken(system, system.via.second, 'nightly-report', 'orders:read')).status, 200);
    const open = await everyOpenDecisionIsUnknown(await everyTokenIsInTheLedger(load.received));
    assert.notEqual(open.length, 0, 'a decision was under way');
    const data = join(system.directory, 'data');
    const { stdout } = await system.ambit('ledger', 'show', String(open[0]?.id), '--data', data);
    assert.match(stdout, /outcome unknown$/m);
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
    await everyOpenDecisionIsUnknown(await everyTokenIsInTheLedger(load.received));
  });
});
