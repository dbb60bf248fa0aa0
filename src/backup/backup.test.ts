import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sampleBody } from '../entries/testing/sample-bodies.ts';
import { latestCheckpoint, masterKeyInMemory, openSealedStore, putBlob, verifyLedger } from '../ledger/index.ts';
import { draft, type TemporaryLedger, temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import { type Store, TABLES } from '../store/index.ts';
import { type TemporaryStore, temporaryStore } from '../store/testing/temporary-store.ts';
import { digestOfFile } from './create-backup.ts';
import { BackupError, createBackup, lossOf, type Manifest, openBackup, restoreBackup } from './index.ts';

const withCode = (code: string) => (error: unknown) => error instanceof BackupError && error.code === code;

/** What a table holds, as PostgreSQL writes it. */
async function contentOf({ pool }: Store, table: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ row: string }>(`SELECT t::text AS row FROM ${table} AS t ORDER BY 1`);
  return rows.map(({ row }) => row);
}

test('every table is in one of the lists, so that none is left out of a backup by forgetting it', async () => {
  const place = await temporaryStore();
  const { rows } = await place.store.pool.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'ambit_schema'",
  );
  assert.deepEqual(Object.values(TABLES).flat().sort(), rows.map(({ name }) => name).sort());
  await place.close();
});

describe('a backup', { timeout: 120_000 }, () => {
  let ledger: TemporaryLedger;
  let target: TemporaryStore;
  let folder = '';
  let manifest: Manifest;
  let saved: Map<string, readonly string[]>;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ambit-backup-'));
    [ledger, target] = await Promise.all([temporaryLedger(), temporaryStore()]);
    const digest = await putBlob(ledger.store, Buffer.from('a policy'));
    const writer = await ledger.writer('guard-1');
    for (let round = 0; round < 3; round++)
      await writer.append({
        drafts: Array.from({ length: 400 }, () =>
          draft({
            ...{ kind: 'approval.given', digests: { policy: digest } },
            body: { ...sampleBody('approval.given'), note: 'ä\n"\\u0001' },
          }),
        ),
      });
    await ledger.sequencer().settled();
    const sealed = openSealedStore({
      store: ledger.store,
      masterKey: masterKeyInMemory(Buffer.alloc(32, 7), () => Buffer.alloc(32, 8)),
    });
    await sealed.seal({ about: 'sub:alice', people: ['sub:alice'], text: 'Alice Example' });
    await ledger.store.pool.query(
      `INSERT INTO grants (grant_id, issuer, client_id, scopes, decision, expires_at) VALUES ('g', 'i', 'c', ARRAY['a', 'b"c', 'd,e'], 'd', $1)`,
      [Number.MAX_SAFE_INTEGER],
    );
    await ledger.store.pool.query(`INSERT INTO console_sign_ins VALUES ('a', 'b', 'c', 'd', 'e', 1)`);
    await ledger.sequencer().stop();
    // Two that wait, and one that was turned down, as a crash may leave them.
    await writer.append({ drafts: [draft(), draft()] });
    await ledger.store.pool.query(
      `INSERT INTO ledger_rejected VALUES (1, 'x', 1, '\\x00ff', 'why', '2026-01-02T03:04:05.678901Z')`,
    );
    manifest = await createBackup({ store: ledger.store, directory: join(folder, 'one'), version: '1' });
    saved = new Map();
    for (const table of Object.values(TABLES).flat()) saved.set(table, await contentOf(ledger.store, table));
    await writer.close();
  });
  after(async () => {
    await Promise.all([ledger.close(), target.close()]);
    rmSync(folder, { recursive: true });
  });

  const restore = async (directory = join(folder, 'one'), replace = true) =>
    restoreBackup({
      ...{ store: target.store, backup: await openBackup(directory), keys: [ledger.logSigner.key], replace },
    });

  test('says of what moment it is, and holds neither keys of the log nor what is sealed nor who is signed in', async () => {
    assert.deepEqual([manifest.size, manifest.origin, manifest.environment], [1202, 'ledger.test/ambit', 'test']);
    assert.equal(manifest.checkpoint, await latestCheckpoint(ledger.store));
    const files = readdirSync(join(folder, 'one'));
    assert.ok(!files.some((name) => name.startsWith('console_') || name.startsWith('record_')), String(files));
    for (const name of files) {
      const bytes = readFileSync(join(folder, 'one', name));
      const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
      assert.doesNotMatch(text, /Alice|PRIVATE KEY/);
    }
  });

  test('restored has every row as it was, and verifies', async () => {
    const report = await restore(undefined, false);
    assert.deepEqual([report.holds, report.size], [true, 1202]);
    for (const table of [...TABLES.ledger, ...TABLES.operational])
      assert.deepEqual(await contentOf(target.store, table), saved.get(table), table);
    for (const table of [...TABLES.sessions, ...TABLES.projections])
      assert.deepEqual(await contentOf(target.store, table), [], table);
    const { faults } = await verifyLedger({ store: target.store, keys: [ledger.logSigner.key] });
    assert.deepEqual(faults, []);
    const { rows } = await target.store.pool.query<{ next: number }>(
      "SELECT nextval('ledger_pending_position_seq') AS next",
    );
    assert.ok((rows[0]?.next ?? 0) > manifest.lastPosition && manifest.lastPosition >= 1202);
  });

  test('is not loaded over a ledger unless somebody says so, nor while Ambit runs', async () => {
    await restore();
    await assert.rejects(restore(undefined, false), withCode('database_not_empty'));
    const client = await target.store.pool.connect();
    await client.query("SET application_name = 'ambit issuer-guard-1'");
    await assert.rejects(restore(), (error) => withCode('ambit_runs')(error) && /issuer-guard-1/.test(String(error)));
    client.release(true);
  });

  test('goes nowhere where something is, and leaves nothing half made', async () => {
    writeFileSync(join(folder, 'file'), '');
    for (const directory of [join(folder, 'one'), join(folder, 'file')])
      await assert.rejects(createBackup({ store: ledger.store, directory, version: '1' }), withCode('folder_in_use'));
    const empty = await temporaryStore();
    await assert.rejects(
      createBackup({ store: empty.store, directory: join(folder, 'none'), version: '1' }),
      withCode('no_ledger'),
    );
    await empty.close();
    assert.equal(existsSync(join(folder, 'none')), false);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('.')),
      [],
    );
  });

  describe('that was changed', () => {
    /** A copy in which a table's rows are others and the manifest says so. */
    async function forged(
      table: string,
      change: (rows: string) => string,
      over: Partial<Manifest> = {},
    ): Promise<string> {
      const copy = mkdtempSync(join(folder, 'copy-'));
      for (const name of readdirSync(join(folder, 'one')))
        writeFileSync(join(copy, name), readFileSync(join(folder, 'one', name)));
      const path = join(copy, `${table}.jsonl.gz`);
      const rows = change(gunzipSync(readFileSync(path)).toString());
      writeFileSync(path, gzipSync(rows));
      const digest = await digestOfFile(path);
      const tables = manifest.tables.map((one) =>
        one.table === table ? { ...one, ...digest, rows: rows.split('\n').length - 1 } : one,
      );
      writeFileSync(join(copy, 'manifest.json'), JSON.stringify({ ...manifest, tables, ...over }));
      return copy;
    }

    test('is refused by the digest of a file, whichever bit it is', async () => {
      for (const name of ['ledger_entries', 'grants', 'sealed_keys']) {
        const copy = await forged('writers', (rows) => rows);
        const path = join(copy, `${name}.jsonl.gz`);
        const bytes = readFileSync(path);
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
        writeFileSync(path, bytes);
        await assert.rejects(restore(copy), withCode('backup_changed'));
        rmSync(path);
        await assert.rejects(restore(copy), withCode('backup_unreadable'));
      }
    });

    test('is refused by the log itself where the manifest was made to fit, and the database stays as it was', async () => {
      await restore();
      const before = await contentOf(target.store, 'ledger_entries');
      const cut = (rows: string): string => `${rows.trimEnd().split('\n').slice(0, -1).join('\n')}\n`;
      for (const [table, change] of [
        ['ledger_entries', cut],
        ['ledger_entries', (rows: string) => rows.replace('"kind":"approval.given"', '"kind":"token.used"')],
        ['blobs', cut],
        ['blobs', () => ''],
        ['ledger_pending', () => ''],
        ['writers', (rows: string) => rows.replace('"last_sequence":1202', '"last_sequence":1')],
      ] as const)
        await assert.rejects(restore(await forged(table, change)), withCode('restored_wrong'), table);
      await assert.rejects(restore(await forged('grants', () => '{"grant_id": [1]\n')), withCode('backup_malformed'));
      assert.deepEqual(await contentOf(target.store, 'ledger_entries'), before);
    });

    test('is refused where a newer Ambit made it, or the manifest is none', async () => {
      await assert.rejects(
        restore(await forged('writers', (rows) => rows, { schema: 1000 })),
        withCode('backup_newer'),
      );
      const copy = await forged('writers', (rows) => rows);
      for (const text of ['', '{}', 'null', JSON.stringify({ ...manifest, format: 'ambit-backup/2' })]) {
        writeFileSync(join(copy, 'manifest.json'), text);
        await assert.rejects(restore(copy), withCode('backup_malformed'));
      }
      await assert.rejects(restore(join(folder, 'nowhere')), withCode('backup_unreadable'));
    });
  });

  test('that is old says what it loses: entries by kind, by the database or by whoever has a later checkpoint', async () => {
    await ledger.restartSequencer();
    const backup = await openBackup(join(folder, 'one'));
    const keys = [ledger.logSigner.key];
    await ledger.sequencer().settled();
    const writer = await ledger.writer('guard-1');
    await writer.append({ drafts: [draft({ kind: 'token.revoked' }), draft()] });
    await ledger.sequencer().settled();
    const byDatabase = await lossOf(backup, ledger.store, [], keys);
    assert.deepEqual(
      [byDatabase.lostEntries, byDatabase.knownBy, byDatabase.lostKinds],
      [4, 'the present database', { 'decision.made': 3, 'token.revoked': 1 }],
    );
    const note = (await latestCheckpoint(ledger.store)) ?? '';
    const byWitness = await lossOf(backup, null, [{ by: 'a witness', note }], keys);
    assert.deepEqual([byWitness.lostEntries, byWitness.knownBy, byWitness.lostKinds], [4, 'a witness', null]);
    const nothing = await lossOf(backup, null, [{ by: 'itself', note: manifest.checkpoint }], keys);
    assert.deepEqual([nothing.lostEntries, nothing.knownBy, nothing.otherHistory], [0, null, []]);
    await writer.close();
  });
});
