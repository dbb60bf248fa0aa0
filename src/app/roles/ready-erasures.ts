import { type ErasureContext, linkEarlierTexts, lookAfterErasures } from '../../erasure/index.ts';
import type { RoleContext } from './role.ts';

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
