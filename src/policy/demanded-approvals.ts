import { digestOf, type Json } from '../proof/index.ts';
import { type Definition, definitionsOf, rolesOf } from './definitions.ts';
import { type FormerScopes, formerScopesIn } from './former-scopes.ts';
import { RISKS } from './ranks.ts';
import type { ApprovalDemand, Attestor, Person, PersonId, Policy, RoleDefinition, RoleMapping, Team } from './types.ts';

/** The definitions that need somebody's approval, whether or not they have it: `proveApprovals` says for which kinds when. */
export function demandedApprovals(
  policy: Policy,
  trusted: Policy | 'bootstrap',
  former: FormerScopes = formerScopesIn(trusted),
): Definition[] {
  return definitionsOf(policy, former).filter(demandOf(policy, trusted));
}

/** Says of a definition whether it needs an approval. */
export function demandOf(policy: Policy, trusted: Policy | 'bootstrap'): (definition: Definition) => boolean {
  const former = trusted === 'bootstrap' ? undefined : trusted;
  const people = new Map((former ?? policy).people.map((person) => [person.id, person]));
  const appointed = new Set(policy.people.filter((person) => gains(person, people.get(person.id))).map(({ id }) => id));
  const widened = new Set(
    rolesOf(policy)
      .filter((role) => widens(role, former))
      .map(({ role }) => role as string),
  );
  const known = new Set((policy.attestors ?? []).filter((one) => isKnown(one, former)).map(({ id }) => id));
  const joined = new Set((policy.teams ?? []).filter((team) => joins(team, former)).map(({ id }) => id));
  return (definition) => {
    const { kind, name } = definition;
    if (demandsOn(definition, policy, former).length === 0) return false;
    if (kind === 'person') return appointed.has(name);
    if (kind === 'team') return joined.has(name);
    if (kind === 'attestor') return !known.has(name);
    if (kind === 'approvals') return !sameDemands(policy, former);
    return kind !== 'role' || widened.has(name);
  };
}

/** As much of a definition as says which approvals it needs. */
type Demanding = Pick<Definition, 'kind' | 'risk' | 'sensitivities'>;

const ONE: ApprovalDemand = { count: 1, team: null };

/**
 * How many approvals a definition needs, and from whom: all that the policy demands and all that the one before did, so that a change
 * can't do with less than was agreed, nor with less than it asks itself.
 */
export function demandsOn(definition: Demanding, policy: Policy, former: Policy | undefined): ApprovalDemand[] {
  return [...demandsIn(definition, policy), ...(former === undefined ? [] : demandsIn(definition, former))];
}

/** Who belongs to a team: what the policy before says, where it has the team, for nobody joins by the change that the team approves. */
export function membersOf(team: string, policy: Policy, former: Policy | undefined): readonly PersonId[] {
  const isOf = ({ id }: Team): boolean => id === team;
  return (former?.teams?.find(isOf) ?? policy.teams?.find(isOf))?.members ?? [];
}

function demandsIn({ kind, risk, sensitivities }: Demanding, { approvals }: Policy): ApprovalDemand[] {
  const byRisk = approvals?.risk[risk] ?? (risk === 'low' ? null : ONE);
  // Below the risk of a scope or client there is nothing that low ones of other kinds could let in.
  const counts = byRisk !== null && (risk !== 'low' || kind === 'scope' || kind === 'client');
  return [...(counts ? [byRisk] : []), ...sensitivities.flatMap((one) => approvals?.sensitivity[one] ?? [])];
}

function sameDemands({ approvals: is }: Policy, former: Policy | undefined): boolean {
  const was = former?.approvals;
  if (is === undefined || was === undefined) return false;
  const textOf = ({ risk, sensitivity }: typeof is): string => digestOf({ risk, sensitivity } as unknown as Json);
  return textOf(is) === textOf(was);
}

/** Whether somebody belongs to a team that didn't in the trusted policy. */
function joins({ id, members }: Team, former: Policy | undefined): boolean {
  const known = former?.teams?.find((team) => team.id === id);
  return members.some((member) => known?.members.includes(member) !== true);
}

/** Whether the trusted policy has the attestor as it is, whatever it says about it. */
function isKnown(attestor: Attestor, former: Policy | undefined): boolean {
  const textOf = ({ attests, api, repository, key, approves }: Attestor): string =>
    digestOf({ attests, api: api ?? null, repository: repository ?? null, key, approves: approves ?? null });
  const before = former?.attestors?.find(({ id }) => id === attestor.id);
  return before !== undefined && textOf(before) === textOf(attestor);
}

/** Whether a person has a key, an account or a power that the trusted policy doesn't know. */
function gains({ approvalKeys, approves, identities = {} }: Person, known: Person | undefined): boolean {
  const rankOf = (power: Person['approves']): number => (power === null ? -1 : RISKS.indexOf(power));
  const more = rankOf(approves) > rankOf(known?.approves ?? null);
  const account = (['github', 'gitlab'] as const).some(
    (host) => identities[host] !== undefined && identities[host] !== known?.identities?.[host],
  );
  return more || account || approvalKeys.some((key) => known?.approvalKeys.includes(key) !== true);
}

/** Whether a role maps what the trusted policy doesn't. */
function widens({ role, mappings }: RoleDefinition, former: Policy | undefined): boolean {
  const textOf = (mapping: RoleMapping): string => digestOf(mapping as unknown as Json);
  const known = new Set(former?.console?.roles.find((one) => one.role === role)?.mappings.map(textOf));
  return mappings.some((mapping) => !known.has(textOf(mapping)));
}
