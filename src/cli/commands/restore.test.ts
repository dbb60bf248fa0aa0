import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { latestCheckpoint } from '../../ledger/index.ts';
import { draft, type TemporaryLedger, temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import { formatVerifierKey } from '../../proof/index.ts';
import { runAmbit } from '../testing/run-ambit.ts';

describe('ambit restore', { timeout: 120_000 }, () => {
  let ledger: TemporaryLedger;
  let folder = '';
  let database: string[] = [];
  const kept = (): string => join(folder, 'data', 'ledger.checkpoint');
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ambit-restore-'));
    ledger = await temporaryLedger();
    mkdirSync(join(folder, 'data/keys/writers'), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, 'data/keys/log.pub'), `${formatVerifierKey(ledger.logSigner.key)}\n`);
    database = ['--database', ledger.place.url, '--data', 'data'];
    await grow();
    await backup('old');
    await grow();
    writeFileSync(kept(), (await latestCheckpoint(ledger.store)) ?? '');
  });
  after(async () => {
    await ledger.close();
    rmSync(folder, { recursive: true });
  });

  async function grow(): Promise<void> {
    const writer = await ledger.writer('guard-1');
    await writer.append({ drafts: Array.from({ length: 20 }, () => draft()) });
    await ledger.sequencer().settled();
    await writer.close();
  }
  async function backup(to: string): Promise<void> {
    const { exitCode, out, err } = await runAmbit(folder, 'backup', '--to', to, '--database', ledger.place.url);
    assert.equal(exitCode, 0, out + err);
  }
  const restore = (...args: string[]) => runAmbit(folder, 'restore', '--from', 'old', ...database, ...args);
  const size = async (): Promise<number> =>
    (await ledger.store.pool.query<{ size: number }>('SELECT size FROM ledger_head')).rows[0]?.size ?? 0;

  test('says what would be lost, and by whom that is known, and changes nothing', async () => {
    const { exitCode, out } = await restore('--dry-run');
    assert.equal(exitCode, 1);
    assert.match(
      out,
      /has the first 22 entries[\s\S]*20 entries are lost: by .* the log has had 42\.\n +20 {2}decision\.made/,
    );
    assert.equal(await size(), 42);
    const elsewhere = await runAmbit(
      folder,
      'restore',
      '--from',
      'old',
      '--data',
      'data',
      '--dry-run',
      '--format',
      'json',
    );
    assert.deepEqual(
      [elsewhere.exitCode, JSON.parse(elsewhere.out).loss.knownBy],
      [1, 'ledger.checkpoint of the data directory'],
    );
  });

  test('runs where the sequencer’s data directory is, for nobody else would take its entry', async () => {
    for (const args of [['--drill'], ['--replace', '--accept-loss']]) {
      const { exitCode, err } = await restore(...args);
      assert.equal(exitCode, 2);
      assert.match(err, /isn't the sequencer's data directory/);
    }
    writeFileSync(join(folder, 'data/keys/log.key'), 'not read');
  });

  test('stops where entries are lost or a ledger is there, unless it is told otherwise', async () => {
    const lossy = await restore('--replace');
    assert.deepEqual([lossy.exitCode, /Nothing was changed/.test(lossy.out)], [1, true]);
    const occupied = await restore('--accept-loss');
    assert.deepEqual([occupied.exitCode, /holds a ledger/.test(occupied.err)], [2, true]);
    assert.equal(await size(), 42);
    assert.ok(existsSync(kept()));
  });

  test('drills in a database of its own: what was changed fails the drill, and the ledger has both outcomes', async () => {
    assert.equal((await restore('--drill')).exitCode, 0);
    const file = join(folder, 'old', 'grants.jsonl.gz');
    const bytes = readFileSync(file);
    writeFileSync(file, Buffer.concat([bytes, Buffer.from([0])]));
    const failed = await restore('--drill', '--format', 'json');
    writeFileSync(file, bytes);
    assert.deepEqual([failed.exitCode, JSON.parse(failed.out).failure], [1, 'backup_changed']);
    const { rows } = await ledger.store.pool.query<{ outcome: string; size: string }>(
      `SELECT convert_from(bytes, 'UTF8')::json->'body'->>'outcome' AS outcome FROM ledger_pending UNION ALL
       SELECT convert_from(bytes, 'UTF8')::json->'body'->>'outcome' FROM ledger_entries WHERE kind = 'backup.drilled'`,
    );
    const { rows: aside } = await ledger.store.pool.query<{ reason: string }>('SELECT reason FROM ledger_rejected');
    // The sequencer of this test looks for keys elsewhere, and keeps aside what it has none for.
    assert.ok(rows.length + aside.length === 2, JSON.stringify({ rows, aside }));
  });

  test('restores, verifies, leaves its entry, and puts the kept checkpoint aside only then', async () => {
    await ledger.sequencer().stop();
    const { exitCode, out, err } = await restore('--replace', '--accept-loss', '--format', 'json');
    assert.equal(exitCode, 0, err);
    assert.match(err, /entries are lost/);
    const { restored, loss, size: now } = JSON.parse(out);
    assert.deepEqual([restored, loss.backupSize, now, await size()], [true, 22, 22, 22]);
    assert.ok(loss.lostEntries >= 20);
    const { rows } = await ledger.store.pool.query<{ kind: string; lost: number }>(
      `SELECT convert_from(bytes, 'UTF8')::json->>'kind' AS kind, (convert_from(bytes, 'UTF8')::json->'body'->>'lostEntries')::int AS lost FROM ledger_pending`,
    );
    assert.deepEqual(rows, [{ kind: 'ledger.restored', lost: loss.lostEntries }]);
    assert.deepEqual(
      readdirSync(join(folder, 'data')).filter((name) => name.startsWith('ledger.checkpoint')),
      [`ledger.checkpoint.before-restore-${loss.knownSize}`],
    );
  });
});
