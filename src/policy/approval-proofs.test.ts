import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APPROVAL_PROOFS, proofWords } from './approval-proofs.ts';
import type { ApprovalProof } from './types.ts';

test('each way of giving an approval is told, with what has to be believed for it', () => {
  const proofs = Object.keys(APPROVAL_PROOFS) as ApprovalProof[];
  assert.deepEqual(
    proofs.map((proof) => proofWords({ proof, keyName: 'ada' })),
    [
      'signed with ada',
      'signed with the SSH key ada',
      'by a review at GitHub, seen by ada',
      'by an approval at GitLab, seen by ada',
      'while signed in to Ambit, seen by ada',
    ],
  );
  for (const { name, trusts } of Object.values(APPROVAL_PROOFS)) assert.ok(name.length > 0 && trusts.length > 20);
});
