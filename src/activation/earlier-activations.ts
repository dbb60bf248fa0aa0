import { POLICY_WRITER } from '../entries/index.ts';
import { LedgerError, readEntries, readNewest, readWaiting } from '../ledger/index.ts';
import { type FormerScopes, withPolicy } from '../policy/index.ts';
import { readPolicy } from '../records/index.ts';
import type { Store } from '../store/index.ts';

/** Digest of the policy that was activated last, also where that waits to be sequenced; null before the first. */
export async function newestActivation(store: Store): Promise<string | null> {
  // Waiting ones first: what is sequenced meanwhile is in the log then.
  const waiting = (await readWaiting(store, POLICY_WRITER)).findLast(({ kind }) => kind === 'policy.activated');
  const [logged] = await readNewest(store, 1, 'policy.activated', POLICY_WRITER);
  return (waiting ?? logged?.entry)?.digests['policy'] ?? null;
}

/** What each scope was in the newest policy that defined it, taken out meanwhile or not. */
export async function formerScopes(store: Store): Promise<FormerScopes> {
  let former: FormerScopes = new Map();
  for await (const { index, entry } of readEntries(store, { from: 0, kinds: ['policy.activated'] })) {
    if (entry.writer !== POLICY_WRITER) continue;
    const activated = await readPolicy(store, entry.digests['policy'] ?? '');
    if (activated === null)
      throw new LedgerError(
        'blob_mismatch',
        `The policy that entry ${index} activated is not stored as it was activated.`,
      );
    former = withPolicy(former, activated.policy);
  }
  return former;
}
