import type { Segment } from './path-template.ts';
import type { PartialSegment, PathNode, PathOperations } from './types.ts';

interface GrowingNode {
  readonly literal: Map<string, GrowingNode>;
  readonly partial: (PartialSegment & { readonly node: GrowingNode })[];
  parameter: GrowingNode | null;
  operations: PathOperations | null;
}

/** Builds the tree of templated paths, no two of which are ambiguous. */
export function pathTree(
  paths: Iterable<{ readonly segments: readonly Segment[]; readonly operations: PathOperations }>,
): PathNode {
  const root = newNode();
  for (const { segments, operations } of paths) {
    let node = root;
    for (const segment of segments) node = branch(node, segment);
    node.operations = operations;
  }
  return root;
}

function branch(node: GrowingNode, segment: Segment): GrowingNode {
  switch (segment.kind) {
    case 'parameter':
      node.parameter ??= newNode();
      return node.parameter;
    case 'literal': {
      const known = node.literal.get(segment.text);
      if (known !== undefined) return known;
      const grown = newNode();
      node.literal.set(segment.text, grown);
      return grown;
    }
    case 'partial': {
      const { prefix, suffix } = segment;
      const known = node.partial.find((one) => one.prefix === prefix && one.suffix === suffix);
      if (known !== undefined) return known.node;
      const grown = newNode();
      node.partial.push({ prefix, suffix, node: grown });
      return grown;
    }
  }
}

function newNode(): GrowingNode {
  return { literal: new Map(), partial: [], parameter: null, operations: null };
}
