/** A path into a document: names of members; in a list, the index or the text of an item. */
export type Path = readonly (string | number)[];

/** What a file says at one place, and where that is. */
export interface PlacedNode {
  /** Plain data. Maps have no prototype, so that a key such as `__proto__` is a key like any other. */
  readonly value: unknown;
  /** Where it begins in the text, in UTF-16 units; where it is nothing, its key. */
  readonly offset: number;
  /** Of a map, in the order of the file. */
  readonly members: ReadonlyMap<string, PlacedMember> | null;
  /** Of a list. */
  readonly items: readonly PlacedNode[] | null;
}

export interface PlacedMember {
  readonly keyOffset: number;
  readonly node: PlacedNode;
}

/**
 * Where a node begins; where it isn't there, its nearest ancestor. What is a map or a list in itself is shown at its key.
 *
 * @param part `key` asks for the name rather than the value.
 */
export function offsetAt(root: PlacedNode, path: Path, part: 'key' | 'value'): number {
  let { offset } = root;
  let node = root;
  for (const [depth, step] of path.entries()) {
    if (node.members !== null) {
      const member = node.members.get(String(step));
      if (member === undefined) return offset;
      node = member.node;
      const key = (depth === path.length - 1 && part === 'key') || node.members !== null || node.items !== null;
      offset = key ? member.keyOffset : node.offset;
    } else if (node.items !== null) {
      const item = typeof step === 'number' ? node.items[step] : node.items.find(({ value }) => value === step);
      if (item === undefined) return offset;
      node = item;
      offset = node.offset;
    } else return offset;
  }
  return offset;
}

/** Lines and columns of offsets in a text, both from 1. Lines end as YAML's do here: in a line feed. */
export class Lines {
  readonly #text: string;
  #starts: number[] | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  at(offset: number): { readonly line: number; readonly column: number } {
    const starts = this.#lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  #lineStarts(): number[] {
    if (this.#starts === null) {
      this.#starts = [0];
      for (let at = this.#text.indexOf('\n'); at !== -1; at = this.#text.indexOf('\n', at + 1))
        this.#starts.push(at + 1);
    }
    return this.#starts;
  }
}
