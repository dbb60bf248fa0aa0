import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TextPlaces } from './text-places.ts';

test('lines end with LF, CRLF or CR, in whichever order places are asked for', () => {
  const text = fc
    .array(fc.constantFrom('\n', '\r', '\r\n', 'a', 'é', '😀'), { maxLength: 30 })
    .map((all) => all.join(''));
  const places = text.chain((one) =>
    fc.tuple(fc.constant(one), fc.array(fc.nat({ max: one.length }), { maxLength: 5 })),
  );
  fc.assert(
    fc.property(places, ([one, offsets]) => {
      const at = new TextPlaces(one);
      for (const offset of offsets) {
        const ends = [...one.matchAll(/\r\n?|\n/g)].map(({ 0: { length }, index }) => index + length);
        const before = ends.filter((end) => end <= offset);
        assert.deepEqual(at.at(offset), { line: before.length + 1, column: offset - (before.at(-1) ?? 0) + 1 });
      }
    }),
  );
});
