import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { nearestName, nearestNames } from './nearest.ts';

describe('the name that was probably meant', () => {
  const cases: readonly (readonly [name: string, names: readonly string[], meant: string | null])[] = [
    ['orders:raed', ['orders:read', 'orders:write'], 'orders:read'],
    // Each kind of slip counts once: with three letters, one is the most.
    ['abx', ['abc'], 'abc'],
    ['ab', ['abc'], 'abc'],
    ['abcd', ['abc'], 'abc'],
    ['xabc', ['abc'], 'abc'],
    ['bac', ['abc'], 'abc'],
    ['acb', ['abc'], 'abc'],
    ['axx', ['abc'], null],
    ['cba', ['abc'], null],
    ['bca', ['abc'], null],
    ['ab', ['ca'], null],
    ['ab', ['bc'], null],
    // Of six letters two, of nine three.
    ['abcdxx', ['abcdef'], 'abcdef'],
    ['abcxxx', ['abcdef'], null],
    ['badcef', ['abcdef'], 'abcdef'],
    ['badcfe', ['abcdef'], null],
    ['abcdefxxx', ['abcdefghi'], 'abcdefghi'],
    ['abcdexxxx', ['abcdefghi'], null],
    // However short: one letter is always a slip.
    ['a', ['b'], 'b'],
    ['', ['b'], 'b'],
    ['', ['bc'], null],
    // The nearest one, of two as near the first.
    ['abcdex', ['abcdxy', 'abcdef', 'abcdeg'], 'abcdef'],
    ['abcdef', ['abcdeg', 'abcdef'], 'abcdef'],
    ['abcdef', [], null],
    // What is swapped can't be changed once more (optimal string alignment).
    ['ca', ['abc'], null],
  ];
  for (const [name, names, meant] of cases)
    test(`${JSON.stringify(name)} of ${names.join(', ') || 'none'}: ${meant ?? 'none'}`, () => {
      assert.equal(nearestName(name, names), meant);
    });

  test('is one of several, where they are equally near', () => {
    assert.deepEqual(nearestNames('abcdex', ['abcxyx', 'abcdef', 'abcdeg', 'abcdeh'], 2), ['abcdef', 'abcdeg']);
    assert.deepEqual(nearestNames('abcdef', ['abcdeg', 'abcdef'], 2), ['abcdef']);
    assert.deepEqual(nearestNames('abcdef', ['uvwxyz'], 2), []);
    assert.deepEqual(nearestNames('abcdxx', ['abcdef'], 2, 2), ['abcdef']);
    assert.deepEqual(nearestNames('abcdxx', ['abcdef'], 2, 1), []);
  });

  test('is not looked for where no person would have typed that much', () => {
    const text = 'a'.repeat(300);
    assert.equal(nearestName(text, [`${text}b`]), `${text}b`);
    assert.equal(nearestName(`${text}a`, [`${text}b`]), null);
  });

  test('is found after one slip of any kind, wherever it is', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 3, maxLength: 8 });
    fc.assert(
      fc.property(name, fc.nat(), fc.constantFrom('left out', 'put in', 'replaced', 'swapped'), (meant, at, slip) => {
        const place = at % meant.length;
        const [before, letter = '', next = '', after] = [
          meant.slice(0, place),
          meant[place],
          meant[place + 1],
          meant.slice(place + 2),
        ];
        const written = {
          'left out': `${before}${next}${after}`,
          'put in': `${before}x${letter}${next}${after}`,
          replaced: `${before}x${next}${after}`,
          swapped: `${before}${next}${letter}${after}`,
        }[slip];
        // Nothing else is as near: it shares no letter.
        assert.equal(nearestName(written, ['zzzzzzzzzzzz', meant]), meant);
      }),
    );
  });
});
