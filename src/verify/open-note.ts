import { type LargeCheckpoint, parseLargeCheckpoint } from './checkpoint.ts';
import { followingLogKeys, type LogKeyChange, signsSize } from './log-keys.ts';
import { ProofError } from './proof-error.ts';
import { parseNote } from './signed-note.ts';
import type { NoteKey } from './verifier-key.ts';

/** Signature type of Ed25519 (C2SP signed-note). */
export const ED25519 = 0x01;

/**
 * Whether a signature of `text` by this key holds. `text` is the note's, with its final newline; what of it is signed, and what
 * stands in `signature` beside it, is the business of the signature's type.
 */
export type SignatureVerifier = (
  publicKey: Uint8Array<ArrayBuffer>,
  text: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
) => boolean | Promise<boolean>;

/** By the type of key: `{ [ED25519]: ed25519ByWebCrypto(crypto.subtle) }`. */
export type SignatureVerifiers = Readonly<Record<number, SignatureVerifier>>;

/** A note whose signatures of known keys all hold. */
export interface VerifiedNote {
  /** With its final newline. */
  readonly text: string;
  /** The keys that signed; never empty. */
  readonly signedBy: readonly NoteKey[];
}

/**
 * Opens a note (C2SP signed-note): signatures of unknown keys are passed over (name and id both decide), each of a known key has to
 * hold.
 *
 * @throws ProofError `malformed_note`, `bad_signature`, `no_known_signature`; `malformed_key` for a key whose type nothing verifies
 */
export async function openNote(
  note: string,
  keys: readonly NoteKey[],
  signatures: SignatureVerifiers,
): Promise<VerifiedNote> {
  for (const { name, type } of keys)
    if (!Object.hasOwn(signatures, type))
      throw new ProofError('malformed_key', `nothing verifies signatures of type ${type}, of which ${name} is`);
  const { text, signatures: lines } = parseNote(note);
  const bytes = new TextEncoder().encode(text);
  const signedBy: NoteKey[] = [];
  for (const { name, id, signature } of lines)
    for (const key of keys) {
      if (key.name !== name || key.id !== id || signedBy.includes(key)) continue;
      const verify = signatures[key.type] as SignatureVerifier;
      if (!(await verify(key.publicKey.slice(), bytes, signature.slice())))
        throw new ProofError('bad_signature', `the signature of ${name} does not hold`);
      signedBy.push(key);
    }
  if (signedBy.length === 0) throw new ProofError('no_known_signature', 'none of the given keys signed this note');
  return { text, signedBy };
}

/**
 * Opens a checkpoint: a note that the log's own key signed, whose name is the origin.
 *
 * @throws ProofError as `openNote`, `malformed_checkpoint`; `no_known_signature` where only others signed it
 */
export async function openCheckpoint(
  note: string,
  keys: readonly NoteKey[],
  signatures: SignatureVerifiers,
): Promise<LargeCheckpoint & { readonly signedBy: readonly NoteKey[] }> {
  const { text, signedBy } = await openNote(note, keys, signatures);
  const checkpoint = parseLargeCheckpoint(text);
  if (!signedBy.some(({ name, term }) => name === checkpoint.origin && signsSize(term, checkpoint.size)))
    throw new ProofError(
      'no_known_signature',
      `the own key of the log ${checkpoint.origin} did not sign its checkpoint`,
    );
  return { ...checkpoint, signedBy };
}

/**
 * Follows a log’s changes of keys from keys that are trusted to all that they lead to, by their Ed25519 signatures: for `openCheckpoint` and
 * `verifyProofFile`. Keys of other types stay as they were given.
 *
 * @param changes as `parseLogKeyChanges` gives them
 * @throws ProofError `malformed_key`, `bad_signature`
 */
export async function followLogKeysBy(
  keys: readonly NoteKey[],
  changes: readonly LogKeyChange[],
  options: { readonly verify: SignatureVerifier; readonly parseKey: (text: string) => NoteKey },
): Promise<readonly NoteKey[]> {
  const others = keys.filter(({ type }) => type !== ED25519);
  const own = keys.filter(({ type }) => type === ED25519);
  const following = followingLogKeys(own, changes, options.parseKey);
  let step = following.next();
  while (step.done !== true) {
    const { key, message, signature } = step.value;
    step = following.next(await options.verify(key.publicKey.slice(), message, signature));
  }
  return [...step.value, ...others];
}

/** What `ed25519ByWebCrypto` needs of `crypto.subtle`. */
export interface SubtleEd25519<Key = unknown> {
  importKey(
    format: 'raw',
    key: Uint8Array<ArrayBuffer>,
    algorithm: 'Ed25519',
    extractable: boolean,
    usages: 'verify'[],
  ): Promise<Key>;
  verify(
    algorithm: 'Ed25519',
    key: Key,
    signature: Uint8Array<ArrayBuffer>,
    data: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>;
}

/** Ed25519 (RFC 8032) by WebCrypto: browsers since 2025, Node.js since 20. */
export function ed25519ByWebCrypto<Key>(subtle: SubtleEd25519<Key>): SignatureVerifier {
  return async (publicKey, text, signature) => {
    const key = await subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
    return await subtle.verify('Ed25519', key, signature, text);
  };
}
