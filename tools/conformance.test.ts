import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { conformanceNumbers } from './conformance-numbers.ts';

const ROOT = resolve(import.meta.dirname, '..');
const STATES = ['held', 'held in part', 'refused', 'not yet', 'not applicable'];

interface Row {
  readonly number: string;
  readonly requirement: string;
  readonly state: string;
  readonly why: string;
  readonly tests: readonly { readonly file: string; readonly name: string }[];
}

const page = readFileSync(join(ROOT, 'docs/conformance.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => /^\| [ABKM]\d/.test(line))
  .map((line): Row => {
    const [, number = '', requirement = '', state = '', why = '', held = ''] = line
      .split('|')
      .map((cell) => cell.trim());
    const tests = held === '' ? [] : held.split('<br>').map(testOf);
    return { number, requirement, state, why, tests };
  });

function testOf(text: string): { readonly file: string; readonly name: string } {
  const [, file = '', name = ''] = /^`([^`]+)`: (.+)$/.exec(text.trim()) ?? [];
  return { file, name };
}

describe('docs/conformance.md', () => {
  test('has one row for each requirement, in their order, and none beside', () => {
    assert.deepEqual(
      rows.map(({ number }) => number),
      conformanceNumbers.map(({ number }) => number),
    );
  });
  for (const { number, requirement, state, why, tests } of rows)
    test(`${number} is stated, and shown by tests that exist`, () => {
      assert.notEqual(requirement, '');
      assert.ok(STATES.includes(state), `${state} is no state: write one of ${STATES.join(', ')}`);
      if (state !== 'held') assert.notEqual(why, '', 'what is missing, or why, has to be said');
      if (state === 'held' || state === 'held in part' || state === 'refused')
        assert.notDeepEqual(tests, [], 'who says so names the test that shows it');
      for (const { file, name } of tests) {
        assert.ok(existsSync(join(ROOT, file)), `${file} is not there`);
        // A name that is put together in a loop stands there in parts.
        const text = readFileSync(join(ROOT, file), 'utf8');
        assert.ok(text.includes(name), `${file} has no test named ${name}`);
      }
    });
  test('counts its states as its rows do', () => {
    for (const state of STATES) {
      const count = rows.filter((row) => row.state === state).length;
      assert.ok(page.includes(`${count} ${state}`), `${count} rows are ${state}`);
    }
  });
  test('knows every number that a test is named for', () => {
    const known = new Set(conformanceNumbers.map(({ number }) => number));
    for (const file of globSync('src/{guard/issuer,gateway,oauth,tokens}/**/*.test.ts', { cwd: ROOT }))
      for (const [, number = ''] of readFileSync(join(ROOT, file), 'utf8').matchAll(
        /(?:it|test)\(\s*['`]((?:A1?\d(?:\.\d+)?|[BKM]\d+))[ ,:]/g,
      ))
        assert.ok(known.has(number), `${file} names ${number}, which is no requirement`);
  });
});
