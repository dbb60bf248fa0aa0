import { CompactTree, emptyRoot, nodeHash } from './merkle-tree.ts';
import { ProofError } from './proof-error.ts';

/**
 * That leaves `from` to `to` (exclusive) stand in a tree, and that none is missing between them: the roots of the subtrees that
 * make up all that lies left of them, and of those right of them, each from left to right.
 */
export interface RangeProof {
  readonly left: readonly Uint8Array[];
  readonly right: readonly Uint8Array[];
}

/**
 * Computes the root of a tree from the leaves of a range and what lies beside it. `append` takes the leaves of the range in order.
 *
 * @example
 * const range = new RangeRoot(from, proof.left);
 * for (const leaf of leaves) range.append(leaf);
 * range.root(size, proof.right);
 */
export class RangeRoot {
  readonly #tree: CompactTree;

  /** @throws ProofError `bad_proof`: a tree of `from` leaves has not so many full subtrees */
  constructor(from: number, left: readonly Uint8Array[]) {
    this.#tree = new CompactTree(from, left);
  }

  /** Where the next leaf stands. */
  get next(): number {
    return this.#tree.size;
  }

  append(leaf: Uint8Array): void {
    this.#tree.append(leaf);
  }

  /** The root of the tree of all leaves so far, from the first of all. */
  rootSoFar(): Uint8Array {
    return this.#tree.root();
  }

  /** The root of the whole tree. @throws ProofError `bad_proof`: hashes are lacking or left over */
  root(size: number, right: readonly Uint8Array[]): Uint8Array {
    const known = [...this.#tree.edge];
    const beyond = [...right];
    const next = this.#tree.size;
    if (!Number.isSafeInteger(size) || size < next)
      throw new ProofError('bad_proof', `a range that ends at ${next} is in no tree of ${size}`);
    const take = (hashes: Uint8Array[]): Uint8Array => {
      const hash = hashes.shift();
      if (hash?.length !== 32) throw new ProofError('bad_proof', 'the range proof is too short');
      return hash;
    };
    const rootOf = (start: number, width: number): Uint8Array => {
      if (start >= next) return take(beyond);
      if (start + width <= next && isPowerOfTwo(width)) return take(known);
      const split = splitOf(width);
      return nodeHash(rootOf(start, split), rootOf(start + split, width - split));
    };
    const root = size === next ? this.#tree.root() : rootOf(0, size);
    if (beyond.length > 0) throw new ProofError('bad_proof', 'the range proof is too long');
    return root;
  }
}

/**
 * Takes all leaves of a tree in order, once, and keeps what the proofs of some of its leaves and of one range of them need. Memory
 * grows with what is to be proven, not with the tree.
 */
export class ProofCollector {
  readonly #size: number;
  readonly #from: number;
  readonly #to: number;
  /** Full subtrees that are needed, by level and position in it. What touches the ragged right edge is computed from the edge. */
  readonly #nodes = new Map<string, Uint8Array | null>();
  /** Roots of the full subtrees so far, largest first. */
  readonly #edge: Uint8Array[] = [];
  #taken = 0;

  /** @param range its end is exclusive */
  constructor(size: number, leaves: Iterable<number>, range: { readonly from: number; readonly to: number }) {
    this.#size = size;
    this.#from = range.from;
    this.#to = range.to;
    for (const index of leaves) for (const node of siblingsOf(index, size)) this.#nodes.set(keyOf(node), null);
    for (const node of outside(size, range.from, range.to)) this.#nodes.set(keyOf(node), null);
  }

  append(leaf: Uint8Array): void {
    let rising = leaf;
    let position = this.#taken;
    this.#keep(0, position, rising);
    for (let level = 1; position % 2 === 1; level++) {
      rising = nodeHash(this.#edge.pop() as Uint8Array, rising);
      position = (position - 1) / 2;
      this.#keep(level, position, rising);
    }
    this.#edge.push(rising);
    this.#taken++;
  }

  /** The siblings of a leaf that was asked for, from the leaf up. Once all leaves were taken. */
  inclusion(index: number): Uint8Array[] {
    return siblingsOf(index, this.#size).map((node) => this.#hashOf(node));
  }

  /** What lies beside the range. Once all leaves were taken. */
  range(): RangeProof {
    const nodes = outside(this.#size, this.#from, this.#to);
    return {
      left: nodes.filter(({ start }) => start < this.#from).map((node) => this.#hashOf(node)),
      right: nodes.filter(({ start }) => start >= this.#to).map((node) => this.#hashOf(node)),
    };
  }

  /** The root of the leaves so far. */
  root(): Uint8Array {
    return foldEdge(this.#edge) ?? emptyRoot();
  }

  #keep(level: number, position: number, hash: Uint8Array): void {
    const key = `${level} ${position}`;
    if (this.#nodes.has(key)) this.#nodes.set(key, hash);
  }

  #hashOf(node: Subtree): Uint8Array {
    if (this.#taken !== this.#size)
      throw new ProofError('bad_proof', `${this.#taken} of ${this.#size} leaves were taken, which proves nothing yet`);
    const hash = isPowerOfTwo(node.width) ? this.#nodes.get(keyOf(node)) : this.#raggedFrom(node.start);
    if (hash === null || hash === undefined)
      throw new ProofError('bad_proof', `what stands from leaf ${node.start} on was not asked for`);
    return hash;
  }

  /** The root of all leaves from `start` on, where a full subtree of the edge begins. */
  #raggedFrom(start: number): Uint8Array | null {
    let at = 0;
    for (let skipped = 0; skipped < start; at++) skipped += largestPower(this.#size - skipped);
    return foldEdge(this.#edge.slice(at));
  }
}

/** A subtree of a larger tree: where it begins, and how many leaves it has. */
interface Subtree {
  readonly start: number;
  readonly width: number;
}

function keyOf({ start, width }: Subtree): string {
  return `${Math.log2(width)} ${start / width}`;
}

function foldEdge(edge: readonly Uint8Array[]): Uint8Array | null {
  let hash: Uint8Array | null = null;
  for (const left of [...edge].reverse()) hash = hash === null ? left : nodeHash(left, hash);
  return hash;
}

/** The subtrees whose roots prove a leaf, from the leaf up (RFC 6962 §2.1.1). */
function siblingsOf(index: number, size: number): Subtree[] {
  const siblings: Subtree[] = [];
  let [start, width] = [0, size];
  while (width > 1) {
    const split = splitOf(width);
    if (index < start + split) {
      siblings.push({ start: start + split, width: width - split });
      width = split;
    } else {
      siblings.push({ start, width: split });
      [start, width] = [start + split, width - split];
    }
  }
  return siblings.reverse();
}

/** The largest subtrees that hold no leaf of a range, from left to right. */
function outside(size: number, from: number, to: number): Subtree[] {
  const found: Subtree[] = [];
  const visit = (start: number, width: number): void => {
    if (width === 0 || (start >= from && start + width <= to)) return;
    // Left of the range full subtrees alone, also where nothing is right of it: a tree of `from` leaves is made up of those.
    if ((start + width <= from && isPowerOfTwo(width)) || start >= to) {
      found.push({ start, width });
      return;
    }
    const split = splitOf(width);
    visit(start, split);
    visit(start + split, width - split);
  };
  visit(0, size);
  return found;
}

function isPowerOfTwo(width: number): boolean {
  return largestPower(width) === width;
}

/** The largest power of two that isn't above `width`. */
function largestPower(width: number): number {
  let power = 1;
  while (power * 2 <= width) power *= 2;
  return power;
}

/** The largest power of two below `width`. */
function splitOf(width: number): number {
  let split = 1;
  while (split * 2 < width) split *= 2;
  return split;
}
