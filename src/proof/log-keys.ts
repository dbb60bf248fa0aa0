import {
  followingLogKeys,
  keyIdText,
  type LogKeyChange,
  logKeyChangeMessage,
  readLogKeyChange,
} from '../verify/index.ts';
import { encodeBase64 } from './base64.ts';
import { canonicalJson } from './canonical-json.ts';
import { verifyMlDsa44 } from './ml-dsa-44.ts';
import type { Json, Signer, VerifierKey } from './types.ts';
import {
  formatVerifierKey,
  LOG_KEY_TYPES,
  ML_DSA_44_TYPE,
  parseVerifierKey,
  publicKeyOf,
  verifyEd25519,
} from './verifier-key.ts';

export {
  type KeyChangeCause,
  type KeyTerm,
  keyIdText,
  type LogKeyChange,
  parseLogKeyChanges,
  readLogKeyChange,
  signsSize,
} from '../verify/index.ts';

/**
 * Which keys a log signs with, from first to last, by some that are trusted and its changes of keys. Each comes with its term, which
 * says the checkpoints that it signs; keys that no change names come back as they are.
 *
 * @throws ProofError `malformed_key` where the changes don't follow one another, `bad_signature`, `unverifiable_here`
 */
export function followLogKeys(
  trusted: readonly VerifierKey[],
  changes: readonly LogKeyChange[],
): readonly VerifierKey[] {
  const following = followingLogKeys(trusted, changes, (text) => parseVerifierKey(text, LOG_KEY_TYPES));
  let step = following.next();
  while (step.done !== true) {
    const { key, message, signature } = step.value;
    step = following.next(
      key.type === ML_DSA_44_TYPE
        ? verifyMlDsa44(key.publicKey, message, signature)
        : verifyEd25519(publicKeyOf(key.publicKey), message, signature),
    );
  }
  return step.value;
}

/**
 * The signed word that a log takes new keys.
 *
 * @param signers the new ones, and beside them the former ones, where they are there and nobody else has them
 */
export function signLogKeyChange(change: Omit<LogKeyChange, 'signatures'>, signers: readonly Signer[]): LogKeyChange {
  const message = logKeyChangeMessage(change);
  const signatures = signers.map(({ key, sign }) => ({ key: keyIdText(key), signature: encodeBase64(sign(message)) }));
  return readLogKeyChange({ ...change, signatures });
}

/** Changes as `parseLogKeyChanges` reads them, a line of canonical JSON each. */
export function formatLogKeyChanges(changes: readonly LogKeyChange[]): string {
  return changes.map((change) => `${canonicalJson(change as unknown as Json)}\n`).join('');
}

/** The verifier keys that a change names, as text. */
export function keyTextsOf(signers: readonly Signer[]): readonly string[] {
  return signers.map(({ key }) => formatVerifierKey(key));
}
