import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parseEntry } from '../src/entries/index.ts';
import { type System, startSystem } from './system/system.ts';
import { askForToken, call } from './system/token-requests.ts';
import { until } from './system/wait.ts';

const MAIN = resolve(import.meta.dirname, '../src/cli/main.ts');
const BOUND_SECONDS = 1;

describe('ambit revoke, with two guards of each kind', { timeout: 400_000 }, () => {
  let system: System;
  before(async () => {
    system = await startSystem();
  });
  after(() => system?.stop());

  const tokenOf = async (client: string, scope: string): Promise<string> => {
    const { status, json } = await askForToken(system, system.via.first, client, scope);
    assert.equal(status, 200);
    return String(json['access_token']);
  };
  const customers = () => `${system.apis.customers}/customers`;
  const orders = () => `${system.apis.orders}/orders`;
  const deniedEverywhere = async (url: string, token: string): Promise<number> => {
    const began = performance.now();
    for (const guard of [system.via.second, system.via.first])
      await until('the guard to refuse it', async () => (await call(guard, url, token)).status === 401, 5);
    return (performance.now() - began) / 1000;
  };
  const revoke = async (...args: string[]) => {
    const ran = await system.ambit('revoke', ...args, '--format', 'json');
    return { ...ran, json: JSON.parse(ran.stdout || '{}') as Record<string, unknown> };
  };
  const logged = async (operation: unknown) => {
    await until('the sequencer to catch up', async () => {
      const { rows } = await system.store.pool.query('SELECT 1 FROM ledger_pending LIMIT 1');
      return rows.length === 0;
    });
    const { rows } = await system.store.pool.query<{ bytes: Buffer }>(
      'SELECT bytes FROM ledger_entries ORDER BY index',
    );
    return rows.map(({ bytes }) => parseEntry(bytes).entry).filter((entry) => entry.operation === operation);
  };

  test('what a client holds is denied at every guard within a second, and the answer claims no more', async () => {
    const [first, second] = [
      await tokenOf('nightly-report', 'orders:read'),
      await tokenOf('nightly-report', 'orders:read'),
    ];
    assert.equal((await call(system.via.second, orders(), first)).status, 200);
    const dry = await revoke('--client', 'nightly-report', '--dry-run');
    assert.deepEqual([dry.code, (dry.json['tokens'] as unknown[]).length], [0, 2]);
    assert.equal((await call(system.via.first, orders(), first)).status, 200, 'a dry run revokes nothing');

    const { code, json } = await revoke('--client', 'nightly-report', '--reason', 'a key was found in a log');
    assert.equal(code, 0);
    const seconds = Math.max(await deniedEverywhere(orders(), first), await deniedEverywhere(orders(), second));
    assert.ok(seconds <= BOUND_SECONDS, `${seconds} s`);
    assert.deepEqual([json['deniedAtGuards'], json['revokedAtServer']], [2, 0]);
    for (const { outcome } of json['tokens'] as { outcome: string }[]) assert.equal(outcome, 'denied_at_guards');
    const entries = await logged(json['revocation']);
    assert.equal(entries[0]?.kind, 'revocation.ordered');
    assert.deepEqual(entries[0]?.body['by'], { kind: 'host', person: null });
    assert.ok(!JSON.stringify(entries).includes('found in a log'), 'a reason is sealed');
    const again = await revoke('--client', 'nightly-report', '--reason', 'a key was found in a log');
    assert.deepEqual([again.code, again.json['tokens']], [0, []]);
  });

  test('what carries a scope, and nothing else', async () => {
    const [carrying, other] = [
      await tokenOf('customer-sync', 'customers:read'),
      await tokenOf('nightly-report', 'orders:read'),
    ];
    const { code, json } = await revoke('--scope', 'customers:read', '--reason', 'a drill');
    assert.equal(code, 0);
    assert.equal((json['tokens'] as unknown[]).length, 1);
    assert.ok((await deniedEverywhere(customers(), carrying)) <= BOUND_SECONDS);
    assert.equal((await call(system.via.second, orders(), other)).status, 200);
  });

  test('tokens from a file: revoked at the server where it says so, denied at the guards where it can not', async () => {
    const [opaque, jwt] = [
      await tokenOf('customer-sync', 'customers:read'),
      await tokenOf('nightly-report', 'orders:read'),
    ];
    writeFileSync(join(system.directory, 'leaked.txt'), `${opaque}\n${jwt}\n`, { mode: 0o600 });
    const { code, json, stdout, stderr } = await revoke('--token', 'leaked.txt', '--reason', 'pasted into a chat');
    assert.equal(code, 0, stderr);
    // Whoever had it takes it away; all that stays is searched for tokens at the end.
    rmSync(join(system.directory, 'leaked.txt'));
    const outcomes = (json['tokens'] as { clientId: string; outcome: string }[]).map((one) => [
      one.clientId,
      one.outcome,
    ]);
    assert.deepEqual(outcomes.sort(), [
      ['customer-sync', 'revoked_at_server'],
      ['nightly-report', 'denied_at_guards'],
    ]);
    assert.match(String(json['notAtServer']), /no way to revoke 1 token/);
    await deniedEverywhere(customers(), opaque);
    await deniedEverywhere(orders(), jwt);
    const entries = await logged(json['revocation']);
    assert.deepEqual(
      entries.map(({ kind }) => kind),
      ['revocation.ordered', 'token.revoked', 'token.revoked', 'token.revoked_upstream', 'revocation.finished'],
    );
    for (const text of [stdout, stderr, JSON.stringify(entries)])
      for (const token of [opaque, jwt]) assert.ok(!text.includes(token));
  });

  test('one token by its fingerprint, which tells the server nothing', async () => {
    const token = await tokenOf('customer-sync', 'customers:read');
    const { rows } = await system.store.pool.query<{ fingerprint: string }>(
      "SELECT fingerprint FROM token_births WHERE client_id = 'customer-sync' ORDER BY revoked_at NULLS FIRST LIMIT 1",
    );
    const { code, stdout } = await system.ambit(
      'revoke',
      '--token',
      String(rows[0]?.fingerprint),
      '--reason',
      'a drill',
    );
    assert.equal(code, 0);
    assert.match(stdout, /Revoked the token: 1 token \(revocation /);
    assert.match(stdout, /1 denied at the guards; the authorization server may take them for good/);
    assert.match(stdout, /The server wasn’t asked: that takes the tokens themselves/);
    await deniedEverywhere(customers(), token);
  });

  test('a token as an argument is refused, and not said again', async () => {
    const token = await tokenOf('customer-sync', 'customers:read');
    const { code, stdout, stderr } = await system.ambit('revoke', '--token', token, '--reason', 'a drill');
    assert.equal(code, 2);
    assert.match(stderr, /pipe it in, with --token -/);
    assert.ok(!`${stdout}${stderr}`.includes(token));
    assert.equal((await call(system.via.first, customers(), token)).status, 200);
  });

  test('without a reason, or with two selections, nothing is done', async () => {
    const without = await system.ambit('revoke', '--client', 'nightly-report');
    assert.deepEqual([without.code, /Say why, with --reason/.test(without.stderr)], [2, true]);
    const both = await system.ambit('revoke', '--client', 'a', '--scope', 'b', '--reason', 'c');
    assert.deepEqual([both.code, /by one of --client/.test(both.stderr)], [2, true]);
  });

  test('killed in the middle, the same command goes on where it stopped', async () => {
    const client = 'old-batch';
    const count = 4000;
    await system.store.pool.query(
      `INSERT INTO token_births (fingerprint, type, grant_id, issuer, client_id, scopes, expires_at, decision)
         SELECT 'f1:' || $1 || n, 'access_token', $1 || n, $2, $1, '{orders:read}', 4000000000, 'd' FROM generate_series(1, $3) AS n`,
      [client, system.issuer, count],
    );
    const live = async (): Promise<number> => {
      const { rows } = await system.store.pool.query<{ live: number }>(
        'SELECT count(*) AS live FROM token_births WHERE client_id = $1 AND revoked_at IS NULL',
        [client],
      );
      return rows[0]?.live ?? 0;
    };
    const args = ['revoke', '--client', client, '--reason', 'it was stolen', '--format', 'json'];
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: system.directory, stdio: 'ignore' });
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    await until('some to be revoked', async () => (await live()) < count);
    child.kill('SIGKILL');
    await ended;
    const left = await live();
    assert.ok(left > 0, 'it was ended in the middle');
    const { code: exit, json, stderr } = await revoke('--client', client, '--reason', 'it was stolen');
    assert.equal(exit, 0, stderr);
    assert.match(stderr, /Going on with the revocation/);
    assert.equal(json['resumed'], true);
    assert.equal(await live(), 0);
    const told = (json['tokens'] as { fingerprint: string }[]).map(({ fingerprint }) => fingerprint);
    assert.deepEqual([told.length, new Set(told).size], [count, count]);
    const kinds = Map.groupBy(await logged(json['revocation']), ({ kind }) => kind);
    assert.equal(kinds.get('revocation.ordered')?.length, 1);
    assert.equal(kinds.get('token.revoked')?.length, count);
  });
});
