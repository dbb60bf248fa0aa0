import { RISKS } from './definitions.ts';
import type { Policy, Risk } from './types.ts';

/**
 * Why a policy's own demands could not be met by the people in it, in words; null where they could. What nobody can approve can never
 * change again, nor can a person be appointed who could.
 */
export function quorumProblem(policy: Policy): string | null {
  for (const risk of ['high', 'critical'] as const) {
    const { count, team } = policy.approvals?.risk[risk] ?? { count: 1, team: null };
    const able = approversOf(policy, risk, team);
    if (able.length >= count) continue;
    const of = team === null ? '' : ` of ${team}`;
    return `${count === 1 ? 'somebody' : `${count} people`}${of} would have to approve what is ${risk}, and ${able.length === 0 ? 'nobody' : `only ${able.join(', ')}`} could`;
  }
  return null;
}

/** Who may approve a risk and can prove it, in a team where one is asked for. */
function approversOf({ people, teams = [] }: Policy, risk: Risk, team: string | null): string[] {
  const members = team === null ? null : new Set(teams.find(({ id }) => id === team)?.members);
  return people
    .filter(
      ({ id, approves, approvalKeys }) =>
        approves !== null &&
        RISKS.indexOf(approves) >= RISKS.indexOf(risk) &&
        approvalKeys.length > 0 &&
        (members === null || members.has(id)),
    )
    .map(({ id }) => id);
}
