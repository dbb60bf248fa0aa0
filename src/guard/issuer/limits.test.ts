import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type EntryDraft, LedgerError, type LedgerWriter } from '../../ledger/index.ts';
import { holdResponses } from './held-responses.ts';
import { refusalBudget } from './refusal-budget.ts';
import { countStrangerRefusals } from './stranger-refusals.ts';

const clockFrom = (start: number) => {
  let now = start;
  return { clock: () => now, advance: (milliseconds: number) => (now += milliseconds) };
};

describe('a response that is held', () => {
  it('is given once', () => {
    const held = holdResponses(() => 0);
    held.hold('request', 'response');
    assert.equal(held.take('other request'), null);
    assert.equal(held.take('request'), 'response');
    assert.equal(held.take('request'), null);
    assert.equal(held.count(), 0);
  });
  it('is to be taken back after half a minute, once', () => {
    const { clock, advance } = clockFrom(0);
    const held = holdResponses(clock);
    held.hold('request', 'response');
    advance(29_999);
    assert.deepEqual(held.takeOverdue(), []);
    advance(1);
    assert.equal(held.take('request'), null);
    assert.deepEqual(held.takeOverdue(), ['response']);
    assert.deepEqual(held.takeOverdue(), []);
  });
  it('does not take the place of another one of the same request', () => {
    const held = holdResponses(() => 0);
    held.hold('request', 'one');
    held.hold('request', 'two');
    assert.equal(held.take('request'), 'one');
    assert.deepEqual(held.takeAll(), ['two']);
  });
  it('is one of at most 1024', () => {
    const held = holdResponses(() => 0);
    for (let at = 0; at < 1024; at += 1) assert.equal(held.hold(`request ${at}`, 'response'), true);
    assert.equal(held.hold('request 1024', 'response'), false);
    assert.equal(held.take('request 1023'), 'response');
    assert.equal(held.take('request 1024'), null);
  });
});

describe('refusals of strangers', () => {
  const scene = () => {
    const drafts: EntryDraft[] = [];
    const ledger = { away: false };
    const writer = {
      writer: 'guard',
      append: async (request: { drafts: readonly EntryDraft[] }) => {
        if (ledger.away) throw new LedgerError('ledger_unavailable', 'away');
        drafts.push(...request.drafts);
        return [];
      },
      close: async () => {},
    } satisfies LedgerWriter;
    return {
      drafts,
      ledger,
      strangers: countStrangerRefusals({ writer, issuer: 'https://issuer.example', clock: () => 0 }),
    };
  };
  it('become one entry, however many they are', async () => {
    const { drafts, strangers } = scene();
    for (let at = 0; at < 10_000; at += 1) strangers.count('token', 'client_unknown');
    strangers.count('authorization', 'client_unknown');
    await strangers.flush();
    await strangers.flush();
    assert.equal(drafts.length, 1);
    assert.deepEqual(drafts[0]?.body['refusals'], [
      { endpoint: 'token', reason: 'client_unknown', count: 10_000 },
      { endpoint: 'authorization', reason: 'client_unknown', count: 1 },
    ]);
  });
  it('are kept while the ledger is away', async () => {
    const { drafts, ledger, strangers } = scene();
    strangers.count('token', 'client_unknown');
    ledger.away = true;
    await assert.rejects(strangers.flush());
    ledger.away = false;
    strangers.count('token', 'client_unknown');
    await strangers.flush();
    assert.deepEqual(drafts[0]?.body['refusals'], [{ endpoint: 'token', reason: 'client_unknown', count: 2 }]);
  });
  it('of too many kinds are counted together', async () => {
    const { drafts, strangers } = scene();
    for (let at = 0; at < 1000; at += 1) strangers.count('token', `reason ${at}`);
    await strangers.flush();
    const refusals = drafts[0]?.body['refusals'] as { reason: string; count: number }[];
    assert.equal(refusals.length, 257);
    assert.equal(refusals.find(({ reason }) => reason === 'other')?.count, 744);
  });
});

describe('refusals of a client that has not proven itself', () => {
  it('are written one by one up to sixty a minute', () => {
    const { clock, advance } = clockFrom(0);
    const budget = refusalBudget(clock);
    const written = Array.from({ length: 100 }, () => budget.spend('batch')).filter(Boolean);
    assert.equal(written.length, 60);
    assert.equal(budget.spend('another'), true);
    advance(60_000);
    assert.equal(budget.spend('batch'), true);
  });
});
