import assert from 'node:assert/strict';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { type LedgerWriter, openWriter, readEntries, type TokenBirth, verifyLedger } from '../../src/ledger/index.ts';
import {
  draft,
  ENVIRONMENT,
  type TemporaryLedger,
  temporaryLedger,
} from '../../src/ledger/testing/temporary-ledger.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { type CuttingProxy, cuttingProxy } from './cutting-proxy.ts';

const birth = (operation: string): TokenBirth => ({
  ...{ fingerprint: `f1:${operation}`, jtiFingerprint: null, type: 'access_token', grantId: operation },
  ...{ issuer: 'https://issuer.example', clientId: 'client', subject: null, scopes: ['a'], audience: null },
  ...{ expiresAt: null, decision: 'sha256:0' },
});

describe('an append of which nobody can say whether it was committed', { timeout: 120_000 }, () => {
  let ledger: TemporaryLedger;
  let proxy: CuttingProxy;
  let store: Store;
  let writer: LedgerWriter;
  before(async () => {
    ledger = await temporaryLedger();
    proxy = await cuttingProxy(ledger.place.url);
    store = await openStore({ url: proxy.url, applicationName: 'test' });
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    ledger.writerKeys.set('guard', publicKey);
    writer = await openWriter({
      ...{ store, environment: ENVIRONMENT, writer: 'guard', privateKey },
      maxLagSeconds: () => 60,
    });
  });
  after(async () => {
    await writer?.close();
    await store?.close();
    await proxy?.close();
    await ledger?.close();
  });

  /** How often the log has an operation, and how many births it has. */
  async function count(operation: string): Promise<readonly [entries: number, births: number]> {
    await ledger.sequencer().settled();
    let entries = 0;
    for await (const { entry } of readEntries(ledger.store, { from: 0 })) if (entry.operation === operation) entries++;
    const { rows } = await ledger.store.pool.query<{ count: number }>(
      'SELECT count(*) FROM token_births WHERE grant_id = $1',
      [operation],
    );
    return [entries, rows[0]?.count ?? 0];
  }

  for (const [cut, what] of [
    ['before', 'the connection is lost before the statement came to PostgreSQL'],
    ['after', 'the connection is lost after COMMIT, and the answer with it'],
  ] as const)
    for (const [births, statement] of [
      [0, 'ledger-append'],
      [1, 'ledger-append-births'],
    ] as const)
      test(`is there once: ${what}${births === 0 ? '' : ', with a birth'}`, async () => {
        const operation = randomUUID();
        const wasCut = proxy.cutNext(cut, statement);
        const request = { drafts: [draft({ operation })], births: births === 0 ? [] : [birth(operation)] };
        const [appended] = await writer.append(request);
        await wasCut;
        assert.equal(appended?.entry.operation, operation);
        assert.deepEqual(await count(operation), [1, births]);
      });

  for (const [code, what] of [
    ['40001', 'a serialization failure'],
    ['40P01', 'a deadlock'],
    ['53100', 'a full disk'],
    ['53300', 'too many connections'],
    ['57P01', 'a server that shuts down for a failover'],
  ] as const)
    test(`is there once after ${what} (${code}), which passes`, async () => {
      // A sequence goes on although its transaction is rolled back, so the first two attempts alone fail.
      await ledger.store.pool.query(`
        CREATE SEQUENCE attempts;
        CREATE FUNCTION fail_twice() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            IF nextval('attempts') <= 2 THEN RAISE EXCEPTION 'for a test' USING ERRCODE = '${code}'; END IF;
            RETURN NEW;
          END $$;
        CREATE TRIGGER fail_twice BEFORE INSERT ON ledger_pending FOR EACH ROW EXECUTE FUNCTION fail_twice();`);
      const operation = randomUUID();
      await writer.append({ drafts: [draft({ operation })] });
      const { rows } = await ledger.store.pool.query<{ last_value: number }>('SELECT last_value FROM attempts');
      await ledger.store.pool.query(
        'DROP TRIGGER fail_twice ON ledger_pending; DROP FUNCTION fail_twice; DROP SEQUENCE attempts',
      );
      assert.equal(rows[0]?.last_value, 3);
      assert.deepEqual(await count(operation), [1, 0]);
    });

  test('leaves a ledger that holds', async () => {
    const { faults } = await verifyLedger({ store: ledger.store, keys: [ledger.logSigner.key] });
    assert.deepEqual(faults, []);
  });
});
