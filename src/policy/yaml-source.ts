import {
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseAllDocuments,
} from 'yaml';
import { refuseFanciful, refuseHidden } from './plain-yaml.ts';
import type { Diagnostic } from './types.ts';

const MAX_FILE_CHARACTERS = 1_000_000;
/** A file in another language than YAML is wrong at each line; the first few say so. */
const MAX_SYNTAX_DIAGNOSTICS = 10;

/** A path into a document: names of members; in a list, the index or the text of an item. */
export type Path = readonly (string | number)[];

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
  const lines = new LineCounter();
  const diagnostics: Diagnostic[] = [];
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const complain = (offset: number, code: string, message: string, help: string): void => {
    diagnostics.push(diagnosticAt(place(offset), code, message, help));
  };
  const nothing = { file, value: null, diagnostics, at: () => ({ file, line: 1, column: 1 }) };
  if (text.length > MAX_FILE_CHARACTERS) {
    complain(0, 'file_too_large', 'this file is larger than 1 MB', 'Split the policy into several files.');
    return nothing;
  }
  // Positions are known after parsing only, and a text with hidden characters isn't shown to the parser's messages at all.
  refuseHidden(text, (offset, ...rest) => {
    const before = text.slice(0, offset);
    const line = before.split('\n').length;
    diagnostics.push(diagnosticAt({ file, line, column: offset - before.lastIndexOf('\n') }, ...rest));
  });
  if (diagnostics.length > 0) return nothing;
  const documents = parseAllDocuments<ParsedNode>(text, {
    lineCounter: lines,
    uniqueKeys: true,
    strict: true,
    version: '1.2',
    merge: false,
  });
  const [document] = documents;
  if (!Array.isArray(documents) || document === undefined) return { ...nothing, value: {} };
  const problems = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings]);
  for (const { pos, message } of problems.slice(0, MAX_SYNTAX_DIAGNOSTICS))
    complain(pos[0], 'yaml', firstSentence(message), 'Mend the YAML here; everything after it is read only then.');
  if (documents.length > 1)
    complain(
      documents[1]?.contents?.range[0] ?? 0,
      'several_documents',
      'a policy file holds one YAML document',
      'Remove the line ---, or use two files.',
    );
  if (diagnostics.length > 0) return nothing;
  refuseFanciful(document.contents, complain);
  if (diagnostics.length > 0) return nothing;
  return {
    file,
    value: plain(document.contents),
    diagnostics,
    at: (path, part = 'value') => place(offsetOf(document.contents, path, part)),
  };
}

function diagnosticAt(
  site: { readonly file: string; readonly line: number; readonly column: number },
  code: string,
  message: string,
  help: string,
): Diagnostic {
  return { code, severity: 'error', ...site, message, help };
}

function firstSentence(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
}

/** Plain data without a prototype, so that a key such as `__proto__` is a key like any other. */
function plain(node: Node | null | undefined): unknown {
  if (isMap(node)) {
    const members: Record<string, unknown> = Object.create(null);
    for (const { key, value } of node.items)
      members[String((key as { value: unknown }).value)] = plain(value as Node | null);
    return members;
  }
  if (isSeq(node)) return node.items.map((item) => plain(item as Node));
  return isScalar(node) ? node.value : null;
}

function offsetOf(contents: ParsedNode | null, path: Path, part: 'key' | 'value'): number {
  let node: unknown = contents;
  let offset = contents?.range[0] ?? 0;
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
      if (!isPair(pair)) return offset;
      const key = pair.key as Node;
      node = pair.value;
      const last = depth === path.length - 1;
      const wanted = (last && part === 'key') || !isNode(node) || isMap(node) || isSeq(node) ? key : (node as Node);
      offset = wanted.range?.[0] ?? offset;
    } else if (isSeq(node)) {
      node = node.items.find((item, index) => index === step || (isScalar(item) && item.value === step));
      if (!isNode(node)) return offset;
      offset = node.range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}
