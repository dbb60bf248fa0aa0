import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type TemporaryLedger, temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import { type GuardUnderTest, startGuardUnderTest } from './testing/guard-under-test.ts';

describe('availability of the API guard', { timeout: 60_000 }, () => {
  let ledger: TemporaryLedger;
  let guard: GuardUnderTest;
  let behave: 'answers' | 'waits' | 'breaks' = 'answers';
  let release = Promise.withResolvers<void>();

  before(async () => {
    ledger = await temporaryLedger();
    guard = await startGuardUnderTest(ledger, 1000, undefined, {
      callsPerClient: 2,
      async beforeAnswer(_url, response) {
        if (behave === 'waits') await release.promise;
        if (behave === 'breaks') response.destroy();
      },
    });
  });
  after(async () => {
    release.resolve();
    await guard?.close();
    await ledger?.close();
  });

  test('a client has its share of the connections, and no more; callers without a token are one', async () => {
    const token = await guard.issue();
    behave = 'waits';
    const before = guard.seen.length;
    const underWay = [guard.call('GET', '/orders', token), guard.call('GET', '/orders', token)];
    while (guard.seen.length < before + 2) await new Promise((resolve) => setImmediate(resolve));
    const refused = await guard.call('GET', '/orders', token);
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '1']);
    const open = guard.call('GET', '/health', null);
    while (guard.seen.length < before + 3) await new Promise((resolve) => setImmediate(resolve));
    behave = 'answers';
    release.resolve();
    for (const { status } of await Promise.all([...underWay, open])) assert.equal(status, 200);
    assert.equal((await guard.call('GET', '/orders', token)).status, 200, 'a place is free again');
  });

  test('an API that breaks off: 502, and one that is silent: 504, both with Retry-After', async () => {
    const token = await guard.issue();
    behave = 'breaks';
    const broken = await guard.call('GET', '/orders', token);
    assert.deepEqual([broken.status, broken.headers.get('retry-after')], [502, '1']);
    release = Promise.withResolvers();
    behave = 'waits';
    const late = await guard.call('GET', '/orders', token);
    assert.deepEqual([late.status, late.headers.get('retry-after')], [504, '1']);
    behave = 'answers';
    release.resolve();
    assert.equal((await guard.call('GET', '/orders', token)).status, 200);
  });
});
