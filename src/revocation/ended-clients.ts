import { indexOf } from '../decision/index.ts';
import type { EntryId } from '../ledger/index.ts';
import type { IdentifiedPolicy } from '../policy/index.ts';
import { countLiveTokens } from './live-tokens.ts';
import { finishRevocation, orderRevocation, type RevocationContext, stepRevocation } from './revocation-orders.ts';

/** Why the policy ends what a client holds: its own end came, or the policy knows it no more. */
export type ClientEnd = 'client_expired' | 'client_removed';

/**
 * Why a client may hold nothing any more by a policy; null where it may, or where the policy only observes it, which refuses nothing
 * for policy's sake.
 *
 * @param now seconds since 1970
 */
export function clientEnd(policy: IdentifiedPolicy, issuer: string, clientId: string, now: number): ClientEnd | null {
  const { issuers, clients } = indexOf(policy);
  const known = clients.get(issuer)?.get(clientId);
  if ((known?.client.mode ?? issuers.get(issuer)?.mode) !== 'enforce') return null;
  if (known === undefined) return 'client_removed';
  return known.expiresAt <= now ? 'client_expired' : null;
}

/**
 * Revokes all that clients hold which the policy ended. Guards refuse it by their decision anyway; what is revoked doesn't come back
 * when the client does. Resolves with the clients that had anything. Cut off, the next call goes on.
 *
 * @throws LedgerError `ledger_unavailable`: call again
 */
export async function revokeEndedClients(
  context: RevocationContext,
  policy: IdentifiedPolicy,
  { activation, now }: { readonly activation: EntryId; readonly now: number },
): Promise<readonly string[]> {
  const { store, issuer } = context;
  const { rows } = await store.pool.query<{ clientId: string }>(
    `SELECT DISTINCT client_id AS "clientId" FROM token_births
     WHERE issuer = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > extract(epoch FROM clock_timestamp()))
     UNION SELECT DISTINCT client_id FROM authorization_codes
     WHERE issuer = $1 AND used_at IS NULL AND expires_at > extract(epoch FROM clock_timestamp())`,
    [issuer],
  );
  const revoked: string[] = [];
  for (const { clientId } of rows) {
    const cause = clientEnd(policy, issuer, clientId, now);
    if (cause === null) continue;
    const selection = { kind: 'client', clientId } as const;
    if ((await countLiveTokens(store, issuer, selection)) === 0) continue;
    const { order } = await orderRevocation(context, {
      selection,
      asked: JSON.stringify(['policy', issuer, clientId]),
      reason: async () => null,
      by: { kind: 'policy', person: null, cause },
      after: [activation],
    });
    while ((await stepRevocation(context, order, cause)).left > 0);
    await finishRevocation(context, order);
    revoked.push(clientId);
  }
  return revoked;
}
