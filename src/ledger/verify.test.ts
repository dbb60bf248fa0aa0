import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import {
  cosignCheckpoint,
  ed25519Signer,
  formatCheckpoint,
  leafHash,
  mlDsa44Cosigner,
  signNote,
} from '../proof/index.ts';
import {
  type Fault,
  latestCheckpoint,
  putBlob,
  type VerificationReport,
  type VerifyOptions,
  verifyLedger,
} from './index.ts';
import { draft, ORIGIN, type TemporaryLedger, temporaryLedger } from './testing/temporary-ledger.ts';

/** Index of the entry that is changed in the tests, of eight. */
const CHANGED = 5;

describe('verifying finds and locates', () => {
  let ledger: TemporaryLedger;
  let blob = '';
  let earlier = '';
  before(async () => {
    ledger = await temporaryLedger();
    blob = await putBlob(ledger.store, Buffer.from('a policy'));
    const writer = await ledger.writer('guard-1');
    for (let count = 0; count < 3; count++) await writer.append({ drafts: [draft()] });
    await ledger.sequencer().settled();
    earlier = (await latestCheckpoint(ledger.store)) ?? '';
    await writer.append({ drafts: [draft({ digests: { policy: blob } }), draft(), draft()] });
    await ledger.sequencer().stop();
    await writer.close();
  });
  after(() => ledger.close());

  type Options = Partial<Pick<VerifyOptions, 'trusted' | 'keys'>>;
  const verify = (options: Options = {}): Promise<VerificationReport> =>
    verifyLedger({ store: ledger.store, keys: [ledger.logSigner.key], ...options });

  /** Verifies after a change of the database, and takes the change back. */
  async function faultsAfter(change: string, values: unknown[] = [], options: Options = {}): Promise<readonly Fault[]> {
    const { pool } = ledger.store;
    const tables = ['ledger_entries', 'ledger_head', 'blobs', 'writers'];
    for (const table of tables) await pool.query(`create table kept_${table} as table ${table}`);
    try {
      const { rowCount } = await pool.query(change, values);
      assert.notEqual(rowCount, 0, 'the change has to change something');
      return (await verify(options)).faults;
    } finally {
      for (const table of tables) {
        await pool.query(`delete from ${table}`);
        await pool.query(`insert into ${table} table kept_${table}`);
        await pool.query(`drop table kept_${table}`);
      }
    }
  }
  const locates = (faults: readonly Fault[], index: number): void =>
    assert.ok(
      faults.some((fault) => fault.index === index),
      `entry ${index} is not among ${JSON.stringify(faults)}`,
    );

  test('nothing where nothing was changed', async () => {
    const report = await verify({ trusted: earlier });
    assert.deepEqual(report.faults, []);
    assert.deepEqual(
      { holds: report.holds, origin: report.origin, size: report.size, blobs: report.blobs },
      { holds: true, origin: ORIGIN, size: 8, blobs: 1 },
    );
  });

  for (const [column, change] of [
    ['index', 'index = 1000'],
    ['id', "id = overlay(id placing case substr(id, 20, 1) when 'a' then 'b' else 'a' end from 20)"],
    ['leaf_hash', 'leaf_hash = set_byte(leaf_hash, 7, get_byte(leaf_hash, 7) # 1)'],
    ['kind', "kind = 'token.issued'"],
    ['writer', "writer = 'guard-2'"],
    ['sequence', 'sequence = 77'],
    ['bytes', 'bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1)'],
  ] as const)
    test(`a changed ${column}`, async () => {
      locates(await faultsAfter(`update ledger_entries set ${change} where index = ${CHANGED}`), CHANGED);
    });

  test('each single byte of an entry, whichever is changed', async () => {
    const { rows } = await ledger.store.pool.query<{ length: number }>(
      `select length(bytes) as length from ledger_entries where index = ${CHANGED}`,
    );
    const length = rows[0]?.length ?? 0;
    for (let at = 0; at < length; at += 97)
      locates(
        await faultsAfter(
          `update ledger_entries set bytes = set_byte(bytes, ${at}, get_byte(bytes, ${at}) # 4) where index = ${CHANGED}`,
        ),
        CHANGED,
      );
  });

  test('a change of the bytes whose leaf hash was made to fit', async () => {
    const { rows } = await ledger.store.pool.query<{ bytes: Buffer }>(
      `select bytes from ledger_entries where index = ${CHANGED}`,
    );
    const bytes = Buffer.from(String(rows[0]?.bytes).replace('issuer.example', 'issues.example'));
    const faults = await faultsAfter(`update ledger_entries set bytes = $1, leaf_hash = $2 where index = ${CHANGED}`, [
      bytes,
      leafHash(bytes),
    ]);
    locates(faults, CHANGED);
    assert.ok(faults.some(({ what }) => what.includes('signature of guard-1')));
    assert.ok(faults.some(({ index, what }) => index === null && what.includes('root')));
  });

  test('a removed entry, at the end too', async () => {
    for (const index of [CHANGED, 7])
      locates(await faultsAfter(`delete from ledger_entries where index = ${index}`), index);
  });

  test('two entries that changed places', async () => {
    // Ids and numbers are unique, so they are moved out of the way.
    const faults = await faultsAfter(
      `with other as (select * from ledger_entries where index in (5, 6))
       update ledger_entries as one set id = other.id || 'x', leaf_hash = other.leaf_hash, bytes = other.bytes,
              kind = other.kind, sequence = other.sequence + 100
       from other where one.index in (5, 6) and other.index = 11 - one.index`,
    );
    locates(faults, 5);
    locates(faults, 6);
  });

  test('an entry that stands beyond the end', async () => {
    locates(
      await faultsAfter(
        `insert into ledger_entries (index, id, leaf_hash, kind, writer, sequence, bytes)
         select 8, id || 'x', leaf_hash, kind, writer, sequence + 100, bytes from ledger_entries where index = 7`,
      ),
      8,
    );
  });

  test('a forged entry before the beginning, where it is found by its id and stands in no tree', async () => {
    locates(
      await faultsAfter(
        `insert into ledger_entries (index, id, leaf_hash, kind, writer, sequence, bytes)
         select -1, id || 'x', leaf_hash, kind, writer, sequence + 100, bytes from ledger_entries where index = 7`,
      ),
      -1,
    );
  });

  test('a log that was cut together with its head, by the checkpoint that was kept elsewhere', async () => {
    const now = (await latestCheckpoint(ledger.store)) ?? '';
    const faults = await faultsAfter(
      `with cut as (delete from ledger_entries where index >= 5)
       update ledger_head set size = 5, checkpoint = $1`,
      [earlier],
      { trusted: now },
    );
    assert.ok(faults.some(({ what }) => what.includes('cut')));
  });

  test('a log that was cut, where nothing was kept, by the numbers that its writers gave', async () => {
    const faults = await faultsAfter(
      `with cut as (delete from ledger_entries where index >= 5)
       update ledger_head set size = 5, checkpoint = $1`,
      [earlier],
    );
    assert.ok(faults.some(({ what }) => what.includes('guard-1')));
  });

  test('a number that a writer was given last and that was set back or removed', async () => {
    for (const change of ['update writers set last_sequence = 1', 'delete from writers'])
      assert.ok(
        (await faultsAfter(change)).some(({ what }) => what.includes('set back')),
        change,
      );
  });

  test('a head that says another size, edge or checkpoint', async () => {
    for (const change of [
      'size = 7',
      'edge = set_byte(edge, 3, get_byte(edge, 3) # 1)',
      "checkpoint = replace(checkpoint, '8', '7')",
      "checkpoint = ''",
    ])
      assert.notEqual((await faultsAfter(`update ledger_head set ${change}`)).length, 0, change);
  });

  test('a checkpoint that another key signed', async () => {
    const forger = ed25519Signer(ORIGIN, generateKeyPairSync('ed25519').privateKey);
    const note = signNote(formatCheckpoint({ origin: ORIGIN, size: 8, root: new Uint8Array(32) }), forger);
    assert.notEqual((await faultsAfter('update ledger_head set checkpoint = $1', [note])).length, 0);
  });

  test('a checkpoint whose ML-DSA-44 signature was taken out or is another’s, by that key', async () => {
    const { logSigner, logCosigner } = ledger;
    const both = { keys: [logSigner.key, logCosigner.key] };
    assert.deepEqual((await verifyLedger({ store: ledger.store, ...both })).faults, []);
    assert.deepEqual((await verifyLedger({ store: ledger.store, keys: [logCosigner.key] })).faults, []);
    const note = (await latestCheckpoint(ledger.store)) ?? '';
    const [text = '', lines = ''] = note.split('\n\n');
    const plain = `${text}\n\n${lines.split('\n')[0]}\n`;
    // As after Ed25519 fell: whoever can forge it forges it alone.
    const forged = cosignCheckpoint(plain, mlDsa44Cosigner(ORIGIN, generateKeyPairSync('ml-dsa-44').privateKey), 1);
    for (const changed of [plain, forged]) {
      assert.deepEqual(await faultsAfter('update ledger_head set checkpoint = $1', [changed]), []);
      const faults = await faultsAfter('update ledger_head set checkpoint = $1', [changed], both);
      assert.ok(faults.some(({ what }) => what.includes('ML-DSA-44')));
    }
    assert.deepEqual((await verifyLedger({ store: ledger.store, ...both, trusted: plain })).faults, []);
  });

  test('a blob that was changed or is missing, by the entry that names it', async () => {
    locates(await faultsAfter("update blobs set bytes = bytes || 'x' where digest = $1", [blob]), CHANGED);
    locates(await faultsAfter('delete from blobs where digest = $1', [blob]), CHANGED);
  });
});

test('verifying finds a policy that the key of a guard activated', async () => {
  const ledger = await temporaryLedger();
  const writer = await ledger.writer('guard-1');
  await writer.append({ drafts: [draft(), draft({ kind: 'policy.activated' })] });
  await ledger.sequencer().settled();
  const { faults } = await verifyLedger({ store: ledger.store, keys: [ledger.logSigner.key] });
  assert.deepEqual(
    faults.map(({ what }) => what),
    ['activates a policy, which guard-1 may not'],
  );
  await writer.close();
  await ledger.close();
});

describe('what was acknowledged and is not in the log yet', () => {
  let ledger: TemporaryLedger;
  before(async () => {
    ledger = await temporaryLedger();
    const writer = await ledger.writer('guard-1');
    await writer.append({ drafts: [draft()] });
    await ledger.sequencer().settled();
    await ledger.sequencer().stop();
    await writer.append({ drafts: [draft()] });
    await writer.close();
  });
  after(() => ledger.close());
  const verify = (): Promise<VerificationReport> => verifyLedger({ store: ledger.store, keys: [ledger.logSigner.key] });

  test('holds while it waits as it was signed', async () => {
    assert.deepEqual((await verify()).faults, []);
  });
  test('is missed where something else stands in its place', async () => {
    const { pool } = ledger.store;
    await pool.query('create table kept as table ledger_pending');
    for (const bytes of [
      "'x'",
      "convert_to(replace(convert_from(bytes, 'UTF8'), 'decision.made', 'token.issued'), 'UTF8')",
    ]) {
      await pool.query(`update ledger_pending set bytes = ${bytes}`);
      assert.equal((await verify()).holds, false, bytes);
      await pool.query('update ledger_pending set bytes = kept.bytes from kept');
    }
    assert.equal((await verify()).holds, true);
    await pool.query('drop table kept');
  });
  test('is missed where it was changed so that the sequencer turned it down: a row kept aside stands for nothing', async () => {
    await ledger.store.pool.query("update ledger_pending set bytes = 'x'");
    await ledger.restartSequencer();
    await ledger.sequencer().settled();
    const { faults } = await verify();
    assert.ok(faults.some(({ what }) => what.includes('guard-1 was told')));
  });
});

describe('an earlier state of all tables that is put back, writers’ numbers too', () => {
  let ledger: TemporaryLedger;
  before(async () => {
    ledger = await temporaryLedger();
    const writer = await ledger.writer('guard-1');
    await writer.append({ drafts: [draft()] });
    await ledger.sequencer().settled();
    for (const table of ['ledger_head', 'writers'])
      await ledger.store.pool.query(`create table kept_${table} as table ${table}`);
    await writer.append({ drafts: [draft()] });
    await ledger.sequencer().settled();
    await writer.close();
  });
  after(() => ledger.close());
  const putBack = async (): Promise<void> => {
    await ledger.store.pool.query(
      `with cut as (delete from ledger_entries using kept_ledger_head as kept where index >= kept.size),
            numbers as (update writers set last_sequence = kept.last_sequence from kept_writers as kept)
       update ledger_head set size = kept.size, edge = kept.edge, checkpoint = kept.checkpoint, heartbeat = kept.heartbeat
       from kept_ledger_head as kept`,
    );
  };

  test('gets no second history signed by the sequencer that runs', async () => {
    await putBack();
    await assert.rejects(ledger.sequencer().stopped, { code: 'ledger_broken' });
    assert.match(ledger.problems.at(-1) ?? '', /it was cut/);
  });
  test('nor by one that starts, for the newest checkpoint is kept outside the database', async () => {
    await assert.rejects(ledger.restartSequencer(), { code: 'ledger_broken', message: /had 4 entries and has 3/ });
  });
  test('is found by verifying with that checkpoint', async () => {
    const { store, logSigner, kept } = ledger;
    const report = await verifyLedger({ store, keys: [logSigner.key], trusted: kept.checkpoint ?? '' });
    assert.equal(report.holds, false);
  });
});

test('a sequencer refuses to go on with a log that does not lead to its checkpoint', async () => {
  const ledger = await temporaryLedger();
  const writer = await ledger.writer('guard-1');
  await writer.append({ drafts: [draft()] });
  await ledger.sequencer().settled();
  await ledger.sequencer().stop();
  for (const [change, repair] of [
    [
      'update ledger_entries set leaf_hash = set_byte(leaf_hash, 0, get_byte(leaf_hash, 0) # 1) where index = 1',
      'update ledger_entries set leaf_hash = set_byte(leaf_hash, 0, get_byte(leaf_hash, 0) # 1) where index = 1',
    ],
    ['update ledger_entries set index = 100 where index = 1', 'update ledger_entries set index = 1 where index = 100'],
  ] as const) {
    await ledger.store.pool.query(change);
    await assert.rejects(ledger.restartSequencer(), { code: 'ledger_broken' });
    await ledger.store.pool.query(repair);
  }
  await ledger.restartSequencer();
  await writer.close();
  await ledger.close();
});
