import type { OperationMap } from '../../operations/index.ts';
import {
  ableToApprove,
  type Definition,
  demandedApprovals,
  demandsOn,
  frozen,
  type IdentifiedPolicy,
  membersOf,
  type PersonId,
  type Policy,
  proveApprovals,
} from '../../policy/index.ts';
import { indexOf } from '../policy-index.ts';
import { clientChanges } from './client-changes.ts';
import type { BareChange, DiffContext } from './context.ts';
import { governanceChanges } from './governance-changes.ts';
import { peopleChanges, roleChanges } from './people-changes.ts';
import { scopeChanges } from './scope-changes.ts';
import { surroundingsChanges } from './surroundings-changes.ts';
import type { ChangeApproval, PolicyChange, PolicyDiff } from './types.ts';

/**
 * What a policy changes for whom: each client, scope, person, role and bound that is otherwise than before, in words, with the
 * operations and the data that it empowers to, and with the approval that it needs. Approvals are proven by the keys and powers of the
 * policy before, as activation proves them; a policy compared with itself has no changes.
 *
 * @example
 * const { changes, holds } = diffPolicies(before, after, { operations: [loadOpenApi(text, { path: 'orders.openapi.yaml' })] });
 * for (const { widening, words } of changes) if (widening) console.log(words);
 */
export function diffPolicies(
  before: IdentifiedPolicy,
  after: IdentifiedPolicy,
  { operations = [] }: { readonly operations?: readonly OperationMap[] } = {},
): PolicyDiff {
  const context: DiffContext = { before: indexOf(before), after: indexOf(after), operations };
  const { proven, lacking: lacks } = proveApprovals(after.policy, before.policy);
  const lacking = lacks.filter(({ needed }) => needed);
  const lackOf = new Map<string, string>(lacking.map(({ kind, name, why }) => [`${kind}:${name}`, why]));
  const demanded = new Map<string, Definition>(
    demandedApprovals(after.policy, before.policy).map((one) => [`${one.kind}:${one.name}`, one] as const),
  );
  const approvalOf = ({ kind, name }: BareChange['subject']): ChangeApproval | null => {
    const definition = demanded.get(`${kind}:${name}`);
    if (definition === undefined) return null;
    return {
      definition: `${kind}:${name}`,
      risk: definition.risk,
      demands: demandsOn(definition, after.policy, before.policy),
      approvers: approversOf(before.policy, after.policy, definition),
      proven: proven.get(`${kind}:${name}`) ?? [],
      lack: lackOf.get(`${kind}:${name}`) ?? null,
    };
  };
  const changes = [
    ...clientChanges(context),
    ...scopeChanges(context),
    ...peopleChanges(context),
    ...roleChanges(context),
    ...governanceChanges(context),
    ...surroundingsChanges(context),
  ].map((change): PolicyChange => ({ ...change, approval: approvalOf(change.subject) }));
  return frozenCopy({
    before: before.digest,
    after: after.digest,
    changes,
    holds: changes.every(({ widening, approval }) => !widening || (approval?.lack ?? null) === null),
    lacking,
  });
}

/** Whose approval would hold, as `proveApprovals` has it: an author's own doesn't, but for a person's own new key. */
function approversOf(before: Policy, after: Policy, definition: Definition): PersonId[] {
  const { kind, author, risk } = definition;
  const teams = demandsOn(definition, after, before).flatMap(({ team }) => (team === null ? [] : [team]));
  const members = new Set(teams.flatMap((team) => membersOf(team, after, before)));
  return ableToApprove(before, risk).filter(
    (id) => (id !== author || kind === 'person') && (teams.length === 0 || members.has(id)),
  );
}

/** A copy, so that what is frozen are no lists of the policies. */
function frozenCopy<T>(value: T): T {
  return frozen(structuredClone(value));
}
