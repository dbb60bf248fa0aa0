import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { badOf, said } from '../testing/said-of-example.ts';

/** `line: what stands there` of each finding, to the end of the line. */
function placesIn(example: string): string[] {
  const lines = example.split('\n');
  return said(example).map(({ rule, line, column }) => `${rule} at ${lines[line - 1]?.slice(column - 1) ?? ''}`);
}

describe('a finding is shown at', () => {
  test('the purpose and the reason that say nothing', () => {
    const text = badOf('why-says-nothing').replace(/why: .*/, 'why: The archive takes them each January.');
    assert.deepEqual(placesIn(text.replace(/purpose: .*/, 'purpose: TODO (later)')), [
      'why-says-nothing at TODO (later)',
    ]);
    const waiver = badOf('waiver-long')
      .replace(/reason: .*/, 'reason: TBD by spring')
      .replace('2030-01', '2027-03');
    assert.deepEqual(placesIn(waiver), ['why-says-nothing at TBD by spring']);
  });

  test('what a client says of rotation, where it says nothing of its secret', () => {
    const text = badOf('secret-rotation-missing').replace(/ *rotation: .*\n/, '');
    assert.deepEqual(
      placesIn(text.replace(/( *)expires:/, '$1rotation: {}\n$1expires:')).map((one) => one.replace(/ {2}#.*/, '')),
      ['secret-rotation-missing at rotation: {}'],
    );
  });
});
