import type { EntryId, Fingerprint } from '../../ledger/index.ts';
import type { Store } from '../../store/index.ts';

/** What is known of a refresh token that a guard released. */
export interface StoredRefreshToken {
  readonly grantId: string;
  readonly clientId: string;
  /** Pseudonym; null where nobody signed in for it. */
  readonly subject: string | null;
  readonly scopes: readonly string[];
  readonly resource: string | null;
  readonly decision: EntryId;
  readonly revoked: boolean;
  /** Whether another token has taken its place. */
  readonly rotated: boolean;
  /** What its flow drew; null where there was no canary. */
  readonly canary: number | null;
  readonly dpopJkt: string | null;
}

/** A use whose guard died is forgotten after this time: the authorization server then says whether the token is still good. */
const ABANDONED_SECONDS = 60;

export async function storedRefreshToken(
  store: Store,
  fingerprint: Fingerprint,
  issuer: string,
): Promise<StoredRefreshToken | null> {
  const { rows } = await store.pool.query<StoredRefreshToken>(
    `select birth.grant_id as "grantId", birth.client_id as "clientId", birth.subject, birth.scopes, grants.resource, birth.decision,
            coalesce(grants.revoked_at, birth.revoked_at) is not null as revoked,
            uses.successor is not null as rotated, birth.canary, birth.dpop_jkt as "dpopJkt"
     from token_births as birth
     join grants on grants.grant_id = birth.grant_id
     left join refresh_token_uses as uses on uses.fingerprint = birth.fingerprint
     where birth.fingerprint = $1 and birth.type = 'refresh_token' and birth.issuer = $2`,
    [fingerprint, issuer],
  );
  return rows[0] ?? null;
}

/**
 * Claims a refresh token for one use, atomically over all guards: Keycloak let two refreshes at once both pass (CVE-2026-1035).
 * `rotated`: a successor was given out, so this one is in two hands. `in_use`: another request holds it right now.
 */
export async function claimRefresh(
  store: Store,
  fingerprint: Fingerprint,
  operation: string,
  now: number,
): Promise<'claimed' | 'in_use' | 'rotated'> {
  const { rows } = await store.pool.query<{ operation: string }>(
    `insert into refresh_token_uses (fingerprint, operation, claimed_at) values ($1, $2, $3)
     on conflict (fingerprint) do update set operation = excluded.operation, claimed_at = excluded.claimed_at
       where refresh_token_uses.successor is null and refresh_token_uses.claimed_at < $4
     returning operation`,
    [fingerprint, operation, now, now - ABANDONED_SECONDS],
  );
  if (rows.length === 1) return 'claimed';
  const { rows: others } = await store.pool.query<{ rotated: boolean }>(
    'select successor is not null as rotated from refresh_token_uses where fingerprint = $1',
    [fingerprint],
  );
  return others[0]?.rotated === true ? 'rotated' : 'in_use';
}

/** Ends a use that left the token good. */
export async function releaseRefresh(store: Store, fingerprint: Fingerprint, operation: string): Promise<void> {
  await store.pool.query(
    'delete from refresh_token_uses where fingerprint = $1 and operation = $2 and successor is null',
    [fingerprint, operation],
  );
}

export interface RotatedRefreshToken {
  readonly fingerprint: Fingerprint;
  readonly operation: string;
  readonly successor: Fingerprint;
}

/**
 * Ends a use that gave out another refresh token: whoever brings the old one again is answered with the end of the grant. False
 * where the use lasted so long that it was taken for abandoned, and another request has the token.
 */
export async function concludeRefresh(store: Store, rotated: RotatedRefreshToken): Promise<boolean> {
  const { rowCount } = await store.pool.query(
    'update refresh_token_uses set successor = $3 where fingerprint = $1 and operation = $2',
    [rotated.fingerprint, rotated.operation, rotated.successor],
  );
  return rowCount === 1;
}
