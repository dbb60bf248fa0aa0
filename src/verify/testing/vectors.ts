import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A proof that nobody here made, with what is to be said of it. */
export interface ProofVector {
  readonly file: string;
  readonly holds: boolean;
  /** The arguments of `verifyInclusion` or `verifyConsistency`; hashes in base64. */
  readonly kind: 'inclusion' | 'consistency';
  readonly numbers: readonly [number, number];
  readonly proof: readonly string[];
  /** Leaf hash and root, or both roots. */
  readonly hashes: readonly [string, string];
}

const folder = resolve(import.meta.dirname, '../../../../shared/data/vectors/merkle');
export const vectorsAreHere = existsSync(folder);

export function readVectors(): ProofVector[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((file): ProofVector => {
      const vector: Record<string, unknown> = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      const kind = file.startsWith('inclusion') ? 'inclusion' : 'consistency';
      const numbers = kind === 'inclusion' ? ['leafIdx', 'treeSize'] : ['size1', 'size2'];
      const hashes = kind === 'inclusion' ? ['leafHash', 'root'] : ['root1', 'root2'];
      return {
        file,
        kind,
        holds: vector['wantErr'] !== true,
        numbers: numbers.map((name) => Number(vector[name])) as unknown as [number, number],
        proof: (vector['proof'] ?? []) as string[],
        hashes: hashes.map((name) => String(vector[name] ?? '')) as unknown as [string, string],
      };
    });
}
