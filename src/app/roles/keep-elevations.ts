import { keepElevations } from '../../access/index.ts';
import { createElevations, ELEVATION_KINDS } from '../../elevation/index.ts';
import { followLedger } from '../../ledger/index.ts';
import type { ActivePolicy } from '../../records/index.ts';
import type { RevocationContext } from '../../revocation/index.ts';
import { lookNowAndThen } from './look-now-and-then.ts';
import type { RoleContext } from './role.ts';

/** What ends is to be revoked at every guard within a second of its end. */
const LOOK_MILLISECONDS = 100;

/** Ends elevations at their time, and where the policy takes away what they are to. Resolves once `signal` aborts. */
export async function endElevations({
  activePolicy,
  notice,
  fault,
  signal,
  ...context
}: RevocationContext &
  Pick<RoleContext, 'notice' | 'fault' | 'signal'> & { readonly activePolicy: ActivePolicy }): Promise<void> {
  const elevations = createElevations();
  const following = followLedger({
    ...{ store: context.store, from: 0, kinds: ELEVATION_KINDS, signal },
    onEntries(entries) {
      for (const { id, entry } of entries) elevations.take(id, entry);
    },
  });
  const keeper = keepElevations(context);
  await lookNowAndThen({ fault, signal }, LOOK_MILLISECONDS, async () => {
    const current = activePolicy.current();
    if (current === null) return;
    const active = { policy: current.identified, activation: current.entry.id };
    for (const { clientId, scopes } of await keeper.look(elevations, active, Date.now()))
      notice(`the elevation of ${clientId} to ${scopes.join(' ')} is over`);
  });
  await following;
}
