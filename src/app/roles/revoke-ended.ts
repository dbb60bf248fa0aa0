import type { ActivePolicy } from '../../records/index.ts';
import { clientEnd, type RevocationContext, revokeEndedClients } from '../../revocation/index.ts';
import { lookNowAndThen } from './look-now-and-then.ts';
import type { RoleContext } from './role.ts';

const LOOK_MILLISECONDS = 1000;
/** Looks after an activation: guards hear of it within a second, and until then issue by the policy before. */
const LOOKS_AFTER_ACTIVATION = 3;

/**
 * Revokes what clients hold that the active policy ended: at each activation, and when a client's own end comes. All births are looked
 * through only then. Resolves once `signal` aborts.
 */
export async function revokeEnded({
  activePolicy,
  notice,
  fault,
  signal,
  ...context
}: RevocationContext &
  Pick<RoleContext, 'notice' | 'fault' | 'signal'> & { readonly activePolicy: ActivePolicy }): Promise<void> {
  let seen: string | null = null;
  let looks = 0;
  /** How many clients of the policy have ended. */
  let ended = 0;
  await lookNowAndThen({ fault, signal }, LOOK_MILLISECONDS, async () => {
    const current = activePolicy.current();
    if (current === null) return;
    const { identified, entry } = current;
    const now = Math.floor(Date.now() / 1000);
    const over = identified.policy.clients.filter(
      ({ issuer, clientId }) => clientEnd(identified, issuer, clientId, now) !== null,
    ).length;
    if (entry.id !== seen || over !== ended) looks = LOOKS_AFTER_ACTIVATION;
    seen = entry.id;
    ended = over;
    if (looks > 0)
      for (const client of await revokeEndedClients(context, identified, { activation: entry.id, now }))
        notice(`what ${client} held is revoked: the policy ended it`);
    looks = Math.max(0, looks - 1);
  });
}
