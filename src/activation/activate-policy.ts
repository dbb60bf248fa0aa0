import { CURRENT_SEMANTICS } from '../decision/index.ts';
import { POLICY_WRITER } from '../entries/index.ts';
import {
  type Appended,
  type EntryDraft,
  getBlob,
  LedgerError,
  type LedgerWriter,
  putBlob,
  readEntries,
  readNewest,
  readWaiting,
} from '../ledger/index.ts';
import {
  type ApprovalProofs,
  type IdentifiedPolicy,
  type Lack,
  type Policy,
  policyBytes,
  proveApprovals,
  type Risk,
} from '../policy/index.ts';
import type { Json } from '../proof/index.ts';
import type { Store } from '../store/index.ts';
import { ActivationError, type ActivationErrorCode } from './activation-error.ts';

/** Definitions that an entry names; the rest is counted. An entry has 16 KiB. */
const MAX_NAMED = 50;

export interface ActivationRequest {
  readonly store: Store;
  readonly writer: LedgerWriter;
  readonly identified: IdentifiedPolicy;
  /** The policy that is active now; null before the first. */
  readonly active: IdentifiedPolicy | null;
  /** Id of the operation that asks for it. */
  readonly operation: string;
}

/**
 * Makes a compiled policy the active one: its bytes are durable before the entry that names them, and guards follow the entry. The
 * approvals that it demands are proven by the keys of the policy that is active now; the first of all proves its own and is marked
 * `bootstrap`. Returns null when it is active already; where its bytes were lost, they are stored again.
 *
 * One caller at a time: `active` has to be the active one still when the entry is written. That none is active is believed where
 * the ledger has no activation alone: else whoever can take the active policy's bytes away could have the next one prove itself.
 *
 * @throws ActivationError `approval_missing`, `environment_differs`, `active_differs`, recorded as `policy.refused`; the active policy stays
 * @throws LedgerError
 */
export async function activatePolicy(request: ActivationRequest): Promise<Appended | null> {
  const { store, writer, identified, active } = request;
  if (active?.digest === identified.digest) return null;
  const digest = await putBlob(store, policyBytes(identified.policy));
  const newest = await newestActivation(store);
  if (newest === digest) return null;
  if (active !== null && active.policy.environment !== identified.policy.environment) {
    await writer.append({ drafts: [refusedDraft(request, digest, 'environment_differs', [])] });
    throw new ActivationError(
      'environment_differs',
      `The policy is for ${identified.policy.environment}, and the active one for ${active.policy.environment}: give each environment a ledger of its own.`,
    );
  }
  const proofs = proveApprovals(identified.policy, active?.policy ?? 'bootstrap', await formerRisks(store));
  const needed = proofs.lacking.filter((lack) => lack.needed);
  if (needed.length > 0) {
    await writer.append({ drafts: [refusedDraft(request, digest, 'approval_missing', needed)] });
    throw new ActivationError('approval_missing', lackMessage(needed));
  }
  if (newest !== null && newest !== active?.digest) {
    await writer.append({ drafts: [refusedDraft(request, digest, 'active_differs', [])] });
    throw new ActivationError(
      'active_differs',
      `The ledger's newest activation is of ${newest}, and ${active === null ? 'that policy can not be read' : `${active.digest} is in force still`}: who may approve is for that one to say. Try again; if its bytes are lost, activate that very policy, which stores them again, and start Ambit again.`,
    );
  }
  const [appended] = await writer.append({ drafts: [activatedDraft(request, digest, proofs)] });
  return appended ?? null;
}

/** Digest of the policy that was activated last, also where that waits to be sequenced; null before the first. */
export async function newestActivation(store: Store): Promise<string | null> {
  // Waiting ones first: what is sequenced meanwhile is in the log then.
  const waiting = (await readWaiting(store, POLICY_WRITER)).findLast(({ kind }) => kind === 'policy.activated');
  const [logged] = await readNewest(store, 1, 'policy.activated', POLICY_WRITER);
  return (waiting ?? logged?.entry)?.digests['policy'] ?? null;
}

/**
 * The risk that each scope had in the newest policy that defined it: a scope that was taken out meanwhile comes back with the risk
 * that it had, or a critical one could be had as a low one in two steps that nobody approves.
 */
async function formerRisks(store: Store): Promise<ReadonlyMap<string, Risk>> {
  const risks = new Map<string, Risk>();
  for await (const { index, entry } of readEntries(store, { from: 0, kinds: ['policy.activated'] })) {
    if (entry.writer !== POLICY_WRITER) continue;
    const bytes = await getBlob(store, entry.digests['policy'] ?? '');
    if (bytes === null)
      throw new LedgerError('blob_mismatch', `The policy that entry ${index} activated is not stored any more.`);
    const { scopes } = JSON.parse(Buffer.from(bytes).toString()) as Policy;
    for (const { name, risk } of scopes) risks.set(name, risk);
  }
  return risks;
}

function draft(
  { active, operation }: ActivationRequest,
  kind: EntryDraft['kind'],
  digest: string,
  body: EntryDraft['body'],
): EntryDraft {
  return {
    kind,
    issuer: null,
    operation,
    after: [],
    digests: { policy: digest },
    subject: null,
    refs: [`policy:${digest}`],
    body: { ...body, previous: active?.digest ?? null, bootstrap: active === null },
  };
}

function activatedDraft(request: ActivationRequest, digest: string, { proven }: ApprovalProofs): EntryDraft {
  const approvals: Json[] = [...proven].flatMap(([definition, held]) =>
    held.map(({ person, time, keyName, definition: digest }) => ({ definition, digest, person, time, keyName })),
  );
  // The approvals themselves are in the policy, whose digest covers them; the list is for who reads the log.
  return draft(request, 'policy.activated', digest, {
    semantics: CURRENT_SEMANTICS,
    approvals: approvals.slice(0, MAX_NAMED),
    approvalCount: approvals.length,
  });
}

function refusedDraft(
  request: ActivationRequest,
  digest: string,
  reason: ActivationErrorCode,
  needed: readonly Lack[],
): EntryDraft {
  return draft(request, 'policy.refused', digest, {
    reason,
    lacking: needed.slice(0, MAX_NAMED).map(({ kind, name }) => `${kind}:${name}`),
    lackingCount: needed.length,
  });
}

function lackMessage(needed: readonly Lack[]): string {
  const named = needed.slice(0, 5).map(({ kind, name, why }) => `${kind} ${name}: ${why}`);
  const more = needed.length > named.length ? `; and ${needed.length - named.length} more` : '';
  return `The policy does not become active, for approvals are missing (${named.join('; ')}${more}). Run ambit check, and ambit approve.`;
}
