import { POLICY_WRITER } from '../entries/index.ts';
import { followLedger, getBlob, LedgerError, type LoggedEntry, readNewest } from '../ledger/index.ts';
import type { IdentifiedPolicy } from '../policy/index.ts';
import type { Store } from '../store/index.ts';
import { parsePolicy } from './stored-policy.ts';

const KIND = 'policy.activated';

export interface CurrentPolicy {
  readonly identified: IdentifiedPolicy;
  /** The entry that activated it. */
  readonly entry: LoggedEntry;
  /** RFC 3339, UTC: the activating writer's clock. */
  readonly activatedAt: string;
}

/** The policy that the newest activation in the ledger names. */
export interface ActivePolicy {
  /** Null before the first activation, and when the newest can't be read: then nobody knows what is allowed, so nothing is. */
  current(): CurrentPolicy | null;
  /** Why the newest activation can't be read; null when it can. */
  problem(): string | null;
  /** Calls back at each change until the signal aborts. */
  onChange(listener: (current: CurrentPolicy | null) => void): void;
}

/**
 * Reads the active policy and follows its changes until `signal` aborts. An activation takes hold here within moments of being
 * sequenced; while the database is away the last known one stays, and the feed's silence limits how long that counts.
 */
export async function followActivePolicy(options: {
  readonly store: Store;
  readonly signal: AbortSignal;
}): Promise<ActivePolicy> {
  const { store, signal } = options;
  const listeners: ((current: CurrentPolicy | null) => void)[] = [];
  let current: CurrentPolicy | null = null;
  let problem: string | null = null;
  const activate = async (entry: LoggedEntry): Promise<void> => {
    try {
      current = await loadPolicy(store, entry);
      problem = null;
    } catch (error) {
      // The database's own failures pass, and the page is read again; what was changed doesn't become right by waiting.
      if (!(error instanceof LedgerError)) throw error;
      current = null;
      problem = error.message;
    }
    for (const listener of listeners) listener(current);
  };
  const [newest] = await readNewest(store, 1, KIND, POLICY_WRITER);
  if (newest !== undefined) await activate(newest);
  void followLedger({
    store,
    from: (newest?.index ?? -1) + 1,
    kinds: [KIND],
    signal,
    // What it activates nobody can tell, so nothing is allowed.
    onChanged: (error) => {
      if (problem === error.message) return;
      current = null;
      problem = error.message;
      for (const listener of listeners) listener(null);
    },
    onEntries: async (entries) => {
      const last = entries.findLast(({ entry }) => entry.writer === POLICY_WRITER);
      if (last !== undefined) await activate(last);
    },
  });
  return {
    current: () => current,
    problem: () => problem,
    onChange: (listener) => {
      listeners.push(listener);
    },
  };
}

/** @throws LedgerError `blob_mismatch`: the policy that the entry names isn't stored as it was activated */
async function loadPolicy(store: Store, entry: LoggedEntry): Promise<CurrentPolicy> {
  const digest = entry.entry.digests['policy'];
  const bytes = digest === undefined ? null : await getBlob(store, digest);
  if (digest === undefined || bytes === null)
    throw new LedgerError('blob_mismatch', `The policy that entry ${entry.index} activates is not stored.`);
  const policy = parsePolicy(Buffer.from(bytes).toString());
  if (policy === null)
    throw new LedgerError(
      'blob_mismatch',
      `The policy that entry ${entry.index} activates is of a form that this Ambit doesn't know.`,
    );
  return { identified: { digest, policy }, entry, activatedAt: entry.entry.time };
}
