import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { applyBaseline, type BaselineEntry, parseBaseline, widenedBaseline, writeBaseline } from './baseline.ts';
import type { GateFinding } from './types.ts';

const TIME = Date.UTC(2027, 0, 1) / 1000;
const END = '2027-03-01T00:00:00Z';
const FILE = 'ambit.baseline.yaml';

const finding = (scope: string, file = 'a.ts', line = 1): GateFinding => ({
  ...{ rule: 'scope-not-allowed', severity: 'error', file, line, column: 1, client: 'till', scope, reason: null },
  ...{ message: `${scope} is refused`, help: 'Use less.', narrower: [], approvers: [] },
});

function entriesOf(text: string): readonly BaselineEntry[] {
  const { entries, diagnostics } = parseBaseline(FILE, text);
  assert.deepEqual(diagnostics, []);
  return entries ?? [];
}

const written = (found: readonly GateFinding[], before: readonly BaselineEntry[] = [], end = END) =>
  entriesOf(writeBaseline(found, before, end));

const rules = (findings: readonly GateFinding[]): string[] => findings.map(({ rule, scope }) => `${rule} ${scope}`);

describe('a baseline', () => {
  test('lets what was there pass, wherever it moved in its file, and nothing new', () => {
    const entries = written([finding('a'), finding('b')]);
    const { findings, held } = applyBaseline(
      [finding('a', 'a.ts', 40), finding('b'), finding('c')],
      entries,
      FILE,
      TIME,
    );
    assert.deepEqual(rules(findings), ['scope-not-allowed c']);
    assert.equal(held, 2);
    assert.deepEqual(rules(applyBaseline([finding('a', 'other.ts')], written([finding('a')]), FILE, TIME).findings), [
      'scope-not-allowed a',
      'baseline-unneeded a',
    ]);
  });

  test('lets it pass as often as it was there', () => {
    const entries = written([finding('a'), finding('a', 'a.ts', 2)]);
    assert.deepEqual(applyBaseline([finding('a'), finding('a')], entries, FILE, TIME), { findings: [], held: 2 });
    assert.deepEqual(
      rules(
        applyBaseline(
          [1, 2, 3].map(() => finding('a')),
          entries,
          FILE,
          TIME,
        ).findings,
      ),
      ['scope-not-allowed a'],
    );
    const { findings } = applyBaseline([finding('a')], entries, FILE, TIME);
    assert.deepEqual(rules(findings), ['baseline-unneeded a']);
    assert.match(findings[0]?.help ?? '', /count: 1/);
  });

  test('ends: from then on what it held fails, and so does the entry', () => {
    const entries = written([finding('a')], [], '2027-01-01T00:00:00Z');
    assert.deepEqual(rules(applyBaseline([finding('a')], entries, FILE, TIME).findings), [
      'scope-not-allowed a',
      'baseline-expired a',
    ]);
    assert.deepEqual(rules(applyBaseline([finding('a')], entries, FILE, TIME - 1).findings), []);
    assert.deepEqual(rules(applyBaseline([], entries, FILE, TIME).findings), ['baseline-unneeded a']);
  });

  test('promises nothing for more than a year', () => {
    const entries = written([finding('a')], [], '2028-01-03T00:00:00Z');
    assert.deepEqual(rules(applyBaseline([finding('a')], entries, FILE, TIME).findings), [
      'scope-not-allowed a',
      'baseline-expired a',
    ]);
  });

  test('written again buys no time for what was in it', () => {
    const first = written([finding('a')]);
    const again = written([finding('a'), finding('b')], first, '2027-12-01T00:00:00Z');
    assert.deepEqual(
      again.map(({ scope, expires }) => [scope, expires]),
      [
        ['a', END],
        ['b', '2027-12-01T00:00:00Z'],
      ],
    );
  });

  test('that holds more than before, or longer, is a widening', () => {
    const before = written([finding('a'), finding('b')]);
    assert.deepEqual(widenedBaseline(before, before, FILE), []);
    assert.deepEqual(widenedBaseline(before, written([finding('a')]), FILE), []);
    assert.deepEqual(rules(widenedBaseline(before, written([finding('c')]), FILE)), ['baseline-widened c']);
    assert.deepEqual(rules(widenedBaseline(before, written([finding('a'), finding('a')]), FILE)), [
      'baseline-widened a',
    ]);
    assert.deepEqual(rules(widenedBaseline(before, written([finding('a')], [], '2027-03-01T00:00:01Z'), FILE)), [
      'baseline-widened a',
    ]);
    assert.deepEqual(rules(widenedBaseline([], before, FILE)), ['baseline-widened a', 'baseline-widened b']);
  });

  const split = (count: number): readonly BaselineEntry[] =>
    Array.from({ length: count }, () => written([finding('a')])[0]).filter((one) => one !== undefined);
  test('can’t be widened by the same entry twice', () => {
    assert.equal(widenedBaseline(split(1), split(2), FILE).length, 1);
  });

  test('with two entries for the same is an error, and the earlier of two ends holds', () => {
    const twice = [...written([finding('a')]), ...written([finding('a')], [], '2027-06-01T00:00:00Z')];
    assert.deepEqual(rules(applyBaseline([finding('a'), finding('a')], twice, FILE, TIME - 1).findings), [
      'baseline-doubled a',
    ]);
    const joined = written([finding('a'), finding('a')], [], '2027-06-01T00:00:00Z');
    assert.equal(widenedBaseline(twice, joined, FILE).length, 1);
    assert.deepEqual(widenedBaseline(twice, written([finding('a'), finding('a')], twice), FILE), []);
    assert.deepEqual(widenedBaseline([...twice].reverse(), written([finding('a')], [...twice].reverse()), FILE), []);
  });

  const bad: readonly (readonly [what: string, text: string, says: RegExp])[] = [
    ['an entry without an end', 'baseline: 1\nentries:\n  - { rule: scope-not-allowed, file: a }\n', /3:.*expires/],
    [
      'an end that is no time',
      'baseline: 1\nentries:\n  - { rule: scope-not-allowed, file: a, expires: never }\n',
      /3:.*2027-01-31/,
    ],
    [
      'a rule of the policy',
      'baseline: 1\nentries:\n  - { rule: approval-missing, file: a, expires: 2027-01-01T00:00:00Z }\n',
      /3:.*rule/,
    ],
    ['a field that there isn’t', 'baseline: 1\nentries: []\nignore: all\n', /3:.*ignore/],
    ['another version', 'baseline: 2\nentries: []\n', /1:.*baseline/],
    ['nothing', '', /baseline/],
    ['an anchor', 'baseline: 1\nentries: &a []\n', /2:.*anchor/],
  ];
  for (const [what, text, says] of bad)
    test(`with ${what} says so`, () => {
      const { entries, diagnostics } = parseBaseline(FILE, text);
      assert.equal(entries, null);
      assert.match(
        diagnostics.map(({ line, message, help, code }) => `${line}: ${code} ${message} ${help}`).join('\n'),
        says,
      );
    });

  test('reads whatever it writes, and holds exactly what it was written of', () => {
    const name = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => !/[\p{C}\u2028\u2029]/u.test(text));
    const found = fc.array(fc.tuple(name, name), { maxLength: 8 });
    fc.assert(
      fc.property(found, (pairs) => {
        const findings = pairs.map(([scope, file]) => finding(scope, file));
        assert.deepEqual(applyBaseline(findings, written(findings), FILE, TIME), {
          findings: [],
          held: findings.length,
        });
        assert.deepEqual(widenedBaseline(written(findings), written(findings), FILE), []);
      }),
    );
  });

  test('never throws, whatever it says', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { entries, diagnostics } = parseBaseline(FILE, text);
        assert.equal(entries === null, diagnostics.length > 0);
      }),
    );
  });
});
