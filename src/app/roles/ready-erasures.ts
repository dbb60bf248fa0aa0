import { setTimeout as delay } from 'node:timers/promises';
import { type ErasureContext, forgetOldStates, linkEarlierTexts, lookAfterErasures } from '../../erasure/index.ts';
import type { Store } from '../../store/index.ts';
import type { RoleContext } from './role.ts';

const FORGET_MILLISECONDS = 10 * 60_000;

/** Before anything is served: erasures that were cut off go on, and what a backup brought back of erased people goes again. */
export async function readyErasures({
  notice,
  ...context
}: ErasureContext & Pick<RoleContext, 'notice'>): Promise<void> {
  await context.sealed.endMasterKeyChange();
  await linkEarlierTexts(context.store);
  const { finished, repeated } = await lookAfterErasures(context);
  if (finished > 0) notice(`an erasure that was cut off is finished (${finished})`);
  if (repeated > 0)
    notice(
      `a backup brought back what had been erased of somebody, and it is destroyed again (${repeated} erasures): the ledger says so`,
    );
}

/** Takes out, now and then, what clients put into states that nobody answered. Resolves once `signal` aborts. */
export async function forgetStates({
  store,
  fault,
  signal,
}: { readonly store: Store } & Pick<RoleContext, 'fault' | 'signal'>): Promise<void> {
  while (!signal.aborted) {
    // The database is away, for instance: the next look goes on.
    await forgetOldStates(store).catch(fault);
    await delay(FORGET_MILLISECONDS, null, { signal }).catch(() => null);
  }
}
