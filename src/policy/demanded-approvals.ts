import { digestOf, type Json } from '../proof/index.ts';
import { type Definition, definitionsOf, RISKS, rolesOf } from './definitions.ts';
import type { Person, Policy, Risk, RoleDefinition, RoleMapping } from './types.ts';

/** The definitions that need somebody's approval, whether or not they have it: `proveApprovals` says for which kinds when. */
export function demandedApprovals(
  policy: Policy,
  trusted: Policy | 'bootstrap',
  former: ReadonlyMap<string, Risk> = risksIn(trusted),
): Definition[] {
  return definitionsOf(policy, former).filter(demandOf(policy, trusted));
}

/** Says of a definition whether it needs an approval. */
export function demandOf(policy: Policy, trusted: Policy | 'bootstrap'): (definition: Definition) => boolean {
  const people = new Map((trusted === 'bootstrap' ? policy : trusted).people.map((person) => [person.id, person]));
  const appointed = new Set(policy.people.filter((person) => gains(person, people.get(person.id))).map(({ id }) => id));
  const formerRoles = trusted === 'bootstrap' ? [] : rolesOf(trusted);
  const widened = new Set(
    rolesOf(policy)
      .filter((role) => widens(role, formerRoles))
      .map(({ role }) => role as string),
  );
  return ({ kind, name, risk }) => {
    if (risk === 'low') return false;
    if (kind === 'person') return appointed.has(name);
    return kind !== 'role' || widened.has(name);
  };
}

/** The risks of a policy's scopes; none before the first policy. */
export function risksIn(trusted: Policy | 'bootstrap'): ReadonlyMap<string, Risk> {
  return new Map(trusted === 'bootstrap' ? [] : trusted.scopes.map(({ name, risk }) => [name, risk]));
}

/** Whether a person has a key or a power that the trusted policy doesn't know. */
function gains({ approvalKeys, approves }: Person, known: Person | undefined): boolean {
  const more = (approves === null ? -1 : RISKS.indexOf(approves)) > RISKS.indexOf(known?.approves ?? 'low');
  return more || approvalKeys.some((key) => known?.approvalKeys.includes(key) !== true);
}

/** Whether a role maps what the trusted policy doesn't. */
function widens({ role, mappings }: RoleDefinition, former: readonly RoleDefinition[]): boolean {
  const textOf = (mapping: RoleMapping): string => digestOf(mapping as unknown as Json);
  const known = new Set(former.find((one) => one.role === role)?.mappings.map(textOf));
  return mappings.some((mapping) => !known.has(textOf(mapping)));
}
