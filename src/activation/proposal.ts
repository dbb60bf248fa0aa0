import { randomUUID } from 'node:crypto';
import { POLICY_WRITER } from '../entries/index.ts';
import { type EntryId, type LedgerWriter, readNewest } from '../ledger/index.ts';
import {
  type ApprovalProofs,
  type Attestor,
  type Definition,
  definitionsOf,
  type IdentifiedPolicy,
  identifyPolicy,
  MAX_SIGN_IN_AGE_SECONDS,
  proveApproval,
  proveApprovals,
  signApproval,
  trustIn,
  withApprovals,
} from '../policy/index.ts';
import { formatVerifierKey, type Signer } from '../proof/index.ts';
import { readPolicy } from '../records/index.ts';
import type { Store } from '../store/index.ts';
import { formerScopes } from './earlier-activations.ts';
import { readGivenApprovals } from './given-approvals.ts';

/** Refusals that say nothing of a policy: what was proposed before them is proposed still. */
const PASSING: ReadonlySet<string> = new Set([
  'fetch_failed',
  'git_unavailable',
  'folder_unreadable',
  'active_differs',
]);
const MAX_REFUSALS = 20;

/** The policy that was to become active last and lacks approvals. */
export interface Proposal {
  /** The entry of the refusal that left it. */
  readonly entry: { readonly index: number; readonly id: EntryId };
  /** RFC 3339, UTC. */
  readonly refusedAt: string;
  /** The commit that it comes from; null where it doesn't come out of Git. */
  readonly commit: string | null;
  /** With the approvals that were given in the console since. */
  readonly identified: IdentifiedPolicy;
  readonly proofs: ApprovalProofs;
  /** Definitions that lack approvals still. */
  readonly lacking: readonly (Definition & { readonly why: string })[];
}

/** What is proposed beside the active policy: the newest one that was refused for missing approvals since that became active; or null. */
export async function readProposal(
  store: Store,
  active: { readonly identified: IdentifiedPolicy; readonly index: number } | null,
): Promise<Proposal | null> {
  const refusals = await readNewest(store, MAX_REFUSALS, 'policy.refused', POLICY_WRITER);
  const newest = refusals.find(({ entry }) => !PASSING.has(String(entry.body['reason'])));
  if (newest === undefined || active === null || newest.index < active.index) return null;
  const { index, id, entry } = newest;
  const isOpen = entry.body['reason'] === 'approval_missing' && entry.body['previous'] === active.identified.digest;
  const proposed = isOpen ? await readPolicy(store, entry.digests['policy'] ?? '') : null;
  if (proposed === null) return null;
  const identified = identifyPolicy(withApprovals(proposed.policy, await readGivenApprovals(store)));
  const former = await formerScopes(store);
  const proofs = proveApprovals(identified.policy, active.identified.policy, former);
  const definitions = new Map(definitionsOf(identified.policy, former).map((one) => [`${one.kind}:${one.name}`, one]));
  const lacking = proofs.lacking.flatMap(({ kind, name, why, needed }) => {
    const definition = definitions.get(`${kind}:${name}`);
    return needed && definition !== undefined ? [{ ...definition, why }] : [];
  });
  const { commit } = entry.body;
  const refusal = { entry: { index, id }, refusedAt: entry.time, commit: typeof commit === 'string' ? commit : null };
  return { ...refusal, identified, proofs, lacking };
}

/** The attestor of a policy that is this Ambit; null where the policy registers it for nothing. */
export function ownAttestor({ policy }: IdentifiedPolicy, signer: Signer): Attestor | null {
  const own = formatVerifierKey(signer.key);
  return policy.attestors?.find(({ attests, key }) => attests === 'session' && key === own) ?? null;
}

export interface GivenApproval {
  readonly store: Store;
  readonly writer: LedgerWriter;
  /** This Ambit's own key for what it sees. */
  readonly signer: Signer;
  readonly active: IdentifiedPolicy;
  readonly proposal: Proposal;
  readonly definition: Definition;
  readonly person: string;
  readonly signIn: { readonly issuer: string; readonly subject: string; readonly at: number };
  /** Pseudonym of who signed in. */
  readonly subject: string | null;
  /** The entry of the session. */
  readonly after: readonly EntryId[];
  /** Now, in milliseconds since 1970. */
  readonly now: number;
}

/**
 * Records somebody's yes, given while signed in: a note that this Ambit signs, in the entry `approval.given`. Activation takes it from there.
 *
 * @returns null, or why it would prove nothing, in words; then nothing is recorded.
 * @throws LedgerError
 */
export async function giveApproval(given: GivenApproval): Promise<string | null> {
  const { store: _, writer, signer, active, proposal, definition, person, signIn, subject, after, now } = given;
  const attestor = ownAttestor(active, signer);
  if (attestor === null) return 'the active policy registers no attestor with the key of this Ambit';
  if (now / 1000 - signIn.at > MAX_SIGN_IN_AGE_SECONDS) return 'the sign-in is too old';
  const { kind, name, digest, author } = definition;
  const statement = {
    ...{ environment: active.policy.environment, kind, name, definition: digest, author, approver: person },
    time: utcSeconds(now),
    session: {
      ...{ attestor: attestor.id, proof: 'session' as const, issuer: signIn.issuer, subject: signIn.subject },
      signedIn: utcSeconds(signIn.at * 1000),
    },
  };
  const note = signApproval(statement, signer);
  const proof = proveApproval(note, definition, active.policy.environment, trustIn(active.policy));
  if (typeof proof === 'string') return proof;
  await writer.append({
    drafts: [
      {
        kind: 'approval.given',
        issuer: signIn.issuer,
        operation: randomUUID(),
        after: [...after, proposal.entry.id],
        digests: { policy: proposal.identified.digest },
        subject,
        refs: [],
        body: { definition: `${kind}:${name}`, digest, person, attestor: attestor.id, keyName: proof.keyName, note },
      },
    ],
  });
  return null;
}

function utcSeconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
