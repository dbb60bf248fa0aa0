import { rolesOf } from './definitions.ts';
import { RISKS } from './ranks.ts';
import type { Person, PersonId, Policy, Risk } from './types.ts';

/**
 * Who may approve a risk, and has a way to prove it: a key; an account at a host whose reviews an attestor vouches for up to that
 * risk; or a subject by which they sign in as an approver, where an attestor vouches for sessions up to it.
 *
 * @returns ids, in the order of the policy
 */
export function ableToApprove(policy: Policy, risk: Risk): PersonId[] {
  const isEnough = (power: Risk | null): boolean => power !== null && RISKS.indexOf(power) >= RISKS.indexOf(risk);
  const attested = new Set(
    (policy.attestors ?? []).filter(({ approves = null }) => isEnough(approves)).map(({ attests }) => attests),
  );
  const approvers = new Set(
    rolesOf(policy)
      .filter(({ role }) => role === 'approver')
      .flatMap(({ mappings }) => mappings.flatMap(({ person }) => person ?? [])),
  );
  const hasWay = ({ id, approvalKeys, identities }: Person): boolean =>
    approvalKeys.length > 0 ||
    (identities?.github !== undefined && attested.has('github_review')) ||
    (identities?.gitlab !== undefined && attested.has('gitlab_review')) ||
    (approvers.has(id) && attested.has('session'));
  return policy.people.filter((person) => isEnough(person.approves) && hasWay(person)).map(({ id }) => id);
}
