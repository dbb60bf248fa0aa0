import { keyIdText, signsSize } from '../verify/index.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { verifyCosignature } from './cosignature.ts';
import { ProofError } from './proof-error.ts';
import { formatSignature, type NoteSignature, parseNote } from './signed-note.ts';
import type { VerifierKey } from './types.ts';
import { ED25519_TYPE, LOG_KEY_TYPES, publicKeyOf, verifyEd25519, WITNESS_KEY_TYPES } from './verifier-key.ts';

/** How far a witness's clock may be ahead of the verifier's. */
const MAX_AHEAD_SECONDS = 300;

/** By whose keys a checkpoint is opened. All of them come from elsewhere than the checkpoint. */
export interface CheckpointKeys {
  /** The log's own: Ed25519, and ML-DSA-44 where it is known. Of each kind that is given, one has to have signed. */
  readonly log: readonly VerifierKey[];
  /** Those of witnesses. A witness that is known by several kinds of key has cosigned where each kind has. */
  readonly witnesses?: readonly VerifierKey[];
  /** Seconds since 1970: a cosignature of later than five minutes after it doesn't count. Absent: times aren't judged. */
  readonly now?: number;
  /** The checkpoint is compared with the log, and nothing else is believed of it: what a compromised key signed serves for that. */
  readonly isCompared?: boolean;
}

/** That a witness has seen this checkpoint, as the largest of its log. */
export interface Witnessed {
  readonly name: string;
  /** Seconds since 1970, by the witness's clock; of several cosignatures the earliest that all its keys reach. */
  readonly time: number;
}

export interface SignedCheckpoint {
  readonly checkpoint: Checkpoint;
  /** Without signatures. */
  readonly text: string;
  /** Each witness once, in the order of their keys. */
  readonly witnessed: readonly Witnessed[];
}

/**
 * Opens a checkpoint that its own log signed, and says which witnesses cosigned it. Signatures of unknown keys are passed over; each
 * of a known key has to hold.
 *
 * @throws ProofError `malformed_note`, `malformed_checkpoint`, `malformed_key`, `bad_signature`, `no_known_signature`, `unverifiable_here`
 */
export function openSignedCheckpoint(note: string, keys: CheckpointKeys): SignedCheckpoint {
  const { log, witnesses = [], now, isCompared = false } = keys;
  const { text, signatures } = parseNote(note);
  const checkpoint = parseCheckpoint(text);
  const named = log.filter(({ name, type }) => name === checkpoint.origin && LOG_KEY_TYPES.includes(type));
  const own = named.filter(({ term }) => signsSize(term, checkpoint.size, isCompared));
  const signed = timesOf(own, text, signatures);
  if (own.length === 0 || signed.size === 0)
    throw new ProofError(
      'no_known_signature',
      `none of the given keys signed it as the log’s own${outOfTerm(named, signatures)}`,
    );
  for (const { type } of own)
    if (![...signed.keys()].some((key) => key.type === type))
      throw new ProofError(
        'no_known_signature',
        type === ED25519_TYPE
          ? 'the log’s own Ed25519 key did not sign it'
          : 'the log’s own ML-DSA-44 key, which was given, did not sign it (a checkpoint of before the log had one is opened by its Ed25519 key alone)',
      );
  const outside = outsideWitnesses(witnesses, log);
  const cosigned = timesOf(outside, text, signatures);
  return { checkpoint, text, witnessed: witnessesOf(outside, cosigned, now) };
}

/** Why a key that signed it doesn't count. */
function outOfTerm(keys: readonly VerifierKey[], signatures: readonly NoteSignature[]): string {
  const [key] = keys.filter(
    ({ name, id, term }) => term && signatures.some((one) => one.name === name && one.id === id),
  );
  if (key?.term === undefined) return '';
  const { from, until, isCompromised } = key.term;
  return isCompromised
    ? `: the key ${keyIdText(key)}, which did, was given up as compromised`
    : `: the key ${keyIdText(key)}, which did, signs ${until === null ? `from ${from} entries on` : `up to ${until} entries`}`;
}

/**
 * Opens a checkpoint that somebody kept. It vouches for itself, so that one of before the log had an ML-DSA-44 key is as good as a
 * later one: where an Ed25519 key is given, that one decides.
 *
 * @throws ProofError as `openSignedCheckpoint`
 */
export function openKeptCheckpoint(note: string, log: readonly VerifierKey[]): Checkpoint {
  const plain = log.filter(({ type }) => type === ED25519_TYPE);
  return openSignedCheckpoint(note, { log: plain.length === 0 ? log : plain, isCompared: true }).checkpoint;
}

/**
 * The keys that can speak for an outside witness: for cosignatures, and neither the log's own nor another witness's under a second
 * name. An Ed25519 cosignature doesn't say whose it is, so that one key under two names would count for two.
 *
 * @throws ProofError `malformed_key`
 */
export function outsideWitnesses(
  witnesses: readonly VerifierKey[],
  log: readonly VerifierKey[] = [],
): readonly VerifierKey[] {
  const owners = new Map<string, string>();
  for (const { name, type, publicKey } of witnesses) {
    if (!WITNESS_KEY_TYPES.includes(type))
      throw new ProofError('malformed_key', `the key ${name} is none for cosignatures, so it is no witness's`);
    if (log.some((own) => own.name === name || Buffer.from(own.publicKey).equals(publicKey)))
      throw new ProofError('malformed_key', `the key ${name} is the log's own, which is no outside witness`);
    const hex = Buffer.from(publicKey).toString('hex');
    if ((owners.get(hex) ?? name) !== name)
      throw new ProofError('malformed_key', `the witnesses ${owners.get(hex)} and ${name} have the same key`);
    owners.set(hex, name);
  }
  return witnesses;
}

/** How many witnesses these keys are of. */
export function countWitnesses(witnesses: readonly VerifierKey[]): number {
  return new Set(witnesses.map(({ name }) => name)).size;
}

/**
 * Signature lines of an answer that hold over a checkpoint's text and are of these keys, as they were given, each key's once. What is of
 * unknown keys is left out.
 *
 * @throws ProofError `malformed_note`, `bad_signature`, `unverifiable_here`
 */
export function holdingCosignatures(text: string, lines: string, keys: readonly VerifierKey[]): readonly string[] {
  const { signatures } = parseNote(`${text}\n${lines}`);
  const taken = new Map<VerifierKey, string>();
  for (const signature of signatures) {
    const [key] = timesOf(keys, text, [signature]).keys();
    if (key !== undefined && !taken.has(key)) taken.set(key, formatSignature(signature, signature.signature));
  }
  return [...taken.values()];
}

/** By key, the newest time of its signatures; 0 for signatures without time. Ids can collide, so each key of name and id is tried. */
function timesOf(
  keys: readonly VerifierKey[],
  text: string,
  signatures: readonly NoteSignature[],
): Map<VerifierKey, number> {
  const times = new Map<VerifierKey, number>();
  for (const { name, id, signature } of signatures) {
    const meant = keys.filter((key) => key.name === name && key.id === id);
    let failure: unknown = null;
    let holds = false;
    for (const key of meant)
      try {
        times.set(key, Math.max(times.get(key) ?? 0, verifyBy(key, text, signature)));
        holds = true;
      } catch (error) {
        failure = error;
      }
    if (meant.length > 0 && !holds) throw failure;
  }
  return times;
}

function verifyBy(key: VerifierKey, text: string, signature: Uint8Array): number {
  if (key.type !== ED25519_TYPE) return verifyCosignature(key, text, signature);
  if (!verifyEd25519(publicKeyOf(key.publicKey), Buffer.from(text), signature))
    throw new ProofError('bad_signature', `the signature of ${key.name} does not hold`);
  return 0;
}

function witnessesOf(
  keys: readonly VerifierKey[],
  times: ReadonlyMap<VerifierKey, number>,
  now: number | undefined,
): Witnessed[] {
  const limit = now === undefined ? Number.POSITIVE_INFINITY : now + MAX_AHEAD_SECONDS;
  return [...new Set(keys.map(({ name }) => name))].flatMap((name) => {
    const own = keys.filter((key) => key.name === name);
    const newestOf = (type: number): number =>
      Math.max(...own.filter((key) => key.type === type).map((key) => times.get(key) ?? 0));
    const time = Math.min(...own.map(({ type }) => newestOf(type)));
    return time > 0 && time <= limit ? [{ name, time }] : [];
  });
}
