import type { z } from 'zod';
import { nearestName } from '../oauth/index.ts';
import { boundedDiagnostics } from './bounded-diagnostics.ts';
import { expectationOf, issueText, meantValue, oneOf } from './issue-text.ts';
import type { Path } from './placed-node.ts';
import { overlayFile } from './schema/overlay-file.ts';
import { fieldsAt, type PolicyFile, policyFile, SECTIONS } from './schema/policy-file.ts';
import { shown } from './shown.ts';
import { type FoundTodo, findTodos, isTodoAt } from './todo.ts';
import type { Diagnostic } from './types.ts';
import type { YamlSource } from './yaml-source.ts';

type Issue = z.core.$ZodIssue;

/** No more issues of a file are put into words than are shown. */
const MAX_ISSUES = 1001;

/** A kind of file, by the schema that validates it. */
export interface FileKind<T> {
  readonly schema: z.ZodType<T>;
  /** The fields that such a file may have at a path, for "did you mean". */
  fieldsAt(path: Path): readonly string[];
  /** The document that has every field. */
  readonly document: string;
}

const POLICY_FILE: FileKind<PolicyFile> = { schema: policyFile, fieldsAt, document: 'docs/policy-reference.md' };

const OVERLAY_FILE: FileKind<unknown> = { schema: overlayFile, fieldsAt, document: 'docs/policy-reference.md' };

/** Validates what an overlay says by itself: parts of definitions. False, and diagnostics that say why, where it isn't valid. */
export function validateOverlay(source: YamlSource, diagnostics: Diagnostic[]): boolean {
  const todos = tellTodos(source, diagnostics);
  const result = validated(overlayFile, source.value ?? {});
  diagnostics.push(...diagnosticsOf(OVERLAY_FILE, source, besideTodos(source, result.issues ?? [])));
  return result.issues === null && todos.length === 0;
}

/** What one policy file says by itself, and what of it is wrong. */
export interface ValidatedFile {
  /** The definitions that are valid, for what they say of each other is checked all the same; null where nothing is. */
  readonly content: PolicyFile | null;
  /** The definitions and sections that aren't: they are there, and nothing can be said about them. Of the whole file: an empty path. */
  readonly broken: readonly Path[];
}

/** Validates what one policy file says by itself. */
export function validateFile(source: YamlSource, diagnostics: Diagnostic[]): ValidatedFile {
  const value = source.value ?? {};
  const todos = tellTodos(source, diagnostics);
  const result = validated(policyFile, value);
  if (result.issues === null && todos.length === 0) return { content: result.data, broken: [] };
  const issues = result.issues ?? [];
  diagnostics.push(...diagnosticsOf(POLICY_FILE, source, besideTodos(source, issues)));
  const broken = [...issues.map(pathOf), ...todos.map(({ path }) => path)].map(brokenAt);
  const rest = validated(policyFile, without(value, broken));
  return { content: rest.issues === null ? rest.data : null, broken };
}

/** Validates what a file says by itself; null, and diagnostics at the node that causes each, where it isn't valid. */
export function validateAs<T>(kind: FileKind<T>, source: YamlSource, diagnostics: Diagnostic[]): T | null {
  const result = validated(kind.schema, source.value ?? {});
  if (result.issues === null) return result.data;
  diagnostics.push(...diagnosticsOf(kind, source, result.issues));
  return null;
}

/** Each TODO of the file, told. All of them, however many: how much remains is what one wants to know. */
function tellTodos(source: YamlSource, diagnostics: Diagnostic[]): readonly FoundTodo[] {
  const todos = findTodos(source);
  for (const { diagnostic } of todos) diagnostics.push(diagnostic);
  return todos;
}

/** What is wrong beside the TODOs: of what the schema says of a TODO, nothing helps. */
function besideTodos({ value }: YamlSource, issues: readonly Issue[]): readonly Issue[] {
  return issues.filter((issue) => !isTodoAt(value, pathOf(issue)));
}

/** Where an issue is: what is read from a file has no symbols for names. */
function pathOf({ path }: Issue): Path {
  return path as Path;
}

type Validated<T> = { readonly data: T; readonly issues: null } | { readonly issues: readonly Issue[] };

function validated<T>(schema: z.ZodType<T>, value: unknown): Validated<T> {
  try {
    const { success, data, error } = schema.safeParse(value, { error: issueText });
    return success ? { data, issues: null } : { issues: error.issues };
  } catch (error) {
    // zod hands all issues on as arguments of one call, and an engine takes some hundred thousand of them.
    if (!(error instanceof RangeError)) throw error;
    return { issues: [{ code: 'custom', path: [], input: value, message: 'more is wrong here than can be told' }] };
  }
}

/** The definition that holds a path, or the section that is none of definitions; of the file itself, nothing. */
function brokenAt(path: Path): Path {
  return path.slice(0, isOfDefinitions(path[0]) ? 2 : 1);
}

function isOfDefinitions(section: unknown): boolean {
  return SECTIONS.some((one) => one === section);
}

/** What is left of a file: the sections that there are, without what is broken. */
function without(value: unknown, broken: readonly Path[]): unknown {
  const gone = new Set(broken.map((path) => JSON.stringify(path)));
  const left = (part: unknown, within: Path): readonly [string, unknown][] =>
    Object.entries(Object(part)).filter(([name]) => !gone.has(JSON.stringify([...within, name])));
  const known = new Set(fieldsAt([]));
  return Object.fromEntries(
    left(value, [])
      .filter(([section]) => known.has(section))
      .map(([section, part]) => [section, isOfDefinitions(section) ? Object.fromEntries(left(part, [section])) : part]),
  );
}

function diagnosticsOf(kind: FileKind<unknown>, source: YamlSource, issues: readonly Issue[]): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [index, issue] of issues.entries()) {
    if (found.length >= MAX_ISSUES) break;
    // What is of another type is asked for its length all the same.
    if (issue.code === 'too_small' && JSON.stringify(issues[index - 1]?.path) === JSON.stringify(issue.path)) continue;
    const path = pathOf(issue);
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys.slice(0, MAX_ISSUES)) found.push(unknownField(kind, source, path, key));
    else if (isMissing(source.value, path)) found.push(fieldMissing(kind, source, path, issue));
    else found.push(invalid(kind, source, path, issue));
  }
  const all = issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);
  return boundedDiagnostics(found, all);
}

function invalid(kind: FileKind<unknown>, source: YamlSource, path: Path, issue: Issue): Diagnostic {
  const told = issue.code === 'invalid_key' ? (issue.issues[0] ?? issue) : issue;
  const meant = meantValue(told, valueAt(source.value, path));
  return {
    code: 'invalid',
    severity: 'error',
    ...source.at(path, issue.code === 'invalid_key' ? 'key' : 'value'),
    message: `${pathText(path) || 'the file'}: ${lowerFirst(told.message)}`,
    help: meant === null ? `${kind.document} has every field.` : `Did you mean ${meant}?`,
  };
}

function unknownField(kind: FileKind<unknown>, source: YamlSource, path: Path, key: string): Diagnostic {
  const fields = kind.fieldsAt(path);
  const nearest = nearestName(key, fields);
  const expected = fields.length === 0 ? '' : `Expected ${oneOf(fields)}. `;
  return {
    code: 'unknown_field',
    severity: 'error',
    ...source.at([...path, key], 'key'),
    message: `${shown(key)} is no field here`,
    help: nearest === null ? `${expected}${kind.document} has every field.` : `Did you mean ${nearest}?`,
  };
}

function fieldMissing(kind: FileKind<unknown>, source: YamlSource, path: Path, issue: Issue): Diagnostic {
  const field = String(path.at(-1));
  const owner = path.slice(0, -1);
  const expected = expectationOf(issue);
  return {
    code: 'field_missing',
    severity: 'error',
    ...source.at(owner),
    message: `${pathText(owner) || 'the file'} has no ${field}`,
    help: `Add ${expected === null ? field : `${field}: ${expected}`}. ${kind.document} has every field.`,
  };
}

function isMissing(value: unknown, path: Path): boolean {
  const name = path.at(-1);
  return name !== undefined && !Object.hasOwn(Object(valueAt(value, path.slice(0, -1))), name);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce((node: unknown, step) => Object(node)[step], value);
}

function pathText(path: Path): string {
  return path.map((step) => shown(String(step))).join('.');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
