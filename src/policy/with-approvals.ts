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

/** A policy with the approvals that `of` says for each definition. */
export function mapApprovals(
  policy: Policy,
  of: (kind: DefinitionKind, name: string, held: readonly Approval[]) => readonly Approval[],
): Policy {
  const { people, scopes, clients, teams, attestors, waivers, approvals, console } = policy;
  return {
    ...policy,
    people: people.map((one) => ({ ...one, approvals: of('person', one.id, one.approvals) })),
    scopes: scopes.map((one) => ({ ...one, approvals: of('scope', one.name, one.approvals) })),
    clients: clients.map((one) => ({ ...one, approvals: of('client', nameOfClient(one), one.approvals) })),
    ...(teams === undefined
      ? {}
      : { teams: teams.map((one) => ({ ...one, approvals: of('team', one.id, one.approvals) })) }),
    ...(attestors === undefined
      ? {}
      : { attestors: attestors.map((one) => ({ ...one, approvals: of('attestor', one.id, one.approvals) })) }),
    ...(waivers === undefined
      ? {}
      : { waivers: waivers.map((one) => ({ ...one, approvals: of('waiver', one.id, one.approvals) })) }),
    ...(approvals === undefined
      ? {}
      : { approvals: { ...approvals, approvals: of('approvals', APPROVALS_NAME, approvals.approvals) } }),
    ...(console === undefined
      ? {}
      : {
          console: { roles: console.roles.map((one) => ({ ...one, approvals: of('role', one.role, one.approvals) })) },
        }),
  };
}
