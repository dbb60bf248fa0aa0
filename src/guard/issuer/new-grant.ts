import type { GuardContext } from './guard-context.ts';
import type { Issuance } from './issued-tokens.ts';

/**
 * Keeps a grant that came into being with its tokens, so that its refresh token has one to be held against, and that can be revoked. What
 * isn't released in the end leaves a grant without tokens, which gives nothing.
 */
export async function keepNewGrant(
  { store, issuer }: GuardContext,
  { grant, clientId, recorded }: Pick<Issuance, 'grant' | 'clientId' | 'recorded'>,
): Promise<void> {
  const { permit, id } = recorded;
  await store.pool.query(
    'insert into grants (grant_id, issuer, client_id, scopes, resource, decision) values ($1, $2, $3, $4, $5, $6)',
    [grant.grantId, issuer, clientId, permit.scopes, permit.resource, id],
  );
}
