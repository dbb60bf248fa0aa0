import { nearestName } from './nearest.ts';
import { fieldsAt, type PolicyFile, policyFile } from './schema.ts';
import type { Diagnostic } from './types.ts';
import type { Path, YamlSource } from './yaml-source.ts';

/** Validates what one file says by itself; null, and diagnostics that say why, where it isn't valid. */
export function validateFile(source: YamlSource, diagnostics: Diagnostic[]): PolicyFile | null {
  const result = policyFile.safeParse(source.value ?? {});
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys) diagnostics.push(unknownField(source, path, key));
    else if (issue.code !== 'invalid_key' && isMissing(source.value, path))
      diagnostics.push(fieldMissing(source, path.slice(0, -1), String(path.at(-1))));
    else
      diagnostics.push({
        code: 'invalid',
        severity: 'error',
        ...source.at(path, issue.code === 'invalid_key' ? 'key' : 'value'),
        message: `${path.join('.') || 'the file'}: ${lowerFirst(issue.message)}`,
        help: FIELDS_HELP,
      });
  }
  return null;
}

const FIELDS_HELP = 'docs/policy.md has every field.';

function unknownField(source: YamlSource, path: Path, key: string): Diagnostic {
  const nearest = nearestName(key, fieldsAt(path));
  return {
    code: 'unknown_field',
    severity: 'error',
    ...source.at([...path, key], 'key'),
    message: `${key} is no field here`,
    help: nearest === null ? FIELDS_HELP : `Did you mean ${nearest}?`,
  };
}

function fieldMissing(source: YamlSource, path: Path, field: string): Diagnostic {
  return {
    code: 'field_missing',
    severity: 'error',
    ...source.at(path, 'key'),
    message: `${path.join('.') || 'the file'} has no ${field}`,
    help: FIELDS_HELP,
  };
}

function isMissing(value: unknown, path: Path): boolean {
  const parent = path.slice(0, -1).reduce((node: unknown, step) => Object(node)[step], value);
  return path.length > 0 && typeof parent === 'object' && parent !== null && !Object.hasOwn(parent, path.at(-1) ?? '');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
