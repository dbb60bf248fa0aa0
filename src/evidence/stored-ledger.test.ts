import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openWriter, putBlob, readEntries } from '../ledger/index.ts';
import { draft, type TemporaryLedger, temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import { createEvidence, EvidenceError, runControls } from './index.ts';
import { verifyEvidence } from './package/index.ts';
import { withStoredLedger } from './stored-ledger.ts';

const DAY = 24 * 3600 * 1000;
const START = Date.parse('2026-03-01T00:00:00.000Z');

describe('evidence out of PostgreSQL', () => {
  let ledger: TemporaryLedger;
  let folder = '';
  const times: string[] = [];
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ambit-stored-'));
    ledger = await temporaryLedger({ now: () => new Date(START) });
    const configuration = await putBlob(ledger.store, Buffer.from('{}'));
    // Three writers whose clocks disagree by minutes, each a day further with every entry; the second has a name of many bytes.
    const writers = await Promise.all(
      ['guard-1', 'guärd-2', 'guard-3'].map(async (name, at) => {
        const { privateKey, publicKey } = generateKeyPairSync('ed25519');
        ledger.writerKeys.set(name, publicKey);
        let day = 0;
        return openWriter({
          ...{ store: ledger.store, environment: 'test', writer: name, privateKey, maxLagSeconds: () => 60 },
          now: () => new Date(START + ++day * DAY + (1 - at) * 300_000),
        });
      }),
    );
    for (let round = 0; round < 8; round++)
      for (const writer of writers)
        await writer.append({ drafts: [draft({ kind: 'process.heartbeat', digests: { configuration } })] });
    await ledger.sequencer().settled();
    for (const writer of writers) await writer.close();
    for await (const { entry } of readEntries(ledger.store, { from: 0 })) times.push(entry.time);
  });
  after(async () => {
    await ledger?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('knows where a period begins and ends by the entries’ own times', async () => {
    await withStoredLedger(ledger.store, async (source) => {
      for (const size of [times.length, 11, 0])
        for (const from of times)
          for (const to of times) {
            const within = times.slice(0, size);
            const first = within.findIndex((time) => time >= from);
            const expected = {
              first: first === -1 ? size : first,
              end: within.findLastIndex((time) => time < to) + 1,
            };
            assert.deepEqual(await source.boundsOf(from, to, size), expected, `${from} ${to} ${size}`);
          }
    });
  });

  test('is made of any period, and verified', async () => {
    const [keys, checkpoint] = [[ledger.logSigner.key], ledger.kept.checkpoint ?? ''];
    for (const [at, [from, to]] of [
      [START - DAY, START + 30 * DAY],
      [START + 2 * DAY, START + 5 * DAY],
      [START + 3 * DAY + 1, START + 3 * DAY + 2],
      [START + 8 * DAY, START + 30 * DAY],
    ].entries()) {
      const directory = join(folder, `period-${at}`);
      await createEvidence({
        ...{ store: ledger.store, directory, keys, version: '0.1.0', now: () => new Date(START + 60 * DAY) },
        ...{ from: new Date(from ?? 0).toISOString(), to: new Date(to ?? 0).toISOString() },
      });
      const { faults, report } = await verifyEvidence({ directory, keys, checkpoint });
      assert.deepEqual(faults, []);
      assert.ok((report?.counts.entries ?? 0) >= (at === 2 ? 0 : 3));
    }
    const results = await runControls({
      ...{ store: ledger.store, from: new Date(START).toISOString(), to: new Date(START + DAY).toISOString() },
    });
    assert.ok(results.some(({ id }) => id === 'AC-16'));
  });

  test('is refused of a ledger that was changed in the database', async () => {
    await ledger.store.pool.query(
      "UPDATE ledger_entries SET bytes = replace(bytes::text, '31', '32')::bytea WHERE index = 9",
    );
    const options = {
      store: ledger.store,
      keys: [ledger.logSigner.key],
      version: '0.1.0',
      now: () => new Date(START + 60 * DAY),
    };
    const period = { from: new Date(START - DAY).toISOString(), to: new Date(START + 30 * DAY).toISOString() };
    await assert.rejects(
      createEvidence({ ...options, ...period, directory: join(folder, 'changed') }),
      (error) => error instanceof EvidenceError && error.code === 'ledger_changed',
    );
  });
});
