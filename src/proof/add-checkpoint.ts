import { decodeBase64, encodeBase64 } from './base64.ts';
import { ProofError } from './proof-error.ts';

/** Most lines of a consistency proof (C2SP tlog-witness). */
const MAX_PROOF_LINES = 63;
const HASH_BYTES = 32;

/** What a witness is asked: to cosign a checkpoint that extends the one of `oldSize`, which it cosigned last. */
export interface AddCheckpoint {
  readonly oldSize: number;
  /** Consistency proof from `oldSize` (RFC 6962 §2.1.2). */
  readonly proof: readonly Uint8Array[];
  /** A signed note. */
  readonly checkpoint: string;
}

/** The body of `POST <prefix>/add-checkpoint` (C2SP tlog-witness). */
export function formatAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpoint): string {
  return `old ${oldSize}\n${proof.map((hash) => `${encodeBase64(hash)}\n`).join('')}\n${checkpoint}`;
}

/** Reads that body. The checkpoint is not read yet. @throws ProofError `malformed_request` */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const end = body.indexOf('\n\n');
  if (end === -1) throw malformed('an empty line stands before the checkpoint');
  const [first = '', ...lines] = body.slice(0, end).split('\n');
  const oldSize = Number(/^old (0|[1-9][0-9]*)$/.exec(first)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(oldSize)) throw malformed('its first line reads “old <size>”');
  if (lines.length > MAX_PROOF_LINES) throw malformed(`a consistency proof has at most ${MAX_PROOF_LINES} lines`);
  return { oldSize, proof: lines.map(readHash), checkpoint: body.slice(end + 2) };
}

function readHash(line: string): Uint8Array {
  const hash = decodeBase64(line);
  if (hash?.length !== HASH_BYTES) throw malformed('each line of the consistency proof is the base64 of 32 bytes');
  return hash;
}

function malformed(why: string): ProofError {
  return new ProofError('malformed_request', `this is no request to add a checkpoint: ${why}`);
}
