import type { ApprovalProof, ProvenApproval } from './types.ts';

/** Each kind of proof in a word for a table, and what has to be believed for it to prove something. */
export const APPROVAL_PROOFS: Readonly<Record<ApprovalProof, { readonly name: string; readonly trusts: string }>> = {
  note: {
    name: 'signed note',
    trusts: 'that nobody but the approver has their key',
  },
  ssh: {
    name: 'SSH signature',
    trusts: 'that nobody but the approver has their SSH key',
  },
};

/** How an approval was given, to be read after “approved by … at …,”. */
export function proofWords({ proof, keyName }: Pick<ProvenApproval, 'proof' | 'keyName'>): string {
  return `${{ note: 'signed with', ssh: 'signed with the SSH key' }[proof]} ${keyName}`;
}
