import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { TestLog } from '../entries/testing/test-log.ts';
import { createEvidenceFrom, EvidenceError } from './index.ts';
import { memoryLedger } from './testing/memory-ledger.ts';
import { FROM, MADE, month, TO } from './testing/month.ts';
import { type PackageFolder, packageFolder, verify } from './testing/packages.ts';

let packages: PackageFolder;
let folder = '';
before(() => {
  packages = packageFolder();
  ({ folder } = packages);
});
after(() => packages.remove());
const create: PackageFolder['create'] = (log, over) => packages.create(log, over);

describe('the end of a package', () => {
  test('is established by a checkpoint from elsewhere of the same history, in which the period was over', async () => {
    const { log } = month();
    const { directory } = await create(log);
    assert.equal((await verify(directory, log, log.checkpoint())).end.established, true);
    const { first, end } = JSON.parse(readFileSync(join(directory, 'parameters.json'), 'utf8')) as {
      first: number;
      end: number;
    };
    assert.equal((await verify(directory, log, log.checkpoint(end))).end.established, true);
    const within = await verify(directory, log, log.checkpoint(end - 1));
    assert.match(within.end.why, /the period goes on/);
    assert.ok(within.holds);
    assert.equal((await verify(directory, log, log.checkpoint(first - 1))).end.established, false);
  });

  test('is not, while the log itself ended within the period', async () => {
    const { log } = month();
    const size = log.entries.findIndex(({ entry }) => entry.time >= TO);
    const { directory, report } = await create(log, { size });
    assert.equal(report.ledger.goesOn, false);
    assert.ok(report.limits.some((limit) => limit.startsWith('The log ended within the period')));
    const { end, holds } = await verify(directory, log, log.checkpoint(size));
    assert.ok(holds);
    assert.match(end.why, /ended within the period/);
  });

  test('can be made by the checkpoint that the verifier has', async () => {
    const { log } = month();
    const given = log.checkpoint(log.entries.length - 1);
    const { directory } = await create(log, { checkpoint: given });
    assert.equal((await verify(directory, log, given)).end.established, true);
  });

  test('fails for a checkpoint of another history or log, and refuses what is none', async () => {
    const { log } = month();
    const { directory } = await create(log);
    const fork = month().log;
    fork.append('decision.made');
    const forked = await verify(directory, log, fork.checkpoint(fork.entries.length - 1));
    assert.ok(forked.holds, 'the same entries make the same history');
    const other = new TestLog();
    while (other.entries.length < log.entries.length) other.append('decision.made');
    const { holds, faults } = await verify(directory, log, other.checkpoint());
    assert.ok(!holds);
    assert.match(faults[0]?.what ?? '', /the log was forked/);
    await assert.rejects(
      verify(directory, log, 'nothing'),
      (error) => error instanceof EvidenceError && error.code === 'checkpoint_refused',
    );
  });
});

describe('making a package', () => {
  const refuses = (code: string) => (error: unknown) => error instanceof EvidenceError && error.code === code;

  test('refuses a folder that holds something, and takes an empty one', async () => {
    const { log } = month();
    const taken = join(folder, 'taken');
    mkdirSync(taken);
    await create(log, { directory: taken });
    assert.ok((await verify(taken, log)).holds);
    await assert.rejects(create(log, { directory: taken }), refuses('output_not_empty'));
  });

  test('leaves nothing behind where it fails or is stopped', async () => {
    const { log } = month();
    const place = mkdtempSync(join(folder, 'place-'));
    const stop = new AbortController();
    const directory = join(place, 'package');
    stop.abort();
    await assert.rejects(create(log, { directory, signal: stop.signal }));
    log.blobs.delete([...log.blobs.keys()][0] ?? '');
    await assert.rejects(create(log, { directory }), refuses('blob_missing'));
    assert.deepEqual(readdirSync(place), []);
  });

  test('refuses a ledger that does not lead to its checkpoint', async () => {
    const { log } = month();
    const source = memoryLedger(log);
    const options = { from: FROM, to: TO, keys: [log.signer.key], version: '0.1.0', now: () => new Date(MADE) };
    const changed = { ...log.entries[20], leafHash: Buffer.alloc(32) } as (typeof log.entries)[number];
    log.entries[20] = changed;
    const note = new TestLog().checkpoint();
    const lying = { ...memoryLedger(log), checkpoint: source.checkpoint };
    assert.notEqual(note, await lying.checkpoint());
    await assert.rejects(
      createEvidenceFrom(
        { ...memoryLedger(log), checkpoint: async () => month().log.checkpoint() },
        { ...options, directory: join(folder, 'no') },
      ),
      refuses('ledger_changed'),
    );
  });

  test('without what the period follows from shows the lack, and never looks better', async () => {
    const { log } = month();
    const lying = { ...memoryLedger(log), byId: async () => null };
    const options = { from: FROM, to: TO, keys: [log.signer.key], version: '0.1.0', now: () => new Date(MADE) };
    const directory = join(folder, 'lacking');
    const { report } = await createEvidenceFrom(lying, { ...options, directory });
    assert.ok((await verify(directory, log)).holds);
    assert.ok(report.ledger.unresolved > 0);
    const enforcement = report.controls.find(({ id }) => id === 'AC-04');
    assert.match(JSON.stringify(enforcement?.exceptions), /the birth of its token is in the ledger, and it is not/);
  });

  test('refuses a period whose edges are not where the entries say', async () => {
    const { log } = month();
    const source = memoryLedger(log);
    const { first, end } = await source.boundsOf(FROM, TO, log.entries.length);
    for (const bounds of [
      { first: first + 1, end },
      { first: first - 1, end },
      { first, end: end - 1 },
      { first, end: end + 1 },
    ]) {
      const lying = { ...source, boundsOf: async () => bounds };
      const options = { from: FROM, to: TO, keys: [log.signer.key], version: '0.1.0', now: () => new Date(MADE) };
      await assert.rejects(
        createEvidenceFrom(lying, { ...options, directory: join(folder, 'lying') }),
        (error) =>
          refuses('ledger_changed')(error) && /of the period|before the period|after the period/.test(String(error)),
        JSON.stringify(bounds),
      );
    }
  });

  test('refuses a period that is none, or that has not begun', async () => {
    const { log } = month();
    await assert.rejects(create(log, { from: TO, to: FROM }), refuses('period_invalid'));
    await assert.rejects(create(log, { from: 'yesterday' }), refuses('period_invalid'));
    await assert.rejects(create(log, { now: () => new Date('2026-10-01T00:00:00Z') }), refuses('period_invalid'));
  });

  test('of a period in which nothing happened is whole and says not tested', async () => {
    const { log } = month();
    const { directory, report } = await create(log, {
      from: '2026-11-16T00:00:00.000Z',
      to: '2026-11-17T00:00:00.000Z',
    });
    assert.ok((await verify(directory, log)).holds);
    assert.equal(report.counts.entries, 0);
    const { outcome } = report.controls.find(({ id }) => id === 'AC-10') ?? {};
    assert.equal(outcome, 'not_tested');
  });

  test('of the whole log, and of one that begins within the period, holds', async () => {
    const { log } = month();
    for (const [from, to] of [
      ['2020-01-01T00:00:00.000Z', '2026-12-01T12:00:00.000Z'],
      ['2026-09-01T00:00:00.000Z', TO],
      ['2026-11-30T00:00:00.000Z', '2026-12-02T00:00:00.000Z'],
    ] as const) {
      const { directory } = await create(log, { from, to });
      const { faults } = await verify(directory, log);
      assert.deepEqual(faults, [], `${from} to ${to}`);
    }
  });
});

test('a process that is ended while it makes a package leaves nothing behind', () => {
  const place = mkdtempSync(join(folder, 'ended-'));
  const script = `
    const { fillFolder } = await import(${JSON.stringify(new URL('output-folder.ts', import.meta.url).href)});
    await fillFolder(${JSON.stringify(join(place, 'package'))}, async (temporary) => {
      (await import('node:fs')).writeFileSync(temporary + '/half', 'done');
      process.exit(130);
    });`;
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  assert.equal(status, 130);
  assert.deepEqual(readdirSync(place), []);
});
