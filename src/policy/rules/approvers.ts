import { RISKS, SENSITIVITIES } from '../ranks.ts';
import type { ApprovalDemand, Person, Policy, Risk, Scope, Sensitivity, TeamId } from '../types.ts';

const ONE: ApprovalDemand = { count: 1, team: null };

/** Who may approve a definition of this risk and has a key to do it with, in a team where one is asked for. */
export function approversOf({ people, teams = [] }: Policy, risk: Risk, team: TeamId | null = null): Person[] {
  const members = team === null ? null : new Set(teams.find(({ id }) => id === team)?.members);
  return people.filter(
    ({ id, approves, approvalKeys }) =>
      approves !== null &&
      RISKS.indexOf(approves) >= RISKS.indexOf(risk) &&
      approvalKeys.length > 0 &&
      (members === null || members.has(id)),
  );
}

/** What a policy asks of the approvals of what is high or critical. */
export function demandByRisk({ approvals }: Policy, risk: 'high' | 'critical'): ApprovalDemand {
  return approvals?.risk[risk] ?? ONE;
}

/** All that a policy asks of the approvals of a scope: by its risk, and by the data that it reaches. */
export function demandsOnScope(policy: Policy, { risk, sensitivity }: Scope): ApprovalDemand[] {
  const byRisk = risk === 'low' ? policy.approvals?.risk.low : demandByRisk(policy, risk);
  return [byRisk, policy.approvals?.sensitivity[sensitivity]].flatMap((demand) => demand ?? []);
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
