import { compareSegments, type Segment } from './path-template.ts';

interface Node<T> {
  readonly children: { readonly segment: Segment; readonly node: Node<T> }[];
  /** The same children, by the text of a literal; those of other kinds are few. */
  readonly literal: Map<string, Node<T>>;
  readonly other: { readonly segment: Segment; readonly node: Node<T> }[];
  readonly paths: T[];
}

/** Templates, found by what they have in common with another: comparing each with each takes minutes where there are many. */
export class OverlappingPaths<T extends { readonly segments: readonly Segment[] }> {
  readonly #root: Node<T> = newNode();

  add(path: T): void {
    let node = this.#root;
    for (const segment of path.segments) node = childOf(node, segment);
    node.paths.push(path);
  }

  /** Those of them that match a path which this one matches, too. */
  *with(segments: readonly Segment[], at = 0, node: Node<T> = this.#root): Generator<T> {
    const segment = segments[at];
    if (segment === undefined) {
      yield* node.paths;
      return;
    }
    if (segment.kind !== 'literal') {
      for (const child of node.children)
        if (compareSegments(segment, child.segment) !== 'apart') yield* this.with(segments, at + 1, child.node);
      return;
    }
    const same = node.literal.get(segment.text);
    if (same !== undefined) yield* this.with(segments, at + 1, same);
    for (const child of node.other)
      if (compareSegments(segment, child.segment) !== 'apart') yield* this.with(segments, at + 1, child.node);
  }
}

function childOf<T>(node: Node<T>, segment: Segment): Node<T> {
  const known =
    segment.kind === 'literal'
      ? node.literal.get(segment.text)
      : node.other.find((child) => compareSegments(segment, child.segment) === 'same')?.node;
  if (known !== undefined) return known;
  const child = { segment, node: newNode<T>() };
  node.children.push(child);
  if (segment.kind === 'literal') node.literal.set(segment.text, child.node);
  else node.other.push(child);
  return child.node;
}

function newNode<T>(): Node<T> {
  return { children: [], literal: new Map(), other: [], paths: [] };
}
