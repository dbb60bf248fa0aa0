import { generateKeyPairSync } from 'node:crypto';
import { ed25519Signer, type LogKeyChange, mlDsa44Cosigner, type VerifierKey } from '../../proof/index.ts';
import type { LogKeyOrder, LogKeyring, LogSigners } from '../index.ts';

/** Log keys in memory, which outlive a sequencer as files do. */
export interface MemoryKeyring extends LogKeyring {
  readonly generations: Map<number, LogSigners>;
  readonly answers: { readonly id: string; readonly problem: string | null }[];
  readonly published: { keys: readonly VerifierKey[]; changes: readonly LogKeyChange[] };
  ask(order: LogKeyOrder): void;
  /** Has the sequencer die, in its own eyes, when it comes to this: once. */
  dieAt: 'make' | 'publish' | 'destroy' | 'answer' | null;
}

/** @param first generation, which a test may know already */
export function memoryKeyring(origin: string, first?: LogSigners): MemoryKeyring {
  let waiting: LogKeyOrder | null = null;
  const generations = new Map<number, LogSigners>(first === undefined ? [] : [[1, first]]);
  const published: MemoryKeyring['published'] = { keys: [], changes: [] };
  const die = (at: NonNullable<MemoryKeyring['dieAt']>): void => {
    if (ring.dieAt !== at) return;
    ring.dieAt = null;
    throw new Error(`died at ${at}`);
  };
  const make = (generation: number): LogSigners => {
    let signers = generations.get(generation);
    if (signers === undefined) {
      signers = {
        signer: ed25519Signer(origin, generateKeyPairSync('ed25519').privateKey),
        cosigner: mlDsa44Cosigner(origin, generateKeyPairSync('ml-dsa-44').privateKey),
      };
      generations.set(generation, signers);
    }
    die('make');
    return signers;
  };
  const ring: MemoryKeyring = {
    generations,
    answers: [],
    published,
    dieAt: null,
    ask(order) {
      waiting = order;
    },
    of: (generation) => generations.get(generation) ?? null,
    make,
    destroy(generation) {
      die('destroy');
      generations.delete(generation);
    },
    known: () => published,
    publish(keys, changes) {
      die('publish');
      Object.assign(published, { keys, changes });
    },
    order: () => waiting,
    answer({ id }, problem) {
      die('answer');
      ring.answers.push({ id, problem });
      waiting = null;
    },
  };
  return ring;
}
