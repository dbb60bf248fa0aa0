import { ableToApprove } from '../able-to-approve.ts';
import { membersOf } from '../demanded-approvals.ts';
import { RISKS, SENSITIVITIES } from '../ranks.ts';
import type { ApprovalDemand, PersonId, Policy, Risk, Scope, Sensitivity, TeamId } from '../types.ts';
import { remembered } from './reading.ts';

const ONE: ApprovalDemand = { count: 1, team: null };

/** Asked for each scope, of the same few risks. */
const able = remembered((policy, risk: Risk): readonly PersonId[] => ableToApprove(policy, risk));

/** Who may approve a definition of this risk and has a way to do it, in a team where one is asked for. */
export function approversOf(policy: Policy, risk: Risk, team: TeamId | null = null): readonly PersonId[] {
  if (team === null) return able(policy, risk);
  const members = new Set(membersOf(team, policy, undefined));
  return able(policy, risk).filter((id) => members.has(id));
}

/** What a policy asks of the approvals of what is high or critical. */
export function demandByRisk({ approvals }: Policy, risk: 'high' | 'critical'): ApprovalDemand {
  return approvals?.risk[risk] ?? ONE;
}

/** All that a policy asks of the approvals of a high or critical scope: by its risk, and by the data that it reaches. */
export function demandsOnScope(policy: Policy, risk: 'high' | 'critical', { sensitivity }: Scope): ApprovalDemand[] {
  return [demandByRisk(policy, risk), policy.approvals?.sensitivity[sensitivity]].flatMap((demand) => demand ?? []);
}

/** A demand as it stands in the policy, with the risk that whoever meets it has to be trusted with. */
export interface WrittenDemand extends ApprovalDemand {
  readonly by: 'risk' | 'sensitivity';
  readonly value: Risk | Sensitivity;
  readonly risk: Risk;
}

/** The demands that a policy says itself. One by sensitivity has to be met for the riskiest scope that reaches such data. */
export function writtenDemands({ approvals, scopes }: Policy): WrittenDemand[] {
  const demands: WrittenDemand[] = [];
  for (const risk of RISKS) {
    const demand = approvals?.risk[risk];
    if (demand !== undefined) demands.push({ ...demand, by: 'risk', value: risk, risk });
  }
  for (const value of SENSITIVITIES) {
    const demand = approvals?.sensitivity[value];
    const reaching = scopes.filter(({ sensitivity }) => sensitivity === value);
    const risk = RISKS.findLast((one) => reaching.some((scope) => scope.risk === one)) ?? 'low';
    if (demand !== undefined) demands.push({ ...demand, by: 'sensitivity', value, risk });
  }
  return demands;
}
