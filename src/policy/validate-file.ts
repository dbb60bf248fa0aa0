import type { z } from 'zod';
import { nearestName } from './nearest.ts';
import { overlayFile } from './schema/overlay-file.ts';
import { fieldsAt, type PolicyFile, policyFile } from './schema/policy-file.ts';
import type { Diagnostic } from './types.ts';
import type { Path, YamlSource } from './yaml-source.ts';

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
  return validateAs(OVERLAY_FILE, source, diagnostics) !== null;
}

/** Validates what one policy file says by itself; null, and diagnostics that say why, where it isn't valid. */
export function validateFile(source: YamlSource, diagnostics: Diagnostic[]): PolicyFile | null {
  return validateAs(POLICY_FILE, source, diagnostics);
}

/** Validates what a file says by itself; null, and diagnostics at the node that causes each, where it isn't valid. */
export function validateAs<T>(kind: FileKind<T>, source: YamlSource, diagnostics: Diagnostic[]): T | null {
  const result = kind.schema.safeParse(source.value ?? {});
  if (result.success) return result.data;
  const help = `${kind.document} has every field.`;
  for (const issue of result.error.issues) {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys) diagnostics.push(unknownField(source, path, key, kind.fieldsAt(path), help));
    else if (issue.code !== 'invalid_key' && isMissing(source.value, path))
      diagnostics.push(fieldMissing(source, path.slice(0, -1), String(path.at(-1)), help));
    else
      diagnostics.push({
        code: 'invalid',
        severity: 'error',
        ...source.at(path, issue.code === 'invalid_key' ? 'key' : 'value'),
        message: `${path.join('.') || 'the file'}: ${lowerFirst(issue.message)}`,
        help,
      });
  }
  return null;
}

function unknownField(
  source: YamlSource,
  path: Path,
  key: string,
  fields: readonly string[],
  otherwise: string,
): Diagnostic {
  const nearest = nearestName(key, fields);
  return {
    code: 'unknown_field',
    severity: 'error',
    ...source.at([...path, key], 'key'),
    message: `${key} is no field here`,
    help: nearest === null ? otherwise : `Did you mean ${nearest}?`,
  };
}

function fieldMissing(source: YamlSource, path: Path, field: string, help: string): Diagnostic {
  return {
    code: 'field_missing',
    severity: 'error',
    ...source.at(path, 'key'),
    message: `${path.join('.') || 'the file'} has no ${field}`,
    help,
  };
}

function isMissing(value: unknown, path: Path): boolean {
  const parent = path.slice(0, -1).reduce((node: unknown, step) => Object(node)[step], value);
  return path.length > 0 && typeof parent === 'object' && parent !== null && !Object.hasOwn(parent, path.at(-1) ?? '');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
