import { decodeBase64 } from './base64.ts';
import { countOf, HASH_BYTES } from './hashes.ts';
import { ProofError } from './proof-error.ts';

/** The head of a log: how large it is and the root of its tree (C2SP tlog-checkpoint). */
export interface LargeCheckpoint {
  /** Scheme-less URL without trailing slash; also the name of the log's key. */
  readonly origin: string;
  readonly size: bigint;
  readonly root: Uint8Array;
}

/** Reads the text of a checkpoint, of any size. Extension lines are refused. @throws ProofError `malformed_checkpoint` */
export function parseLargeCheckpoint(text: string): LargeCheckpoint {
  const [origin = '', size = '', encoded = '', end, ...rest] = text.split('\n');
  const root = decodeBase64(encoded);
  if (origin === '' || end !== '' || rest.length > 0 || root?.length !== HASH_BYTES)
    throw new ProofError('malformed_checkpoint', 'a checkpoint has three lines: origin, size, root');
  return { origin, size: parseCount(size, 'malformed_checkpoint', 'the size of a checkpoint'), root };
}

/** A number as C2SP spells it: decimal, without leading zeros, below 2⁶³. @throws ProofError with the given code */
export function parseCount(text: string, code: 'malformed_checkpoint' | 'malformed_proof', what: string): bigint {
  try {
    if (/^(0|[1-9][0-9]{0,18})$/.test(text)) return countOf(BigInt(text), what);
  } catch {
    // Nineteen digits can be too many.
  }
  throw new ProofError(code, `${what} is a decimal number`);
}
