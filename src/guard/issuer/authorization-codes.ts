import type { EntryId, Fingerprint } from '../../ledger/index.ts';
import type { Store } from '../../store/index.ts';

/** What is known of an authorization code that passed through a guard. The code itself is known by its fingerprint only. */
export interface StoredCode {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly resource: string | null;
  readonly codeChallenge: string | null;
  readonly dpopJkt: string | null;
  readonly grantId: string;
  readonly decision: EntryId;
  /** Seconds since 1970. */
  readonly expiresAt: number;
  readonly used: boolean;
  /** Whether its grant was taken back. */
  readonly revoked: boolean;
  /** What its flow drew; null where there was no canary. */
  readonly canary: number | null;
}

export async function storedCode(store: Store, fingerprint: Fingerprint, issuer: string): Promise<StoredCode | null> {
  const { rows } = await store.pool.query<StoredCode>(
    `select codes.client_id as "clientId", codes.redirect_uri as "redirectUri", codes.scopes, codes.resource,
            codes.code_challenge as "codeChallenge", codes.dpop_jkt as "dpopJkt", codes.grant_id as "grantId", codes.decision,
            codes.expires_at as "expiresAt", codes.used_at is not null as used, grants.revoked_at is not null as revoked, codes.canary
     from authorization_codes as codes join grants on grants.grant_id = codes.grant_id
     where codes.code = $1 and codes.issuer = $2 and codes.polled_by is null`,
    [fingerprint, issuer],
  );
  return rows[0] ?? null;
}

/** Spends a code, once over all guards: of two at the same time one gets false. */
export async function redeemCode(store: Store, fingerprint: Fingerprint, now: number): Promise<boolean> {
  const { rowCount } = await store.pool.query(
    'update authorization_codes set used_at = $2 where code = $1 and used_at is null',
    [fingerprint, now],
  );
  return rowCount === 1;
}

/** Gives a code back that the authorization server didn't spend. */
export async function releaseCode(store: Store, fingerprint: Fingerprint): Promise<void> {
  await store.pool.query('update authorization_codes set used_at = null where code = $1', [fingerprint]);
}
