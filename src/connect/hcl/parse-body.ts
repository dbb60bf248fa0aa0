import { ConnectError } from '../connect-error.ts';
import { Places } from '../source-file.ts';
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

/** What could be read of a file that isn't whole, and the first thing in it that couldn't. */
export interface TolerantBody {
  readonly body: Body;
  readonly problem: { readonly offset: number; readonly message: string } | null;
}

/** A file with more broken places than this is none of Terraform's, and looking for the next block each time has to end. */
const MAX_PROBLEMS = 100;

/**
 * The same without refusing: of the blocks at the outermost level those that can't be read are left out, and of an attribute that stands
 * twice the last counts.
 */
export function parseHclTolerantly(text: string): TolerantBody {
  const scanner = new Scanner(text, new Places('', text));
  const attributes = new Map<string, Expression>();
  const blocks: Block[] = [];
  let problem: TolerantBody['problem'] = null;
  for (let problems = 0; !scanner.ended && problems < MAX_PROBLEMS; problems += 1) {
    try {
      parseBody(scanner, 0, { attributes, blocks, tolerant: true });
      if (!scanner.ended) throw scanner.malformed('this bracket closes nothing');
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      const offset = offsetOf(text, error);
      problem ??= { offset, message: error.message.replace(/^:\d+:\d+: /, '') };
      scanner.at = nextBlock(text, Math.min(offset, scanner.at));
    }
  }
  return { body: { attributes, blocks }, problem };
}

function offsetOf(text: string, { line, column }: ConnectError): number {
  let start = 0;
  for (let at = 1; at < line; at += 1) start = text.indexOf('\n', start) + 1;
  return start + column - 1;
}

/** Where the next line begins that looks like a block's first, behind the place where reading failed. */
function nextBlock(text: string, from: number): number {
  const opening = /^[a-z_]+(?:[ \t]+(?:"[^"\n]*"|[\w-]+))*[ \t]*\{/gm;
  const line = text.indexOf('\n', from);
  opening.lastIndex = line === -1 ? text.length : line + 1;
  return opening.exec(text)?.index ?? text.length;
}

interface Reading {
  readonly attributes: Map<string, Expression>;
  readonly blocks: Block[];
  readonly tolerant: boolean;
}

function parseBody(
  scanner: Scanner,
  depth: number,
  reading: Reading = { attributes: new Map(), blocks: [], tolerant: false },
): Body {
  if (depth > MAX_DEPTH) throw scanner.tooDeep();
  const { attributes, blocks, tolerant } = reading;
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
      if (attributes.has(name) && !tolerant) throw scanner.duplicate(offset);
      attributes.set(name, parseExpression(scanner, 0, false));
      endOfLine(scanner);
    } else blocks.push(parseBlock(scanner, name, offset, depth, tolerant));
  }
}

function parseBlock(scanner: Scanner, type: string, offset: number, depth: number, tolerant: boolean): Block {
  const labels: string[] = [];
  for (;;) {
    scanner.skip(false);
    if (scanner.take('{')) break;
    const quoted = scanner.match(/"(?:[^"\\\n]|\\.)*"/y);
    const label = quoted === null ? scanner.identifier() : quoted.slice(1, -1);
    if (label === null) throw scanner.malformed('= or { is expected here');
    labels.push(label);
  }
  const body = parseBody(scanner, depth + 1, { attributes: new Map(), blocks: [], tolerant });
  scanner.expect('}');
  endOfLine(scanner);
  return { type, labels, body, offset };
}

function endOfLine(scanner: Scanner): void {
  scanner.skip(false);
  if (!scanner.ended && !scanner.peek('\n') && !scanner.peek('}'))
    throw scanner.malformed('a new line is expected here');
}
