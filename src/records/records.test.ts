import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { putBlob, readNewest } from '../ledger/index.ts';
import { draft, type TemporaryLedger, temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import { canonicalJson, digestOf, type Json } from '../proof/index.ts';
import { activitySince, followActivePolicy, indexReferences, outcomesOf, scopeUseOf, timelineOf } from './index.ts';

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** As much of a policy as following it needs. */
const policyOf = (environment: string): Json => ({ format: 1, environment, clients: [{ standing: ['orders:read'] }] });

describe('records', () => {
  let ledger: TemporaryLedger;
  before(async () => {
    ledger = await temporaryLedger();
  });
  after(() => ledger.close());

  const append = (...drafts: Parameters<typeof draft>[0][]): Promise<string[]> => appendAs('guard-1', ...drafts);

  async function appendAs(name: string, ...drafts: Parameters<typeof draft>[0][]): Promise<string[]> {
    const writer = await ledger.writer(name);
    const appended = await writer.append({ drafts: drafts.map((one) => draft(one)) });
    await ledger.sequencer().settled();
    await writer.close();
    return appended.map(({ id }) => id);
  }
  const activation = (digest: string) => ({ kind: 'policy.activated', digests: { policy: digest } }) as const;
  const activate = (digest: string) => appendAs('management', activation(digest));
  const store = (policy: Json) => putBlob(ledger.store, Buffer.from(canonicalJson(policy)));

  test('a timeline has what names the reference and what that follows from, in the order of the log', async () => {
    const [first = ''] = await append({ refs: ['client:a'] });
    const [second = ''] = await append({ refs: ['client:a'], after: [first] });
    const [issued = ''] = await append({ kind: 'token.issued', refs: ['token:t', 'client:a'], after: [second] });
    await append({ kind: 'token.issued', refs: ['token:other', 'client:a'], after: [first] });
    const [revoked = ''] = await append({ kind: 'token.revoked', refs: ['token:t'], after: [issued] });
    const ids = (await timelineOf(ledger.store, 'token:t')).map(({ id }) => id);
    assert.deepEqual(ids, [first, second, issued, revoked]);
    assert.deepEqual(await timelineOf(ledger.store, 'token:nobody'), []);
  });

  test('the index of references is built again from nothing, by several at once', async () => {
    const before = await timelineOf(ledger.store, 'client:a');
    await ledger.store.pool.query('delete from record_references');
    await ledger.store.pool.query('delete from record_progress');
    await Promise.all([indexReferences(ledger.store), indexReferences(ledger.store), indexReferences(ledger.store)]);
    assert.deepEqual(await timelineOf(ledger.store, 'client:a'), before);
  });

  test('granted against used is summed for each client and scope, and built again from nothing', async () => {
    const issuer = 'https://issuer.example';
    const request = { kind: 'use', issuer, clientId: 'shop' };
    const decided = (outcome: string, scopes: string[], withheld: string[] = []) => ({
      request,
      decision: { outcome, mode: 'enforce', scopes, withheld: withheld.map((scope) => ({ scope, reason: 'x' })) },
    });
    const tokens = [
      { type: 'access_token', scopes: ['read', 'write'] },
      { type: 'refresh_token', scopes: ['read', 'write', 'more'] },
    ];
    const last = '2099-01-02T03:04:05.000Z';
    await append(
      { kind: 'token.issued', issuer, body: { clientId: 'shop', tokens } },
      { kind: 'token.issued', issuer, body: { clientId: 'shop', tokens } },
      { kind: 'token.used', issuer, body: decided('permit', ['read']) },
      { kind: 'token.usage', issuer, body: { ...decided('permit', ['read']), count: 40, last } },
      { kind: 'token.use_refused', issuer, body: { ...decided('refuse', []), count: 3, last } },
      { kind: 'decision.made', issuer, body: decided('refuse', [], ['pay']) },
      { kind: 'refusals.summarised', issuer, body: { refusals: [{ count: 5 }, { count: 2 }] } },
    );
    const shop = await scopeUseOf(ledger.store, { clientId: 'shop' });
    assert.deepEqual(
      shop.map(({ scope, granted, used, withheld }) => [scope, granted, used, withheld]),
      [
        ['pay', 0, 0, 1],
        ['read', 2, 41, 0],
        ['write', 2, 0, 0],
      ],
    );
    assert.equal(shop[1]?.usedLast, last);
    assert.equal(shop[2]?.usedLast, null);
    const activity = await activitySince(ledger.store, Date.now() - 3_600_000);
    const sum = (what: 'issued' | 'used') => activity.reduce((total, hour) => total + hour[what], 0);
    assert.ok(sum('issued') >= 2 && sum('used') >= 41);
    assert.ok(activity.reduce((total, { refused }) => total + refused, 0) >= 11);
    await ledger.store.pool.query('delete from record_scope_use');
    await ledger.store.pool.query('delete from record_activity');
    await ledger.store.pool.query("delete from record_progress where projection = 'scope_use'");
    const rebuilt = await Promise.all([1, 2, 3].map(() => scopeUseOf(ledger.store, { clientId: 'shop' })));
    for (const one of rebuilt) assert.deepEqual(one, shop);
    assert.deepEqual(await activitySince(ledger.store, Date.now() - 3_600_000), activity);
  });

  test('a decision that permitted and that nothing follows has an unknown outcome', async () => {
    const decided = (outcome: string, mode = 'enforce') => ({ body: { decision: { outcome, mode } } });
    const [died = '', refused = '', observed = '', done = '', withheld = '', unmade = '', code = ''] = await append(
      decided('permit'),
      decided('refuse'),
      decided('refuse', 'observe'),
      decided('narrow'),
      decided('permit'),
      decided('permit'),
      decided('permit'),
    );
    await append(
      { kind: 'token.issued', after: [done] },
      { kind: 'token.withheld', after: [withheld] },
      { kind: 'token.not_issued', after: [unmade] },
      { after: [code] },
    );
    const outcomes = await outcomesOf(ledger.store, await timelineOf(ledger.store, `after:${code}`));
    assert.equal(outcomes.get(code), 'decided');
    const all = await outcomesOf(ledger.store, await readNewest(ledger.store, 20));
    assert.deepEqual(
      [died, refused, observed, done, withheld, unmade].map((id) => all.get(id)),
      ['unknown', 'refused', 'unknown', 'issued', 'withheld', 'not_issued'],
    );
  });

  test('the active policy is the newest that was activated, and is followed', async () => {
    const stop = new AbortController();
    const active = await followActivePolicy({ store: ledger.store, signal: stop.signal });
    assert.equal(active.current(), null);
    const one = await store(policyOf('one'));
    const [entry] = await activate(one);
    await until(() => active.current() !== null);
    assert.equal(active.current()?.identified.digest, one);
    assert.equal(active.current()?.entry.id, entry);
    assert.equal(active.current()?.identified.digest, digestOf(active.current()?.identified.policy as unknown as Json));
    const clients = active.current()?.identified.policy.clients;
    assert.ok(Object.isFrozen(clients) && Object.isFrozen(clients?.[0]));
    const two = await store(policyOf('two'));
    const changes: (string | undefined)[] = [];
    active.onChange((current) => changes.push(current?.identified.digest));
    await activate(two);
    await until(() => changes.length === 1);
    assert.deepEqual(changes, [two]);
    const late = await followActivePolicy({ store: ledger.store, signal: stop.signal });
    assert.equal(late.current()?.identified.digest, two);
    stop.abort();
  });

  test('an activation by the key of a guard is none, neither when it comes nor for who starts after it', async () => {
    const stop = new AbortController();
    const good = await store(policyOf('good'));
    await activate(good);
    const active = await followActivePolicy({ store: ledger.store, signal: stop.signal });
    await append(activation(await store(policyOf('broad'))));
    const last = await store(policyOf('last'));
    const changes: (string | undefined)[] = [];
    active.onChange((current) => changes.push(current?.identified.digest));
    await append(activation(await store(policyOf('broad'))));
    const late = await followActivePolicy({ store: ledger.store, signal: stop.signal });
    assert.equal(late.current()?.identified.digest, good);
    await activate(last);
    await until(() => changes.length > 0);
    assert.deepEqual(changes, [last]);
    stop.abort();
  });

  test('an activation whose entry was changed leaves none active: nobody can tell what is allowed', async () => {
    const other = await temporaryLedger();
    const stop = new AbortController();
    const digest = await putBlob(other.store, Buffer.from(canonicalJson(policyOf('good'))));
    const writer = await other.writer('management');
    await writer.append({ drafts: [draft(activation(digest))] });
    await other.sequencer().settled();
    const active = await followActivePolicy({ store: other.store, signal: stop.signal });
    assert.equal(active.current()?.identified.digest, digest);
    await other.sequencer().stop();
    await other.store.pool.query(
      `with head as (update ledger_head set size = size + 1 returning size)
       insert into ledger_entries (index, id, leaf_hash, kind, writer, sequence, bytes)
       select size - 1, 'x', 'x', 'policy.activated', 'management', 99, 'x' from head`,
    );
    await until(() => active.current() === null);
    assert.match(active.problem() ?? '', /not an entry/);
    stop.abort();
    await writer.close();
    await other.close();
  });

  test('an activation whose policy is missing, changed or of another form leaves none active, until the next', async () => {
    const stop = new AbortController();
    const active = await followActivePolicy({ store: ledger.store, signal: stop.signal });
    const changed = await store(policyOf('changed'));
    await ledger.store.pool.query("update blobs set bytes = bytes || ' ' where digest = $1", [changed]);
    const bad = [
      changed,
      digestOf('missing'),
      await putBlob(ledger.store, Buffer.from('{"format":2}')),
      await putBlob(ledger.store, Buffer.from(' {"format":1}')),
      await putBlob(ledger.store, Buffer.from('not JSON')),
    ];
    for (const digest of bad) {
      await activate(await store(policyOf('good')));
      await until(() => active.current() !== null);
      await activate(digest);
      await until(() => active.current() === null);
      assert.match(active.problem() ?? '', /policy|bytes/);
    }
    await activate(await store(policyOf('good')));
    await until(() => active.current() !== null);
    assert.equal(active.problem(), null);
    stop.abort();
  });
});
