import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { z } from 'zod';
import { client } from './client.ts';
import { overlayFile } from './overlay-file.ts';
import { fieldsAt } from './policy-file.ts';
import { scope } from './scope.ts';

describe('the fields that a policy file may have', () => {
  test('at its root are the sections, and what makes it an overlay', () => {
    const fields = fieldsAt([]);
    assert.deepEqual([fields.at(0), fields.at(-1)], ['environment', 'overlay']);
    assert.ok(fields.includes('scopes') && fields.includes('console'));
  });

  test('in what stands there are its own, whether it is a field, a member of a map or an item of a list', () => {
    const limits = ['maxStaleSeconds', 'maxStaleHighRiskSeconds', 'maxSequencingLagSeconds', 'unrecordedTokens'];
    assert.deepEqual(fieldsAt(['limits']), limits);
    assert.deepEqual(fieldsAt(['clients', 'x', 'rotation']), ['secretDays', 'refreshTokenDays']);
    assert.deepEqual(fieldsAt(['clients', 'toString']), fieldsAt(['clients', 'x']));
    assert.deepEqual(fieldsAt(['alertRoutes', 0]), ['alerts', 'severities', 'owners', 'webhooks']);
    assert.deepEqual(fieldsAt(['console', 'roles', 'admin', 3]), ['claim', 'value', 'issuer', 'person']);
  });

  test('are none where nothing of the sort stands', () => {
    for (const path of [
      ['scopse'],
      ['scopse', 'x'],
      ['toString'],
      ['environment'],
      ['environment', 'x', 'y'],
      ['clients'],
    ])
      assert.deepEqual(fieldsAt(path), [], path.join());
  });
});

describe('what a field means is said', () => {
  const meaningOf = (schema: z.ZodObject, field: string): string | undefined =>
    (schema.shape[field] as z.ZodType).description;

  test('in an overlay as in the file that it is laid over: of the field, else of what it holds', () => {
    assert.deepEqual(
      ['overlay', 'rules', 'limits', 'clients', 'alertRoutes', 'console'].map((field) => meaningOf(overlayFile, field)),
      [
        'The environment in which this file is laid over the others: `staging` …',
        'Severity of a rule in this policy, by its id: one that warns can be made to refuse.',
        'Bounds that the guards keep.',
        'A client, by its client id.',
        'Which alerts go to which receivers. One that no route takes goes to all.',
        'Who may do what in the console.',
      ],
    );
  });

  test('of what a rule demands, too', () => {
    assert.equal(meaningOf(scope, 'why'), 'Why it exists.');
    assert.equal(meaningOf(client, 'expires'), 'When it ends: from then on it gets nothing. RFC 3339, UTC.');
  });

  test('where a part of a scope is neither of its two forms', () => {
    const { error } = (scope.shape.parameters as z.ZodType).safeParse({ id: { value: ['7'] } });
    assert.deepEqual(
      error?.issues.map(({ message }) => message),
      ['either values: all that it may be, or characters: and maxLength:'],
    );
  });
});
