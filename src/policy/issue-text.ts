import type { z } from 'zod';
import { nearestName } from '../oauth/index.ts';
import { shown } from './shown.ts';

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

/** A sentence that names more is no sentence. */
const MAX_NAMES = 15;

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
  null: 'nothing (null)',
};

/** What a schema says of a value where it says nothing of its own: what was expected, and what is there. */
export function issueText(issue: RawIssue): string | undefined {
  const expected = expectationOf(issue as Issue);
  return expected === null ? undefined : `${expected} was expected, and this is ${valueText(issue.input)}`;
}

/** What was expected, as a sentence names it: `low, high or critical`, `a text`; null where that isn't one thing. */
export function expectationOf(issue: Issue): string | null {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return oneOf(issue.values.map(String));
    case 'too_small':
      return `at least ${sizeText(issue.minimum, issue.origin)}`;
    case 'too_big':
      return `at most ${sizeText(issue.maximum, issue.origin)}`;
    case 'invalid_format':
      if (issue.format === 'url') return 'a URL';
      return issue.pattern === undefined ? null : `a text of the form ${issue.pattern}`;
    default:
      return null;
  }
}

/** The one of a set of values that was probably meant; null where none is near, or where no set was expected. */
export function meantValue(issue: Issue, value: unknown): string | null {
  return issue.code === 'invalid_value' && typeof value === 'string'
    ? nearestName(value, issue.values.map(String))
    : null;
}

/** The names, for a sentence: `low, high or critical`. */
export function oneOf(names: readonly string[]): string {
  if (names.length > MAX_NAMES)
    return `${names.slice(0, MAX_NAMES).join(', ')} or one of ${names.length - MAX_NAMES} others`;
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}

function sizeText(bound: number | bigint, origin: string): string {
  if (origin === 'string') return `${bound} ${bound === 1 ? 'character' : 'characters'}`;
  if (origin === 'array') return `${bound} ${bound === 1 ? 'item' : 'items'}`;
  return String(bound);
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return value === '' ? 'an empty text' : `the text ${JSON.stringify(shown(value))}`;
  return String(value);
}
