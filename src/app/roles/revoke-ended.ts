import { setTimeout as delay } from 'node:timers/promises';
import type { ActivePolicy } from '../../records/index.ts';
import { clientEnd, type RevocationContext, revokeEndedClients } from '../../revocation/index.ts';
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
  let ended = new Set<string>();
  while (!signal.aborted) {
    const current = activePolicy.current();
    if (current !== null) {
      const { identified, entry } = current;
      const now = Math.floor(Date.now() / 1000);
      const over = identified.policy.clients.filter(
        ({ issuer, clientId }) => clientEnd(identified, issuer, clientId, now) !== null,
      );
      const names = new Set(over.map(({ issuer, clientId }) => JSON.stringify([issuer, clientId])));
      if (entry.id !== seen || names.size !== ended.size) looks = LOOKS_AFTER_ACTIVATION;
      seen = entry.id;
      ended = names;
      try {
        if (looks > 0)
          for (const client of await revokeEndedClients(context, identified, { activation: entry.id, now }))
            notice(`what ${client} held is revoked: the policy ended it`);
        looks = Math.max(0, looks - 1);
      } catch (error) {
        // The database is away, for instance: the next look goes on.
        fault(error);
      }
    }
    await delay(LOOK_MILLISECONDS, null, { signal }).catch(() => null);
  }
}
