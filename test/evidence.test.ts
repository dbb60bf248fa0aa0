import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { EvidenceReport } from '../src/evidence/index.ts';
import { elsewhere } from './system/elsewhere.ts';
import { type System, startSystem } from './system/system.ts';
import { askForToken, call } from './system/token-requests.ts';
import { until } from './system/wait.ts';

describe('evidence of what real guards wrote', { timeout: 240_000 }, () => {
  let system: System;
  let folder = '';
  let key = '';
  let checkpoint = '';
  let report: EvidenceReport;

  before(async () => {
    system = await startSystem();
    const { first, second } = system.via;
    for (const fetch of [first, second]) {
      const { json } = await askForToken(system, fetch, 'nightly-report', 'orders:read');
      for (const other of [first, second, first])
        assert.equal((await call(other, `${system.apis.orders}/orders`, json['access_token'])).status, 200);
    }
    const { json: writer } = await askForToken(system, first, 'order-fulfilment', 'orders:read orders:write');
    assert.equal((await call(second, `${system.apis.customers}/customers`, writer['access_token'])).status, 401);
    assert.equal((await askForToken(system, second, 'nightly-report', 'orders:refund')).status, 400);
    assert.equal((await askForToken(system, second, 'customer-sync', 'customers:read customers:export')).status, 200);
    // Uses are counted for a while before they are written.
    await until(
      'uses to be written',
      async () => {
        const { rows } = await system.store.pool.query<{ count: number }>(
          "SELECT count(*) AS count FROM ledger_entries WHERE kind IN ('token.usage', 'token.use_refused')",
        );
        return (rows[0]?.count ?? 0) >= 2;
      },
      90,
    );
    folder = join(system.directory, 'november');
    key = readFileSync(join(system.directory, 'data/keys/log.pub'), 'utf8').trim();
    const made = await system.ambit(
      ...[
        'evidence',
        '--data',
        'data',
        '--from',
        '2026-01-01',
        '--to',
        '2100-01-01',
        '--out',
        folder,
        '--format',
        'json',
      ],
    );
    assert.equal(made.code, 0, made.stderr);
    ({ report } = JSON.parse(made.stdout) as { report: EvidenceReport });
    checkpoint = join(system.directory, 'checkpoint.txt');
    writeFileSync(checkpoint, readFileSync(join(folder, 'ledger/checkpoint.txt')));
  });
  after(() => system?.stop());

  test('is verified by a process that has the folder and the log’s key, and nothing else', async () => {
    const { code, stdout, stderr } = await elsewhere(['evidence', 'verify', folder, '--key', key]);
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /The package holds/);
    assert.match(stdout, /End not established: no checkpoint from elsewhere was given/);
    assert.match(stdout, /Unwitnessed/);
  });

  test('decides everything again alike, and finds nothing that did not hold but what Acme’s policy allows too easily', () => {
    assert.ok(report.counts.reperformed >= 10);
    assert.equal(report.counts.differing, 0);
    assert.equal(report.ledger.unresolved, 0);
    const found = report.controls.flatMap(({ id, exceptions }) => exceptions.map(({ what }) => `${id} ${what}`));
    assert.deepEqual(found, [
      'AC-03 customer-sync gets customers:read, which is high, without asking',
      'AC-03 support-desk gets customers:read, which is high, without asking',
    ]);
    assert.deepEqual(
      report.controls.filter(({ outcome }) => outcome === 'passed').map(({ id }) => id),
      ['AC-01', 'AC-02', 'AC-04', 'AC-05', 'AC-10'],
    );
  });

  test('says of a log that ended within the period that more may come', async () => {
    const { stdout } = await elsewhere(['evidence', 'verify', folder, '--key', key, '--checkpoint', checkpoint]);
    assert.match(stdout, /End not established: .*ended within the period/);
  });

  test('fails on a changed byte, with what and where, and for another key', async () => {
    const file = join(folder, 'ledger/entries-000001.jsonl');
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.toString().replace('orders:read', 'orders:reap'));
    const changed = await elsewhere(['evidence', 'verify', folder, '--key', key, '--format', 'json']);
    writeFileSync(file, bytes);
    assert.equal(changed.code, 1);
    const { holds, faults } = JSON.parse(changed.stdout) as {
      holds: boolean;
      faults: { file: string; line: number }[];
    };
    assert.equal(holds, false);
    assert.equal(faults[0]?.file, 'ledger/entries-000001.jsonl');
    assert.ok((faults[0]?.line ?? 0) > 0);
    const other = 'bob.acme.example+12da0e7a+Aa8ekGWdDLn+Sutv3++/gP2eSiblI9frM9F4NZ7W+Ycx';
    const { code, stdout } = await elsewhere(['evidence', 'verify', folder, '--key', other]);
    assert.equal(code, 1);
    assert.match(stdout, /ledger\/checkpoint\.txt: does not hold: none of the given keys signed it as the log’s own/);
  });

  test('ends with one sentence where it can not be told', async () => {
    for (const [args, said] of [
      [['verify', join(folder, 'nowhere'), '--key', key], /can't be read \(ENOENT\)/],
      [['verify', folder, '--key', 'nothing'], /neither a file nor a verifier key/],
      [['verify', folder, '--key', key, '--checkpoint', 'nowhere'], /The checkpoint .* is not there/],
    ] as const) {
      const { code, stderr } = await elsewhere(['evidence', ...args]);
      assert.equal(code, 2);
      assert.match(stderr, said);
      assert.equal(stderr.trimEnd().split('\n').length, 1, stderr);
    }
    const again = await system.ambit(
      'evidence',
      '--data',
      'data',
      '--from',
      '2026-11-01',
      '--to',
      '2026-11-31',
      '--out',
      folder,
    );
    assert.equal(again.code, 2);
    assert.match(again.stderr, /It has to be a day/);
    const taken = await system.ambit(
      'evidence',
      '--data',
      'data',
      '--from',
      '2026-11-01',
      '--to',
      '2026-12-01',
      '--out',
      folder,
    );
    assert.equal(taken.code, 2);
    assert.match(taken.stderr, /is there already and holds something/);
  });
});
