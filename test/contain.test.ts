import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ACME } from './system/acme-policy.ts';
import { type System, startSystem } from './system/system.ts';
import { askForToken, call } from './system/token-requests.ts';
import { until } from './system/wait.ts';

const BOUND_SECONDS = 1;

describe('the bad night, with two guards of each kind', { timeout: 400_000 }, () => {
  let system: System;
  before(async () => {
    system = await startSystem();
  });
  after(() => system?.stop());

  const ask = (guard: 'first' | 'second') => askForToken(system, system.via[guard], 'nightly-report', 'orders:read');
  const orders = () => `${system.apis.orders}/orders`;

  test('one command: nothing more is issued, all it held is denied, and a report says what it did', async () => {
    const { json: issued } = await ask('first');
    const token = String(issued['access_token']);
    assert.equal((await call(system.via.second, orders(), token)).status, 200);
    const other = await askForToken(system, system.via.first, 'order-fulfilment', 'orders:read');

    // How long a guard took to hear of it counts from the entry, which the command makes first.
    const running = system.ambit('contain', 'nightly-report', '--reason', 'its secret is public', '--format', 'json');
    const since = async (): Promise<number | undefined> => {
      const { rows } = await system.store.pool.query<{ at: number }>(
        `SELECT extract(epoch FROM arrived_at) * 1000 AS at FROM ledger_pending WHERE encode(bytes, 'escape') LIKE '%client.contained%'
         UNION ALL SELECT extract(epoch FROM clock_timestamp()) * 1000 FROM ledger_entries WHERE kind = 'client.contained'`,
      );
      return rows[0] === undefined ? undefined : Number(rows[0].at);
    };
    const began = await until('the containment to be durable', since);
    const guards = ['second', 'first'] as const;
    for (const guard of guards) {
      await until('nothing to be issued', async () => (await ask(guard)).status !== 200, 5);
      const use = async (): Promise<number> => (await call(system.via[guard], orders(), token)).status;
      await until('nothing to be taken', async () => (await use()) !== 200, 5);
    }
    const seconds = (Date.now() - began) / 1000;
    for (const guard of guards)
      await until('the guard to say that it knows no such client', async () => (await ask(guard)).status === 401);
    const { code, stdout, stderr } = await running;
    assert.equal(code, 0, stderr);
    assert.ok(seconds <= BOUND_SECONDS, `${seconds} s`);

    const { contained, revocation, report } = JSON.parse(stdout);
    assert.deepEqual([contained.person, contained.already], [null, false]);
    assert.ok(revocation.tokens.length >= 1);
    assert.deepEqual([report.live, report.inPolicy, report.contained.entry], [0, true, contained.entry]);
    const [reached] = report.couldReach.filter(({ scope }: { scope: string }) => scope === 'orders:read');
    assert.ok(reached.operations.length > 0 && reached.sensitivity !== null && reached.risk !== null);
    assert.ok(report.did.operations.some(({ uses }: { uses: number }) => uses > 0));
    assert.ok(report.did.tokensIssued >= 1 && report.did.firstIssued !== null);
    assert.equal(
      (await call(system.via.first, orders(), other.json['access_token'])).status,
      200,
      'nobody else is hit',
    );
  });

  test('given again it goes on, and says since when', async () => {
    const { code, stdout } = await system.ambit('contain', 'nightly-report', '--reason', 'again');
    assert.equal(code, 0);
    assert.match(stdout, /nightly-report is contained already, since .*, on the host/);
    assert.match(stdout, /What nightly-report could reach\n.*\n(.*\n)*? {2}orders:read {2}low risk/);
    assert.match(stdout, /What nightly-report did, by the ledger\n {2}\d+ tokens? given, from .* for itself\./);
  });

  test('two persons release it, whose statements are signed elsewhere; then the policy holds again', async () => {
    const alone = await system.ambit('release', 'nightly-report', '--reason', 'the secret was replaced');
    assert.equal(alone.code, 2);
    assert.match(alone.stderr, /two persons have to release it/);
    const notes: string[] = [];
    for (const [person, key] of [
      ['p-102', 'bob'],
      ['p-103', 'carol'],
    ] as const) {
      const signed = await system.ambit(
        ...['release', 'nightly-report', '--sign', '--as', person, '--key', join(ACME, `demo-keys/${key}.key`)],
        ...['--key-name', `${key}.acme.example`],
      );
      assert.equal(signed.code, 0, signed.stderr);
      const file = join(system.directory, `${key}.note`);
      writeFileSync(file, signed.stdout);
      notes.push('--note', file);
    }
    const { code, stdout, stderr } = await system.ambit('release', 'nightly-report', '--reason', 'replaced', ...notes);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /nightly-report is released, by p-102 and p-103/);
    for (const guard of ['first', 'second'] as const)
      await until('the guard to issue again', async () => (await ask(guard)).status === 200, 5);
  });
});
