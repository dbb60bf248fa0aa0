import { setTimeout as delay } from 'node:timers/promises';
import { openUnknownOutcomes, type WatchContext } from '../../watch/index.ts';
import type { RoleContext } from './role.ts';

const LOOK_MILLISECONDS = 30_000;

/** Opens findings for decisions whose outcome nobody knows, now and then. Resolves once `signal` aborts. */
export async function watchOutcomes({
  fault,
  notice,
  signal,
  ...context
}: WatchContext & Pick<RoleContext, 'fault' | 'notice' | 'signal'>): Promise<void> {
  while (!signal.aborted) {
    try {
      const { length } = await openUnknownOutcomes(context);
      if (length > 0)
        notice(`whether a token was issued is not known of ${length} decisions: see the findings in the ledger`);
    } catch (error) {
      // The database is away, for instance: the next look goes on.
      fault(error);
    }
    await delay(LOOK_MILLISECONDS, null, { signal }).catch(() => null);
  }
}
