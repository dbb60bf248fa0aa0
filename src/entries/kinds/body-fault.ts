import type { z } from 'zod';
import type { Json } from '../../proof/index.ts';
import type { EntryDraft } from '../types.ts';
import { KINDS } from './index.ts';

type Issue = z.core.$ZodIssue;

const KNOWN: ReadonlyMap<string, ReadonlyMap<number, z.ZodObject>> = new Map(
  Object.entries(KINDS).map(([kind, { versions }]) => [
    kind,
    new Map(versions.map(({ version, body }) => [version, body])),
  ]),
);

/** The version in which an entry of a kind is written now; 1 of what is no kind. */
export function newestVersion(kind: string): number {
  return Math.max(1, ...(KNOWN.get(kind)?.keys() ?? []));
}

/** Whether this version of Ambit knows what such an entry's body has to be. A later one may have written it. */
export function knowsKind(kind: string, version: number): boolean {
  return KNOWN.get(kind)?.has(version) ?? false;
}

/**
 * What is wrong with an entry's body, by the schema of its kind, in words: `token.issued: tokens[0].scopes: expected a list, found a
 * number`. Null where nothing is, and for what this version doesn't know.
 */
export function bodyFault(kind: string, version: number, body: EntryDraft['body']): string | null {
  const schema = KNOWN.get(kind)?.get(version);
  if (schema === undefined) return null;
  const { success, error } = schema.safeParse(body);
  if (success) return null;
  const issue = innermost(error.issues[0] as Issue);
  const at = issue.path;
  if (issue.code === 'unrecognized_keys')
    return `${kind}: ${placeOf([...at, issue.keys[0] as string])}: is no member of version ${version}`;
  const found = valueAt(body, at);
  const what =
    found === undefined
      ? `is missing: expected ${expected(issue)}`
      : `expected ${expected(issue)}, found ${named(found)}`;
  return `${kind}: ${placeOf(at)}: ${what}`;
}

/** Of a value that fits none of several schemas, what keeps it from the one that it comes nearest to. */
function innermost(issue: Issue): Issue {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const nearest = issue.errors.reduce((one, other) => (other.length < one.length ? other : one));
  const [inner] = nearest;
  return inner === undefined ? issue : innermost({ ...inner, path: [...issue.path, ...inner.path] });
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

function expected(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'too_small':
      return `${issue.minimum} or more${issue.origin === 'array' ? ' of them' : ''}`;
    case 'too_big':
      return `${issue.maximum} or less`;
    case 'invalid_union':
      return 'one of the forms that it can have';
    default:
      return issue.message;
  }
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, step) =>
      typeof step === 'number' ? `${text}[${step}]` : `${text}${text === '' ? '' : '.'}${shown(String(step))}`,
    '',
  );
}

function valueAt(value: Json, path: readonly PropertyKey[]): Json | undefined {
  let at: Json | undefined = value;
  for (const step of path) at = (at as Record<PropertyKey, Json> | null | undefined)?.[step];
  return at;
}

/** A value as a fault names it: what stands in a forged entry is somebody else's word, and may be long. */
function named(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(shown(value));
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return value !== null && typeof value === 'object' ? 'an object' : String(value);
}

const MAX_SHOWN = 40;

function shown(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const plain = text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, '\ufffd');
  return plain.length > MAX_SHOWN ? `${plain.slice(0, MAX_SHOWN)}…` : plain;
}
