import {
  type Checkpoint,
  CompactTree,
  decodeBase64,
  encodeBase64,
  openKeptCheckpoint,
  ProofError,
  sameHash,
  type VerifierKey,
} from '../proof/index.ts';
import { EntryError } from './entry-error.ts';
import type { KnownWriter } from './writer-chain.ts';

/**
 * What to go on from after a part of a log was verified: the checkpoint of that part, the right edge of its tree, and where each writer
 * stood. Its keeper's own, as the log's key is: who can change it can hide what was changed before.
 */
export interface VerifiedPart {
  readonly version: 1;
  /** A signed note. */
  readonly checkpoint: string;
  /** Roots of the full subtrees, largest first, in base64. */
  readonly edge: readonly string[];
  readonly writers: readonly KnownWriter[];
}

export function verifiedPart(checkpoint: string, tree: CompactTree, writers: readonly KnownWriter[]): VerifiedPart {
  return { version: 1, checkpoint, edge: tree.edge.map(encodeBase64), writers };
}

/** @throws EntryError `verified_part_malformed` */
export function parseVerifiedPart(text: string): VerifiedPart {
  try {
    const part = JSON.parse(text) as VerifiedPart;
    const isText = (value: unknown): boolean => typeof value === 'string';
    const isWriter = (one: KnownWriter): boolean =>
      isText(one.writer) && isText(one.publicKey) && Number.isSafeInteger(one.sequence) && one.sequence >= 0;
    if (part.version === 1 && isText(part.checkpoint) && part.edge.every(isText) && part.writers.every(isWriter))
      return part;
  } catch {
    // Whatever it is, it is none.
  }
  throw new EntryError('verified_part_malformed', 'it isn’t what was kept of a verification');
}

/**
 * The checkpoint that was verified, and the tree to go on with, which leads to it.
 *
 * @throws EntryError `verified_part_malformed`; ProofError `unverifiable_here`
 */
export function openVerifiedPart(
  { checkpoint: note, edge }: VerifiedPart,
  keys: readonly VerifierKey[],
): { readonly checkpoint: Checkpoint; readonly tree: CompactTree } {
  try {
    const checkpoint = openKeptCheckpoint(note, keys);
    const hashes = edge.map((hash) => decodeBase64(hash) ?? new Uint8Array());
    const tree = new CompactTree(checkpoint.size, hashes);
    if (!sameHash(tree.root(), checkpoint.root)) throw new ProofError('bad_proof', 'its edge leads to another root');
    return { checkpoint, tree };
  } catch (error) {
    if (!(error instanceof ProofError) || error.code === 'unverifiable_here') throw error;
    throw new EntryError('verified_part_malformed', `it isn’t what was kept of a verification: ${error.message}`);
  }
}
