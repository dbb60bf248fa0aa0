import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  type Document as YamlDocument,
} from 'yaml';
import { type Document, type Entry, MAX_DEPTH, type Value } from './tree.ts';

/** How many values a file's aliases may make of it: what is more is a bomb. */
const MAX_VALUES = 500_000;

/**
 * Reads the documents of a YAML file, 1.2 with the merge keys of 1.1. Aliases are followed, tags are told of. What stands before
 * an error, and most of what stands behind it, is still read.
 */
export function readYaml(text: string): readonly Document[] {
  const documents = [...parse(text)];
  for (let again = 0; again < MAX_RESUMED; again += 1) {
    const last = documents.at(-1);
    const from = last === undefined ? -1 : resumeAt(last, text);
    if (last?.root?.kind !== 'mapping' || from === -1) break;
    // As many blanks, so that every place stays what it is.
    const [rest] = parse(text.slice(0, from).replace(/[^\r\n]/g, ' ') + text.slice(from));
    if (rest?.root?.kind !== 'mapping') break;
    const root = { ...last.root, entries: [...last.root.entries, ...rest.root.entries], end: rest.root.end };
    // Of the second part's own error it depends whether there is a third.
    documents[documents.length - 1] = { root, problem: rest.problem ?? last.problem };
    if (rest.problem === null) break;
  }
  return documents;
}

/** How often reading begins anew behind an error. */
const MAX_RESUMED = 2;

/**
 * Where the settings begin that an error has cost: a quoted text over several lines that aren't indented ends the document here, and
 * not for the readers of other languages. -1 where nothing is lost, or only what isn't a setting of the document itself.
 */
function resumeAt({ root, problem }: Document, text: string): number {
  if (problem === null || root?.kind !== 'mapping') return -1;
  const next = /^[A-Za-z_][\w.-]{0,200}:(?=[ \t\r\n])/gm;
  next.lastIndex = Math.max(problem.offset, root.entries.at(-1)?.value.end ?? 0);
  const at = next.exec(text)?.index ?? -1;
  return at > (root.entries.at(-1)?.nameOffset ?? -1) ? at : -1;
}

function parse(text: string): readonly Document[] {
  let documents: readonly YamlDocument[];
  try {
    const parsed = parseAllDocuments(text, {
      uniqueKeys: false,
      strict: false,
      prettyErrors: false,
      logLevel: 'silent',
    });
    documents = Array.isArray(parsed) ? (parsed as YamlDocument[]) : [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ root: null, problem: { offset: 0, message: 'this YAML is nested too deep' } }];
  }
  return documents.map((document) => {
    const [error] = document.errors;
    const reading = new Reading();
    const root = reading.value(document.contents as Node | null, 0);
    return {
      root,
      problem:
        error === undefined
          ? reading.problem
          : // The parser's own message may quote the file, and a file may hold secrets.
            { offset: error.pos[0], message: `this is not YAML (${error.code})` },
    };
  });
}

class Reading {
  problem: Document['problem'] = null;
  readonly #open = new Set<Node>();
  readonly #anchored = new Map<string, Node>();
  /** How many aliases are being followed: what they lead to was gathered before. */
  #within = 0;
  #values = 0;

  value(node: Node | null | undefined, depth: number): Value | null {
    if (node === null || node === undefined) return null;
    const [offset = 0, end = 0] = node.range ?? [];
    const tag = tagOf(node);
    this.#values += 1;
    if (depth > MAX_DEPTH || this.#values > MAX_VALUES || this.#open.has(node)) {
      this.problem ??= { offset, message: 'more levels or aliases stand in each other here than are read' };
      return null;
    }
    if (isAlias(node)) {
      // The library's own way to resolve one reads the document up to it, each time.
      const anchored = this.#anchored.get(node.source);
      this.#within += 1;
      const aliased = this.value(anchored, depth + 1);
      this.#within -= 1;
      return aliased;
    }
    if (this.#within === 0 && node.anchor !== undefined) this.#anchored.set(node.anchor, node);
    this.#open.add(node);
    try {
      if (isScalar(node)) return { kind: 'scalar', value: scalarOf(node.value), offset, end, ...tag };
      if (isSeq(node)) {
        const items = node.items.map((item) => this.value(item as Node, depth + 1));
        return { kind: 'list', items: items.filter((item) => item !== null), offset, end, ...tag };
      }
      if (isMap(node))
        return {
          kind: 'mapping',
          entries: this.#entries(node.items as readonly Pair<Node, Node | null>[], depth),
          offset,
          end,
          ...tag,
        };
      return null;
    } finally {
      this.#open.delete(node);
    }
  }

  #entries(pairs: readonly Pair<Node, Node | null>[], depth: number): Entry[] {
    const own: Entry[] = [];
    const merged: Entry[] = [];
    for (const { key, value } of pairs) {
      const name = isScalar(key) ? String(key.value) : null;
      if (this.#within === 0 && isScalar(key) && key.anchor !== undefined) this.#anchored.set(key.anchor, key);
      if (name === null) continue;
      const read = this.value(value, depth + 1) ?? {
        kind: 'scalar' as const,
        value: null,
        offset: key.range?.[0] ?? 0,
        end: key.range?.[1] ?? 0,
      };
      if (name !== '<<') own.push({ name, nameOffset: key.range?.[0] ?? 0, value: read });
      else
        for (const from of read.kind === 'list' ? read.items : [read])
          if (from.kind === 'mapping') merged.push(...from.entries);
    }
    const names = new Set(own.map(({ name }) => name));
    return [...merged.filter(({ name }) => !names.has(name)), ...own];
  }
}

function scalarOf(value: unknown): string | number | boolean | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function tagOf({ tag }: Node): { readonly tag?: string } {
  return typeof tag === 'string' && tag.startsWith('!') && tag !== '!' ? { tag } : {};
}
