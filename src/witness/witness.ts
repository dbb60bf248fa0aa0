import { createHash } from 'node:crypto';
import {
  type AddCheckpoint,
  type Checkpoint,
  cosignatureLine,
  emptyRoot,
  holdingCosignatures,
  openSignedCheckpoint,
  ProofError,
  parseAddCheckpoint,
  parseCheckpoint,
  parseNote,
  type SignedCheckpoint,
  type Signer,
  sameHash,
  type VerifierKey,
  verifyConsistency,
} from '../proof/index.ts';
import { WitnessError } from './witness-error.ts';

/**
 * Where the newest checkpoint of each log is kept. A witness is worth what this remembers: whoever can set it back can have a second
 * history cosigned.
 */
export interface WitnessState {
  /** The newest checkpoint that was cosigned, with its signatures; null before the first. */
  read(origin: string): string | null;
  /** Durable when it returns, whole or not at all. Where it throws, the next `read` says what there is. */
  write(origin: string, checkpoint: string): void;
}

export interface WitnessOptions {
  /** The log's own keys, by origin: Ed25519 and, where it has one, ML-DSA-44. Both have to have signed where both are given. */
  readonly logs: ReadonlyMap<string, readonly VerifierKey[]>;
  /** The witness's own, for cosignatures, all of one name. Each cosigns. */
  readonly signers: readonly Signer[];
  readonly state: WitnessState;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Told of what a log signed and could not show to be its history: it may be proof that somebody rewrote it. */
  readonly onConflict?: (origin: string, what: string, checkpoint: string) => void;
  /** Told why a request could not be answered: the disk, mostly. */
  readonly onFault?: (fault: unknown) => void;
}

/** What is answered, as HTTP has it. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422 | 500;
  readonly type: 'text/plain; charset=utf-8' | 'text/x.tlog.size';
  readonly body: string;
}

/** A witness of logs (C2SP tlog-witness). */
export interface Witness {
  readonly keys: readonly VerifierKey[];
  /** Answers a request to add a checkpoint. Never throws. */
  addCheckpoint(body: string): WitnessAnswer;
  /** The newest cosigned checkpoint of the log whose origin has this SHA-256, in lower-case hexadecimal; null where there is none. */
  checkpointOf(originHash: string): string | null;
}

/**
 * Begins to witness. Each request is judged, made durable and answered in one go, with nothing between, so two for one log can't pass
 * each other; of two processes on one state only one may run.
 *
 * @throws WitnessError `state_broken`, `log_refused`
 */
export function createWitness(options: WitnessOptions): Witness {
  const { logs, signers, state } = options;
  const byHash = new Map<string, string>();
  for (const [origin, keys] of logs) {
    if (signers.some(({ key }) => key.name === origin))
      throw new WitnessError(
        'log_refused',
        `The log ${origin} has the witness's own name: a witness is somebody else.`,
      );
    knownOf(state, origin, keys);
    byHash.set(createHash('sha256').update(origin).digest('hex'), origin);
  }
  return {
    keys: signers.map(({ key }) => key),
    addCheckpoint(body) {
      try {
        return judge(options, parseAddCheckpoint(body));
      } catch (error) {
        if (error instanceof ProofError) return plain(400, error.message);
        options.onFault?.(error);
        // Nothing was kept, or it was and the caller asks again: the state says which.
        return plain(500, 'the witness could not keep the checkpoint: ask again');
      }
    },
    checkpointOf(originHash) {
      const origin = byHash.get(originHash);
      return origin === undefined ? null : state.read(origin);
    },
  };
}

/** The order is that of the document: what is said of a request doesn't depend on what stands behind an earlier check. */
function judge({ logs, signers, state, clock, onConflict }: WitnessOptions, request: AddCheckpoint): WitnessAnswer {
  const { oldSize, proof, checkpoint: note } = request;
  const { origin } = parseCheckpoint(parseNote(note).text);
  const keys = logs.get(origin);
  if (keys === undefined) return plain(404, `the log ${JSON.stringify(origin)} is not witnessed here`);
  const opened = openedBy(note, keys);
  if (opened instanceof ProofError) return plain(403, opened.message);
  const { checkpoint, text } = opened;
  if (oldSize > checkpoint.size) return plain(400, 'the old size is above that of the checkpoint');
  const known = knownOf(state, origin, keys);
  if (oldSize !== (known?.size ?? 0)) return { status: 409, type: 'text/x.tlog.size', body: `${known?.size ?? 0}\n` };
  const fault = faultOf(known, checkpoint, proof);
  if (fault !== null) {
    onConflict?.(origin, fault, note);
    return plain(422, fault);
  }
  const time = Math.floor(clock() / 1000);
  const lines = signers.map((signer) => cosignatureLine(text, signer, time));
  // Only what was verified is kept, or a stranger could fill the disk through another's log.
  const own = logSignatures(note, text, keys);
  state.write(origin, `${text}\n${own}${lines.join('')}`);
  return { status: 200, type: 'text/plain; charset=utf-8', body: lines.join('') };
}

function openedBy(note: string, log: readonly VerifierKey[]): SignedCheckpoint | ProofError {
  try {
    return openSignedCheckpoint(note, { log });
  } catch (error) {
    if (error instanceof ProofError && ['bad_signature', 'no_known_signature'].includes(error.code)) return error;
    throw error;
  }
}

function faultOf(known: Checkpoint | null, checkpoint: Checkpoint, proof: readonly Uint8Array[]): string | null {
  try {
    if (checkpoint.size === 0 && !sameHash(checkpoint.root, emptyRoot()))
      throw new ProofError('bad_proof', 'the root of an empty log is another');
    const old = known ?? { size: 0, root: emptyRoot() };
    // Everything extends the empty tree, so there is no proof to verify (RFC 6962 §2.1.2).
    if (old.size > 0 || checkpoint.size === 0 || proof.length > 0)
      verifyConsistency(old.size, checkpoint.size, proof, old.root, checkpoint.root);
    return null;
  } catch (error) {
    if (error instanceof ProofError) return error.message;
    throw error;
  }
}

/** What this witness cosigned last of a log. @throws WitnessError `state_broken` */
function knownOf(state: WitnessState, origin: string, log: readonly VerifierKey[]): Checkpoint | null {
  const note = state.read(origin);
  if (note === null) return null;
  try {
    const { checkpoint } = openSignedCheckpoint(note, { log });
    if (checkpoint.origin !== origin) throw new Error(`it is of ${checkpoint.origin}`);
    return checkpoint;
  } catch (cause) {
    throw new WitnessError(
      'state_broken',
      `What the witness keeps of the log ${origin} is not a checkpoint by the log's keys as they were given: restore it, or give the keys that it had (${cause instanceof Error ? cause.message : cause}).`,
      cause,
    );
  }
}

function logSignatures(note: string, text: string, keys: readonly VerifierKey[]): string {
  return holdingCosignatures(text, note.slice(text.length + 1), keys).join('');
}

function plain(status: WitnessAnswer['status'], what: string): WitnessAnswer {
  return { status, type: 'text/plain; charset=utf-8', body: `${what}\n` };
}
