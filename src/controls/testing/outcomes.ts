import assert from 'node:assert/strict';
import type { LoggedEntry } from '../../entries/index.ts';
import type { ControlResult } from '../index.ts';

/** That exactly these were listed: what each says, and by which entry. */
export function lists(result: ControlResult, expected: readonly (readonly [LoggedEntry, RegExp])[]): void {
  assert.deepEqual(
    result.exceptions.map(({ entries: [first], what }) => [first?.index, what]),
    expected.map(([{ index }, what], at) => [
      index,
      what.exec(result.exceptions[at]?.what ?? '')?.input ?? what.source,
    ]),
  );
  assert.equal(result.outcome, expected.length > 0 ? 'exceptions' : result.outcome);
}

export function passes(result: ControlResult): void {
  assert.deepEqual(result.exceptions, []);
  assert.equal(result.outcome, 'passed');
}
