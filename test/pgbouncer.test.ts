import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { fixedLogKeys, openWriter, type Sequencer, startSequencer, verifyLedger } from '../src/ledger/index.ts';
import { draft } from '../src/ledger/testing/temporary-ledger.ts';
import { ed25519Signer } from '../src/proof/index.ts';
import { indexAlerts, indexReferences, replayProjections, scopeUseOf, timelineOf } from '../src/records/index.ts';
import { openStore, type Store } from '../src/store/index.ts';
import { type PgBouncer, startPgBouncer, whyNoPgBouncer } from '../src/store/testing/pgbouncer.ts';
import { type TemporaryStore, temporaryStore } from '../src/store/testing/temporary-store.ts';

const WRITERS = ['guard-1', 'guard-2', 'guard-3', 'guard-4'];
const APPENDS = 25;
const ENVIRONMENT = 'test';

describe('a ledger behind PgBouncer in transaction mode', { skip: whyNoPgBouncer() }, () => {
  let place: TemporaryStore;
  let pooler: PgBouncer;
  let store: Store;
  let sequencer: Sequencer;
  const keys = new Map(WRITERS.map((name) => [name, generateKeyPairSync('ed25519')]));
  const logSigner = ed25519Signer('pooled.test/ambit', generateKeyPairSync('ed25519').privateKey);
  const problems: string[] = [];
  before(async () => {
    place = await temporaryStore();
    pooler = await startPgBouncer(place.url);
    store = await openStore({ url: pooler.url, applicationName: 'test' });
    sequencer = await startSequencer({
      ...{ store, environment: ENVIRONMENT, origin: 'pooled.test/ambit', logKeys: fixedLogKeys(logSigner) },
      ownWriterKey: generateKeyPairSync('ed25519').privateKey,
      writerKeys: async () => new Map<string, KeyObject>([...keys].map(([name, { publicKey }]) => [name, publicKey])),
      onProblem: (message) => problems.push(message),
    });
  });
  after(async () => {
    await sequencer?.stop();
    await store?.close();
    await pooler?.close();
    await place?.close();
  });

  test('what four guards write at once is sequenced whole, found and verified, and the records are what it gives', async () => {
    const open: Store[] = [];
    const written = await Promise.all(
      WRITERS.map(async (name) => {
        // Each has connections of its own, as a process has.
        const own = await openStore({ url: pooler.url, applicationName: name, maxConnections: 4 });
        open.push(own);
        const { privateKey } = keys.get(name) as { privateKey: KeyObject };
        const writer = await openWriter({
          ...{ store: own, environment: ENVIRONMENT, writer: name, privateKey, maxLagSeconds: () => 60 },
        });
        const ids = await Promise.all(
          Array.from({ length: APPENDS }, async () => {
            const [one] = await writer.append({ drafts: [draft({ refs: ['client:a', `client:${name}`] })] });
            // Between the appends records are read, as the console does.
            await Promise.all([indexReferences(own), indexAlerts(own), scopeUseOf(own)]);
            return one?.id ?? '';
          }),
        );
        await writer.close();
        return ids;
      }),
    );
    await sequencer.settled();
    const found = (await timelineOf(store, 'client:a')).map(({ id }) => id);
    assert.deepEqual(found.sort(), written.flat().sort());
    for (const own of open) await own.close();
    assert.equal((await replayProjections({ store, mend: false })).holds, true);
    const report = await verifyLedger({ store, keys: [logSigner.key], from: null, witnesses: null });
    assert.deepEqual(report.faults, []);
    assert.deepEqual(problems, []);
  });

  test('statements have names where PostgreSQL itself answers, and none where a pooler does', async () => {
    const named = async (one: Store): Promise<number> => {
      const client = await one.pool.connect();
      try {
        await client.query({ name: 'a-name', text: 'select 1' });
        const { rows } = await client.query('select 1 from pg_prepared_statements where name = $1', ['a-name']);
        return rows.length;
      } finally {
        client.release();
      }
    };
    assert.equal(await named(place.store), 1);
    assert.equal(await named(store), 0);
  });
});
