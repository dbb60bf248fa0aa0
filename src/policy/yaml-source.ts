import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseAllDocuments,
  visit,
} from 'yaml';
import type { Diagnostic } from './types.ts';

const MAX_FILE_BYTES = 1_000_000;
const MAX_DEPTH = 20;

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
 * Reads a YAML 1.2 file in the plain part of the language: one document, no anchors, aliases, merge keys or tags, each key once.
 * What is left out lets a file say something else than a reviewer sees in it.
 */
export function readYaml(file: string, text: string): YamlSource {
  const lines = new LineCounter();
  const diagnostics: Diagnostic[] = [];
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const complain = (offset: number, code: string, message: string, help: string): void => {
    diagnostics.push({ code, severity: 'error', ...place(offset), message, help });
  };
  const nothing = { file, value: null, diagnostics, at: () => ({ file, line: 1, column: 1 }) };
  if (text.length > MAX_FILE_BYTES) {
    complain(0, 'file_too_large', 'this file is larger than 1 MB', 'Split the policy into several files.');
    return nothing;
  }
  const documents = parseAllDocuments<ParsedNode>(text, {
    lineCounter: lines,
    uniqueKeys: true,
    strict: true,
    version: '1.2',
    merge: false,
  });
  const [document] = documents;
  if (!Array.isArray(documents) || document === undefined) return { ...nothing, value: {} };
  for (const { errors, warnings } of documents)
    for (const problem of [...errors, ...warnings])
      complain(
        problem.pos[0],
        'yaml',
        firstSentence(problem.message),
        'Mend the YAML here; everything after it is read only then.',
      );
  if (documents.length > 1)
    complain(
      documents[1]?.contents?.range[0] ?? 0,
      'several_documents',
      'a policy file holds one YAML document',
      'Remove the line ---, or use two files.',
    );
  if (diagnostics.length > 0) return nothing;
  refuseIndirection(document.contents, complain);
  if (diagnostics.length > 0) return nothing;
  return {
    file,
    value: plain(document.contents),
    diagnostics,
    at: (path, part = 'value') => place(offsetOf(document.contents, path, part)),
  };
}

function firstSentence(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
}

function refuseIndirection(
  contents: ParsedNode | null,
  complain: (offset: number, code: string, message: string, help: string) => void,
): void {
  visit(contents, {
    Node(_, node, ancestors) {
      const offset = node.range?.[0] ?? 0;
      if (isAlias(node))
        complain(
          offset,
          'alias',
          'aliases are not read',
          'Write the value out: a reviewer has to see it where it counts.',
        );
      else if (node.anchor !== undefined) complain(offset, 'anchor', 'anchors are not read', 'Remove the anchor.');
      if (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:'))
        complain(offset, 'tag', `the tag ${node.tag} is not read`, 'Remove the tag.');
      if (ancestors.length > MAX_DEPTH * 2) {
        complain(offset, 'too_deep', `more than ${MAX_DEPTH} levels`, 'A policy has a few levels only.');
        return visit.BREAK;
      }
      return undefined;
    },
    Pair(_, pair) {
      const key = pair.key;
      if (isScalar(key) && key.value === '<<')
        complain(key.range?.[0] ?? 0, 'merge_key', 'merge keys are not read', 'Write the members out.');
      else if (isScalar(key) && key.value === '__proto__')
        complain(key.range?.[0] ?? 0, 'key', '__proto__ is no name', 'Choose another name.');
      else if (!isScalar(key) || typeof key.value !== 'string')
        complain(isNode(key) ? (key.range?.[0] ?? 0) : 0, 'key', 'a key is a text', 'Put the key in quotes.');
    },
  });
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
