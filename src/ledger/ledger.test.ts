import assert from 'node:assert/strict';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { sampleBody } from '../entries/testing/sample-bodies.ts';
import { openNote, parseCheckpoint } from '../proof/index.ts';
import {
  followLedger,
  getBlob,
  LedgerError,
  type LoggedEntry,
  latestCheckpoint,
  masterKeyInMemory,
  openSealedStore,
  openWriter,
  pseudonymOf,
  putBlob,
  readEntries,
  readEntry,
  readHeartbeat,
  readNewest,
  type TokenBirth,
  verifyLedger,
} from './index.ts';
import { draft, ENVIRONMENT, ORIGIN, type TemporaryLedger, temporaryLedger } from './testing/temporary-ledger.ts';

const withCode = (code: string) => (error: unknown) => error instanceof LedgerError && error.code === code;

async function logged(ledger: TemporaryLedger): Promise<LoggedEntry[]> {
  await ledger.sequencer().settled();
  const entries: LoggedEntry[] = [];
  for await (const entry of readEntries(ledger.store, { from: 0 })) entries.push(entry);
  return entries;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}

const birth = (grantId: string): TokenBirth => ({
  fingerprint: `k1:${randomUUID()}`,
  jtiFingerprint: null,
  type: 'access_token',
  grantId,
  issuer: 'https://issuer.example',
  clientId: 'nightly-report',
  subject: null,
  scopes: ['orders:read'],
  audience: 'https://orders.acme.example',
  expiresAt: 1_800_000_000,
  decision: `sha256:${'0'.repeat(64)}`,
});

const unused = (): never => assert.fail('no next key is asked for');

describe('the ledger', () => {
  let ledger: TemporaryLedger;
  before(async () => {
    ledger = await temporaryLedger();
  });
  after(() => ledger.close());

  const verify = (trusted?: string) =>
    verifyLedger({
      store: ledger.store,
      keys: [ledger.logSigner.key],
      ...(trusted === undefined ? {} : { trusted }),
    });
  const openGrant = (grantId: string) =>
    ledger.store.db
      .insertInto('grants')
      .values({
        grant_id: grantId,
        issuer: 'https://issuer.example',
        client_id: 'nightly-report',
        scopes: ['orders:read'],
        decision: 'sha256:0',
      })
      .execute();

  test('opens with an entry that says whose it is, and registers each writer before its first entry', async () => {
    const writer = await ledger.writer('guard-1');
    await writer.append({ drafts: [draft()] });
    const entries = await logged(ledger);
    assert.deepEqual(
      entries.slice(0, 3).map(({ entry }) => [entry.kind, entry.writer, entry.body['writer'] ?? null]),
      [
        ['ledger.opened', 'log', 'log'],
        ['writer.registered', 'log', 'guard-1'],
        ['decision.made', 'guard-1', null],
      ],
    );
    assert.equal(entries[0]?.entry.body['origin'], ORIGIN);
    await writer.close();
  });

  test('numbers what many callers append at once without gaps, in the order of their calls, over reopening', async () => {
    for (let round = 0; round < 2; round++) {
      const writer = await ledger.writer('numbers');
      const appended = await Promise.all(
        Array.from({ length: 300 }, (_, place) =>
          writer.append({ drafts: [draft({ refs: [`place:${place}`] }), draft()] }),
        ),
      );
      assert.deepEqual(
        appended.flat().map(({ entry }) => entry.sequence),
        Array.from({ length: 600 }, (_, index) => round * 600 + index + 1),
      );
      await writer.close();
    }
    const own = (await logged(ledger)).filter(({ entry }) => entry.writer === 'numbers');
    assert.deepEqual(
      own.map(({ entry }) => entry.sequence),
      Array.from({ length: 1200 }, (_, index) => index + 1),
    );
    assert.equal((await verify()).holds, true);
  });

  test('knows an entry by its id before it is sequenced, and gives it back as it was appended', async () => {
    const writer = await ledger.writer('guard-1');
    const [first] = await writer.append({ drafts: [draft({ refs: ['client:a', 'client:ä'] })] });
    assert.ok(first);
    const [second] = await writer.append({ drafts: [draft({ after: [first.id] })] });
    await ledger.sequencer().settled();
    const read = await readEntry(ledger.store, first.id);
    assert.deepEqual(read?.entry, first.entry);
    assert.deepEqual((await readEntry(ledger.store, second?.id ?? ''))?.entry.after, [first.id]);
    assert.equal((await readNewest(ledger.store, 1, 'decision.made'))[0]?.id, second?.id);
    await writer.close();
  });

  test('refuses an entry of more than 16 KiB alone, and goes on', async () => {
    const writer = await ledger.writer('guard-1');
    const results = await Promise.allSettled([
      writer.append({ drafts: [draft()] }),
      writer.append({ drafts: [draft({ body: { text: 'x'.repeat(16 * 1024) } })] }),
      writer.append({ drafts: [draft()] }),
    ]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.ok(withCode('entry_too_large')((results[1] as PromiseRejectedResult).reason));
    await writer.close();
    await assert.rejects(writer.append({ drafts: [draft()] }), withCode('writer_closed'));
  });

  test('takes no birth under a grant that was revoked, and takes the others of the same moment', async () => {
    const writer = await ledger.writer('guard-1');
    const [revoked, live] = [randomUUID(), randomUUID()];
    await openGrant(revoked);
    await openGrant(live);
    await ledger.store.db.updateTable('grants').set({ revoked_at: 1 }).where('grant_id', '=', revoked).execute();
    const born = birth(live);
    const results = await Promise.allSettled([
      writer.append({ drafts: [draft({ kind: 'token.issued' })], births: [birth(revoked)] }),
      writer.append({ drafts: [draft({ kind: 'token.issued' })], births: [born] }),
      writer.append({ drafts: [draft({ kind: 'token.issued' })], births: [born] }),
    ]);
    assert.ok(withCode('grant_revoked')((results[0] as PromiseRejectedResult).reason));
    assert.deepEqual(
      results.slice(1).map(({ status }) => status),
      ['fulfilled', 'fulfilled'],
    );
    const births = await ledger.store.db.selectFrom('token_births').selectAll().execute();
    assert.deepEqual(
      births.map(({ fingerprint }) => fingerprint),
      [born.fingerprint],
    );
    await writer.close();
  });

  test('lets one process write under an id: the one that opened it last', async () => {
    const [first, second] = [await ledger.writer('shared'), await ledger.writer('shared')];
    await second.append({ drafts: [draft()] });
    await assert.rejects(first.append({ drafts: [draft()] }), withCode('writer_conflict'));
    await second.append({ drafts: [draft()] });
    await second.close();
  });

  test('keeps rows aside that nobody known signed, or that say what their writer did not sign', async () => {
    const writer = await ledger.writer('honest');
    const [appended] = await writer.append({ drafts: [draft()] });
    await ledger.sequencer().settled();
    const bytes = (await readEntry(ledger.store, appended?.id ?? ''))?.bytes as Uint8Array;
    const text = Buffer.from(bytes).toString();
    const forged = [
      ['stranger', 1, text.replace('"honest"', '"stranger"').replace('"sequence":1', '"sequence":1')],
      ['honest', 2, text.replace('"sequence":1', '"sequence":2')],
      ['honest', 1, text],
      ['honest', 3, 'not an entry'],
    ] as const;
    const before = (await logged(ledger)).length;
    for (const [name, sequence, body] of forged)
      await ledger.store.pool.query('insert into ledger_pending (writer, sequence, bytes) values ($1, $2, $3)', [
        name,
        sequence,
        Buffer.from(body),
      ]);
    await ledger.sequencer().settled();
    assert.equal((await logged(ledger)).length, before);
    const { rows } = await ledger.store.pool.query('select writer, sequence from ledger_rejected order by position');
    assert.deepEqual(
      rows.map(({ writer: name, sequence }) => [name, sequence]),
      forged.map(([name, sequence]) => [name, sequence]),
    );
    assert.equal(ledger.problems.length, forged.length);
    await writer.append({ drafts: [draft()] });
    assert.equal((await verify()).holds, true);
    await writer.close();
  });

  test('does not take another key for a writer that the log has registered', async () => {
    const writer = await ledger.writer('rekeyed');
    await writer.append({ drafts: [draft()] });
    await ledger.sequencer().settled();
    const key = ledger.writerKeys.get('rekeyed');
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    ledger.writerKeys.set('rekeyed', publicKey);
    await ledger.restartSequencer();
    const impostor = await openWriter({
      store: ledger.store,
      environment: ENVIRONMENT,
      writer: 'rekeyed',
      privateKey,
      maxLagSeconds: () => 60,
    });
    const before = (await logged(ledger)).length;
    await impostor.append({ drafts: [draft()] });
    assert.equal((await logged(ledger)).length, before);
    assert.match(ledger.problems.at(-1) ?? '', /another key/);
    const { faults } = await verify();
    assert.ok(
      faults.some(({ what }) => what.includes('rekeyed was told')),
      'what was acknowledged is not in the log',
    );
    await ledger.store.pool.query("update writers set last_sequence = 1 where writer = 'rekeyed'");
    if (key !== undefined) ledger.writerKeys.set('rekeyed', key);
    await ledger.restartSequencer();
    await impostor.close();
  });

  test('lets no writer register a key for another one, which would be shut out from the next start on', async () => {
    const [victim, intruder] = [await ledger.writer('guard-victim'), await ledger.writer('guard-intruder')];
    await victim.append({ drafts: [draft()] });
    const body = { ...sampleBody('writer.registered'), writer: 'guard-victim' };
    await intruder.append({ drafts: [draft({ kind: 'writer.registered', body })] });
    await ledger.restartSequencer();
    const [appended] = await victim.append({ drafts: [draft()] });
    assert.ok((await logged(ledger)).some(({ id }) => id === appended?.id));
    await Promise.all([victim.close(), intruder.close()]);
  });

  test('is followed without missing or repeating anything, by kind', async () => {
    const writer = await ledger.writer('guard-1');
    const from = (await logged(ledger)).length;
    const stop = new AbortController();
    const seen: number[] = [];
    let read = 0;
    const followed = followLedger({
      store: ledger.store,
      from,
      kinds: ['token.revoked'],
      signal: stop.signal,
      onEntries: (entries, size) => {
        seen.push(...entries.map(({ index }) => index));
        read = size;
      },
    });
    for (let count = 0; count < 20; count++)
      await writer.append({ drafts: [draft(), draft({ kind: 'token.revoked' })] });
    await ledger.sequencer().settled();
    await until(() => read === from + 40);
    stop.abort();
    await followed;
    assert.deepEqual(
      seen,
      Array.from({ length: 20 }, (_, count) => from + 2 * count + 1),
    );
    await writer.close();
  });

  test('gives a signed sign of life, also when nothing happens', async () => {
    const first = await readHeartbeat(ledger.store, ledger.logSigner.key);
    assert.ok(first);
    await until(async () => ((await readHeartbeat(ledger.store, ledger.logSigner.key))?.time ?? 0) > first.time);
    const other = { ...ledger.logSigner.key, publicKey: new Uint8Array(32) };
    await assert.rejects(readHeartbeat(ledger.store, other));
  });

  test('refuses when entries wait too long for the sequencer, and takes them when it is back', async () => {
    const writer = await ledger.writer('lagging', () => 0.1);
    await ledger.sequencer().stop();
    await writer.append({ drafts: [draft()] });
    let refused: unknown;
    await until(async () => {
      refused = await writer.append({ drafts: [draft()] }).then(
        () => null,
        (error: unknown) => error,
      );
      return refused !== null;
    });
    assert.ok(withCode('sequencing_lag')(refused));
    await writer.append({ drafts: [draft({ kind: 'token.revoked' })] });
    await ledger.restartSequencer();
    await until(() =>
      writer.append({ drafts: [draft()] }).then(
        () => true,
        () => false,
      ),
    );
    assert.equal((await verify()).holds, true);
    await writer.close();
  });

  test('is continued by the next sequencer, and a checkpoint that was kept elsewhere is a beginning of it', async () => {
    const kept = (await latestCheckpoint(ledger.store)) ?? '';
    const writer = await ledger.writer('guard-1');
    await writer.append({ drafts: [draft()] });
    await ledger.restartSequencer();
    await writer.append({ drafts: [draft()] });
    await ledger.sequencer().settled();
    const report = await verify(kept);
    assert.deepEqual(report.faults, []);
    const { size } = parseCheckpoint(openNote(kept, [ledger.logSigner.key]).text);
    assert.ok(report.size > size);
    await writer.close();
  });

  test('keeps blobs by their digest and notices one that was changed', async () => {
    const digest = await putBlob(ledger.store, Buffer.from('a policy'));
    assert.equal(await putBlob(ledger.store, Buffer.from('a policy')), digest);
    assert.equal(Buffer.from((await getBlob(ledger.store, digest)) ?? []).toString(), 'a policy');
    assert.equal(await getBlob(ledger.store, `sha256:${'0'.repeat(64)}`), null);
    const changed = await putBlob(ledger.store, Buffer.from('another'));
    await ledger.store.pool.query("update blobs set bytes = 'x' where digest = $1", [changed]);
    await assert.rejects(getBlob(ledger.store, changed), withCode('blob_mismatch'));
  });

  test('seals names and free text, and forgets them when asked to', async () => {
    const masterKey = masterKeyInMemory(Buffer.alloc(32, 7), () => Buffer.alloc(32, 8));
    const sealed = openSealedStore({ store: ledger.store, masterKey });
    const mine = await sealed.seal({ about: 'revocation:1', people: ['sub:alice', 'p-1'], text: 'Alice Example' });
    const other = await sealed.seal({ about: 'revocation:2', people: ['sub:bob', 'p-1'], text: 'Alice Example' });
    assert.notEqual(mine.commitment, other.commitment, 'the same text under another key commits to nothing in common');
    assert.deepEqual(await sealed.open(mine), { state: 'held', text: 'Alice Example' });
    const { reference } = mine;
    const swapped = await sealed.open({ reference, commitment: other.commitment });
    assert.equal(swapped.state, 'unreadable', 'it is not what was committed to');
    const wrong = openSealedStore({ store: ledger.store, masterKey: masterKeyInMemory(Buffer.alloc(32, 9), unused) });
    assert.equal((await wrong.open(mine)).state, 'unreadable');
    assert.equal(await sealed.erase(['sub:alice'], 1), 0, 'it was sealed later');
    assert.equal(await sealed.erase(['sub:alice']), 1);
    assert.deepEqual(await sealed.open(mine), { state: 'erased', text: null });
    assert.equal((await sealed.open(other)).text, 'Alice Example');
    const { rows } = await ledger.store.pool.query<{ ciphertext: Buffer }>('select ciphertext from sealed_records');
    assert.ok(rows.every(({ ciphertext }) => !ciphertext.includes('Alice')));
    assert.equal(await sealed.erase(['p-1']), 1, 'it is of its author, too');
  });

  test('wraps keys anew, so that what a backup has of them opens nothing', async () => {
    const { pool } = ledger.store;
    const [first, second] = [Buffer.alloc(32, 7), Buffer.alloc(32, 8)];
    const masterKey = masterKeyInMemory(first, () => second);
    const sealed = openSealedStore({ store: ledger.store, masterKey });
    const about = { about: 'revocation:3', people: [] };
    const [gone, kept] = [
      await sealed.seal({ ...about, people: ['sub:gone'], text: 'of Gone' }),
      await sealed.seal({ ...about, text: 'kept' }),
    ];
    await pool.query('create table backup_records as table sealed_records');
    await pool.query('create table backup_keys as table sealed_keys');
    await sealed.erase(['sub:gone']);
    await Promise.all([sealed.changeMasterKey(), sealed.seal({ ...about, text: 'meanwhile' })]);
    assert.equal((await sealed.open(kept)).text, 'kept');
    await pool.query('insert into sealed_records select * from backup_records where reference = $1', [gone.reference]);
    await pool.query('insert into sealed_keys select * from backup_keys where reference = $1', [gone.reference]);
    assert.equal((await sealed.open(gone)).state, 'unreadable');
    // What was cut off after the keys were wrapped, and before the next master key stood in the place of the first.
    masterKey.next();
    const cut = openSealedStore({
      store: ledger.store,
      masterKey: { ...masterKeyInMemory(first, () => second), isChanging: true },
    });
    assert.equal((await cut.open(kept)).text, 'kept');
    await cut.endMasterKeyChange();
    assert.equal((await cut.open(kept)).text, 'kept');
    await pool.query('drop table backup_records, backup_keys');
  });

  test('keeps all that it acknowledged when PostgreSQL is killed in the middle, without repair', async () => {
    const writers = [await ledger.writer('killed-1'), await ledger.writer('killed-2')];
    const acknowledged = new Set<string>();
    let going = true;
    const callers = writers.flatMap((writer) =>
      Array.from({ length: 8 }, async () => {
        while (going)
          await writer.append({ drafts: [draft()] }).then(
            (appended) => {
              for (const { id } of appended) acknowledged.add(id);
            },
            (error: unknown) => assert.ok(withCode('ledger_unavailable')(error), String(error)),
          );
      }),
    );
    for (let kill = 0; kill < 2; kill++) {
      const enough = acknowledged.size + 200;
      await until(() => acknowledged.size > enough);
      await ledger.place.kill();
      await ledger.place.restart();
    }
    const enough = acknowledged.size + 200;
    await until(() => acknowledged.size > enough);
    going = false;
    await Promise.all(callers);
    const ids = new Set((await logged(ledger)).map(({ id }) => id));
    assert.deepEqual(acknowledged.difference(ids), new Set());
    assert.deepEqual((await verify()).faults, []);
    for (const writer of writers) await writer.close();
  });
});

test('a pseudonym is of one issuer, one subject and one key', () => {
  const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const name = pseudonymOf(key, 'https://issuer.example', 'alice');
  assert.match(name, /^sub:[A-Za-z0-9_-]{22}$/);
  assert.equal(pseudonymOf(key, 'https://issuer.example', 'alice'), name);
  for (const [k, issuer, subject] of [
    [other, 'https://issuer.example', 'alice'],
    [key, 'https://issuer.exampl', 'ealice'],
    [key, 'https://issuer.example', 'bob'],
  ] as const)
    assert.notEqual(pseudonymOf(k, issuer, subject), name);
});

test('a writer whose database is away refuses, and shows no address', async () => {
  const ledger = await temporaryLedger();
  const privateKey = generateKeyPairSync('ed25519').privateKey;
  await ledger.sequencer().stop();
  await ledger.place.kill();
  await assert.rejects(
    openWriter({ store: ledger.store, environment: ENVIRONMENT, writer: 'late', privateKey, maxLagSeconds: () => 60 }),
    withCode('ledger_unavailable'),
  );
  await ledger.place.restart();
  await ledger.close();
});
