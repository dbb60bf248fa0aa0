import { highestRisk, indexOf } from '../decision/index.ts';
import {
  type ApprovalDemand,
  demandsOn,
  type IdentifiedPolicy,
  membersOf,
  type PersonId,
  RISKS,
  type Risk,
  scopeLookup,
  type TeamId,
} from '../policy/index.ts';
import type { Elevation, ElevationApproval } from './types.ts';

const ONE: ApprovalDemand = { count: 1, team: null };

/** What a policy demands of who approves an elevation to some scopes. */
export interface ElevationDemands {
  /** Highest of the scopes and what they include. */
  readonly risk: Risk;
  /** By that risk, and by the sensitivity of each scope's data; one of anybody at least, whatever the policy says of low ones. */
  readonly demands: readonly ApprovalDemand[];
}

/** What a policy demands of who approves: as of a client that is to hold the scopes. */
export function demandsOf(policy: IdentifiedPolicy, scopes: readonly string[]): ElevationDemands {
  const lookup = scopeLookup(policy.policy);
  const reached = [...new Set(scopes.flatMap((scope) => [scope, ...lookup.includedIn(scope)]))];
  const risk = highestRisk(indexOf(policy), reached);
  const sensitivities = [...new Set(reached.flatMap((one) => lookup.definitionNamed(one)?.sensitivity ?? []))].sort();
  const definition = { kind: 'client', risk, sensitivities } as const;
  return { risk, demands: merged([ONE, ...demandsOn(definition, policy.policy, undefined)]) };
}

/** The demands of two policies: both count. */
export function merged(demands: readonly ApprovalDemand[]): readonly ApprovalDemand[] {
  const counts = new Map<TeamId | null, number>();
  for (const { count, team } of demands) counts.set(team, Math.max(count, counts.get(team) ?? 0));
  return [...counts].map(([team, count]) => ({ count, team }));
}

/**
 * Why somebody may not approve an elevation by a policy; null where they may. Whoever asked, or whom it is for, never may.
 *
 * @param risk the highest of its scopes by this policy
 */
export function bar(policy: IdentifiedPolicy, person: PersonId, elevation: Elevation, risk: Risk): string | null {
  if (elevation.barred.includes(person)) return `${person} asked for it, or it is for them, so it takes somebody else`;
  const known = policy.policy.people.find(({ id }) => id === person);
  if (known === undefined) return `${person} is nobody that the active policy knows`;
  const needed = RISKS[Math.max(RISKS.indexOf(risk), RISKS.indexOf(elevation.risk))] ?? 'critical';
  if (known.approves === null) return `${person} may approve nothing by the active policy`;
  return RISKS.indexOf(known.approves) < RISKS.indexOf(needed)
    ? `${person} may approve risks up to ${known.approves}, and this is ${needed}`
    : null;
}

/** The teams of some demands to which somebody belongs. */
export function teamsOf(
  policy: IdentifiedPolicy,
  person: PersonId,
  demands: readonly ApprovalDemand[],
): readonly TeamId[] {
  const teams = new Set(demands.flatMap(({ team }) => team ?? []));
  return [...teams].filter((team) => membersOf(team, policy.policy, undefined).includes(person)).sort();
}

/**
 * Whether approvals come to what is demanded. Each person counts once, and who is barred never does. Where nobody knows who asked, two
 * persons are needed, for one of two is somebody else.
 */
export function isEnough(
  { barred, by }: Pick<Elevation, 'barred' | 'by'>,
  approvals: readonly ElevationApproval[],
  demands: readonly ApprovalDemand[],
): boolean {
  const teamsByPerson = new Map<PersonId, readonly TeamId[]>();
  for (const { person, teams } of approvals)
    if (!barred.includes(person) && !teamsByPerson.has(person)) teamsByPerson.set(person, teams);
  if (teamsByPerson.size < (by.person === null ? 2 : 1)) return false;
  return demands.every(
    ({ count, team }) =>
      [...teamsByPerson.values()].filter((teams) => team === null || teams.includes(team)).length >= count,
  );
}
