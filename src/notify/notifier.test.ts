import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { LedgerWriter } from '../ledger/index.ts';
import { draft, type TemporaryLedger, temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import { type Notifier, startNotifier, webhookDestination } from './index.ts';
import { type WebhookReceiver, webhookReceiver } from './testing/webhook-receiver.ts';

const REFUSED = draft({ kind: 'policy.refused', body: { reason: 'policy_invalid' } });

describe('what sends alerts', { timeout: 60_000 }, () => {
  let ledger: TemporaryLedger;
  let guard: LedgerWriter;
  let own: LedgerWriter;
  let receiver: WebhookReceiver;
  let notifier: Notifier | null = null;
  const notices: string[] = [];
  const faults: unknown[] = [];

  before(async () => {
    ledger = await temporaryLedger();
    guard = await ledger.writer('guard-1');
    own = await ledger.writer('notifier');
    receiver = await webhookReceiver();
  });
  afterEach(async () => {
    await notifier?.stop();
    notifier = null;
    notices.length = faults.length = 0;
  });
  after(async () => {
    await guard.close();
    await own.close();
    await receiver.close();
    await ledger.close();
  });

  function start(): void {
    notifier = startNotifier({
      store: ledger.store,
      writer: own,
      destinations: [webhookDestination({ name: 'receiver', url: receiver.url, secret: receiver.secret })],
      notice: (message) => notices.push(message),
      onFault: (fault) => faults.push(fault),
    });
  }

  test('outlives a database that dies, and loses nothing', async () => {
    start();
    const [first] = await guard.append({ drafts: [REFUSED] });
    await until(() => receiver.received.length === 1);
    await ledger.place.kill();
    await until(() => faults.length > 0);
    await ledger.place.restart();
    const [second] = await guard.append({ drafts: [REFUSED] });
    await until(() => receiver.received.some(({ id }) => id === second?.id));
    assert.ok(receiver.received.some(({ id }) => id === first?.id));
  });

  test('tells a person, once, of an entry that was changed, and goes on where that is mended', async () => {
    const [changed] = await guard.append({ drafts: [REFUSED] });
    await ledger.sequencer().settled();
    const set = (bytes: string) =>
      ledger.store.pool.query(`UPDATE ledger_entries SET bytes = ${bytes} WHERE id = $1`, [changed?.id]);
    await set("bytes || ' '");
    start();
    await until(() => faults.length > 1);
    assert.deepEqual(
      notices.map((notice) => notice.replace(/,.*/, '')),
      ['an entry of the ledger was changed'],
    );
    await set('substring(bytes FROM 1 FOR length(bytes) - 1)');
    await until(() => receiver.received.some(({ id }) => id === changed?.id));
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}
