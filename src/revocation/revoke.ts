import type { Appended, EntryDraft, EntryId, Fingerprint, LedgerWriter } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';
import type { RevokedBody, UpstreamRevocation } from './revoked-body.ts';

/** Most entries appended at once. */
const BATCH = 200;

/** One token, or all that was ever given for a grant. */
export type RevocationTarget = { readonly fingerprint: Fingerprint } | { readonly grantId: string };

export interface RevokeOptions {
  readonly store: Store;
  readonly writer: LedgerWriter;
  readonly target: RevocationTarget;
  /** Why, as a word of the guard's own (`client_request`, `code_replayed`). */
  readonly reason: string;
  readonly operation: string;
  readonly after: readonly EntryId[];
  readonly upstream: UpstreamRevocation;
}

interface LiveBirth {
  readonly fingerprint: Fingerprint;
  readonly jtiFingerprint: Fingerprint | null;
  readonly type: 'access_token' | 'refresh_token';
  readonly grantId: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly subject: string | null;
  readonly expiresAt: number | null;
}

/**
 * Revokes. When it resolves, the entries are durable, and every guard denies the tokens within a second.
 *
 * A grant is marked first: that waits for births under way and prevents later ones (a birth and its grant's revocation lock the
 * same row), so that the list of live tokens, read after it, is complete. A crash between mark and entries leaves tokens whose
 * entries are written when the revocation is asked for again. Asked for once more it writes nothing.
 *
 * Resolves with the entries written: none where all was revoked before.
 *
 * @throws LedgerError `ledger_unavailable`: ask again.
 */
export async function revoke(options: RevokeOptions): Promise<Appended[]> {
  const { target } = options;
  return 'grantId' in target
    ? await revokeGrant(options, target.grantId)
    : await revokeToken(options, target.fingerprint);
}

async function revokeGrant(options: RevokeOptions, grantId: string): Promise<Appended[]> {
  const { pool } = options.store;
  const { rowCount: marked } = await pool.query(
    'UPDATE grants SET revoked_at = floor(extract(epoch FROM clock_timestamp()))::bigint WHERE grant_id = $1 AND revoked_at IS NULL',
    [grantId],
  );
  const { rows: births } = await pool.query<LiveBirth>(`${LIVE_BIRTHS} AND grant_id = $1`, [grantId]);
  if (marked === 0 && births.length === 0) return [];
  const { rows: grants } = await pool.query<{
    readonly issuer: string;
    readonly clientId: string;
    readonly subject: string | null;
    readonly revokedAt: number;
  }>('SELECT issuer, client_id AS "clientId", subject, revoked_at AS "revokedAt" FROM grants WHERE grant_id = $1', [
    grantId,
  ]);
  const known = grants[0] ?? births[0];
  const whole = draftOf(options, {
    type: 'grant',
    fingerprint: null,
    jtiFingerprint: null,
    grantId,
    issuer: known?.issuer ?? null,
    clientId: known?.clientId ?? null,
    subject: known?.subject ?? null,
    expiresAt: lastExpiry(births, grants[0]?.revokedAt ?? 0),
  });
  return await appendAll(options, [whole, ...births.map((birth) => draftOf(options, birth))], births);
}

/** When the last access token of a grant ends: refresh tokens end with the grant's own mark, which the issuer guards read. */
function lastExpiry(births: readonly LiveBirth[], revokedAt: number): number | null {
  let last = revokedAt;
  for (const { type, expiresAt } of births) {
    if (type !== 'access_token') continue;
    if (expiresAt === null) return null;
    last = Math.max(last, expiresAt);
  }
  return last;
}

async function revokeToken(options: RevokeOptions, fingerprint: Fingerprint): Promise<Appended[]> {
  const { rows } = await options.store.pool.query<LiveBirth & { readonly revokedAt: number | null }>(
    `SELECT ${BIRTH_COLUMNS}, revoked_at AS "revokedAt" FROM token_births WHERE fingerprint = $1`,
    [fingerprint],
  );
  const [birth] = rows;
  if (birth === undefined) {
    const unknown = {
      type: 'unknown' as const,
      fingerprint,
      jtiFingerprint: null,
      grantId: null,
      issuer: null,
      clientId: null,
      subject: null,
      expiresAt: null,
    };
    return await appendAll(options, [draftOf(options, unknown)], []);
  }
  return birth.revokedAt === null ? await appendAll(options, [draftOf(options, birth)], [birth]) : [];
}

/**
 * Revokes many single tokens that guards released, as `revoke` does one, in few statements. Those that were revoked before are passed
 * over, and so are tokens that no guard released.
 *
 * @throws LedgerError `ledger_unavailable`: ask again
 */
export async function revokeTokens(
  options: Omit<RevokeOptions, 'target'>,
  fingerprints: readonly Fingerprint[],
): Promise<Appended[]> {
  if (fingerprints.length === 0) return [];
  const { rows: births } = await options.store.pool.query<LiveBirth>(
    `SELECT ${BIRTH_COLUMNS} FROM token_births WHERE fingerprint = ANY($1) AND revoked_at IS NULL`,
    [fingerprints],
  );
  return await appendAll(
    options,
    births.map((birth) => draftOf(options, birth)),
    births,
  );
}

async function appendAll(
  { writer, store }: Pick<RevokeOptions, 'writer' | 'store'>,
  drafts: readonly EntryDraft[],
  births: readonly LiveBirth[],
): Promise<Appended[]> {
  const appended: Appended[] = [];
  for (let from = 0; from < drafts.length; from += BATCH)
    appended.push(...(await writer.append({ drafts: drafts.slice(from, from + BATCH) })));
  if (births.length > 0)
    await store.pool.query(
      'UPDATE token_births SET revoked_at = floor(extract(epoch FROM clock_timestamp()))::bigint WHERE fingerprint = ANY($1)',
      [births.map(({ fingerprint }) => fingerprint)],
    );
  return appended;
}

interface Revoked {
  readonly type: RevokedBody['type'];
  readonly fingerprint: Fingerprint | null;
  readonly jtiFingerprint: Fingerprint | null;
  readonly grantId: string | null;
  readonly issuer: string | null;
  readonly clientId: string | null;
  readonly subject: string | null;
  readonly expiresAt: number | null;
}

function draftOf({ reason, operation, after, upstream }: Omit<RevokeOptions, 'target'>, revoked: Revoked): EntryDraft {
  const { type, fingerprint, jtiFingerprint, grantId, issuer, clientId, subject, expiresAt } = revoked;
  const body: RevokedBody = { type, fingerprint, jtiFingerprint, grantId, clientId, expiresAt, reason, upstream };
  return {
    kind: 'token.revoked',
    issuer,
    operation,
    after,
    digests: {},
    subject,
    refs: [
      ...(fingerprint === null ? [] : [`token:${fingerprint}`]),
      ...(grantId === null ? [] : [`grant:${grantId}`]),
      ...(clientId === null ? [] : [`client:${clientId}`]),
    ],
    body,
  };
}

const BIRTH_COLUMNS = `fingerprint, jti_fingerprint AS "jtiFingerprint", type, grant_id AS "grantId", issuer, client_id AS "clientId",
  subject, greatest(expires_at, server_expires_at) AS "expiresAt"`;

/** Two minutes beyond their end: a guard's clock may be behind this one. */
const LIVE_BIRTHS = `SELECT ${BIRTH_COLUMNS} FROM token_births
  WHERE revoked_at IS NULL AND (expires_at IS NULL OR greatest(expires_at, server_expires_at) > extract(epoch FROM clock_timestamp()) - 120)`;
