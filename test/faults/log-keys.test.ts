import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  type DataDirectory,
  logKeyAnswer,
  logVerifierKeys,
  openDataDirectory,
  orderLogKeys,
} from '../../src/app/index.ts';
import {
  type LogKeyOrder,
  latestCheckpoint,
  readKeyChanges,
  readKeyEntries,
  verifyLedger,
} from '../../src/ledger/index.ts';
import { parseNote, type VerifierKey } from '../../src/proof/index.ts';
import { type TemporaryStore, temporaryStore } from '../../src/store/testing/temporary-store.ts';
import { until } from '../system/wait.ts';
import { KeptProcess } from './kept-process.ts';
import type { KillPlace } from './log-keys-process.ts';

const ORIGIN = 'ledger.test/keys';

describe('a sequencer that is killed while the log’s keys change', { timeout: 240_000 }, () => {
  let place: TemporaryStore;
  let folder = '';
  let directory: DataDirectory;
  let sequencer: KeptProcess;
  let first: readonly VerifierKey[];
  let places = '';

  before(async () => {
    place = await temporaryStore();
    folder = mkdtempSync(join(tmpdir(), 'ambit-log-keys-'));
    directory = openDataDirectory(join(folder, 'data'));
    places = join(folder, 'places');
    writeFileSync(places, '[]');
    const program = join(import.meta.dirname, 'log-keys-process.ts');
    const start = () => [program, place.url, directory.path, ORIGIN, places];
    sequencer = new KeptProcess('sequencer', { start, env: {}, onLine: () => undefined });
    await until('the first checkpoint', async () => ((await latestCheckpoint(place.store)) ?? '') !== '', 60);
    first = logVerifierKeys(directory);
  });
  after(async () => {
    await sequencer.end();
    await place.close();
    rmSync(folder, { recursive: true });
  });

  const privateKeys = (): string[] =>
    readdirSync(directory.keys)
      .filter((name) => /^log.*\.key$/.test(name))
      .sort();

  /** Dies at each place once, and is carried out all the same. */
  async function carryOut(action: LogKeyOrder['action'], dying: readonly KillPlace[]): Promise<void> {
    const { starts } = sequencer;
    writeFileSync(places, JSON.stringify(dying));
    const order: LogKeyOrder = { id: randomUUID(), action, cause: 'routine' };
    orderLogKeys(directory, order);
    await until(
      'the order to be carried out',
      () => logKeyAnswer(directory, order.id) !== null && readFileSync(places, 'utf8') === '[]',
      60,
    );
    assert.equal(logKeyAnswer(directory, order.id)?.problem, null, sequencer.complaints);
    assert.ok(sequencer.starts > starts, 'it was killed');
    const entries = await readKeyEntries(place.store);
    assert.equal(entries.filter(({ operation }) => operation === order.id).length, 1);
  }

  async function holds(): Promise<void> {
    for (const keys of [first, logVerifierKeys(directory)])
      assert.deepEqual((await verifyLedger({ store: place.store, keys })).faults, []);
  }

  test('has taken them once, and the log verifies by the former and the new ones', async () => {
    await carryOut('rotate', ['make', 'before-move', 'after-move', 'answer', 'publish']);
    await until('the new keys to be published', () => logVerifierKeys(directory)[0]?.id !== first[0]?.id, 60);
    assert.equal((await readKeyChanges(place.store)).length, 1);
    assert.deepEqual(privateKeys(), ['log-2-ml-dsa-44.key', 'log-2.key', 'log-ml-dsa-44.key', 'log.key']);
    assert.equal(parseNote((await latestCheckpoint(place.store)) ?? '').signatures.length, 4);
    await holds();
  });

  test('has ended the former ones, whose private halves are gone', async () => {
    await carryOut('retire', ['before-move', 'after-move', 'answer', 'destroy']);
    await until('the former keys to be gone', () => privateKeys().length === 2, 60);
    assert.deepEqual(privateKeys(), ['log-2-ml-dsa-44.key', 'log-2.key']);
    assert.equal(parseNote((await latestCheckpoint(place.store)) ?? '').signatures.length, 2);
    await holds();
  });
});
