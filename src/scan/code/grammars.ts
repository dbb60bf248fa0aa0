import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { brotliDecompressSync } from 'node:zlib';
import { Language, Parser } from 'web-tree-sitter';
import { ScanError } from '../scan-error.ts';

/** The languages that are read by tree-sitter, with where their grammars come from in development. */
export const GRAMMARS = {
  python: '@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm',
  go: '@vscode/tree-sitter-wasm/wasm/tree-sitter-go.wasm',
  java: '@vscode/tree-sitter-wasm/wasm/tree-sitter-java.wasm',
  kotlin: '@lumis-sh/wasm-kotlin/tree-sitter-kotlin.wasm',
  'c-sharp': '@vscode/tree-sitter-wasm/wasm/tree-sitter-c-sharp.wasm',
  ruby: '@vscode/tree-sitter-wasm/wasm/tree-sitter-ruby.wasm',
  php: '@vscode/tree-sitter-wasm/wasm/tree-sitter-php.wasm',
} as const;
export type Grammar = keyof typeof GRAMMARS;

/** A file of so many characters is generated. */
const MAX_CHARACTERS = 2_000_000;
const MAX_NODES = 2_000_000;

/** A node of a syntax tree, copied out of the parser's memory. Offsets are in UTF-16 code units. */
export interface SyntaxNode {
  readonly type: string;
  /** Which part of its parent it is, as the grammar calls it; null where it has no name. */
  readonly field: string | null;
  /** False of punctuation and keywords. */
  readonly named: boolean;
  readonly offset: number;
  readonly end: number;
  readonly children: readonly SyntaxNode[];
}

const loaded = new Map<Grammar, Parser>();
let ready: Promise<void> | null = null;

/** Makes a grammar ready for `parseWith`; what an extractor's `prepare` does. A second time it costs nothing. */
export async function loadGrammar(grammar: Grammar): Promise<void> {
  if (loaded.has(grammar)) return;
  ready ??= Parser.init();
  await ready;
  const language = await Language.load(bytesOf(grammar));
  if (loaded.has(grammar)) return;
  const parser = new Parser();
  parser.setLanguage(language);
  loaded.set(grammar, parser);
}

/** The published package has them compressed beside it; in development they are those of the packages that build them. */
function bytesOf(grammar: Grammar): Uint8Array {
  const published = new URL(`../grammars/${grammar}.wasm.br`, import.meta.url);
  if (existsSync(published)) return brotliDecompressSync(readFileSync(published));
  return readFileSync(createRequire(import.meta.url).resolve(GRAMMARS[grammar]));
}

/**
 * The syntax tree of a text. A text with errors has one, too, with nodes of the type `ERROR` where it is broken. The parser's own
 * tree is freed before this returns.
 *
 * @throws ScanError where it is too large
 * @throws Error where the grammar isn't loaded
 */
export function parseWith(grammar: Grammar, text: string): SyntaxNode {
  const parser = loaded.get(grammar);
  if (parser === undefined) throw new Error(`the grammar ${grammar} isn't loaded`);
  if (text.length > MAX_CHARACTERS) throw new ScanError('too_large', 0, 'this file is too large to be code by hand');
  const tree = parser.parse(text);
  if (tree === null) throw new ScanError('malformed', 0, `this couldn't be parsed as ${grammar}`);
  const cursor = tree.walk();
  try {
    interface Open extends SyntaxNode {
      readonly children: SyntaxNode[];
    }
    const take = (): Open => ({
      type: cursor.nodeType,
      field: cursor.currentFieldName,
      named: cursor.nodeIsNamed,
      offset: cursor.startIndex,
      end: cursor.endIndex,
      children: [],
    });
    const root = take();
    const open: Open[] = [root];
    let count = 0;
    for (;;) {
      count += 1;
      if (count > MAX_NODES) throw new ScanError('too_large', 0, 'this file is too large to be code by hand');
      if (cursor.gotoFirstChild()) {
        const node = take();
        open.at(-1)?.children.push(node);
        open.push(node);
        continue;
      }
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return root;
        open.pop();
      }
      open.pop();
      const node = take();
      open.at(-1)?.children.push(node);
      open.push(node);
    }
  } finally {
    cursor.delete();
    tree.delete();
  }
}

/** The part of a node that the grammar calls so. */
export function fieldOf(node: SyntaxNode, name: string): SyntaxNode | null {
  return node.children.find(({ field }) => field === name) ?? null;
}

/** The parts of a node that mean something, comments left out. */
export function namedOf(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.filter(({ named, type }) => named && !/comment$/.test(type));
}

/** Where a tree is broken first; null where it is whole. */
export function brokenAt(root: SyntaxNode): number | null {
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'ERROR') return node.offset;
    // Not spread: a generated file has more children than a call may have arguments.
    for (const child of node.children) open.push(child);
  }
  return null;
}
