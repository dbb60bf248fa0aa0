import {
  readDotenv,
  readIni,
  readJson,
  readProperties,
  readYaml,
  type Scalar,
  type Value,
  withoutActions,
} from '../documents/index.ts';
import { settingsTree } from './settings-tree.ts';

/** A document that stands in another as a text: a file of a ConfigMap, Helm values of an Argo CD application, JSON in a variable. */
export interface Embedded {
  readonly source: string;
  readonly roots: readonly (Value | null)[];
  /** Where an offset of it stands in the document around it. */
  at(offset: number): number;
}

/**
 * Reads a text as the document that its name and its beginning say it is; null where it is none.
 *
 * @param source text of the document around it
 * @param name of the setting that it is the value of, often a file's
 */
export function embeddedIn(scalar: Scalar, source: string, name: string): Embedded | null {
  const { text, at } = placed(scalar, source);
  const roots = rootsOf(text, name);
  return roots === null ? null : { source: text, roots, at };
}

function placed(scalar: Scalar, source: string): { readonly text: string; readonly at: (offset: number) => number } {
  const written = source.slice(scalar.offset, scalar.end);
  const value = String(scalar.value);
  if (written[0] === '|' || written[0] === '>') {
    // A block keeps its lines as they are but for the blanks before them, which no format minds.
    const head = written.indexOf('\n') + 1;
    return { text: written.slice(head), at: (offset) => scalar.offset + head + offset };
  }
  const within = written.indexOf(value);
  if (within !== -1) return { text: value, at: (offset) => scalar.offset + within + offset };
  return { text: value, at: () => scalar.offset };
}

function rootsOf(text: string, name: string): readonly (Value | null)[] | null {
  // What is written for people.
  if (/\.(?:md|txt|html?|rst|adoc)$/i.test(name)) return [];
  const plain = withoutActions(text);
  const start = plain.trimStart();
  if (/\.properties$/i.test(name)) return [settingsTree(readProperties(plain))];
  if (/\.env$/i.test(name)) return [settingsTree(readDotenv(plain), false)];
  // Python's and YAML's own way to write the same.
  if (/^[{[][{[\s]*'/.test(start)) return readYaml(plain).map(({ root }) => root);
  if (/^[{[]\s*["{\]}]/.test(start) || /\.json$/i.test(name)) return [readJson(plain).root];
  if (/\.(?:ini|cfg|toml|conf)$/i.test(name) || looksLikeIni(plain)) return [settingsTree(readIni(plain))];
  if (/^[ \t]*(?:- )?["']?[\w./@-]+["']?:(?:[ \t\r]|$)/m.test(plain) && !looksLikeScript(plain))
    return readYaml(plain)
      .map(({ root }) => root)
      .filter((root) => root !== null && root.kind !== 'scalar');
  if (/\n/.test(text) && /^[ \t]*(?:export[ \t]+)?[A-Z][A-Z\d_]*=/m.test(text) && !looksLikeScript(plain))
    return [settingsTree(readDotenv(plain), false)];
  return null;
}

function looksLikeIni(text: string): boolean {
  for (const line of text.split('\n', 40)) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed[0] === '#' || trimmed[0] === ';') continue;
    return /^\[[\w. "'-]+\]$/.test(trimmed) || /^[a-z][\w.-]*[ \t]*=[ \t]*\S/.test(trimmed);
  }
  return false;
}

function looksLikeScript(text: string): boolean {
  return (
    /^\s*(?:#!|set -|exec |curl |helm |kubectl |vault |gitlab_rails)/m.test(text.slice(0, 2000)) &&
    !/^\s*[\w.-]+:\s*$/m.test(text.slice(0, 500))
  );
}
