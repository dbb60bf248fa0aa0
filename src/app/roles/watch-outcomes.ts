import { openUnknownOutcomes, type WatchContext } from '../../watch/index.ts';
import { lookNowAndThen } from './look-now-and-then.ts';
import type { RoleContext } from './role.ts';

const LOOK_MILLISECONDS = 30_000;

/** Opens findings for decisions whose outcome nobody knows, now and then. Resolves once `signal` aborts. */
export async function watchOutcomes({
  fault,
  notice,
  signal,
  ...context
}: WatchContext & Pick<RoleContext, 'fault' | 'notice' | 'signal'>): Promise<void> {
  await lookNowAndThen({ fault, signal }, LOOK_MILLISECONDS, async () => {
    const { length } = await openUnknownOutcomes(context);
    if (length > 0)
      notice(`whether a token was issued is not known of ${length} decisions: see the findings in the ledger`);
  });
}
