import {
  encodeBase64,
  isSshPublicKey,
  parseSshPublicKey,
  parseVerifierKey,
  type SshPublicKey,
  type VerifierKey,
} from '../proof/index.ts';

/** A key with which a person signs approvals, in either of its spellings. */
export type ApprovalKey =
  | { readonly kind: 'note'; readonly key: VerifierKey }
  | { readonly kind: 'ssh'; readonly key: SshPublicKey };

/**
 * Reads a key as it stands under `approvalKeys`: a C2SP verifier key, or a line of OpenSSH.
 *
 * @throws ProofError `malformed_key`
 */
export function parseApprovalKey(text: string): ApprovalKey {
  return isSshPublicKey(text)
    ? { kind: 'ssh', key: parseSshPublicKey(text) }
    : { kind: 'note', key: parseVerifierKey(text) };
}

/** What is the same of two spellings of one key, and of no two keys: name and comment are left out. */
export function approvalKeyIdentity({ kind, key }: ApprovalKey): string {
  if (kind === 'note') return `ssh-ed25519 ${encodeBase64(key.publicKey)}`;
  // The key itself stands at the end of what SSH writes (RFC 8709 §4).
  return `${key.type} ${encodeBase64(key.type === 'ssh-ed25519' ? key.blob.subarray(-32) : key.blob)}`;
}
