import { type ChildProcess, fork } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { openWriter } from '../src/ledger/index.ts';
import { draft } from '../src/ledger/testing/temporary-ledger.ts';
import type { Store } from '../src/store/index.ts';
import { temporaryStore } from '../src/store/testing/temporary-store.ts';
import { type BenchRow, row } from './row.ts';
import type { SequencerSetup } from './sequencer-process.ts';

const ENTRIES = 30_000;
/** Requests that a guard has under way at once. */
const IN_FLIGHT = 256;
const BATCH = 100;
const ROUNDS = 3;
const ENVIRONMENT = 'bench';
const WRITER = 'writer';

/**
 * Appends from one writer with many callers, until every entry is in the log under a signed checkpoint, against `INSERT`s of the
 * very same bytes, 100 rows a statement, each committed. Both wait for the disk; writer, sequencer and database are processes of
 * their own.
 */
export async function benchAppend(): Promise<BenchRow[]> {
  const place = await temporaryStore();
  const { store } = place;
  const { privateKey } = generateKeyPairSync('ed25519');
  const sequencer = await startSequencer({
    databaseUrl: place.url,
    environment: ENVIRONMENT,
    writer: WRITER,
    writerKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  });
  try {
    const writer = await openWriter({
      store,
      environment: ENVIRONMENT,
      writer: WRITER,
      privateKey,
      maxLagSeconds: () => Number.POSITIVE_INFINITY,
    });
    // The log's own entries, and the first ones, which nobody measures.
    await writer.append({ drafts: [typicalDraft()] });
    await sequenced(store);
    let appendRate = 0;
    let rawRate = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const from = await sizeOf(store);
      const began = performance.now();
      let left = ENTRIES;
      const caller = async (): Promise<void> => {
        while (left-- > 0) await writer.append({ drafts: [typicalDraft()] });
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, caller));
      await sequenced(store);
      appendRate = Math.max(appendRate, perSecond(ENTRIES, began));
      if ((await sizeOf(store)) !== from + ENTRIES) throw new Error('entries are missing in the log');
      rawRate = Math.max(rawRate, await rawInsert(store, from));
    }
    await writer.close();
    return [
      row(
        'ledger append: tree, checkpoint, durable',
        appendRate,
        'entries/s',
        { name: 'INSERT of the same bytes, 100 a batch', value: rawRate },
        0.5,
      ),
    ];
  } finally {
    sequencer.disconnect();
    if (sequencer.exitCode === null) await once(sequencer, 'exit');
    await place.close();
  }
}

async function startSequencer(setup: SequencerSetup): Promise<ChildProcess> {
  const child = fork(new URL('./sequencer-process.ts', import.meta.url), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.send(setup);
  await once(child, 'message');
  return child;
}

/** Resolves when nothing waits to be sequenced. */
async function sequenced(store: Store): Promise<void> {
  for (;;) {
    const { rows } = await store.pool.query('select 1 from ledger_pending limit 1');
    if (rows.length === 0) return;
    await delay(5);
  }
}

async function rawInsert(store: Store, from: number): Promise<number> {
  const { rows } = await store.pool.query<{ bytes: Buffer }>(
    'select bytes from ledger_entries where index >= $1 order by index limit $2',
    [from, ENTRIES],
  );
  await store.pool.query(
    'create table if not exists bench_raw (id bigint generated always as identity primary key, bytes bytea)',
  );
  await store.pool.query('truncate bench_raw');
  const began = performance.now();
  for (let start = 0; start < rows.length; start += BATCH)
    await store.pool.query({
      name: 'bench-raw',
      text: 'insert into bench_raw (bytes) select unnest($1::bytea[])',
      values: [rows.slice(start, start + BATCH).map(({ bytes }) => bytes)],
    });
  return perSecond(rows.length, began);
}

async function sizeOf(store: Store): Promise<number> {
  const { rows } = await store.pool.query<{ size: number }>('select size from ledger_head');
  return rows[0]?.size ?? 0;
}

const perSecond = (count: number, began: number): number => (count * 1000) / (performance.now() - began);

/** A decision, as large as they are. */
function typicalDraft() {
  return draft({ refs: ['client:nightly-report', `grant:${randomBytes(12).toString('hex')}`] });
}
