import { openNote, type ProofError, parseVerifierKey } from '../proof/index.ts';
import type { ApprovalStatement } from './approval-statement.ts';
import type { AttestedReview } from './attested-review.ts';
import type { Trust } from './prove-approval.ts';
import { RISKS } from './ranks.ts';
import type { Person, ProvenApproval, Risk } from './types.ts';

const HOST_OF = { github_review: 'github', gitlab_review: 'gitlab' } as const;

/**
 * Proves a review that an attestor vouches for: the attestor is one of the trusted policy and signed it, it may vouch for so much, the
 * account is the approver's, and neither the approver nor anybody who isn't known wrote what was reviewed.
 *
 * @returns what it proves, or why it proves nothing.
 */
export function proveReview(
  note: string,
  { approver, time, definition }: ApprovalStatement,
  review: AttestedReview,
  risk: Risk,
  { people, attestors }: Trust,
): ProvenApproval | string {
  const attestor = attestors.get(review.attestor);
  if (attestor === undefined) return `the active policy knows no attestor ${review.attestor}`;
  if (attestor.attests !== review.proof || String(attestor.repository) !== review.repository)
    return `${review.attestor} vouches for other reviews`;
  if (attestor.approves === undefined || RISKS.indexOf(attestor.approves) < RISKS.indexOf(risk))
    return `${review.attestor} vouches for risks up to ${attestor.approves}, and this is ${risk}`;
  const host = HOST_OF[review.proof];
  const accountOf = ({ identities }: Person): string | null => {
    const account = identities?.[host];
    return account === undefined ? null : String(account);
  };
  const known = new Map([...people.values()].map((person) => [accountOf(person), person.id]));
  if (known.get(review.account) !== approver)
    return `the account ${review.account} is not ${approver}'s in the active policy`;
  for (const account of review.authors) {
    const author = known.get(account);
    if (author === approver) return `${approver} wrote a part of what was reviewed`;
    // Whoever has a second account would approve what they wrote with the first.
    if (author === undefined)
      return `the account ${account} wrote a part of it, and the active policy does not say whose it is`;
  }
  try {
    const { signedBy } = openNote(note, [parseVerifierKey(attestor.key)]);
    return { person: approver, time, proof: review.proof, keyName: signedBy[0]?.name ?? '', definition };
  } catch (error) {
    return `it is not signed with the key of ${review.attestor} (${(error as ProofError).message})`;
  }
}
