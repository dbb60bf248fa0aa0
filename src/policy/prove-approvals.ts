import { nameOfClient } from './client-reading.ts';
import { APPROVALS_NAME, type Definition, type DefinitionKind, definitionsOf } from './definitions.ts';
import { demandOf, demandsOn, membersOf } from './demanded-approvals.ts';
import { type FormerScopes, formerScopesIn } from './former-scopes.ts';
import { proveApproval, trustIn } from './prove-approval.ts';
import type { ApprovalDemand, Policy, ProvenApproval } from './types.ts';

/** Why an approval proves nothing, or why a definition lacks one. */
export interface Lack {
  readonly kind: DefinitionKind;
  readonly name: string;
  /** True where the definition needs an approval and has none that holds; false where one of several doesn't hold. */
  readonly needed: boolean;
  readonly why: string;
}

export interface ApprovalProofs {
  /** By `scope:<name>`, `client:<id>`, `person:<id>` or `role:<role>`. */
  readonly proven: ReadonlyMap<string, readonly ProvenApproval[]>;
  readonly lacking: readonly Lack[];
}

/**
 * Proves the approvals of a policy. Keys and powers of approvers are those of `trusted`, the policy that was active before, so that
 * nobody appoints himself in the change that he approves; the first policy of all is its own (`bootstrap`).
 *
 * A scope or client needs an approval when its risk is, or was before, high or critical: who calls a critical scope low says so to
 * be rid of the approval. So does a person who may approve high or critical risks
 * and gains a key or a power over `trusted`: otherwise one change could add a key under somebody's name, and the next be approved
 * with it. So does a role of the console with a power, once it maps what it didn't in `trusted`, a team whose approvals are asked for,
 * once somebody joins it, each waiver, and what approvals are needed, once that changes. Taking keys, powers, mappings and members
 * away needs nobody's yes. How many approvals, and from whom, both policies say (`approvals`): one where neither does.
 */
export function proveApprovals(
  policy: Policy,
  trusted: Policy | 'bootstrap',
  former: FormerScopes = formerScopesIn(trusted),
): ApprovalProofs {
  const before = trusted === 'bootstrap' ? undefined : trusted;
  const trust = trustIn(before ?? policy);
  const isDemanded = demandOf(policy, trusted);
  const proven = new Map<string, readonly ProvenApproval[]>();
  const lacking: Lack[] = [];
  for (const definition of definitionsOf(policy, former)) {
    const { kind, name } = definition;
    const held: ProvenApproval[] = [];
    for (const { note } of definition.approvals) {
      const proof = proveApproval(note, definition, policy.environment, trust);
      if (typeof proof === 'string') lacking.push({ kind, name, needed: false, why: proof });
      else held.push(proof);
    }
    if (held.length > 0) proven.set(`${kind}:${name}`, held);
    if (!isDemanded(definition)) continue;
    const unmet = demandsOn(definition, policy, before).find((demand) => !isMet(demand, held, policy, before));
    if (unmet !== undefined)
      lacking.push({ kind, name, needed: true, why: `${needOf(definition, policy)}, and ${lackOf(unmet, held)}` });
  }
  if (before?.approvals !== undefined && policy.approvals === undefined)
    lacking.push({
      ...{ kind: 'approvals', name: APPROVALS_NAME, needed: true },
      why: 'the policy said until now which approvals are needed, and says nothing of it any more: say it, if only that one is enough',
    });
  return { proven, lacking };
}

/** By people, not by notes: who signs twice has still said yes once. Who belongs to a team is what the trusted policy says, where it has it. */
function isMet(
  { count, team }: ApprovalDemand,
  held: readonly ProvenApproval[],
  policy: Policy,
  former: Policy | undefined,
): boolean {
  const members = team === null ? null : membersOf(team, policy, former);
  const people = new Set(held.map(({ person }) => person).filter((person) => members?.includes(person) ?? true));
  return people.size >= count;
}

function lackOf({ count, team }: ApprovalDemand, held: readonly ProvenApproval[]): string {
  const people = new Set(held.map(({ person }) => person));
  const from = team === null ? '' : ` from ${team}`;
  if (count === 1 && people.size === 0) return `nobody's approval of this definition holds${from}`;
  const who = people.size === 0 ? "nobody's does" : `those that hold are by ${[...people].sort().join(', ')}`;
  return `${count === 1 ? 'an approval' : `approvals by ${count} people`}${from} ${count === 1 ? 'is' : 'are'} needed, where ${who}`;
}

function needOf({ kind, name, risk, sensitivities }: Definition, policy: Policy): string {
  const lowered = policy.scopes.some((scope) => scope.name === name && scope.risk !== risk);
  const observed = policy.clients.some((client) => nameOfClient(client) === name && client.mode === 'observe');
  if (kind === 'scope' && risk === 'low' && !lowered) return `it reaches ${sensitivities.join(', ')} data`;
  if (kind === 'scope') return `its risk ${lowered ? `was ${risk} until now` : `is ${risk}`}`;
  if (kind === 'client' && risk === 'low') return `it may reach ${sensitivities.join(', ')} data`;
  if (kind === 'client')
    return `it may ${observed ? 'get any scope, being only observed' : `hold a scope of ${risk} risk`}`;
  if (kind === 'role') return 'it maps somebody new to a power';
  if (kind === 'team') return `it has a new member, and approvals of ${risk} risk are asked of it`;
  if (kind === 'waiver') return 'it lets a rule be broken';
  if (kind === 'attestor') return 'it is new, or otherwise than before, and approvals could be made up with its key';
  if (kind === 'approvals') return 'what approvals are needed is otherwise than before';
  return `a key, an account or a power is new, risks up to ${risk} could be approved with it`;
}
