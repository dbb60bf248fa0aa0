import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { ClaimedClient } from '../../oauth/index.ts';
import type { AuthorizationServer } from './authorization-server.ts';
import { type ClientLimit, clientLimits } from './client-limits.ts';
import { confirming } from './limited-client.ts';

const claim = (clientId: string, secret = 'guessed'): ClaimedClient => ({
  ...{ clientId, method: 'client_secret_basic', authorization: `Basic ${clientId}:${secret}`, parameters: [] },
});

function scene(each: ClientLimit, options: { clients?: Record<string, ClientLimit>; maxCounted?: number } = {}) {
  const time = { now: 1_000_000 };
  const limits = clientLimits({
    ...{ each, ...options },
    clock: () => time.now,
    fingerprintOf: (text) => createHash('sha256').update(text).digest('hex'),
  });
  return { limits, time };
}
const TOO_MANY = { code: 'temporarily_unavailable', status: 429 } as const;

describe('limits of a client', () => {
  test('take a burst, then so many a second, and say when to come again', () => {
    const { limits, time } = scene({ perSecond: 2, burst: 5, inFlight: 100 });
    for (let at = 0; at < 5; at++) limits.enter('app', claim('app'))();
    assert.throws(() => limits.enter('app', claim('app')), { ...TOO_MANY, retryAfterSeconds: 1 });
    limits.enter('other', claim('other'))();
    time.now += 500;
    limits.enter('app', claim('app'))();
    assert.throws(() => limits.enter('app', claim('app')), TOO_MANY);
  });

  test('say a time after which there is room', () => {
    const { limits } = scene({ perSecond: 0.1, burst: 1, inFlight: 1 });
    limits.enter('app', claim('app'))();
    assert.throws(() => limits.enter('app', claim('app')), { ...TOO_MANY, retryAfterSeconds: 10 });
  });

  test('take so many at once, and count each out once', () => {
    const { limits } = scene({ perSecond: 1000, burst: 1000, inFlight: 2 });
    const [first, second] = [limits.enter('app', claim('app')), limits.enter('app', claim('app'))];
    assert.throws(() => limits.enter('app', claim('app')), TOO_MANY);
    first();
    first();
    const third = limits.enter('app', claim('app'));
    assert.throws(() => limits.enter('app', claim('app')), TOO_MANY);
    second();
    third();
  });

  test('may be a client’s own', () => {
    const own = { perSecond: 1, burst: 3, inFlight: 3 };
    const { limits } = scene({ perSecond: 1, burst: 1, inFlight: 1 }, { clients: { batch: own } });
    for (let at = 0; at < 3; at++) limits.enter('batch', claim('batch'))();
    limits.enter('app', claim('app'))();
    assert.throws(() => limits.enter('app', claim('app')), TOO_MANY);
  });

  test('of one that was confirmed aren’t used up by who only claims to be it, nor by browsers', () => {
    const { limits } = scene({ perSecond: 1, burst: 2, inFlight: 2 });
    limits.enter('app', claim('app', 'right'))();
    limits.credentialsWere(claim('app', 'right'), true);
    limits.enter('app', claim('app', 'wrong'))();
    for (let at = 0; at < 10; at++) assert.throws(() => limits.enter('app', claim('app', `wrong ${at}`)), TOO_MANY);
    limits.enter('app', 'browser')();
    limits.enter('app', claim('app', 'right'))();
    limits.enter('app', claim('app', 'right'))();
    assert.throws(() => limits.enter('app', claim('app', 'right')), TOO_MANY);
    limits.credentialsWere(claim('app', 'right'), false);
    assert.throws(
      () => limits.enter('app', claim('app', 'right')),
      TOO_MANY,
      'a secret that was changed confirms nobody',
    );
  });

  test('cost bounded memory under a million made-up ids, and nobody’s count is forgotten while it says something', () => {
    const { limits } = scene({ perSecond: 1, burst: 2, inFlight: 2 }, { maxCounted: 1000 });
    limits.enter('victim', claim('victim'))();
    limits.enter('victim', claim('victim'))();
    let refused = 0;
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    const client = claim('made-up');
    for (let at = 0; at < 1_000_000; at++)
      try {
        limits.enter(`made-up-${at}`, client)();
      } catch {
        refused++;
      }
    Error.stackTraceLimit = stackTraceLimit;
    assert.equal(limits.counted(), 1000);
    assert.equal(refused, 1_000_000 - 999 - 2, 'ids without a count of their own share one');
    assert.throws(() => limits.enter('victim', claim('victim')), TOO_MANY);
  });

  test('let those in that come later, once the others’ counts say nothing any more', () => {
    const { limits, time } = scene({ perSecond: 1, burst: 2, inFlight: 2 }, { maxCounted: 10 });
    for (let at = 0; at < 20; at++)
      try {
        limits.enter(`made-up-${at}`, claim('x'))();
      } catch {}
    time.now += 2000;
    for (let at = 0; at < 10; at++) limits.enter(`client-${at}`, claim('x'))();
    assert.equal(limits.counted(), 10);
  });

  test('never let more through than burst and time allow, whatever the order', () => {
    const step = fc.record({ wait: fc.integer({ min: 0, max: 3000 }), done: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const { limits, time } = scene({ perSecond: 2, burst: 4, inFlight: 3 });
        const began = time.now;
        const open: (() => void)[] = [];
        let passed = 0;
        for (const { wait, done } of steps) {
          time.now += wait;
          if (done) open.pop()?.();
          try {
            open.push(limits.enter('app', claim('app')));
            passed++;
          } catch {}
          assert.ok(open.length <= 3);
          assert.ok(passed <= 4 + ((time.now - began) / 1000) * 2 + 1e-9);
        }
      }),
    );
  });
});

describe('an authorization server whose answers confirm credentials', () => {
  test('is asked for everything that it would be asked without limits, the proof of possession with it', async () => {
    const asked: unknown[] = [];
    const server = {
      post: async (...all: unknown[]) => {
        asked.push(all);
        return { status: 200 };
      },
    } as unknown as AuthorizationServer;
    const { limits } = scene({ perSecond: 1, burst: 1, inFlight: 1 });
    const proof = { text: 'a.b.c', jkt: 'key' };
    await confirming(server, limits).post('token', claim('app'), [['grant_type', 'client_credentials']], proof);
    assert.deepEqual(asked, [['token', claim('app'), [['grant_type', 'client_credentials']], proof]]);
  });
});
