import { ableToApprove } from './able-to-approve.ts';
import { membersOf } from './demanded-approvals.ts';
import type { Policy } from './types.ts';

/**
 * Why a policy's own demands could not be met by the people in it, in words; null where they could. What nobody can approve can never
 * change again, nor can a person be appointed who could.
 */
export function quorumProblem(policy: Policy): string | null {
  for (const risk of ['high', 'critical'] as const) {
    const { count, team } = policy.approvals?.risk[risk] ?? { count: 1, team: null };
    const members = team === null ? null : membersOf(team, policy, undefined);
    const able = ableToApprove(policy, risk).filter((id) => members?.includes(id) ?? true);
    if (able.length >= count) continue;
    const of = team === null ? '' : ` of ${team}`;
    return `${count === 1 ? 'somebody' : `${count} people`}${of} would have to approve what is ${risk}, and ${able.length === 0 ? 'nobody' : `only ${able.join(', ')}`} could`;
  }
  return null;
}
