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
  github_review: {
    name: 'review at GitHub',
    trusts: 'GitHub for what its reviews and accounts are, and whoever has the key of the attestor that asked it',
  },
  gitlab_review: {
    name: 'approval at GitLab',
    trusts:
      'GitLab for what its approvals, accounts and settings are, and whoever has the key of the attestor that asked it',
  },
  session: {
    name: 'yes while signed in to Ambit',
    trusts: 'the issuer at which the approver signed in, and whoever has the key of that Ambit',
  },
};

const GIVEN: Readonly<Record<ApprovalProof, string>> = {
  note: 'signed with',
  ssh: 'signed with the SSH key',
  github_review: 'by a review at GitHub, seen by',
  gitlab_review: 'by an approval at GitLab, seen by',
  session: 'while signed in to Ambit, seen by',
};

/** How an approval was given, to be read after “approved by … at …,”. */
export function proofWords({ proof, keyName }: Pick<ProvenApproval, 'proof' | 'keyName'>): string {
  return `${GIVEN[proof]} ${keyName}`;
}
