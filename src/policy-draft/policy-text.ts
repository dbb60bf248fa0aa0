import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import type { Path } from '../policy/index.ts';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** How the definitions of a section are laid out in a file. */
export interface Layout {
  /** Before the name of a definition. */
  readonly indent: string;
  /** What each further level adds. */
  readonly step: string;
}

const OWN_LAYOUT: Layout = { indent: '  ', step: '  ' };

/**
 * The text of a policy file, into which values and definitions are put where they belong. Nothing else of it changes: comments, order,
 * quotation marks, indentation and ends of lines stay as somebody wrote them.
 */
export class PolicyText {
  readonly #text: string;
  readonly #newline: string;
  readonly #root: Node | null;
  readonly #edits: Edit[] = [];
  /** Sections that were made here. */
  readonly #made = new Set<string>();

  constructor(text: string) {
    this.#text = text;
    this.#newline = text.includes('\r\n') ? '\r\n' : '\n';
    this.#root = parseDocument(text, { version: '1.2', keepSourceTokens: false }).contents as Node | null;
  }

  /** Whether definitions can be put into this file: it is a map in block style, or says nothing. */
  get takesDefinitions(): boolean {
    return this.#root === null || (isMap(this.#root) && this.#root.flow !== true) || isEmpty(this.#root);
  }

  /** Whether the file said something of a section before anything was put into it. */
  has(section: string): boolean {
    return this.#section(section) !== null;
  }

  /** How a section's definitions are laid out; null where they can't be added to by lines. */
  layoutOf(section: string): Layout | null {
    const pair = this.#section(section);
    if (pair === null) return OWN_LAYOUT;
    const { value } = pair;
    if (isEmpty(value)) return OWN_LAYOUT;
    if (!isMap(value) || value.flow === true) return null;
    const [first] = value.items;
    const indent = first === undefined ? null : this.#indentOf(first);
    if (indent === null || indent === '') return null;
    return { indent, step: this.#stepOf(value, indent) };
  }

  /** Replaces the value at a path by text on one line. */
  replace(path: Path, text: string): boolean {
    const range = this.#find(path)?.range;
    if (range === undefined || range === null) return false;
    this.#edits.push({ start: range[0], end: range[1], text });
    return true;
  }

  /** Replaces the name of a definition. */
  rename(section: string, name: string, text: string): boolean {
    const value = this.#section(section)?.value;
    const pair = isMap(value) ? pairOf(value, name) : null;
    const range = (pair?.key as Node | undefined)?.range;
    if (range === undefined || range === null) return false;
    this.#edits.push({ start: range[0], end: range[1], text });
    return true;
  }

  /** Puts lines behind the last definition of a section; a section that isn't there is made at the end. */
  addToSection(section: string, lines: readonly string[]): void {
    const pair = this.#section(section);
    if (pair === null) {
      this.addAtEnd(this.#made.has(section) ? lines : ['', `${section}:`, ...lines]);
      this.#made.add(section);
      return;
    }
    const { key, value } = pair;
    if (isEmpty(value)) {
      const range = (value as Node | null)?.range;
      // `clients: {}` holds nothing, and what follows belongs to it once the braces are gone.
      if (isMap(value) && range) this.#edits.push({ start: range[0], end: range[1], text: '' });
      else if (isScalar(value) && value.source !== undefined && value.source !== '' && range)
        this.#edits.push({ start: range[0], end: range[1], text: '' });
      this.#insertAfterLine(isMap(value) && range ? range[1] : ((key as Node).range?.[1] ?? 0), lines, null);
      return;
    }
    this.#insertAfterLine(endOf(value as Node), lines, this.layoutOf(section)?.indent ?? null);
  }

  /** Puts lines behind everything that the file says. */
  addAtEnd(lines: readonly string[]): void {
    const root = this.#root;
    if (isMap(root) && root.items.length > 0) this.#insertAfterLine(endOf(root), lines, '');
    else this.#insertAt(this.#text.length, lines);
  }

  /** How long the text is with what was put into it. */
  get length(): number {
    return this.#edits.reduce((sum, { start, end, text }) => sum + text.length - (end - start), this.#text.length);
  }

  toString(): string {
    const parts: string[] = [];
    let at = 0;
    // Of two edits in one place the first comes first.
    for (const { start, end, text } of [...this.#edits].sort((left, right) => left.start - right.start)) {
      parts.push(this.#text.slice(at, start), text);
      at = end;
    }
    return [...parts, this.#text.slice(at)].join('');
  }

  #section(name: string): Pair | null {
    return isMap(this.#root) ? pairOf(this.#root, name) : null;
  }

  #find(path: Path): Node | null {
    let node: unknown = this.#root;
    for (const step of path) {
      if (isMap(node)) node = pairOf(node, step)?.value;
      else if (isSeq(node)) node = node.items[Number(step)];
      else return null;
    }
    return (node as Node | null) ?? null;
  }

  /** The white space before a name; null where something else stands before it on its line. */
  #indentOf(pair: Pair): string | null {
    const start = (pair.key as Node | null)?.range?.[0] ?? 0;
    const before = this.#text.slice(this.#text.lastIndexOf('\n', start - 1) + 1, start);
    return /^[ ]*$/.test(before) ? before : null;
  }

  #stepOf(definitions: YAMLMap, indent: string): string {
    for (const { value } of definitions.items) {
      const [field] = isMap(value) && value.flow !== true ? value.items : [];
      const inner = field === undefined ? null : this.#indentOf(field);
      if (inner !== null && inner.length > indent.length) return inner.slice(indent.length);
    }
    return '  ';
  }

  #insertAfterLine(offset: number, lines: readonly string[], commentIndent: string | null): void {
    const text = this.#text;
    // A block scalar ends where the next line begins.
    let at = text[offset - 1] === '\n' ? offset : text.indexOf('\n', offset) + 1;
    if (at === 0) at = text.length;
    // Comments right below belong to what is above them.
    while (commentIndent !== null) {
      const end = text.indexOf('\n', at);
      const line = text.slice(at, end === -1 ? undefined : end);
      const indent = /^([ \t]*)#/.exec(line)?.[1];
      if (indent === undefined || indent.length < commentIndent.length) break;
      at = end === -1 ? text.length : end + 1;
    }
    this.#insertAt(at, lines);
  }

  #insertAt(at: number, lines: readonly string[]): void {
    const newline = this.#newline;
    const first = !this.#edits.some((edit) => edit.start === at && edit.end === at);
    const before = first && at > 0 && this.#text[at - 1] !== '\n' ? newline : '';
    // Nothing stands above the first line of a new file.
    const wanted = first && this.#text === '' && lines[0] === '' ? lines.slice(1) : lines;
    this.#edits.push({ start: at, end: at, text: `${before}${wanted.join(newline)}${newline}` });
  }
}

function pairOf(map: YAMLMap, name: string | number): Pair | null {
  return map.items.find(({ key }) => isScalar(key) && key.value === name) ?? null;
}

function isEmpty(node: unknown): boolean {
  if (node === null || node === undefined) return true;
  return (isMap(node) && node.items.length === 0) || (isScalar(node) && node.value === null);
}

/** Where what a node says ends, without the comments and empty lines behind it. */
function endOf(node: Node): number {
  const last = isMap(node) && node.flow !== true ? node.items.at(-1) : null;
  if (last !== null && last !== undefined) {
    const { key, value } = last;
    return isEmptyValue(value) ? ((key as Node).range?.[1] ?? 0) : endOf(value as Node);
  }
  const item = isSeq(node) && node.flow !== true ? node.items.at(-1) : undefined;
  if (item !== undefined && !isEmptyValue(item)) return endOf(item as Node);
  return node.range?.[1] ?? 0;
}

/** A value that isn't written has no place of its own. */
function isEmptyValue(value: unknown): boolean {
  return (
    value === null || value === undefined || (isScalar(value) && (value.source ?? '') === '' && value.value === null)
  );
}
