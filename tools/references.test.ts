import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, test } from 'node:test';
import { z } from 'zod';
import { references } from './references.ts';
import { schemaReference } from './schema-reference.ts';

describe('the references in docs/', () => {
  for (const { file, text } of references())
    test(`${basename(file)} says what the schema or the rules say; npm run docs writes it anew`, () => {
      assert.ok(existsSync(file));
      assert.equal(readFileSync(file, 'utf8'), text);
    });

  test('have a meaning for each field', () => {
    for (const { file, text } of references())
      assert.deepEqual(
        text.split('\n').filter((line) => line.startsWith('| `') && line.endsWith('|  |')),
        [],
        file,
      );
  });

  test('name a field with its type, its default and its meaning', () => {
    const schema = z.strictObject({
      level: z.enum(['one', 'two']).default('one').describe('How much.'),
      list: z.array(z.strictObject({ count: z.int().min(1).max(9).describe('How many.') })).describe('A list.'),
    });
    assert.equal(
      schemaReference(schema),
      [
        '## The file\n',
        '| field | type | when absent | meaning |',
        '| --- | --- | --- | --- |',
        '| `level` | `one`, `two` | `"one"` | How much. |',
        '| `list` | list of: map | **required** | A list. See `list[]`. |\n',
        '## `list[]`\n',
        '| field | type | when absent | meaning |',
        '| --- | --- | --- | --- |',
        '| `count` | whole number (1–9) | **required** | How many. |\n',
      ].join('\n'),
    );
  });
});
