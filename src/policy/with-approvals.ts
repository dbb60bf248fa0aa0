import { readApproval } from './approval-statement.ts';
import { nameOfClient } from './client-reading.ts';
import { APPROVALS_NAME, type DefinitionKind, definitionsOf } from './definitions.ts';
import type { Approval, Policy } from './types.ts';

/**
 * A policy with more approvals: each beside the definition that it is of, where that is as it was when it was approved; the others are
 * left out. Whether they prove anything is asked when it matters.
 */
export function withApprovals(policy: Policy, notes: readonly string[]): Policy {
  const digests = new Map(definitionsOf(policy).map(({ kind, name, digest }) => [`${kind}:${name}`, digest]));
  const more = new Map<string, Set<string>>();
  for (const note of notes) {
    const statement = readApproval(note);
    if (statement === null || statement.environment !== policy.environment) continue;
    const key = `${statement.kind}:${statement.name}`;
    if (digests.get(key) === statement.definition) more.set(key, (more.get(key) ?? new Set()).add(note));
  }
  if (more.size === 0) return policy;
  const approvals = (kind: DefinitionKind, name: string, held: readonly Approval[]): Approval[] => {
    const all = new Set([...held.map(({ note }) => note), ...(more.get(`${kind}:${name}`) ?? [])]);
    return [...all].sort().map((note) => ({ note }));
  };
  return mapApprovals(policy, approvals);
}

/** A policy with the approvals that `of` says for each definition. One whose approvals stay the same list stays the same object. */
export function mapApprovals(
  policy: Policy,
  of: (kind: DefinitionKind, name: string, held: readonly Approval[]) => readonly Approval[],
): Policy {
  const { people, scopes, clients, teams, attestors, waivers, approvals, console } = policy;
  const mapped = <T extends { readonly approvals: readonly Approval[] }>(
    kind: DefinitionKind,
    name: string,
    one: T,
  ): T => {
    const held = of(kind, name, one.approvals);
    return held === one.approvals ? one : { ...one, approvals: held };
  };
  return {
    ...policy,
    people: people.map((one) => mapped('person', one.id, one)),
    scopes: scopes.map((one) => mapped('scope', one.name, one)),
    clients: clients.map((one) => mapped('client', nameOfClient(one), one)),
    ...(teams === undefined ? {} : { teams: teams.map((one) => mapped('team', one.id, one)) }),
    ...(attestors === undefined ? {} : { attestors: attestors.map((one) => mapped('attestor', one.id, one)) }),
    ...(waivers === undefined ? {} : { waivers: waivers.map((one) => mapped('waiver', one.id, one)) }),
    ...(approvals === undefined ? {} : { approvals: mapped('approvals', APPROVALS_NAME, approvals) }),
    ...(console === undefined ? {} : { console: { roles: console.roles.map((one) => mapped('role', one.role, one)) } }),
  };
}
