import { randomBytes } from 'node:crypto';
import { draft, temporaryLedger } from '../src/ledger/testing/temporary-ledger.ts';
import type { Store } from '../src/store/index.ts';
import { type BenchRow, row } from './row.ts';

const ENTRIES = 30_000;
/** Requests that a guard has under way at once. */
const IN_FLIGHT = 256;
const BATCH = 100;
const ROUNDS = 2;

/**
 * Appends from one writer with many callers, until every entry is in the log under a signed checkpoint, against `INSERT`s of the
 * very same bytes, 100 rows a statement, each committed. Both wait for the disk.
 */
export async function benchAppend(): Promise<BenchRow[]> {
  const ledger = await temporaryLedger();
  try {
    const writer = await ledger.writer('bench');
    let appendRate = 0;
    let rawRate = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const from = (await sizeOf(ledger.store)) + (round === 0 ? 1 : 0);
      const began = performance.now();
      let left = ENTRIES;
      const caller = async (): Promise<void> => {
        while (left-- > 0) await writer.append({ drafts: [typicalDraft()] });
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, caller));
      await ledger.sequencer().settled();
      appendRate = Math.max(appendRate, perSecond(ENTRIES, began));
      rawRate = Math.max(rawRate, await rawInsert(ledger.store, from));
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
    await ledger.close();
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

/** About as large as a decision. */
function typicalDraft() {
  return draft({
    refs: ['client:nightly-report', `grant:${randomBytes(12).toString('hex')}`],
    body: {
      request: {
        kind: 'grant',
        clientId: 'nightly-report',
        grantType: 'client_credentials',
        scopes: ['orders:read'],
        resources: [],
        redirectUri: null,
      },
      facts: { time: 1_764_000_000, priorGrant: null, token: null, feedSilentSeconds: null },
      decision: { outcome: 'permit', scopes: ['orders:read'], withheld: [], reason: null, maxTtlSeconds: 300 },
    },
  });
}
