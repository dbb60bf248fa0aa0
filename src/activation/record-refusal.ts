import { POLICY_WRITER } from '../entries/index.ts';
import { type EntryDraft, type EntryId, type LedgerWriter, readNewest } from '../ledger/index.ts';
import type { Diagnostic, IdentifiedPolicy, Lack } from '../policy/index.ts';
import type { PolicyFolderErrorCode } from '../policy-folder/index.ts';
import type { Json } from '../proof/index.ts';
import type { Store } from '../store/index.ts';
import type { ActivationErrorCode } from './activation-error.ts';

/** Definitions and codes that an entry names; the rest is counted. An entry has 16 KiB. */
export const MAX_NAMED = 50;

/** Where in Git a policy comes from. */
export interface PolicyOrigin {
  /** The commit's whole hash. */
  readonly commit: string;
  /** The ref, or what somebody asked for, that was this commit then. */
  readonly revision: string;
}

/** Who asks, and what stands against what. */
export interface Activation {
  readonly store: Store;
  readonly writer: LedgerWriter;
  /** The policy that is active now; null before the first. */
  readonly active: IdentifiedPolicy | null;
  /** Id of the operation that asks for it. */
  readonly operation: string;
  /** Ids of the entries that it follows from: the session of whoever asks. */
  readonly after?: readonly EntryId[];
  /** Digest of the files that it was compiled from; null where they could not be read or are not known. */
  readonly content?: string | null;
  /** Null where the policy doesn't come out of Git. */
  readonly origin?: PolicyOrigin | null;
  /**
   * Whether a refusal that is the newest one already is not recorded again: a process that comes back to the same folder says
   * nothing new, and an alert at each of its starts would teach people not to look. Somebody who asks is answered, and recorded,
   * each time.
   */
  readonly skipRepeats?: boolean;
}

export interface Refusal {
  readonly reason: ActivationErrorCode | PolicyFolderErrorCode;
  /** Digest of the compiled policy, whose bytes are stored; null where none came of it. */
  readonly policy: string | null;
  readonly lacking?: readonly Lack[];
  readonly diagnostics?: readonly Diagnostic[];
}

/**
 * Records that a policy was refused, as `policy.refused`: codes, counts and digests. What a diagnostic quotes stays out, for the
 * folder may hold anything.
 *
 * @throws LedgerError
 */
export async function recordRefusal(activation: Activation, refusal: Refusal): Promise<void> {
  const draft = refusedDraft(activation, refusal);
  if (activation.skipRepeats === true) {
    // Of the one writer that activates: another's word must not keep a refusal from being recorded.
    const [newest] = await readNewest(activation.store, 1, 'policy.refused', POLICY_WRITER);
    if (newest !== undefined && isSame(newest.entry, draft)) return;
  }
  await activation.writer.append({ drafts: [draft] });
}

/** What an entry says of where a policy comes from; nothing where it doesn't come out of Git. */
export function originOf({ origin = null }: Activation): { readonly [name: string]: Json } {
  return origin === null ? {} : { commit: origin.commit, revision: origin.revision };
}

function refusedDraft(activation: Activation, refusal: Refusal): EntryDraft {
  const { active, operation, content = null, after = [] } = activation;
  const { reason, policy, lacking = [], diagnostics = [] } = refusal;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return {
    kind: 'policy.refused',
    issuer: null,
    operation,
    after,
    digests: policy === null ? {} : { policy },
    subject: null,
    refs: policy === null ? [] : [`policy:${policy}`],
    body: {
      reason,
      content,
      ...originOf(activation),
      lacking: lacking.slice(0, MAX_NAMED).map(({ kind, name }) => `${kind}:${name}`),
      lackingCount: lacking.length,
      errors: countsByCode(errors),
      errorCount: errors.length,
      previous: active?.digest ?? null,
      bootstrap: active === null,
    },
  };
}

function countsByCode(errors: readonly Diagnostic[]): Json {
  const groups = [...Map.groupBy(errors, ({ code }) => code)].slice(0, MAX_NAMED);
  return groups.map(([code, { length }]) => ({ code, count: length }));
}

/** The same files, or the same policy, refused for the same reason beside the same active one. */
function isSame(one: Pick<EntryDraft, 'body' | 'digests'>, other: Pick<EntryDraft, 'body' | 'digests'>): boolean {
  return (
    (['reason', 'content', 'previous', 'commit'] as const).every((name) => one.body[name] === other.body[name]) &&
    one.digests['policy'] === other.digests['policy']
  );
}
