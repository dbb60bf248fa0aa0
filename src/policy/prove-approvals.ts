import { type Definition, type DefinitionKind, definitionsOf } from './definitions.ts';
import { demandOf, risksIn } from './demanded-approvals.ts';
import { proveApproval } from './prove-approval.ts';
import type { Policy, ProvenApproval, Risk } from './types.ts';

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
 * with it. So does a role of the console with a power, once it maps what it didn't in `trusted`. Taking keys, powers and mappings
 * away needs nobody's yes.
 */
export function proveApprovals(
  policy: Policy,
  trusted: Policy | 'bootstrap',
  former: ReadonlyMap<string, Risk> = risksIn(trusted),
): ApprovalProofs {
  const people = new Map((trusted === 'bootstrap' ? policy : trusted).people.map((person) => [person.id, person]));
  const isDemanded = demandOf(policy, trusted);
  const proven = new Map<string, readonly ProvenApproval[]>();
  const lacking: Lack[] = [];
  for (const definition of definitionsOf(policy, former)) {
    const { kind, name } = definition;
    const held: ProvenApproval[] = [];
    for (const { note } of definition.approvals) {
      const proof = proveApproval(note, definition, policy.environment, people);
      if (typeof proof === 'string') lacking.push({ kind, name, needed: false, why: proof });
      else held.push(proof);
    }
    if (held.length > 0) proven.set(`${kind}:${name}`, held);
    else if (isDemanded(definition)) lacking.push({ kind, name, needed: true, why: lackOf(definition, policy) });
  }
  return { proven, lacking };
}

function lackOf({ kind, name, risk }: Definition, policy: Policy): string {
  const lowered = policy.scopes.some((scope) => scope.name === name && scope.risk !== risk);
  const observed = policy.clients.some((client) => client.clientId === name && client.mode === 'observe');
  const nobody = "nobody's approval of this definition holds";
  if (kind === 'scope') return `its risk ${lowered ? `was ${risk} until now` : `is ${risk}`}, and ${nobody}`;
  if (kind === 'client')
    return `it may ${observed ? 'get any scope, being only observed' : `hold a scope of ${risk} risk`}, and ${nobody}`;
  if (kind === 'role') return `it maps somebody new to a power, and ${nobody}`;
  return `a key or a power is new, risks up to ${risk} could be approved with it, and ${nobody}`;
}
