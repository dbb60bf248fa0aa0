import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import { type Document, type Entry, MAX_DEPTH, type Scalar, type Value } from './tree.ts';

/** How many broken lines are passed over before the rest of a file is given up. */
const MAX_BROKEN_LINES = 20;
/** Larger files aren't configurations, and each broken line costs a reading of the whole. */
const MAX_LENGTH = 2_000_000;

/** Reads TOML 1.1. A line that can't be read is passed over, and what stands around it is still read. */
export function readToml(text: string): Document {
  if (text.length > MAX_LENGTH)
    return { root: null, problem: { offset: MAX_LENGTH, message: 'this file is too large for a configuration' } };
  const deep = tooDeep(text);
  if (deep !== null)
    return { root: null, problem: { offset: deep, message: `more than ${MAX_DEPTH} levels stand in each other here` } };
  let readable = text.startsWith('\ufeff') ? ` ${text.slice(1)}` : text;
  let reading = parse(readable);
  const problem = reading.error === null ? null : { offset: reading.error, message: 'this is not TOML' };
  for (let broken = 0; reading.error !== null && broken < MAX_BROKEN_LINES; broken += 1) {
    // What is missing at the end of a line is noticed at the beginning of the next: that line goes without which more can be read.
    const [own, before] = [0, 1].map((lines) => withoutLineAt(readable, reading.error ?? 0, lines));
    const [ownReading, beforeReading] = [parse(own ?? ''), parse(before ?? '')];
    const beforeIsBetter =
      (beforeReading.error ?? Number.POSITIVE_INFINITY) > (ownReading.error ?? Number.POSITIVE_INFINITY);
    readable = (beforeIsBetter ? before : own) ?? '';
    reading = beforeIsBetter ? beforeReading : ownReading;
  }
  return { root: reading.program === null ? null : toRoot(reading.program), problem };
}

type Reading =
  | { readonly program: AST.TOMLProgram; readonly error: null }
  | { readonly program: null; readonly error: number };

function parse(text: string): Reading {
  try {
    return { program: parseTOML(text, { tomlVersion: '1.1' }), error: null };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { program: null, error: Math.min(Math.max(error.index, 0), text.length) };
  }
}

/** The text with blanks in place of the line at an offset, or of one before it that isn't empty. */
function withoutLineAt(text: string, offset: number, before: number): string {
  const lines = text.split('\n');
  let line = text.slice(0, offset).split('\n').length - 1 - before;
  while (line > 0 && lines[line]?.trim() === '') line -= 1;
  if (lines[line] !== undefined) lines[line] = ' '.repeat(lines[line]?.length ?? 0);
  return lines.join('\n');
}

interface Table {
  readonly kind: 'mapping';
  readonly entries: Entry[];
  readonly offset: number;
  end: number;
}

function toRoot(program: AST.TOMLProgram): Value {
  const [top] = program.body;
  const root = tableAt(program.range);
  for (const node of top.body) {
    if (node.type === 'TOMLKeyValue') put(root, node);
    else {
      const table = tableFor(root, node);
      for (const pair of node.body) put(table, pair);
      table.end = node.range[1];
    }
  }
  return root;
}

/** The table that `[a.b]` or `[[a.b]]` opens. */
function tableFor(root: Table, { key, kind, range }: AST.TOMLTable): Table {
  const last = key.keys.length - 1;
  const parent = key.keys.slice(0, -1).reduce((table, name) => within(table, name), root);
  const name = key.keys[last] as AST.TOMLBare | AST.TOMLQuoted;
  if (kind === 'standard') return within(parent, name);
  const table = tableAt(range);
  const there = parent.entries.find((entry) => entry.name === nameOf(name))?.value;
  if (there?.kind === 'list') (there.items as Value[]).push(table);
  else
    parent.entries.push({
      name: nameOf(name),
      nameOffset: name.range[0],
      value: { kind: 'list', items: [table], offset: range[0], end: range[1] },
    });
  return table;
}

/** The table of a name within another: a new one where there is none, the last one of a list of tables. */
function within(table: Table, name: AST.TOMLBare | AST.TOMLQuoted): Table {
  const there = table.entries.find((entry) => entry.name === nameOf(name))?.value;
  const last = there?.kind === 'list' ? there.items.at(-1) : there;
  if (last?.kind === 'mapping') return last as Table;
  const made = tableAt(name.range);
  table.entries.push({ name: nameOf(name), nameOffset: name.range[0], value: made });
  return made;
}

function put(table: Table, { key, value }: AST.TOMLKeyValue): void {
  const parent = key.keys.slice(0, -1).reduce((at, name) => within(at, name), table);
  const name = key.keys.at(-1);
  if (name !== undefined) parent.entries.push({ name: nameOf(name), nameOffset: name.range[0], value: toValue(value) });
}

function toValue(node: AST.TOMLContentNode): Value {
  const [offset, end] = node.range;
  if (node.type === 'TOMLArray') return { kind: 'list', items: node.elements.map(toValue), offset, end };
  if (node.type === 'TOMLInlineTable') {
    const table = tableAt(node.range);
    for (const pair of node.body) put(table, pair);
    return table;
  }
  return { kind: 'scalar', value: scalarOf(node), offset, end };
}

function scalarOf(node: AST.TOMLValue): Scalar['value'] {
  return node.value instanceof Date ? node.value.toISOString() : node.value;
}

function tableAt([offset, end]: readonly [number, number]): Table {
  return { kind: 'mapping', entries: [], offset, end };
}

function nameOf(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}

/** Where a level too many may begin, for the parser recurses: brackets are counted in strings, too, which no configuration fills so. */
function tooDeep(text: string): number | null {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === 0x7b || character === 0x5b) {
      depth += 1;
      if (depth > MAX_DEPTH) return at;
    } else if ((character === 0x7d || character === 0x5d) && depth > 0) depth -= 1;
  }
  return null;
}
