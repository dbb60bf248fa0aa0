import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { z } from 'zod';
import { expectationOf, issueText, meantValue, oneOf } from './issue-text.ts';

const issueOf = (schema: z.ZodType, value: unknown): z.core.$ZodIssue => {
  const [issue] = schema.safeParse(value, { error: issueText }).error?.issues ?? [];
  return issue ?? assert.fail('it is right');
};
const said = (schema: z.ZodType, value: unknown): string => issueOf(schema, value).message;
const LEVEL = z.enum(['low', 'high', 'critical']);

describe('what is said of a wrong value', () => {
  const cases: readonly (readonly [schema: z.ZodType, value: unknown, sentence: string])[] = [
    [z.string(), 7, 'a text was expected, and this is 7'],
    [z.number(), 'x', 'a number was expected, and this is the text "x"'],
    [z.int(), 0.5, 'a whole number was expected, and this is 0.5'],
    [z.boolean(), '', 'true or false was expected, and this is an empty text'],
    [z.array(z.string()), true, 'a list was expected, and this is true'],
    [z.strictObject({}), [1, 2], 'a map was expected, and this is a list of 2'],
    [z.record(z.string(), z.string()), null, 'a map was expected, and this is nothing'],
    [z.null(), {}, 'nothing (null) was expected, and this is a map'],
    [z.date(), undefined, 'date was expected, and this is nothing'],
    [LEVEL, 'hihg', 'low, high or critical was expected, and this is the text "hihg"'],
    [z.literal(1), 2, '1 was expected, and this is 2'],
    [z.number().min(1), 0, 'at least 1 was expected, and this is 0'],
    [z.number().max(9), 10, 'at most 9 was expected, and this is 10'],
    [z.string().min(8), 'abc', 'at least 8 characters was expected, and this is the text "abc"'],
    [z.string().min(1), '', 'at least 1 character was expected, and this is an empty text'],
    [z.string().max(2), 'a"c', 'at most 2 characters was expected, and this is the text "a\\"c"'],
    [z.array(z.string()).min(1), [], 'at least 1 item was expected, and this is a list of 0'],
    [z.array(z.string()).max(2), ['a', 'b', 'c'], 'at most 2 items was expected, and this is a list of 3'],
    [z.url(), 'x', 'a URL was expected, and this is the text "x"'],
    [z.string().regex(/^a$/), 'b', 'a text of the form /^a$/ was expected, and this is the text "b"'],
  ];
  for (const [schema, value, sentence] of cases)
    test(sentence, () => {
      assert.equal(said(schema, value), sentence);
    });

  test('is no more than a hundred characters of it', () => {
    assert.equal(
      said(z.number(), 'x'.repeat(1000)),
      `a number was expected, and this is the text "${'x'.repeat(99)}…"`,
    );
  });

  test('is nothing of its own where one thing was not expected', () => {
    const issue = issueOf(z.strictObject({}), { more: 1 });
    assert.equal(expectationOf(issue), null);
    assert.match(issue.message, /more/);
    const format: z.core.$ZodIssue = { code: 'invalid_format', format: 'x', path: [], message: '', input: '' };
    assert.equal(expectationOf(format), null);
  });
});

describe('the value of a set that was probably meant', () => {
  test('is the nearest one, and none where no set was expected or nothing is near', () => {
    assert.equal(meantValue(issueOf(LEVEL, 'hihg'), 'hihg'), 'high');
    assert.equal(meantValue(issueOf(LEVEL, 'medium'), 'medium'), null);
    assert.equal(meantValue(issueOf(LEVEL, 7), 7), null);
    assert.equal(meantValue(issueOf(LEVEL, ['high']), ['high']), null);
    assert.equal(meantValue(issueOf(z.enum(['a', 'b']), ['a']), ['a']), null);
    assert.equal(meantValue(issueOf(z.number(), 'high'), 'high'), null);
  });
});

test('names are listed as in a sentence, fifteen of them at most', () => {
  assert.equal(oneOf([]), '');
  assert.equal(oneOf(['a']), 'a');
  assert.equal(oneOf(['a', 'b']), 'a or b');
  assert.equal(oneOf(['a', 'b', 'c']), 'a, b or c');
  const names = Array.from({ length: 17 }, (_, index) => `n${index}`);
  assert.equal(oneOf(names.slice(0, 15)), `${names.slice(0, 14).join(', ')} or n14`);
  assert.equal(oneOf(names), `${names.slice(0, 15).join(', ')} or one of 2 others`);
});
