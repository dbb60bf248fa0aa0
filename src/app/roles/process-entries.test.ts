import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Entry, type LedgerWriter, readEntries } from '../../ledger/index.ts';
import { draft, type TemporaryLedger, temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import { recordProcess } from './process-entries.ts';

describe('the entries of a process', () => {
  let ledger: TemporaryLedger;
  before(async () => {
    ledger = await temporaryLedger();
  });
  after(() => ledger.close());

  const start = (writer: LedgerWriter) =>
    recordProcess({
      writer,
      store: ledger.store,
      role: 'api-guard',
      configurationDigest: `sha256:${'0'.repeat(64)}`,
      onFault: (fault) => assert.fail(String(fault)),
    });

  async function entriesOf(writer: string): Promise<Entry[]> {
    await ledger.sequencer().settled();
    const entries: Entry[] = [];
    for await (const { entry } of readEntries(ledger.store, { from: 0 }))
      if (entry.writer === writer) entries.push(entry);
    return entries;
  }

  test('say when it started and when it ended', async () => {
    const writer = await ledger.writer('orderly');
    for (let run = 0; run < 2; run++) {
      const { stop } = await start(writer);
      await writer.append({ drafts: [draft({ kind: 'token.usage' })] });
      await stop();
    }
    const once = ['process.started', 'token.usage', 'process.stopped'];
    assert.deepEqual(
      (await entriesOf('orderly')).map(({ kind }) => kind),
      [...once, ...once],
    );
  });

  test('say that the time since its last entry is unknown, where it came to no end', async () => {
    const first = await ledger.writer('killed');
    await start(first);
    const [used] = await first.append({ drafts: [draft({ kind: 'token.usage' })] });
    await first.close();
    // Once the last entry is in the log, and once while it still waits for it.
    await ledger.sequencer().settled();
    await start(await ledger.writer('killed'));
    await start(await ledger.writer('killed'));
    const entries = await entriesOf('killed');
    assert.deepEqual(
      entries.map(({ kind }) => kind),
      ['process.started', 'token.usage', 'gap.recorded', 'process.started', 'gap.recorded', 'process.started'],
    );
    const gap = entries[2];
    assert.deepEqual(gap?.after, [used?.id]);
    assert.equal(gap?.body['from'], used?.entry.time);
    assert.equal(gap?.body['reason'], 'writer_not_closed');
    assert.ok(String(gap?.body['to']) >= String(gap?.body['from']));
  });
});
