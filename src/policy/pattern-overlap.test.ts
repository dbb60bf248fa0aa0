import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { patternsOverlap } from './pattern-overlap.ts';
import { compilePattern, patternProblem } from './scope-pattern.ts';
import type { ScopeParameter } from './types.ts';

type Parameters = Readonly<Record<string, ScopeParameter>>;

const DIGITS: ScopeParameter = { characters: 'digits', maxLength: 3 };
const HEX: ScopeParameter = { characters: 'hexadecimal', maxLength: 2 };
const values = (...list: string[]): ScopeParameter => ({ values: list });

describe('two patterns overlap where some scope is of both', () => {
  const cases: readonly (readonly [string, Parameters, string, Parameters, boolean])[] = [
    ['a:{x}', { x: DIGITS }, 'a:{y}', { y: HEX }, true],
    ['a:{x}', { x: DIGITS }, 'b:{y}', { y: DIGITS }, false],
    ['a:{x}', { x: DIGITS }, 'a:{y}:read', { y: DIGITS }, false],
    ['a:{x}', { x: values('eu', 'us') }, 'a:{y}', { y: DIGITS }, false],
    ['a:{x}', { x: values('eu', '12') }, 'a:{y}', { y: DIGITS }, true],
    ['a:{x}', { x: values('1234') }, 'a:{y}', { y: DIGITS }, false],
    ['a:{x}', { x: values('eu', 'us') }, 'a:{y}', { y: values('us', 'asia') }, true],
    ['{x}:a', { x: DIGITS }, '{y}:a', { y: values('7') }, true],
    ['a:{x}:1', { x: DIGITS }, 'a:1:{y}', { y: DIGITS }, true],
    ['a:{x}:b', { x: DIGITS }, 'a:1:{y}', { y: DIGITS }, false],
    // A part is never empty, and a literal not half read.
    ['a:{x}:b', { x: DIGITS }, 'a:{y}', { y: values(':b', '1:', '1:bc') }, false],
    ['a:{x}:bc', { x: DIGITS }, 'a:{y}', { y: values('1:b') }, false],
    ['a:{x}:bc', { x: DIGITS }, 'a:{y}', { y: values('1:bc') }, true],
    // One ends with the other's end.
    ['a:{x}bc', { x: DIGITS }, 'a:{y}c', { y: values('1b') }, true],
    ['a/{x}/{y}', { x: DIGITS, y: DIGITS }, 'a/{z}', { z: { characters: 'slug', maxLength: 9 } }, false],
  ];
  for (const [one, parameters, other, others, expected] of cases)
    test(`${one} and ${other}: ${expected}`, () => {
      const pair = [
        { name: one, parameters },
        { name: other, parameters: others },
      ] as const;
      assert.equal(patternsOverlap(pair[0], pair[1]), expected);
      assert.equal(patternsOverlap(pair[1], pair[0]), expected);
      assert.equal(patternsOverlap(pair[0], pair[0]), true);
    });

  test('of kinds of characters where the two have one in common', () => {
    const kinds = { digits: '7', letters: 'fzFZ', hexadecimal: '7fF', alphanumeric: '7fzFZ', slug: '7fzFZ-_' } as const;
    const of = (kind: string, length: number) => ({
      name: 'a:{x}',
      parameters: { x: { characters: kind as keyof typeof kinds, maxLength: length } },
    });
    for (const [one, some] of Object.entries(kinds))
      for (const [other, others] of Object.entries(kinds)) {
        const both = [...some].some((character) => others.includes(character));
        assert.equal(patternsOverlap(of(one, 1), of(other, 2)), both, `${one} and ${other}`);
      }
  });

  test('as is found out of a policy of two hundred patterns in a moment', { timeout: 60_000 }, () => {
    const slug: ScopeParameter = { characters: 'slug', maxLength: 128 };
    const names = Array.from({ length: 200 }, (_, index) => `pay:{id}:${index}`);
    for (const one of names)
      for (const other of names)
        if (one !== other)
          assert.equal(
            patternsOverlap({ name: one, parameters: { id: slug } }, { name: other, parameters: { id: slug } }),
            false,
          );
  });

  test('as trying all short scopes finds out, too', () => {
    const parameter = fc.oneof(
      fc.constantFrom<ScopeParameter>({ characters: 'digits', maxLength: 2 }, { characters: 'letters', maxLength: 1 }),
      fc.subarray(['1', 'a', '1a', 'aa'], { minLength: 1 }).map((list): ScopeParameter => ({ values: list })),
    );
    const pattern = fc
      .record({ start: fc.constantFrom('', 'a', '1'), end: fc.constantFrom('', ':', ':a', ':1'), x: parameter })
      .map(({ start, end, x }) => ({ name: `${start}{x}${end}`, parameters: { x } }))
      .filter(({ name, parameters }) => patternProblem(name, parameters) === null);
    const scopes = [''];
    for (let length = 0, from = 0; length < 5; length++) {
      const longer = scopes.slice(from).flatMap((scope) => ['1', 'a', ':'].map((next) => scope + next));
      from = scopes.length;
      scopes.push(...longer);
    }
    fc.assert(
      fc.property(pattern, pattern, (one, other) => {
        const [first, second] = [one, other].map(({ name, parameters }) => compilePattern(name, parameters));
        const both = scopes.some((scope) => first?.match(scope) != null && second?.match(scope) != null);
        // Letters and digits beyond 1 and a behave as these do, but for values: of those there are none.
        assert.equal(patternsOverlap(one, other), both);
      }),
    );
  });

  test('is told of long ones, too', { timeout: 30_000 }, () => {
    const long: ScopeParameter = { characters: 'slug', maxLength: 128 };
    const many = values(...Array.from({ length: 1000 }, (_, index) => `value-${index}`));
    const [longs, lists] = [
      { x: long, y: long },
      { x: many, y: many },
    ];
    assert.equal(
      patternsOverlap({ name: 'a:{x}:{y}', parameters: longs }, { name: 'a:{x}:{y}', parameters: lists }),
      true,
    );
    assert.equal(
      patternsOverlap({ name: 'a:{x}:{y}', parameters: longs }, { name: 'a:{x}:{y}:c', parameters: longs }),
      false,
    );
  });

  test('is said of two that would take too long to tell apart, which none of a policy do', () => {
    const slug: ScopeParameter = { characters: 'slug', maxLength: 128 };
    const names = [...'abcdefghijklmnopqrstuvwyzABCDEFGHIJKLMNOPQRS'];
    const parameters = Object.fromEntries(
      names.map((part) => [part, { characters: 'digits', maxLength: 128 } as const]),
    );
    // No scope is of both, for the first are all longer than the other allows.
    const name = `s:${names.map((part) => `{${part}}`).join('xx')}`;
    assert.equal(patternsOverlap({ name, parameters }, { name: 's:{x}', parameters: { x: slug } }), true);
  });
});
