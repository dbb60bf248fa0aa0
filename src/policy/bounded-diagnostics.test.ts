import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { boundedDiagnostics } from './bounded-diagnostics.ts';
import { shown } from './shown.ts';
import type { Diagnostic } from './types.ts';

const many = (count: number): Diagnostic[] =>
  Array.from({ length: count }, (_, index) => ({
    code: 'invalid',
    severity: index < 1000 ? 'error' : 'warning',
    ...{ file: 'a.yaml', line: index + 1, column: 3 },
    message: `wrong ${index}`,
    help: 'Mend it.',
  }));

describe('what is told of a file', () => {
  test('is all that is wrong, up to a thousand', () => {
    assert.deepEqual(boundedDiagnostics([]), []);
    assert.deepEqual(boundedDiagnostics(many(1000)), many(1000));
  });

  test('is a thousand and, at the place of the next one, how many more there are', () => {
    const told = boundedDiagnostics(many(1003));
    assert.deepEqual(told.slice(0, 1000), many(1000));
    assert.deepEqual(told.slice(1000), [
      {
        code: 'further_errors',
        severity: 'warning',
        ...{ file: 'a.yaml', line: 1001, column: 3 },
        message: '3 more are wrong from here on',
        help: 'Mend the 1000 before it first.',
      },
    ]);
  });

  test('counts those that were never put into words', () => {
    assert.equal(boundedDiagnostics(many(1001), 5000).at(-1)?.message, '4000 more are wrong from here on');
  });

  test('shows a hundred characters of a text at most', () => {
    assert.equal(shown('a'.repeat(100)), 'a'.repeat(100));
    assert.equal(shown('a'.repeat(101)), `${'a'.repeat(99)}…`);
    assert.equal(shown(''), '');
  });
});
