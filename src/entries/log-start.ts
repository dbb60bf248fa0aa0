import { type Checkpoint, CompactTree, ProofError, type VerifierKey } from '../proof/index.ts';
import type { Faults } from './faults.ts';
import { openVerifiedPart, type VerifiedPart } from './verified-part.ts';

/**
 * A signed checkpoint, or null and a fault where it doesn't hold.
 *
 * @throws ProofError `unverifiable_here`: no fault of the log, for nothing can be said
 */
export function openedOr(open: () => Checkpoint, which: string, faults: Faults): Checkpoint | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof ProofError && error.code === 'unverifiable_here') throw error;
    faults.add(null, `${which} does not hold: ${error instanceof Error ? error.message : error}`);
    return null;
  }
}

/**
 * The tree to begin with: that of what was verified before, where anything was, else an empty one.
 *
 * @param signed the log's newest checkpoint, which has to be of the same log
 * @throws EntryError `verified_part_malformed`; ProofError `unverifiable_here`
 */
export function startingTree(
  from: VerifiedPart | null,
  keys: readonly VerifierKey[],
  signed: Checkpoint | null,
  faults: Faults,
): CompactTree {
  if (from === null) return new CompactTree();
  const { checkpoint, tree } = openVerifiedPart(from, keys);
  if (signed !== null && checkpoint.origin !== signed.origin)
    faults.add(null, `what was verified before is of the log ${checkpoint.origin}, this one is ${signed.origin}`);
  return tree;
}
