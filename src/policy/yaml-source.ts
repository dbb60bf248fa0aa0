import { boundedDiagnostics } from './bounded-diagnostics.ts';
import { Lines, offsetAt, type Path } from './placed-node.ts';
import { type Complain, readPlain, refuseHidden } from './plain-yaml.ts';
import { readQuickly } from './quick-yaml.ts';
import type { Diagnostic } from './types.ts';

/** Characters that a policy file may have at most. Who reads files needs to read no more of one than a few bytes beyond. */
export const MAX_FILE_CHARACTERS = 1_000_000;

/** One YAML file that was read, with where each of its nodes stands. */
export interface YamlSource {
  readonly file: string;
  /** Null where the file can't be read; `diagnostics` say why. */
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
  /** Where a node stands; where it isn't there, its nearest ancestor. `key` asks for the name rather than the value. */
  at(path: Path, part?: 'key' | 'value'): { readonly file: string; readonly line: number; readonly column: number };
}

/**
 * Reads a YAML 1.2 file in the plain part of the language: one document, no anchors, aliases, merge keys, tags or directives, each
 * key once, no characters that can't be seen. What is left out lets a file say something else than a reviewer sees in it.
 */
export function readYaml(file: string, text: string): YamlSource {
  const found: Diagnostic[] = [];
  const lines = new Lines(text);
  const complain: Complain = (offset, code, message, help) => {
    found.push({ code, severity: 'error', file, ...lines.at(offset), message, help });
  };
  const nothing = (): YamlSource => ({
    file,
    value: null,
    diagnostics: boundedDiagnostics(found),
    at: () => ({ file, line: 1, column: 1 }),
  });
  if (text.length > MAX_FILE_CHARACTERS) {
    complain(
      0,
      'file_too_large',
      'this file is larger than 1 MB, which is the most',
      'Split the policy into several files.',
    );
    return nothing();
  }
  // A text with hidden characters isn't shown to the parser's messages at all.
  refuseHidden(text, complain);
  if (found.length > 0) return nothing();
  const root = readQuickly(text) ?? readPlain(text, complain);
  if (found.length > 0) return nothing();
  if (root === null) return { ...nothing(), value: {} };
  return {
    file,
    value: root.value,
    diagnostics: [],
    at: (path, part = 'value') => ({ file, ...lines.at(offsetAt(root, path, part)) }),
  };
}
