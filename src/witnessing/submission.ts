import { logTree } from '../ledger/index.ts';
import { holdingCosignatures, ProofError, parseCheckpoint, parseNote, verifyCosignature } from '../proof/index.ts';
import type { Store } from '../store/index.ts';
import type { NamedWitness } from './types.ts';
import { askWitness } from './witness-client.ts';

/** It may be told another size twice: by another process that asked meanwhile. */
const MAX_ATTEMPTS = 3;
/** A cosignature of later would not count where it is verified; one of earlier says what was newest then. */
const MAX_CLOCK_SECONDS = 300;

/** What came of asking one witness to cosign one checkpoint. */
export type Submission =
  /** Lines of a note, each with its newline; seconds since 1970, by the witness's clock. */
  | { readonly kind: 'cosigned'; readonly lines: readonly string[]; readonly time: number }
  /** It says that it cosigned a larger log, of so many entries. */
  | { readonly kind: 'larger'; readonly size: number }
  /** It says that the log doesn't extend what it cosigned. */
  | { readonly kind: 'inconsistent'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string };

/**
 * Asks a witness to cosign a checkpoint of this log, from the size on that it is thought to know; where it knows another, from that one.
 *
 * @throws LedgerError `tiles_not_computed`; what the database throws
 */
export async function submit({
  store,
  witness,
  note,
  knownSize,
  now,
  signal,
}: {
  readonly store: Store;
  readonly witness: NamedWitness;
  /** The log's own signed checkpoint. */
  readonly note: string;
  /** What the witness cosigned last, as far as is known. */
  readonly knownSize: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly signal: AbortSignal;
}): Promise<Submission> {
  const { text } = parseNote(note);
  const { size } = parseCheckpoint(text);
  const tree = logTree(store);
  let oldSize = Math.min(knownSize, size);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    // Everything extends the empty log, so that there is nothing to prove.
    const proof = oldSize === 0 ? [] : await tree.consistency(oldSize, size);
    const reply = await askWitness(witness, { oldSize, proof, checkpoint: note }, signal);
    if (reply.kind === 'lines') return cosigned(witness, text, reply.lines, now);
    if (reply.kind !== 'size') return reply;
    if (reply.size > size) return { kind: 'larger', size: reply.size };
    oldSize = reply.size;
  }
  return { kind: 'failed', why: 'it says another size each time' };
}

/** Takes what the witness's own keys signed, and only that. */
function cosigned({ name, keys }: NamedWitness, text: string, answer: string, now: number): Submission {
  try {
    const lines = holdingCosignatures(text, answer, keys);
    if (lines.length < keys.length)
      return { kind: 'failed', why: 'its answer lacks a cosignature by each of its keys' };
    const { signatures } = parseNote(`${text}\n${lines.join('')}`);
    const times = signatures.flatMap(({ id, signature }) =>
      keys.filter((key) => key.id === id).map((key) => verifyCosignature(key, text, signature)),
    );
    const ahead = Math.max(...times) - now / 1000;
    if (ahead > MAX_CLOCK_SECONDS)
      return { kind: 'failed', why: `its clock is ${Math.round(ahead)} seconds ahead of this one` };
    return { kind: 'cosigned', lines, time: Math.min(...times) };
  } catch (error) {
    if (!(error instanceof ProofError)) throw error;
    return { kind: 'failed', why: `its answer holds no cosignature of ${name}: ${error.message}` };
  }
}
