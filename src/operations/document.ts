import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { OperationsError, type OperationsErrorCode } from './operations-error.ts';

/** Enough for every description seen; more aliases than this only serve to blow a document up. */
const MAX_ALIASES = 100;

/** A part of a document, with its place. */
export interface Part {
  readonly node: Node;
}

/** A YAML or JSON document whose every part knows its line. */
export interface PositionedDocument {
  readonly root: Part;
  /** Members of an object in their order; an error where it is none. */
  members(part: Part, what: string): ReadonlyMap<string, Part>;
  items(part: Part, what: string): readonly Part[];
  text(part: Part, what: string): string;
  /** Line of a part, from 1. */
  lineOf(part: Part): number;
  fail(code: OperationsErrorCode, part: Part, message: string): OperationsError;
}

/** The parser's message, less the place at its end and the lines shown after it: the place is said in front. */
function withoutPlace(message: string): string {
  return (message.split('\n', 1)[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
}

/** @throws OperationsError `document_unreadable` */
export function readDocument(text: string, file: string): PositionedDocument {
  const lines = new LineCounter();
  const document: Document = parseDocument(text, {
    lineCounter: lines,
    version: '1.2',
    uniqueKeys: true,
    strict: true,
  });
  const at = (offset: number): { file: string; line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const [error] = document.errors;
  if (error !== undefined)
    throw new OperationsError('document_unreadable', at(error.pos[0]), withoutPlace(error.message));
  const { contents } = document;
  if (contents === null)
    throw new OperationsError('document_unreadable', at(0), 'the file is empty: an OpenAPI document was expected');

  let aliases = 0;
  const resolved = (part: Part): Node => {
    if (!isAlias(part.node)) return part.node;
    const target = aliases++ < MAX_ALIASES ? part.node.resolve(document) : undefined;
    if (target === undefined) throw fail('document_unreadable', part, 'this alias can not be followed');
    return target;
  };
  const fail = (code: OperationsErrorCode, part: Part, message: string): OperationsError =>
    new OperationsError(code, at(part.node.range?.[0] ?? 0), message);

  return {
    root: { node: contents },
    fail,
    lineOf: (part) => at(part.node.range?.[0] ?? 0).line,
    members(part, what) {
      const node = resolved(part);
      if (!isMap(node)) throw fail('document_malformed', part, `${what} must be an object`);
      const members = new Map<string, Part>();
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? String(key.value) : null;
        if (name === null) throw fail('document_malformed', part, `${what} has a member whose name is no text`);
        if (value === null) throw fail('document_malformed', { node: key as Node }, `${name} has no value`);
        members.set(name, { node: value as Node });
      }
      return members;
    },
    items(part, what) {
      const node = resolved(part);
      if (!isSeq(node)) throw fail('document_malformed', part, `${what} must be a list`);
      return node.items.map((item) => ({ node: item as Node }));
    },
    text(part, what) {
      const node = resolved(part);
      if (!isScalar(node) || typeof node.value !== 'string')
        throw fail('document_malformed', part, `${what} must be text`);
      return node.value;
    },
  };
}
