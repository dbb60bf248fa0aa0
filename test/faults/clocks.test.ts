import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { type LedgerWriter, openWriter, readEntries, readHeartbeat, verifyLedger } from '../../src/ledger/index.ts';
import {
  draft,
  ENVIRONMENT,
  type TemporaryLedger,
  temporaryLedger,
} from '../../src/ledger/testing/temporary-ledger.ts';
import { until } from '../system/wait.ts';

const HOUR = 3_600_000;

function writerWithClock(ledger: TemporaryLedger, writer: string, now: () => Date): Promise<LedgerWriter> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  ledger.writerKeys.set(writer, publicKey);
  const { store } = ledger;
  return openWriter({ store, environment: ENVIRONMENT, writer, privateKey, maxLagSeconds: () => 2, now });
}

test('a clock that goes backwards, a writer’s or the sequencer’s, changes neither order nor numbers, and stops nothing', async () => {
  let behind = 0;
  const now = (): Date => new Date(Date.now() - behind);
  const ledger = await temporaryLedger({ now });
  const writer = await writerWithClock(ledger, 'guard', now);
  const appended = [];
  for (behind of [0, HOUR, 24 * HOUR, 0]) {
    appended.push(...(await writer.append({ drafts: [draft()] })));
    await ledger.sequencer().settled();
    // Guards measure the sequencer's silence by when a sign of life came, not by what it says.
    const { time } = (await readHeartbeat(ledger.store, ledger.logSigner.key)) ?? { time: 0 };
    await until('another sign of life', async () => {
      return (await readHeartbeat(ledger.store, ledger.logSigner.key))?.time !== time;
    });
  }
  const times = appended.map(({ entry }) => Date.parse(entry.time));
  assert.ok((times[1] as number) < (times[0] as number) && (times[2] as number) < (times[1] as number));
  const logged: string[] = [];
  for await (const { id, entry } of readEntries(ledger.store, { from: 0 }))
    if (entry.writer === 'guard') logged.push(id);
  assert.deepEqual(
    logged,
    appended.map(({ id }) => id),
  );
  assert.deepEqual((await verifyLedger({ store: ledger.store, keys: [ledger.logSigner.key] })).faults, []);
  await writer.close();
  await ledger.close();
});

test('four guards whose clocks are 1.5 s apart write one log, in which what follows stands after what it follows from', async () => {
  const ledger = await temporaryLedger();
  const writers = await Promise.all(
    [0, 1500, 3000, 4500].map((ahead, index) =>
      writerWithClock(ledger, `guard-${index}`, () => new Date(Date.now() + ahead)),
    ),
  );
  // Each follows from what the one before it appended, whose clock is behind or 4.5 s ahead.
  let after: string[] = [];
  for (let step = 0; step < 40; step++) {
    const writer = writers[step % writers.length] as LedgerWriter;
    const [appended] = await writer.append({ drafts: [draft({ after })] });
    after = [appended?.id ?? ''];
  }
  await Promise.all(
    writers.flatMap((writer) => Array.from({ length: 25 }, () => writer.append({ drafts: [draft(), draft()] }))),
  );
  await ledger.sequencer().settled();
  const places = new Map<string, number>();
  let wentBack = false;
  let last = '';
  for await (const { id, index, entry } of readEntries(ledger.store, { from: 0 })) {
    for (const one of entry.after) assert.ok((places.get(one) ?? Number.POSITIVE_INFINITY) < index);
    places.set(id, index);
    wentBack ||= entry.time < last;
    last = entry.time;
  }
  assert.ok(wentBack, 'times of the log go back and forth, and its order doesn’t depend on them');
  assert.equal(places.size, 1 + writers.length + 40 + writers.length * 50);
  assert.deepEqual((await verifyLedger({ store: ledger.store, keys: [ledger.logSigner.key] })).faults, []);
  await Promise.all(writers.map((writer) => writer.close()));
  await ledger.close();
});
