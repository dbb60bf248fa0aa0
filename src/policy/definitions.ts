import { digestOf, type Json } from '../proof/index.ts';
import type { Approval, Client, Person, PersonId, Policy, Risk, RoleDefinition, Scope } from './types.ts';

/** From the least to the most. */
export const RISKS: readonly Risk[] = ['low', 'high', 'critical'];

export type DefinitionKind = 'scope' | 'client' | 'person' | 'role';

/** A definition as an approval covers it. */
export interface Definition {
  readonly kind: DefinitionKind;
  readonly name: string;
  readonly digest: string;
  readonly author: PersonId;
  /**
   * The risk that its approver has to be trusted with: a client's is the highest of the scopes that it may hold, or critical where
   * it is only observed; a person's the highest that the person may approve; a role's is critical where it is an approver's or an
   * administrator's, or says who a person is.
   */
  readonly risk: Risk;
  readonly approvals: readonly Approval[];
}

/**
 * All definitions of a policy that can be approved.
 *
 * @param former the risk that each scope had before: until somebody who may has approved a lower one, it counts.
 */
export function definitionsOf(policy: Policy, former: ReadonlyMap<string, Risk> = new Map()): Definition[] {
  const risks = new Map(
    policy.scopes.map(({ name, risk }) => [name, higherOf([risk, former.get(name) ?? risk])] as const),
  );
  return [
    ...policy.scopes.map((scope) => define('scope', scope.name, scope, scope.author, risks.get(scope.name) ?? 'low')),
    ...policy.clients.map((client) => define('client', client.clientId, client, client.author, riskOf(client, risks))),
    ...policy.people.map((person) => define('person', person.id, person, person.id, person.approves ?? 'low')),
    ...rolesOf(policy).map((role) => define('role', role.role, role, role.author, riskOfRole(role))),
  ];
}

function define(
  kind: DefinitionKind,
  name: string,
  definition: Scope | Client | Person | RoleDefinition,
  author: PersonId,
  risk: Risk,
): Definition {
  const { approvals, ...content } = definition;
  const digest = digestOf({ kind, definition: content as unknown as Json });
  return { kind, name, digest, author, risk, approvals };
}

/** A client that is only observed gets whatever it asks for, whatever it may hold. */
function riskOf({ standing, eligible, mode }: Client, risks: ReadonlyMap<string, Risk>): Risk {
  if (mode === 'observe') return 'critical';
  return higherOf([...standing, ...eligible].map((name) => risks.get(name) ?? 'low'));
}

export function rolesOf(policy: Policy): readonly RoleDefinition[] {
  return policy.console?.roles ?? [];
}

/** Who is said to be a person can later approve as that person, whatever the role is that says so. */
function riskOfRole({ role, mappings }: RoleDefinition): Risk {
  return role === 'approver' || role === 'admin' || mappings.some(({ person }) => person !== null) ? 'critical' : 'low';
}

function higherOf(risks: readonly Risk[]): Risk {
  return RISKS[Math.max(0, ...risks.map((risk) => RISKS.indexOf(risk)))] ?? 'low';
}
