import type { ApprovalDemand, Person, Policy, Risk, Scope, TeamId } from '../types.ts';

const RISKS: readonly Risk[] = ['low', 'high', 'critical'];
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
