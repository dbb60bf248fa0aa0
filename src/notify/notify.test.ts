import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { samplePolicy } from '../decision/testing/sample-policy.ts';
import { POLICY_WRITER } from '../entries/index.ts';
import { type EntryDraft, type LedgerWriter, putBlob, readEntries } from '../ledger/index.ts';
import { draft, type TemporaryLedger, temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import { identifyPolicy, policyBytes } from '../policy/index.ts';
import { indexAlerts } from '../records/index.ts';
import { MAX_ATTEMPTS } from './back-off.ts';
import { createDeliverer, type Deliverer, type DelivererOptions } from './deliver.ts';
import {
  type Destination,
  listAlerts,
  type NotifierOptions,
  readAlert,
  startNotifier,
  webhookDestination,
} from './index.ts';
import { enlistAlerts, LEASE_MILLISECONDS } from './outbox.ts';
import { type WebhookReceiver, webhookReceiver } from './testing/webhook-receiver.ts';

const REFUSED: Partial<EntryDraft> = { kind: 'policy.refused', body: { reason: 'policy_invalid', lacking: [] } };
const TIMEOUT = { timeout: 60_000 };

describe('the outbox of alerts', TIMEOUT, () => {
  let ledger: TemporaryLedger;
  let guard: LedgerWriter;
  let notifierWriter: LedgerWriter;
  let receiver: WebhookReceiver;
  let destination: Destination;
  let now = Date.now();
  const notices: string[] = [];
  const faults: unknown[] = [];
  let count = 0;

  before(async () => {
    ledger = await temporaryLedger();
    guard = await ledger.writer('guard-1');
    notifierWriter = await ledger.writer('notifier');
  });
  after(async () => {
    await guard.close();
    await notifierWriter.close();
    await ledger.close();
  });
  // Each test has a destination of its own, which begins where the ledger ends.
  beforeEach(async () => {
    now = Date.now();
    receiver = await webhookReceiver();
    destination = webhookDestination({
      name: `receiver-${++count}`,
      url: receiver.url,
      secret: receiver.secret,
      clock: () => now,
    });
    await ledger.store.pool.query('INSERT INTO alert_destinations VALUES ($1, $2)', [
      destination.name,
      await indexAlerts(ledger.store),
    ]);
    notices.length = faults.length = 0;
  });
  afterEach(async () => {
    await destination.close();
    await receiver.close();
  });

  /** Appends entries, waits until they are in the log, and says their ids. */
  async function happens(...drafts: Partial<EntryDraft>[]): Promise<string[]> {
    const appended = await guard.append({ drafts: drafts.map(draft) });
    await ledger.sequencer().settled();
    return appended.map(({ id }) => id);
  }
  const enlist = async (to: Destination = destination): Promise<number> =>
    enlistAlerts(ledger.store, to, await indexAlerts(ledger.store), now);
  const deliverer = (over: Partial<DelivererOptions> = {}): Deliverer =>
    createDeliverer({
      store: ledger.store,
      writer: notifierWriter,
      destination,
      clock: () => now,
      random: () => 1,
      signal: new AbortController().signal,
      notice: (message) => notices.push(message),
      onFault: (fault) => faults.push(fault),
      ...over,
    });
  const deliveryOf = async (id: string) =>
    (await readAlert(ledger.store, id))?.deliveries.find((one) => one.destination === destination.name);
  async function outcomes() {
    await ledger.sequencer().settled();
    const found = [];
    for await (const { entry } of readEntries(ledger.store, {
      from: 0,
      kinds: ['alert.delivered', 'alert.undelivered'],
    }))
      if (entry.body['destination'] === destination.name) found.push(entry);
    return found;
  }

  test('an alert leaves as a signed webhook, and its delivery is an entry that follows from it', async () => {
    const [id = ''] = await happens(REFUSED);
    assert.equal(await enlist(), 1);
    assert.equal(await deliverer().deliverDue(), 1);
    const [received] = receiver.received;
    assert.equal(received?.id, id);
    assert.equal(received.payload.type, 'policy.refused');
    assert.equal(received.payload.data.id, id);
    assert.equal(received.payload.timestamp, received.payload.data.time);
    const [entry, ...others] = await outcomes();
    assert.equal(others.length, 0);
    assert.deepEqual([entry?.kind, entry?.after, entry?.refs], ['alert.delivered', [id], [`alert:${id}`]]);
    const { firstAttempt, lastAttempt, ...body } = entry?.body ?? {};
    assert.deepEqual(body, {
      alert: id,
      type: 'policy.refused',
      severity: 'high',
      destination: destination.name,
      attempts: 1,
      status: 204,
      error: null,
    });
    assert.deepEqual([firstAttempt, lastAttempt], [new Date(now).toISOString(), new Date(now).toISOString()]);
    assert.equal((await deliveryOf(id))?.state, 'delivered');
    assert.equal(await deliverer().deliverDue(), 0, 'it is done');
  });

  test('what alerts is found by the policy that the entry names, and nothing else is sent', async () => {
    const { digest, policy } = identifyPolicy(samplePolicy().policy);
    await putBlob(ledger.store, policyBytes(policy));
    const issued = (scope: string): Partial<EntryDraft> => ({
      kind: 'token.issued',
      digests: { policy: digest },
      body: { clientId: 'batch', grantType: 'client_credentials', tokens: [{ scopes: [scope] }] },
    });
    const [, critical] = await happens(issued('orders:read'), issued('orders:refund'), draft());
    assert.equal(await enlist(), 1);
    await deliverer().deliverDue();
    assert.deepEqual(
      receiver.received.map(({ payload: { data } }) => [data.id, data.severity, ...data.scopes]),
      [[critical, 'critical', 'orders:refund']],
    );
  });

  test('while the receiver is down it is tried again, later each time, and then delivered once', async () => {
    await receiver.close();
    const [id = ''] = await happens(REFUSED);
    await enlist();
    const pauses: number[] = [];
    for (let failures = 0; failures < 4; failures++) {
      assert.equal(await deliverer().deliverDue(), 1);
      assert.equal(await deliverer().deliverDue(), 0, 'it is not due');
      const { state, nextAttemptAt, error } = (await deliveryOf(id)) ?? {};
      assert.deepEqual([state, error], ['waiting', 'ECONNREFUSED']);
      const due = Date.parse(nextAttemptAt ?? '');
      pauses.push(due - now);
      now = due;
    }
    assert.deepEqual(pauses, [5000, 10_000, 20_000, 40_000]);
    await receiver.open();
    // A process that starts anew takes it up where it stands.
    assert.equal(await deliverer().deliverDue(), 1);
    assert.deepEqual(
      receiver.received.map((one) => one.id),
      [id],
    );
    assert.deepEqual(
      (await outcomes()).map(({ kind, body }) => [kind, body['attempts']]),
      [['alert.delivered', 5]],
    );
  });

  test('a receiver that asks for time with Retry-After is given it', async () => {
    receiver.answer = { status: 503, headers: { 'retry-after': '120' } };
    const [id = ''] = await happens(REFUSED);
    await enlist();
    await deliverer().deliverDue();
    const { nextAttemptAt, status } = (await deliveryOf(id)) ?? {};
    assert.deepEqual([status, Date.parse(nextAttemptAt ?? '') - now], [503, 120_000]);
  });

  test('who dies between delivery and outcome sends it again, under the same id', async () => {
    const [id = ''] = await happens(REFUSED);
    await enlist();
    const dying: Destination = {
      ...destination,
      async send(message, signal) {
        await destination.send(message, signal);
        throw new Error('killed');
      },
    };
    await deliverer({ destination: dying }).deliverDue();
    assert.equal((await outcomes()).length, 0);
    assert.equal(await deliverer().deliverDue(), 0, 'another process waits for the lease to run out');
    now += LEASE_MILLISECONDS;
    assert.equal(await deliverer().deliverDue(), 1);
    assert.deepEqual(
      receiver.received.map((one) => one.id),
      [id, id],
    );
    assert.equal(receiver.received[0]?.body, receiver.received[1]?.body);
    assert.equal((await outcomes()).length, 1);
  });

  test('who finds the ledger away after a delivery records it later, and doesn’t send again', async () => {
    const [id = ''] = await happens(REFUSED);
    await enlist();
    const away: LedgerWriter = { ...notifierWriter, append: () => Promise.reject(new Error('away')) };
    await deliverer({ writer: away }).deliverDue();
    assert.equal((await outcomes()).length, 0);
    now += LEASE_MILLISECONDS;
    await deliverer().deliverDue();
    assert.equal(receiver.received.length, 1);
    assert.equal((await outcomes()).length, 1);
    assert.equal((await deliveryOf(id))?.attempts, 1);
  });

  test('two processes deliver each alert once', async () => {
    const ids = await happens(...Array.from({ length: 40 }, () => REFUSED));
    const enlisted = await Promise.all([enlist(), enlist()]);
    assert.equal(enlisted[0] + enlisted[1], 40);
    await Promise.all([deliverer().deliverDue(), deliverer().deliverDue()]);
    assert.equal(receiver.received.length, 40);
    assert.deepEqual(new Set(receiver.received.map((one) => one.id)), new Set(ids));
    assert.equal((await outcomes()).length, 40);
  });

  test('an attempt that the process’s own end breaks off counts for nothing', async () => {
    receiver.answer = 'never';
    const [id = ''] = await happens(REFUSED);
    await enlist();
    const end = new AbortController();
    const delivering = deliverer({ signal: end.signal }).deliverDue();
    await until(() => receiver.requests() === 1);
    end.abort();
    await delivering;
    assert.deepEqual([(await deliveryOf(id))?.attempts, (await deliveryOf(id))?.state], [0, 'waiting']);
    receiver.answer = { status: 200 };
    assert.equal(await deliverer().deliverDue(), 1);
    assert.deepEqual(faults, []);
  });

  test('after the last attempt it is given up: an entry says so, and a person is told', async () => {
    receiver.answer = { status: 500 };
    const [id = ''] = await happens(REFUSED);
    await enlist();
    await ledger.store.pool.query('UPDATE alert_outbox SET attempts = $2 WHERE destination = $1', [
      destination.name,
      MAX_ATTEMPTS - 1,
    ]);
    await deliverer().deliverDue();
    const [entry] = await outcomes();
    assert.deepEqual(
      [entry?.kind, entry?.after, entry?.body['attempts'], entry?.body['status']],
      ['alert.undelivered', [id], MAX_ATTEMPTS, 500],
    );
    assert.match(notices.at(-1) ?? '', /given up after 28 attempts .*it answers 500.*ambit alerts/);
    assert.equal((await deliveryOf(id))?.state, 'failed');
    now += 365 * 24 * 3600_000;
    assert.equal(await deliverer().deliverDue(), 0);
  });

  test('a receiver with another secret refuses it', async () => {
    const other = await webhookReceiver();
    const wrong = webhookDestination({ name: destination.name, url: other.url, secret: receiver.secret });
    const [id = ''] = await happens(REFUSED);
    await enlist();
    await deliverer({ destination: wrong }).deliverDue();
    assert.equal(other.received.length, 0);
    assert.equal((await deliveryOf(id))?.status, 401);
    await wrong.close();
    await other.close();
  });

  test('a redirect is not followed', async () => {
    const elsewhere = await webhookReceiver();
    receiver.answer = { status: 307, headers: { location: elsewhere.url } };
    const [id = ''] = await happens(REFUSED);
    await enlist();
    await deliverer().deliverDue();
    assert.equal(elsewhere.requests(), 0);
    assert.deepEqual([(await deliveryOf(id))?.state, (await deliveryOf(id))?.status], ['waiting', 307]);
    await elsewhere.close();
  });

  test('an answer without an end is not read to its end', async () => {
    receiver.answer = { status: 200, body: 'x'.repeat(1024 * 1024) };
    const [id = ''] = await happens(REFUSED);
    await enlist();
    await deliverer().deliverDue();
    assert.equal((await deliveryOf(id))?.state, 'delivered');
  });

  test('neither secret nor address is in what is recorded or told', async () => {
    await receiver.close();
    await happens(REFUSED);
    await enlist();
    await ledger.store.pool.query('UPDATE alert_outbox SET attempts = $2 WHERE destination = $1', [
      destination.name,
      MAX_ATTEMPTS - 2,
    ]);
    const { deliverDue } = deliverer();
    await deliverDue();
    now += 24 * 3600_000;
    await deliverDue();
    const { rows } = await ledger.store.pool.query('SELECT * FROM alert_outbox');
    const all = JSON.stringify([await outcomes(), notices, faults, rows]);
    assert.deepEqual([(await outcomes()).length, notices.length], [1, 2], 'it failed, and was given up');
    for (const hidden of [receiver.secret, receiver.secret.slice(6), new URL(receiver.url).host])
      assert.ok(!all.includes(hidden), hidden);
    await receiver.open();
  });

  test('a destination is sent the severities that it takes', async () => {
    const critical = { ...destination, severities: ['critical'] as const };
    const missing: Partial<EntryDraft> = { kind: 'policy.refused', body: { reason: 'approval_missing' } };
    const [, id] = await happens(REFUSED, missing);
    assert.equal(await enlist(critical), 1);
    await deliverer({ destination: critical }).deliverDue();
    assert.deepEqual(
      receiver.received.map((one) => one.id),
      [id],
    );
  });

  test('an alert goes to whom the active policy says, and to everybody before there is one', async () => {
    const policyWriter = await ledger.writer(POLICY_WRITER);
    const other = await webhookReceiver();
    const shop = webhookDestination({ name: `shop-${count}`, url: other.url, secret: other.secret, clock: () => now });
    const start = await indexAlerts(ledger.store);
    await ledger.store.pool.query('INSERT INTO alert_destinations VALUES ($1, $2)', [shop.name, start]);
    const policy = identifyPolicy(
      samplePolicy({ alertRoutes: [{ alerts: ['policy.refused'], webhooks: [shop.name] }] }).policy,
    );
    await putBlob(ledger.store, policyBytes(policy.policy));
    const options = { store: ledger.store, writer: notifierWriter, destinations: [destination, shop] };
    const notifier = startNotifier({
      ...options,
      notice: (text) => notices.push(text),
      onFault: (one) => faults.push(one),
    });
    try {
      const [first] = await happens(REFUSED);
      await until(() => receiver.received.length === 1 && other.received.length === 1);
      await policyWriter.append({
        drafts: [draft({ kind: 'policy.activated', digests: { policy: policy.digest }, body: {} })],
      });
      const [second] = await happens(REFUSED);
      await until(() => other.received.length === 2);
      assert.deepEqual(
        [receiver, other].map(({ received }) => received.map(({ id }) => id)),
        [[first], [first, second]],
      );
    } finally {
      await notifier.stop();
      await policyWriter.close();
      await other.close();
    }
  });

  test('a destination that is new is told of the last hour alone, and one that was away of all since', async () => {
    const [recent] = await happens(REFUSED);
    const late: Destination = { ...destination, name: `${destination.name}-late` };
    const end = await indexAlerts(ledger.store);
    assert.equal(await enlistAlerts(ledger.store, late, end, now + 2 * 3600_000), 0, 'a history is not poured out');
    await happens(REFUSED, REFUSED);
    assert.equal(await enlist(late), 2);
    await happens(REFUSED);
    assert.equal(await enlistAlerts(ledger.store, late, await indexAlerts(ledger.store), now + 9 * 3600_000), 1);
    const fresh: Destination = { ...destination, name: `${destination.name}-fresh` };
    assert.ok((await enlist(fresh)) > 1);
    const { rows } = await ledger.store.pool.query<{ alert: string }>(
      'SELECT alert FROM alert_outbox WHERE destination = $1',
      [fresh.name],
    );
    assert.ok(rows.some(({ alert }) => alert === recent));
  });

  test('what sends follows the ledger until it is stopped, and the next one goes on', async () => {
    const options: NotifierOptions = {
      store: ledger.store,
      writer: notifierWriter,
      destinations: [destination],
      notice: (message) => notices.push(message),
      onFault: (fault) => faults.push(fault),
    };
    const open = (): Destination => webhookDestination({ ...destination, url: receiver.url, secret: receiver.secret });
    const first = startNotifier({ ...options, destinations: [open()] });
    const [one] = await happens(REFUSED);
    // An attempt whose answer hasn't come when the process ends is made again: the entry says that this one's has.
    await until(async () => (await outcomes()).length === 1);
    await first.stop();
    const [two] = await happens(REFUSED);
    const second = startNotifier({ ...options, destinations: [open()] });
    await until(async () => (await outcomes()).length === 2);
    await second.stop();
    assert.deepEqual(
      receiver.received.map((received) => received.id),
      [one, two],
    );
  });

  test('alerts are listed newest first, page by page, also those that nothing sends', async () => {
    const ids = await happens(REFUSED, REFUSED, REFUSED);
    const first = await listAlerts(ledger.store, { limit: 2 });
    assert.deepEqual(
      first.alerts.map(({ alert, state }) => [alert.id, state]),
      [
        [ids[2], 'not_sent'],
        [ids[1], 'not_sent'],
      ],
    );
    const second = await listAlerts(ledger.store, { limit: 2, before: first.next ?? -1 });
    assert.equal(second.alerts[0]?.alert.id, ids[0]);
    await enlist();
    assert.equal((await readAlert(ledger.store, ids[0] ?? ''))?.state, 'waiting');
    assert.equal(await readAlert(ledger.store, `sha256:${'0'.repeat(64)}`), null);
  });

  test('the index of alerts is built again from nothing, by several at once, and nothing is sent twice for it', async () => {
    await enlist();
    const before = await ledger.store.pool.query('SELECT * FROM record_alerts ORDER BY index');
    await ledger.store.pool.query('DELETE FROM record_alerts');
    await ledger.store.pool.query("DELETE FROM record_progress WHERE projection = 'alerts'");
    await Promise.all([indexAlerts(ledger.store), indexAlerts(ledger.store), indexAlerts(ledger.store)]);
    assert.deepEqual((await ledger.store.pool.query('SELECT * FROM record_alerts ORDER BY index')).rows, before.rows);
    assert.equal(await enlist(), 0);
  });
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}
