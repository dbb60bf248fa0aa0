import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isUtcSeconds } from './utc-seconds.ts';

describe('a time in whole seconds, UTC', () => {
  for (const time of ['2026-11-25T00:00:00Z', '2028-02-29T23:59:59Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z'])
    test(`is ${time}`, () => assert.equal(isUtcSeconds(time), true));

  for (const time of [
    ...[null, undefined, '', 'now', '2026-11-25', '2026-11-25T00:00:00', '2026-11-25T00:00Z', '2026-11-25 00:00:00Z'],
    ...['2026-11-25T00:00:00z', '2026-11-25T00:00:00.000Z', '2026-11-25T00:00:00.5Z', '2026-11-25T00:00:00+00:00'],
    ...['2026-02-29T00:00:00Z', '2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '2026-11-25T25:00:00Z'],
    // Twenty characters, the first of a year of six digits without seconds.
    ...['+010000-01-01T00:00Z', '+010000-01-01T00:00:00Z', ' 2026-11-25T00:00:00', '2026-11-25T24:00:00Z'],
  ])
    test(`is not ${time}`, () => assert.equal(isUtcSeconds(time), false));

  test('is what it was written from', () => {
    const dates = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });
    fc.assert(fc.property(dates, (date) => isUtcSeconds(`${date.toISOString().slice(0, 19)}Z`)));
    fc.assert(fc.property(fc.string({ minLength: 20, maxLength: 20 }), (text) => !isUtcSeconds(text)));
  });
});
