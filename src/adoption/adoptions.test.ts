import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { TestLog } from '../entries/testing/test-log.ts';
import type { Json } from '../proof/index.ts';
import { ADOPTION_KINDS, type Adoptions, createAdoptions, MAX_WINDOW_SECONDS } from './index.ts';

const ISSUER = 'https://issuer.example';
const HOUR = 3600;
/** A token that was issued then, and lives for an hour. */
const at = (issuedAt: number | null) => ({ issuedAt, expiresAt: (issuedAt ?? 0) + HOUR });
const START = Date.parse('2026-11-01T00:00:00.000Z') / 1000;

/** What entries come to, each written an hour after the one before. */
function folded(entries: readonly (readonly [kind: string, body?: Record<string, Json>, writer?: string])[]): {
  readonly adoptions: Adoptions;
  readonly ids: readonly string[];
} {
  const log = new TestLog();
  const adoptions = createAdoptions();
  const ids: string[] = [];
  for (const [kind, body = {}, writer = 'management'] of entries) {
    const now = Date.parse(log.time) / 1000;
    const said =
      body['adoption'] === 'last'
        ? { adoption: ids.at(-1) ?? '' }
        : kind === 'issuer.handed_back'
          ? { from: now, ...body }
          : body;
    const { id, entry } = log.append(kind as 'issuer.adopted', { issuer: ISSUER, body: said }, writer);
    adoptions.take(id, entry);
    ids.push(id);
    log.after(3600);
  }
  return { adoptions, ids };
}

const adopted = (before = START, windowEndsAt = START + 7200) =>
  ['issuer.adopted', { before, windowEndsAt, maxLifeSeconds: HOUR }] as const;

describe('an issuer that is adopted', () => {
  test('has tokens from before the moment, to the second, and none that say nothing of when they were issued', () => {
    const { adoptions, ids } = folded([adopted()]);
    assert.equal(adoptions.of(ISSUER, at(START - 1))?.id, ids[0]);
    assert.equal(adoptions.of(ISSUER, at(0))?.endsAt, START + 7200);
    assert.equal(adoptions.of(ISSUER, at(START)), null);
    assert.equal(adoptions.of(ISSUER, at(null)), null);
    assert.equal(adoptions.of(ISSUER, { issuedAt: START - 1, expiresAt: START + HOUR }), null, 'dated back');
    assert.equal(adoptions.of('https://other.example', at(0)), null);
  });

  test('is not adopted again: what got round the guard since then is from before nothing', () => {
    const { adoptions, ids } = folded([adopted(), adopted(START + HOUR, START + 5 * HOUR)]);
    assert.equal(adoptions.newest(ISSUER)?.id, ids[0]);
    assert.equal(adoptions.of(ISSUER, at(START + 10)), null);
  });

  test('by a moment that is still to come, or with a window of months, is not adopted', () => {
    for (const entry of [adopted(START + 1), adopted(START, START + MAX_WINDOW_SECONDS + 1)])
      assert.deepEqual(folded([entry]).adoptions.all(), []);
    assert.equal(folded([adopted(START, START + MAX_WINDOW_SECONDS)]).adoptions.all().length, 1);
  });

  test('by the key of a guard is not adopted, closed or handed back', () => {
    for (const kind of ADOPTION_KINDS) {
      const [, body] = adopted();
      assert.deepEqual(folded([[kind, body, 'issuer-guard-1']]).adoptions.all(), []);
    }
    const { adoptions } = folded([adopted(), ['adoption.closed', { adoption: 'last' }, 'api-guard-1']]);
    assert.equal(adoptions.newest(ISSUER)?.endsAt, START + 7200);
  });

  test('has its window closed early once, and never longer', () => {
    const { adoptions, ids } = folded([adopted(), ['adoption.closed', { adoption: 'last' }]]);
    const [closed] = adoptions.all();
    assert.deepEqual([closed?.endsAt, closed?.closed], [START + HOUR, ids[1]]);
    const late = folded([adopted(START, START + 60), ['adoption.closed', { adoption: 'last' }]]);
    assert.deepEqual([late.adoptions.all()[0]?.endsAt, late.adoptions.all()[0]?.closed], [START + 60, null]);
  });
});

describe('an issuer that is handed back', () => {
  test('has its tokens taken from then on, beside those of the window, and none that got round the guard before', () => {
    const { adoptions, ids } = folded([adopted(), ['issuer.handed_back']]);
    const [, back] = ids;
    assert.equal(adoptions.of(ISSUER, at(START + HOUR))?.id, back);
    assert.deepEqual(
      [adoptions.of(ISSUER, at(START + HOUR))?.before, adoptions.of(ISSUER, at(START + HOUR))?.endsAt],
      [null, null],
    );
    assert.equal(adoptions.of(ISSUER, at(START - 1))?.id, ids[0]);
    assert.equal(adoptions.of(ISSUER, at(START + HOUR - 1)), null, 'issued past the guard while it was there');
  });

  test('is adopted again: what it issued meanwhile gets a window, and what it was is still known by its id', () => {
    const again = adopted(START + 2 * HOUR, START + 4 * HOUR);
    const { adoptions, ids } = folded([adopted(), ['issuer.handed_back'], again]);
    assert.equal(adoptions.of(ISSUER, at(START + HOUR))?.id, ids[2]);
    assert.equal(adoptions.of(ISSUER, at(START + 2 * HOUR)), null);
    assert.equal(adoptions.of(ISSUER, at(START + HOUR - 1)), null);
    assert.equal(adoptions.get(ids[1] ?? '')?.state, 'handed_back');
    assert.equal(adoptions.newest(ISSUER)?.state, 'adopted');
  });

  test('counts from when its server’s clock says, a minute behind at most', () => {
    const of = (from: number) => folded([['issuer.handed_back', { from }]]).adoptions.newest(ISSUER)?.from;
    assert.deepEqual([of(START - 60), of(START - 62), of(START + 1)], [START - 60, undefined, undefined]);
  });

  test('is not adopted as of before it was handed back, nor handed back twice', () => {
    const { adoptions, ids } = folded([adopted(), ['issuer.handed_back'], adopted(START + 60), ['issuer.handed_back']]);
    assert.equal(adoptions.newest(ISSUER)?.id, ids[1]);
  });
});

test('taking the same entries again changes nothing, and what was issued past a guard is never from before (property)', () => {
  const step = fc.constantFrom('issuer.adopted', 'issuer.handed_back', 'adoption.closed');
  fc.assert(
    fc.property(fc.array(fc.tuple(step, fc.nat(5)), { maxLength: 8 }), (steps) => {
      const log = new TestLog();
      const adoptions = createAdoptions();
      const taken: { id: string; entry: Parameters<Adoptions['take']>[1] }[] = [];
      for (const [kind, hours] of steps) {
        const now = Date.parse(log.time) / 1000;
        const [{ id: adoption = '' } = {}] = adoptions.all().slice(-1);
        const body = {
          before: now - hours * 600,
          windowEndsAt: now + hours * HOUR,
          maxLifeSeconds: HOUR,
          adoption,
          from: now,
        };
        const { id, entry } = log.append(kind, { issuer: ISSUER, body }, 'management');
        const guarded = adoptions.newest(ISSUER)?.state === 'adopted';
        const probe = now - 1;
        const wasFromBefore = adoptions.of(ISSUER, at(probe)) !== null;
        adoptions.take(id, entry);
        if (guarded) assert.equal(adoptions.of(ISSUER, at(probe)) !== null, wasFromBefore, kind);
        taken.push({ id, entry });
        log.after(HOUR);
      }
      const before = adoptions.all();
      for (const { id, entry } of taken) adoptions.take(id, entry);
      assert.deepEqual(adoptions.all(), before);
    }),
  );
});
