import { CURRENT_SEMANTICS } from '../decision/index.ts';
import { type Appended, type EntryDraft, putBlob } from '../ledger/index.ts';
import {
  type ApprovalProofs,
  hasAdministrator,
  type IdentifiedPolicy,
  type Lack,
  policyBytes,
  proveApprovals,
  quorumProblem,
} from '../policy/index.ts';
import type { Json } from '../proof/index.ts';
import { ActivationError } from './activation-error.ts';
import { formerScopes, newestActivation } from './earlier-activations.ts';
import { type Activation, MAX_NAMED, originOf, recordRefusal } from './record-refusal.ts';

export interface ActivationRequest extends Activation {
  readonly identified: IdentifiedPolicy;
}

/**
 * Makes a compiled policy the active one: its bytes are durable before the entry that names them, and guards follow the entry. The
 * approvals that it demands are proven by the keys of the policy that is active now; the first of all proves its own and is marked
 * `bootstrap`. Returns null when it is active already; where its bytes were lost, they are stored again.
 *
 * One caller at a time: `active` has to be the active one still when the entry is written. That none is active is believed where
 * the ledger has no activation alone: else whoever can take the active policy's bytes away could have the next one prove itself.
 *
 * @throws ActivationError `approval_missing`, `administrator_missing`, `approver_missing`, `environment_differs`, `active_differs`, recorded as
 *   `policy.refused`; the active policy stays
 * @throws LedgerError
 */
export async function activatePolicy(request: ActivationRequest): Promise<Appended | null> {
  const { store, writer, identified, active } = request;
  if (active?.digest === identified.digest) return null;
  const digest = await putBlob(store, policyBytes(identified.policy));
  const newest = await newestActivation(store);
  if (newest === digest) return null;
  if (active !== null && active.policy.environment !== identified.policy.environment) {
    await recordRefusal(request, { reason: 'environment_differs', policy: digest });
    throw new ActivationError(
      'environment_differs',
      `The policy is for ${identified.policy.environment}, and the active one for ${active.policy.environment}: give each environment a ledger of its own.`,
    );
  }
  if (active !== null && hasAdministrator(active.policy) && !hasAdministrator(identified.policy)) {
    await recordRefusal(request, { reason: 'administrator_missing', policy: digest });
    throw new ActivationError(
      'administrator_missing',
      'The policy maps nobody to the role admin of the console, and the active one does: it would lock the last administrator out. Keep a mapping under console.roles.admin.',
    );
  }
  const quorum = active !== null && quorumProblem(active.policy) === null ? quorumProblem(identified.policy) : null;
  if (quorum !== null) {
    await recordRefusal(request, { reason: 'approver_missing', policy: digest });
    throw new ActivationError(
      'approver_missing',
      `By the policy ${quorum}, and by the active one there are enough: no later policy could name an approver again. Keep as many people with approves: and a key.`,
    );
  }
  const proofs = proveApprovals(identified.policy, active?.policy ?? 'bootstrap', await formerScopes(store));
  const needed = proofs.lacking.filter((lack) => lack.needed);
  if (needed.length > 0) {
    await recordRefusal(request, { reason: 'approval_missing', policy: digest, lacking: needed });
    throw new ActivationError('approval_missing', lackMessage(needed));
  }
  if (newest !== null && newest !== active?.digest) {
    await recordRefusal(request, { reason: 'active_differs', policy: digest });
    throw new ActivationError(
      'active_differs',
      `The ledger's newest activation is of ${newest}, and ${active === null ? 'that policy can not be read' : `${active.digest} is in force still`}: who may approve is for that one to say. Try again; if its bytes are lost, activate that very policy, which stores them again, and start Ambit again.`,
    );
  }
  const [appended] = await writer.append({ drafts: [activatedDraft(request, digest, proofs)] });
  return appended ?? null;
}

function activatedDraft(request: ActivationRequest, digest: string, { proven }: ApprovalProofs): EntryDraft {
  const { active, operation, after = [] } = request;
  const approvals: Json[] = [...proven].flatMap(([definition, held]) =>
    held.map(({ person, time, proof, keyName, definition: digest }) => ({
      ...{ definition, digest, person, time, proof, keyName },
    })),
  );
  return {
    kind: 'policy.activated',
    issuer: null,
    operation,
    after,
    digests: { policy: digest },
    subject: null,
    refs: [`policy:${digest}`],
    body: {
      semantics: CURRENT_SEMANTICS,
      // The approvals themselves are in the policy, whose digest covers them; the list is for who reads the log.
      approvals: approvals.slice(0, MAX_NAMED),
      approvalCount: approvals.length,
      previous: active?.digest ?? null,
      bootstrap: active === null,
      ...originOf(request),
    },
  };
}

function lackMessage(needed: readonly Lack[]): string {
  const named = needed.slice(0, 5).map(({ kind, name, why }) => `${kind} ${name}: ${why}`);
  const more = needed.length > named.length ? `; and ${needed.length - named.length} more` : '';
  return `The policy does not become active, for approvals are missing (${named.join('; ')}${more}). Run ambit check, and ambit approve.`;
}
