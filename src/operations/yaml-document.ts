import {
  Composer,
  CST,
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  Parser,
  visit,
} from 'yaml';
import type { Part, PositionedDocument } from './document.ts';
import { MAX_DEPTH, TextPlaces } from './text-places.ts';

/** Enough for every description seen; more aliases than this only serve to blow a document up. */
const MAX_ALIASES = 100;
/** Faults of the parser after which nothing more is looked for. */
const MAX_FAULTS = 10;

/** @throws OperationsError `document_unreadable` */
export function readYamlDocument(text: string, file: string): PositionedDocument {
  const places = new TextPlaces(text, file);
  const [document, second] = composed(tokensOf(text, places));
  const [error] = document?.errors ?? [];
  if (error !== undefined) throw places.fail('document_unreadable', error.pos[0], error.message);
  if (second !== undefined)
    throw places.fail('document_unreadable', second.range[0], 'a second document begins here, and one was expected');
  const contents = document?.contents ?? null;
  if (document === undefined || contents === null)
    throw places.fail('document_unreadable', 0, 'the file is empty: an OpenAPI document was expected');
  refuseTwice(document, places);

  let aliases = 0;
  const resolved = (part: Part): Node => {
    const node = part.node as Node;
    if (!isAlias(node)) return node;
    const target = aliases++ < MAX_ALIASES ? node.resolve(document) : undefined;
    if (target === undefined) throw fail('document_unreadable', part, 'this alias can not be followed');
    return target;
  };
  const offsetOf = ({ node }: Part): number => (node as Node).range?.[0] ?? 0;
  const fail: PositionedDocument['fail'] = (code, part, message) => places.fail(code, offsetOf(part), message);

  return {
    root: { node: contents },
    fail,
    lineOf: (part) => places.at(offsetOf(part)).line,
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

function tokensOf(text: string, places: TextPlaces): CST.Token[] {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let faults = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === 'error') faults++;
    }
    // The first is the document, and each other one stands in the one before.
    const deep = parser.stack[MAX_DEPTH + 1];
    if (deep !== undefined && CST.isCollection(deep)) throw places.tooDeep(deep.offset);
    if (faults >= MAX_FAULTS) break;
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/** The composer makes an error of each fault, of which there may be millions: their stacks would take ten times the time. */
function composed(tokens: readonly CST.Token[]): Document.Parsed[] {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return [...new Composer({ version: '1.2', uniqueKeys: false, strict: true }).compose(tokens)] as Document.Parsed[];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Each name once in its map: the parser's own check compares each with each. */
function refuseTwice(document: Document, places: TextPlaces): void {
  visit(document, {
    Map(_, map) {
      const names = new Set<string>();
      for (const pair of map.items) {
        if (!isPair(pair) || !isScalar(pair.key)) continue;
        const name = String(pair.key.value);
        if (names.has(name)) throw places.twice(isNode(pair.key) ? (pair.key.range?.[0] ?? 0) : 0, name);
        names.add(name);
      }
    },
  });
}
