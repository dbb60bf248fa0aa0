import { decodeBase64, encodeBase64, leafHash, nodeHash } from '../proof/index.ts';
import type { WriterProof } from './types.ts';

/** Larger batches are verified entry by entry; a writer makes none. */
const MAX_SIZE = 2 ** 16;

interface ProvenNode {
  readonly hash: Uint8Array;
  /** As a path has it; null until one does. */
  text: string | null;
}

/**
 * The tree of a batch whose root is signed for certain, as far as it is known: each entry that proves to be in it makes the nodes
 * of its path known, so that the next one climbs only up to the first of them, and has the rest of its path compared.
 */
export class ProvenBatch {
  readonly #proof: WriterProof;
  readonly #root: Uint8Array;
  readonly #nodes = new Map<number, ProvenNode>();

  /** @param proof of an entry whose path leads to `root`, and whose signature of it holds. */
  constructor(proof: WriterProof, root: Uint8Array) {
    this.#proof = proof;
    this.#root = root;
  }

  /** Whether an entry is in this very batch. False says nothing: it may be in another one. */
  holds(unsigned: Uint8Array, proof: WriterProof): boolean {
    const { key, size, signature } = this.#proof;
    if (proof.key !== key || proof.size !== size || proof.signature !== signature) return false;
    if (size > MAX_SIZE || proof.index >= size) return false;
    const climbed: (readonly [position: number, node: ProvenNode])[] = [];
    let hash = leafHash(unsigned);
    let proven = false;
    let step = 0;
    let index = proof.index;
    for (let level = 0, width = size; width > 1; level++, width = (width + 1) >> 1, index >>= 1) {
      proven ||= isSame(this.#nodes.get(level * MAX_SIZE + index)?.hash, hash);
      // Without a sibling it rises unchanged.
      if ((index ^ 1) >= width) continue;
      if (!proven) climbed.push([level * MAX_SIZE + index, { hash, text: null }]);
      const position = level * MAX_SIZE + (index ^ 1);
      const text = proof.path[step++];
      if (text === undefined) return false;
      if (proven) {
        if (this.#textOf(position) !== text) return false;
        continue;
      }
      const sibling = decodeBase64(text);
      if (sibling?.length !== this.#root.length) return false;
      climbed.push([position, { hash: sibling, text }]);
      hash = index % 2 === 1 ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
    }
    if (step !== proof.path.length || !(proven || isSame(this.#root, hash))) return false;
    for (const [position, node] of climbed) this.#nodes.set(position, node);
    return true;
  }

  #textOf(position: number): string | null {
    const node = this.#nodes.get(position);
    if (node === undefined) return null;
    node.text ??= encodeBase64(node.hash);
    return node.text;
  }
}

function isSame(known: Uint8Array | undefined, hash: Uint8Array): boolean {
  return known !== undefined && Buffer.compare(known, hash) === 0;
}
