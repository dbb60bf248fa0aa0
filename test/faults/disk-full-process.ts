/**
 * A ledger on a disk that becomes full, and has room again. `TMPDIR` is a small file system of this process's own; prints what it came to.
 */

import { appendFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleBody } from '../../src/entries/testing/sample-bodies.ts';
import { readEntries, verifyLedger } from '../../src/ledger/index.ts';
import { draft, temporaryLedger } from '../../src/ledger/testing/temporary-ledger.ts';

const MEGABYTE = Buffer.alloc(1024 * 1024);
/** What is left free is less than this many entries of 8 KiB. */
const MOST_APPENDS = 20_000;

export interface DiskFullResult {
  readonly acknowledged: number;
  /** Code of the first append that was turned down. */
  readonly refused: string | null;
  readonly lost: number;
  readonly faults: readonly unknown[];
  readonly serverEnded: boolean;
}

if (import.meta.main) {
  const ledger = await temporaryLedger();
  const writer = await ledger.writer('guard', () => Number.POSITIVE_INFINITY);
  const acknowledged: string[] = [];
  let refused: string | null = null;
  const append = async (): Promise<void> => {
    try {
      const drafts = Array.from({ length: 8 }, () =>
        draft({ kind: 'approval.given', body: { ...sampleBody('approval.given'), note: 'x'.repeat(8000) } }),
      );
      acknowledged.push(...(await writer.append({ drafts })).map(({ id }) => id));
    } catch (error) {
      refused ??= String((error as { code?: unknown }).code);
    }
  };
  await append();
  const filler = join(tmpdir(), 'filler');
  try {
    for (;;) appendFileSync(filler, MEGABYTE);
  } catch {
    // It is full now.
  }
  let ended = false;
  void ledger.place.server().ended.then(() => {
    ended = true;
  });
  for (let count = 0; count < MOST_APPENDS && refused === null; count++) await append();
  rmSync(filler);
  // One that had no room for its write-ahead log ends itself; a supervisor starts it again.
  if (ended) await ledger.place.restart();
  const before = acknowledged.length;
  while (acknowledged.length === before) await append();
  await ledger.sequencer().settled();
  const ids = new Set<string>();
  for await (const { id } of readEntries(ledger.store, { from: 0 })) ids.add(id);
  const { faults } = await verifyLedger({ store: ledger.store, keys: [ledger.logSigner.key] });
  const result: DiskFullResult = {
    ...{ acknowledged: acknowledged.length, refused, serverEnded: ended, faults },
    lost: acknowledged.filter((id) => !ids.has(id)).length,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  await writer.close();
  await ledger.close();
}
