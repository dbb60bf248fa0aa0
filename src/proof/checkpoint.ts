import { decodeBase64, encodeBase64 } from './base64.ts';
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
  const [origin = '', size = '', encoded = '', end, ...rest] = text.split('\n');
  const root = decodeBase64(encoded);
  const number = Number(size);
  if (origin === '' || end !== '' || rest.length > 0 || root?.length !== 32)
    throw new ProofError('malformed_checkpoint', 'a checkpoint has three lines: origin, size, root');
  if (!/^(0|[1-9][0-9]*)$/.test(size) || !Number.isSafeInteger(number))
    throw new ProofError('malformed_checkpoint', 'the size of a checkpoint is a decimal number');
  return { origin, size: number, root };
}
