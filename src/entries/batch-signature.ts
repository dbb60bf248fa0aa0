import { createHash, type KeyObject, sign } from 'node:crypto';
import {
  decodeBase64,
  encodeBase64,
  inclusionRoot,
  leafHash,
  nodeHash,
  ProofError,
  rawPublicKey,
  verifyEd25519,
} from '../proof/index.ts';
import { ProvenBatch } from './proven-batch.ts';
import type { WriterProof } from './types.ts';

/** What a writer signs with. */
export interface WriterKey {
  readonly privateKey: KeyObject;
  /** Hex of the first eight bytes of SHA-256 of the raw public key. */
  readonly id: string;
  readonly publicKey: Uint8Array;
}

/** The id of a writer's key. */
export function writerKeyId(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
}

export function writerKey(privateKey: KeyObject): WriterKey {
  const publicKey = rawPublicKey(privateKey);
  return { privateKey, id: writerKeyId(publicKey), publicKey };
}

/** The proofs of entries that are signed together: one signature over their Merkle root, and each one's path to it. */
export function signBatch(writer: string, key: WriterKey, batch: readonly Uint8Array[]): WriterProof[] {
  const levels = levelsOf(batch.map(leafHash));
  const root = levels.at(-1)?.[0] as Uint8Array;
  const signature = encodeBase64(sign(null, signedMessage(writer, batch.length, root), key.privateKey));
  return batch.map((_, index) => ({ key: key.id, index, size: batch.length, path: pathOf(levels, index), signature }));
}

/** The batch root that an entry's proof leads to; null for a broken path. */
function provenRoot(unsigned: Uint8Array, { index, size, path }: WriterProof): Uint8Array | null {
  const siblings = path.map(decodeBase64);
  if (siblings.includes(null)) return null;
  try {
    return inclusionRoot(index, size, leafHash(unsigned), siblings as Uint8Array[]);
  } catch (error) {
    if (error instanceof ProofError) return null;
    throw error;
  }
}

/** Verifies batch signatures, each once for all the entries of its batch as long as they come one after another. */
export class BatchVerifier {
  /** The newest batch of each writer whose signature held, with the key that it was verified by. */
  readonly #newest = new Map<string, { readonly publicKey: KeyObject; readonly batch: ProvenBatch }>();

  verify(writer: string, publicKey: KeyObject, unsigned: Uint8Array, proof: WriterProof): boolean {
    const newest = this.#newest.get(writer);
    if (newest?.publicKey === publicKey && newest.batch.holds(unsigned, proof)) return true;
    const root = provenRoot(unsigned, proof);
    const signature = decodeBase64(proof.signature);
    if (root === null || signature === null) return false;
    if (!verifyEd25519(publicKey, signedMessage(writer, proof.size, root), signature)) return false;
    const batch = new ProvenBatch(proof, root);
    batch.holds(unsigned, proof);
    this.#newest.set(writer, { publicKey, batch });
    return true;
  }
}

function signedMessage(writer: string, size: number, root: Uint8Array): Uint8Array {
  return Buffer.from(`ambit/writer-batch/v1\n${writer}\n${size}\n${encodeBase64(root)}\n`);
}

/**
 * All levels of the batch's tree, leaves first. A node without a sibling rises unchanged, which gives the tree of RFC 6962
 * §2.1 at every size.
 */
function levelsOf(leaves: Uint8Array[]): Uint8Array[][] {
  const levels = [leaves];
  for (let level = leaves; level.length > 1; ) {
    const next: Uint8Array[] = [];
    for (let index = 0; index + 1 < level.length; index += 2)
      next.push(nodeHash(level[index] as Uint8Array, level[index + 1] as Uint8Array));
    if (level.length % 2 === 1) next.push(level.at(-1) as Uint8Array);
    levels.push(next);
    level = next;
  }
  return levels;
}

function pathOf(levels: readonly Uint8Array[][], leaf: number): string[] {
  const path: string[] = [];
  let index = leaf;
  for (const level of levels.slice(0, -1)) {
    const sibling = level[index ^ 1];
    if (sibling !== undefined) path.push(encodeBase64(sibling));
    index >>= 1;
  }
  return path;
}
