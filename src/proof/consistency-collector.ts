import { CompactTree } from './merkle-tree.ts';
import { ProofError } from './proof-error.ts';

/** A node of the proof: a full subtree of the old tree, or the root over a range of new leaves. */
type Part = { readonly old: Uint8Array } | { readonly end: number; readonly tree: CompactTree };

/**
 * The consistency proof between an old tree and a larger one (RFC 6962 §2.1.2) out of the old tree's edge and the leaves that came since,
 * in memory that grows with the logarithm of the size: all old nodes of such a proof are in the edge.
 */
export class ConsistencyCollector {
  readonly #newSize: number;
  readonly #parts: Part[];
  readonly #tree: CompactTree;
  #at = 0;

  /** @throws ProofError `bad_proof` where the log would shrink */
  constructor(old: CompactTree, newSize: number) {
    if (!Number.isSafeInteger(newSize) || newSize < old.size)
      throw new ProofError('bad_proof', `a log of ${old.size} entries does not shrink to ${newSize}`);
    this.#newSize = newSize;
    this.#tree = new CompactTree(old.size, old.edge);
    this.#parts = old.size === 0 || old.size === newSize ? [] : partsOf(old, newSize);
    this.#skipOld();
  }

  /** The next leaf, from that of the old size on. */
  append(leaf: Uint8Array): void {
    if (this.#tree.size >= this.#newSize) throw new ProofError('bad_proof', 'a leaf stands behind the end of the tree');
    this.#tree.append(leaf);
    const part = this.#parts[this.#at];
    if (part === undefined || 'old' in part) return;
    part.tree.append(leaf);
    if (this.#tree.size < part.end) return;
    this.#at++;
    this.#skipOld();
  }

  /** @throws ProofError `bad_proof` where leaves are missing */
  finish(): { readonly proof: readonly Uint8Array[]; readonly tree: CompactTree } {
    if (this.#tree.size !== this.#newSize)
      throw new ProofError('bad_proof', `leaf ${this.#tree.size} of ${this.#newSize} is missing`);
    return { proof: this.#parts.map((part) => ('old' in part ? part.old : part.tree.root())), tree: this.#tree };
  }

  #skipOld(): void {
    for (let part = this.#parts[this.#at]; part !== undefined && 'old' in part; part = this.#parts[++this.#at]);
  }
}

/** The proof's nodes from the deepest up. */
function partsOf(old: CompactTree, newSize: number): Part[] {
  const parts: Part[] = [];
  const edge = [...old.edge];
  // From the root down: at each split, the half without the old tree's end is one node of the proof.
  let [start, end] = [0, newSize];
  let isWhole = true;
  while (end !== old.size) {
    let split = 1;
    while (split * 2 < end - start) split *= 2;
    const middle = start + split;
    if (old.size <= middle) {
      parts.unshift({ end, tree: new CompactTree() });
      end = middle;
    } else {
      parts.unshift({ old: edge.shift() as Uint8Array });
      start = middle;
      isWhole = false;
    }
  }
  // What is left is the old tree's last full subtree; where that is the old tree itself, the verifier has its root.
  if (!isWhole) parts.unshift({ old: edge.shift() as Uint8Array });
  return parts;
}
