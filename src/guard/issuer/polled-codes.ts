import type { EntryId, Fingerprint } from '../../ledger/index.ts';
import type { Store } from '../../store/index.ts';
import type { RecordedDecision } from './record-decision.ts';

/** What is known of a code that a client polls with. The code itself is known by its fingerprint only. */
export interface StoredPolledCode {
  readonly grantType: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly resource: string | null;
  /** Null where the client is only observed. */
  readonly maxTtlSeconds: number | null;
  readonly grantId: string;
  /** The decision by which its tokens are issued, and the policy that it was made by. */
  readonly decision: EntryId;
  readonly policyDigest: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
  readonly used: boolean;
  /** Whether its grant was taken back. */
  readonly revoked: boolean;
  /** What its flow drew; null where there was no canary. */
  readonly canary: number | null;
}

/** A poll whose guard died is forgotten after this time: the authorization server then says whether the code is still good. */
const ABANDONED_SECONDS = 60;

/** Keeps what a code stands for, and its grant: the grant exists from here on, so that it can be revoked at any moment. */
export async function keepPolledCode(
  store: Store,
  about: {
    readonly code: Fingerprint;
    readonly grantType: string;
    readonly grantId: string;
    readonly issuer: string;
    readonly clientId: string;
    readonly recorded: RecordedDecision;
    readonly operation: string;
    /** Seconds since 1970. */
    readonly expiresAt: number;
  },
): Promise<void> {
  const { permit, id, policyDigest } = about.recorded;
  await store.pool.query(
    `with new_grant as (
       insert into grants (grant_id, issuer, client_id, scopes, resource, decision) values ($1, $2, $3, $4, $5, $6)
     )
     insert into authorization_codes
       (code, issuer, client_id, redirect_uri, scopes, resource, grant_id, decision, operation, expires_at,
        polled_by, policy, max_ttl_seconds, canary)
     values ($7, $2, $3, '', $4, $5, $1, $6, $8, $9, $10, $11, $12, $13)`,
    [
      ...[about.grantId, about.issuer, about.clientId, permit.scopes, permit.resource, id],
      ...[about.code, about.operation, about.expiresAt, about.grantType, policyDigest, storedLife(about.recorded)],
      about.recorded.facts.canary ?? null,
    ],
  );
}

export async function storedPolledCode(
  store: Store,
  code: Fingerprint,
  issuer: string,
): Promise<StoredPolledCode | null> {
  const { rows } = await store.pool.query<StoredPolledCode>(
    `select codes.polled_by as "grantType", codes.client_id as "clientId", codes.scopes, codes.resource,
            codes.max_ttl_seconds as "maxTtlSeconds", codes.grant_id as "grantId", codes.decision,
            codes.policy as "policyDigest", codes.expires_at as "expiresAt", codes.used_at is not null as used,
            grants.revoked_at is not null as revoked, codes.canary
     from authorization_codes as codes join grants on grants.grant_id = codes.grant_id
     where codes.code = $1 and codes.issuer = $2 and codes.polled_by is not null`,
    [code, issuer],
  );
  return rows[0] ?? null;
}

/** Claims a code for one poll, atomically over all guards. `in_use`: another poll is under way; `used`: its tokens were given out. */
export async function claimPoll(
  store: Store,
  code: Fingerprint,
  operation: string,
  now: number,
): Promise<'claimed' | 'in_use' | 'used'> {
  const { rowCount } = await store.pool.query(
    `update authorization_codes set claimed_by = $2, claimed_at = $3
     where code = $1 and used_at is null and (claimed_by is null or claimed_at < $4)`,
    [code, operation, now, now - ABANDONED_SECONDS],
  );
  if (rowCount === 1) return 'claimed';
  const { rows } = await store.pool.query<{ used: boolean }>(
    'select used_at is not null as used from authorization_codes where code = $1',
    [code],
  );
  return rows[0]?.used === true ? 'used' : 'in_use';
}

/** Ends a poll after which the client may poll again. */
export async function releasePoll(store: Store, code: Fingerprint, operation: string): Promise<void> {
  await store.pool.query(
    'update authorization_codes set claimed_by = null, claimed_at = null where code = $1 and claimed_by = $2',
    [code, operation],
  );
}

/** Ends a code: its tokens came, or none will. False where another poll had it meanwhile. */
export async function endPolledCode(store: Store, code: Fingerprint, operation: string, now: number): Promise<boolean> {
  const { rowCount } = await store.pool.query(
    'update authorization_codes set used_at = $3 where code = $1 and used_at is null and (claimed_by = $2 or claimed_by is null)',
    [code, operation, now],
  );
  return rowCount === 1;
}

/** Another decision stands for the code from now on: the policy is another, and permits the same. */
export async function redecidePolledCode(store: Store, code: Fingerprint, recorded: RecordedDecision): Promise<void> {
  await store.pool.query('update authorization_codes set decision = $2, policy = $3 where code = $1', [
    ...[code, recorded.id, recorded.policyDigest],
  ]);
}

/** The longest life as it is stored: null for one without bound. */
export function storedLife({ permit }: RecordedDecision): number | null {
  return Number.isFinite(permit.maxTtlSeconds) ? permit.maxTtlSeconds : null;
}
