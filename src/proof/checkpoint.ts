import { parseLargeCheckpoint } from '../verify/index.ts';
import { encodeBase64 } from './base64.ts';
import { ProofError } from './proof-error.ts';

/** The head of a log: how large it is and the root of its tree (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** Scheme-less URL without trailing slash; also the name of the log's key. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** The text of a checkpoint, to be signed as a note: origin, size, root, and no extension lines. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${encodeBase64(root)}\n`;
}

/** Reads the text of a checkpoint. Extension lines are refused. @throws ProofError `malformed_checkpoint` */
export function parseCheckpoint(text: string): Checkpoint {
  const { size, ...rest } = parseLargeCheckpoint(text);
  if (size > BigInt(Number.MAX_SAFE_INTEGER))
    throw new ProofError('malformed_checkpoint', `a log of ${size} entries is larger than any that is read here`);
  return { ...rest, size: Number(size) };
}
