import type { EntryId, Fingerprint } from '../../ledger/index.ts';
import { type AccessToken, canaryDrawOfGrant } from '../../tokens/index.ts';
import { fingerprintOf, type GuardContext } from './guard-context.ts';

/** A token that a guard released, as its birth says; or one from before the issuer was adopted, as its server says. */
export interface KnownToken {
  readonly fingerprint: Fingerprint;
  readonly type: 'access_token' | 'refresh_token';
  /** Null for one from before. */
  readonly grantId: string | null;
  readonly clientId: string;
  /** Pseudonym; null where its client acts for itself. */
  readonly subject: string | null;
  readonly scopes: readonly string[];
  /** Seconds since 1970; null for a refresh token. */
  readonly expiresAt: number | null;
  /** Of one from before, the adoption. */
  readonly decision: EntryId;
  readonly revoked: boolean;
  readonly jtiFingerprint: Fingerprint | null;
  /** What the server says of a token from before; left out of one that a guard released. */
  readonly before?: AccessToken;
  /** What its flow drew; null where there was no canary. */
  readonly canary: number | null;
  /** Thumbprint of the key that it is bound to; null where it is bound to none. */
  readonly dpopJkt: string | null;
}

/** Looks a presented token up; null where no guard released it. */
export async function knownToken(guard: GuardContext, token: string): Promise<KnownToken | null> {
  const fingerprint = fingerprintOf(guard, token);
  if (fingerprint === null) return null;
  const { rows } = await guard.store.pool.query<KnownToken>(
    `select birth.fingerprint, birth.jti_fingerprint as "jtiFingerprint", birth.type, birth.grant_id as "grantId",
            birth.client_id as "clientId", birth.subject, birth.scopes, birth.expires_at as "expiresAt", birth.decision,
            birth.dpop_jkt as "dpopJkt", coalesce(grants.revoked_at, birth.revoked_at) is not null as revoked, birth.canary
     from token_births as birth left join grants on grants.grant_id = birth.grant_id
     where birth.fingerprint = $1 and birth.issuer = $2`,
    [fingerprint, guard.issuer],
  );
  return rows[0] ?? null;
}

/** What the flow drew that gave the token; undefined where no flow of a guard's did. */
export function drawOf({ canary, grantId }: KnownToken): number | undefined {
  return canary ?? (grantId === null ? undefined : canaryDrawOfGrant(grantId));
}

/** Whether it was taken back, by itself, with its grant or with its client. */
export function isRevoked({ revocations, issuer }: GuardContext, known: KnownToken): boolean {
  const { fingerprint, jtiFingerprint, grantId, clientId, revoked } = known;
  return (
    revoked ||
    revocations.isRevoked({ fingerprint, jtiFingerprint, grantId }) ||
    revocations.isContained(issuer, clientId)
  );
}
