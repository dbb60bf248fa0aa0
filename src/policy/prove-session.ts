import { openNote, type ProofError, parseVerifierKey } from '../proof/index.ts';
import type { ApprovalStatement } from './approval-statement.ts';
import { type AttestedSession, MAX_SIGN_IN_AGE_SECONDS } from './attested-session.ts';
import type { Trust } from './prove-approval.ts';
import { RISKS } from './ranks.ts';
import type { ProvenApproval, Risk } from './types.ts';

/**
 * Proves a yes that was given while signed in, which an Ambit vouches for: it is an attestor of the trusted policy and signed it, it may
 * vouch for so much, the trusted policy says that whoever signs in so is the approver, and the sign-in was fresh.
 *
 * @returns what it proves, or why it proves nothing.
 */
export function proveSession(
  note: string,
  { approver, time, definition }: ApprovalStatement,
  session: AttestedSession,
  risk: Risk,
  { attestors, personOf }: Trust,
): ProvenApproval | string {
  const attestor = attestors.get(session.attestor);
  if (attestor === undefined) return `the active policy knows no attestor ${session.attestor}`;
  if (attestor.attests !== 'session') return `${session.attestor} vouches for reviews, and not for sessions`;
  if (attestor.approves === undefined || RISKS.indexOf(attestor.approves) < RISKS.indexOf(risk))
    return `${session.attestor} vouches for risks up to ${attestor.approves}, and this is ${risk}`;
  if (personOf(session.issuer, session.subject) !== approver)
    return `the active policy does not say that who signed in is ${approver}`;
  const age = (Date.parse(time) - Date.parse(session.signedIn)) / 1000;
  if (!(age >= 0 && age <= MAX_SIGN_IN_AGE_SECONDS)) return 'it was not given within minutes of signing in';
  try {
    const { signedBy } = openNote(note, [parseVerifierKey(attestor.key)]);
    return { person: approver, time, proof: 'session', keyName: signedBy[0]?.name ?? '', definition };
  } catch (error) {
    return `it is not signed with the key of ${session.attestor} (${(error as ProofError).message})`;
  }
}
