import type { Places } from '../source-file.ts';
import { parseExpression } from './parse-expression.ts';
import { Scanner } from './scanner.ts';
import type { Block, Body, Expression } from './syntax.ts';

const MAX_DEPTH = 50;

/**
 * Reads a file in HCL's native syntax (HCL native syntax specification): attributes and blocks, each with its expressions.
 *
 * @throws ConnectError `malformed`, `too_deep`, `duplicate_member`
 */
export function parseHcl(text: string, places: Places): Body {
  const scanner = new Scanner(text, places);
  const body = parseBody(scanner, 0);
  if (!scanner.ended) throw scanner.malformed('this bracket closes nothing');
  return body;
}

function parseBody(scanner: Scanner, depth: number): Body {
  if (depth > MAX_DEPTH) throw scanner.tooDeep();
  const attributes = new Map<string, Expression>();
  const blocks: Block[] = [];
  for (;;) {
    scanner.skip(true);
    if (scanner.ended || scanner.peek('}')) return { attributes, blocks };
    const offset = scanner.at;
    const name = scanner.identifier();
    if (name === null) throw scanner.malformed('the name of an attribute or a block is expected here');
    scanner.skip(false);
    if (scanner.peek('=') && !scanner.peek('==')) {
      scanner.at += 1;
      scanner.skip(false);
      if (attributes.has(name)) throw scanner.duplicate(offset);
      attributes.set(name, parseExpression(scanner, 0, false));
      endOfLine(scanner);
    } else blocks.push(parseBlock(scanner, name, offset, depth));
  }
}

function parseBlock(scanner: Scanner, type: string, offset: number, depth: number): Block {
  const labels: string[] = [];
  for (;;) {
    scanner.skip(false);
    if (scanner.take('{')) break;
    const quoted = scanner.match(/"(?:[^"\\\n]|\\.)*"/y);
    const label = quoted === null ? scanner.identifier() : quoted.slice(1, -1);
    if (label === null) throw scanner.malformed('= or { is expected here');
    labels.push(label);
  }
  const body = parseBody(scanner, depth + 1);
  scanner.expect('}');
  endOfLine(scanner);
  return { type, labels, body, offset };
}

function endOfLine(scanner: Scanner): void {
  scanner.skip(false);
  if (!scanner.ended && !scanner.peek('\n') && !scanner.peek('}'))
    throw scanner.malformed('a new line is expected here');
}
