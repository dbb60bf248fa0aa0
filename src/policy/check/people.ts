import type { ProofError } from '../../proof/index.ts';
import { parseApprovalKey } from '../approval-key.ts';
import type { Complaints } from './complaints.ts';

/** The keys of people are keys, and the members of teams people. */
export function checkPeople(complaints: Complaints): void {
  for (const { id, approvalKeys } of complaints.policy.people)
    for (const key of approvalKeys) {
      const path = ['people', id, 'approvalKeys', key];
      try {
        parseApprovalKey(key);
      } catch (error) {
        complaints.complain(
          path,
          'approval_key_invalid',
          (error as ProofError).message,
          'Paste what ambit approve --generate-key printed, or the line of an SSH key’s .pub file.',
        );
      }
    }
  for (const { id, author, members } of complaints.policy.teams ?? []) {
    complaints.reference(['teams', id, 'author'], 'person', author);
    for (const member of members) complaints.reference(['teams', id, 'members', member], 'person', member);
    complaints.twice(() => ['teams', id, 'members'], members, 'member_twice', 'person');
  }
}
