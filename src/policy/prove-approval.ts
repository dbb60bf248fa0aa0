import { openNote, type ProofError, parseSshSignature, verifySshSignature } from '../proof/index.ts';
import { parseApprovalKey } from './approval-key.ts';
import { APPROVAL_NAMESPACE, readApproval, splitApproval } from './approval-statement.ts';
import type { Definition } from './definitions.ts';
import { proveReview } from './prove-review.ts';
import { proveSession } from './prove-session.ts';
import { RISKS } from './ranks.ts';
import { rolesFor } from './roles.ts';
import type { Attestor, Person, PersonId, Policy, ProvenApproval } from './types.ts';

/** Whose word counts: people and attestors as a policy has them. */
export interface Trust {
  readonly people: ReadonlyMap<PersonId, Person>;
  readonly attestors: ReadonlyMap<string, Attestor>;
  /** Who signs in to the console as this subject; null where the policy doesn't say. */
  personOf(issuer: string, subject: string): PersonId | null;
}

export function trustIn(policy: Policy): Trust {
  const { people, attestors = [] } = policy;
  return {
    people: new Map(people.map((person) => [person.id, person])),
    attestors: new Map(attestors.map((attestor) => [attestor.id, attestor])),
    personOf: (issuer, subject) => rolesFor(policy, issuer, { sub: subject }).person,
  };
}

/**
 * Proves one approval of a definition: that it is of exactly this definition, by a person who may approve its risk and isn't its author,
 * with a key of theirs, be it a note's or an SSH signature's, or by a review that an attestor vouches for.
 *
 * @param trust of the policy whose keys and powers count.
 * @returns what it proves, or why it proves nothing.
 */
export function proveApproval(
  note: string,
  definition: Definition,
  environment: string,
  trust: Trust,
): ProvenApproval | string {
  const claimed = readApproval(note);
  if (claimed === null) return 'its approval is not in the form of one';
  const approver = trust.people.get(claimed.approver);
  if (approver === undefined) return `${claimed.approver} is nobody that the active policy knows`;
  const by = `the approval by ${claimed.approver}`;
  if (claimed.environment !== environment) return `${by} is for the environment ${claimed.environment}`;
  if (claimed.kind !== definition.kind || claimed.name !== definition.name) return `${by} is for another definition`;
  if (claimed.definition !== definition.digest)
    return `${by} is for another version of it: the definition was changed since`;
  if (claimed.author !== definition.author) return `${by} names another author`;
  // A person vouches for a new key with an old one: no power comes of it that the approver doesn't have. A review is no key of theirs.
  const isOwnKey = definition.kind === 'person' && claimed.review === undefined && claimed.session === undefined;
  if (claimed.approver === definition.author && !isOwnKey) return `${claimed.approver} wrote it and can't approve it`;
  if (approver.approves === null || RISKS.indexOf(approver.approves) < RISKS.indexOf(definition.risk))
    return `${claimed.approver} may approve ${approver.approves === null ? 'nothing' : `risks up to ${approver.approves}`}, and this is ${definition.risk}`;
  const { review, session } = claimed;
  const attested =
    session !== undefined
      ? proveSession(note, claimed, session, definition.risk, trust)
      : review !== undefined
        ? proveReview(note, claimed, review, definition.risk, trust)
        : null;
  if (attested !== null) return typeof attested === 'string' ? `${by} does not hold: ${attested}` : attested;
  try {
    const signed = signatureOf(note, approver);
    return { person: claimed.approver, time: claimed.time, ...signed, definition: definition.digest };
  } catch (error) {
    return `${by} is not signed with a key of theirs (${(error as ProofError).message})`;
  }
}

/** @throws ProofError */
function signatureOf(approval: string, { approvalKeys }: Person): Pick<ProvenApproval, 'proof' | 'keyName'> {
  const keys = approvalKeys.map(parseApprovalKey);
  const { text = '', ssh = null } = splitApproval(approval) ?? {};
  if (ssh === null) {
    const [signer] = openNote(
      approval,
      keys.flatMap((one) => (one.kind === 'note' ? one.key : [])),
    ).signedBy;
    return { proof: 'note', keyName: signer?.name ?? '' };
  }
  const { fingerprint } = verifySshSignature(parseSshSignature(ssh), {
    text,
    namespace: APPROVAL_NAMESPACE,
    keys: keys.flatMap((one) => (one.kind === 'ssh' ? one.key : [])),
  });
  return { proof: 'ssh', keyName: fingerprint };
}
