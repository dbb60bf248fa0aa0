import type { Fingerprint } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';
import type { RevocationSelection } from './selection.ts';

/** A token that works, by its birth; or a grant of which only a code is left, whose `fingerprint` is null. */
export interface LiveToken {
  readonly fingerprint: Fingerprint | null;
  readonly type: 'access_token' | 'refresh_token' | 'grant';
  readonly grantId: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Seconds since 1970; null where that isn't known. */
  readonly expiresAt: number | null;
  /** Whether more can come of its grant, so that all of it has to be revoked. */
  readonly renews: boolean;
}

/**
 * What of a selection works now, in the order of its grants. A scope selects what carries it, and what belongs to a grant that does:
 * the next refresh would bring it back.
 */
export async function liveTokens(
  { pool }: Store,
  issuer: string,
  selection: RevocationSelection,
  limit: number,
): Promise<readonly LiveToken[]> {
  const { live, value } = selected(selection);
  const { rows } = await pool.query<LiveToken>(`${live} ORDER BY "grantId", fingerprint LIMIT $3`, [
    ...[issuer, value, limit],
  ]);
  return rows;
}

/** How many there are. */
export async function countLiveTokens(
  { pool }: Store,
  issuer: string,
  selection: RevocationSelection,
): Promise<number> {
  const { live, value } = selected(selection);
  const { rows } = await pool.query<{ count: number }>(`SELECT count(*) AS count FROM (${live}) AS live`, [
    ...[issuer, value],
  ]);
  return rows[0]?.count ?? 0;
}

/** A query for what works of a selection, of which $1 is the issuer and $2 the value. */
function selected(selection: RevocationSelection): { readonly live: string; readonly value: Condition['value'] } {
  const { births, codes, value } = CONDITIONS[selection.kind](selection as never);
  return {
    live: `SELECT birth.fingerprint, birth.type, birth.grant_id AS "grantId", birth.client_id AS "clientId", birth.scopes,
            birth.expires_at AS "expiresAt", grants.grant_id IS NOT NULL AS renews
     FROM token_births AS birth LEFT JOIN grants ON grants.grant_id = birth.grant_id
     WHERE birth.issuer = $1 AND birth.revoked_at IS NULL
       AND (birth.expires_at IS NULL OR birth.expires_at > ${NOW} - ${CLOCKS_DIFFER_SECONDS}) AND (${births})
     UNION ALL
     SELECT NULL, 'grant', code.grant_id, code.client_id, code.scopes, code.expires_at, true
     FROM authorization_codes AS code JOIN grants ON grants.grant_id = code.grant_id
     WHERE code.issuer = $1 AND code.used_at IS NULL AND code.expires_at > ${NOW} AND grants.revoked_at IS NULL AND (${codes})`,
    value,
  };
}

/** Whole grants, and tokens alone. */
export interface RevocationTargets {
  readonly grants: readonly string[];
  readonly tokens: readonly Fingerprint[];
}

/** What has to be revoked for these tokens to be: whole grants where more would come of them (RFC 7009 §2.1), else each token. */
export function targetsOf(tokens: readonly LiveToken[], selection: RevocationSelection): RevocationTargets {
  const grants = new Set<string>();
  const single = new Set<Fingerprint>();
  for (const { fingerprint, type, grantId, renews } of tokens) {
    const alone = type === 'access_token' && (!renews || selection.kind === 'tokens');
    if (alone && fingerprint !== null) single.add(fingerprint);
    else grants.add(grantId);
  }
  return { grants: [...grants], tokens: [...single] };
}

const NOW = 'extract(epoch FROM clock_timestamp())';
/** A guard's clock may be behind this one, and takes a token for good so much longer. */
const CLOCKS_DIFFER_SECONDS = 120;

interface Condition {
  readonly births: string;
  readonly codes: string;
  readonly value: string | readonly string[];
}

const CONDITIONS: {
  readonly [Kind in RevocationSelection['kind']]: (of: Extract<RevocationSelection, { kind: Kind }>) => Condition;
} = {
  client: ({ clientId }) => ({ births: 'birth.client_id = $2', codes: 'code.client_id = $2', value: clientId }),
  // Whose a code is nobody knows before it is exchanged.
  subject: ({ subject }) => ({ births: 'birth.subject = $2', codes: '$2::text IS NULL', value: subject }),
  scope: ({ scope }) => ({
    births: '$2 = ANY(birth.scopes) OR $2 = ANY(grants.scopes)',
    codes: '$2 = ANY(code.scopes)',
    value: scope,
  }),
  // A code is decided again when it is exchanged: what is over gives nothing.
  elevation: ({ elevation }) => ({
    births: 'birth.elevations @> ARRAY[$2]',
    codes: '$2::text IS NULL',
    value: elevation,
  }),
  tokens: ({ fingerprints }) => ({
    births: 'birth.fingerprint = ANY($2) OR birth.jti_fingerprint = ANY($2)',
    codes: '$2::text[] IS NULL',
    value: fingerprints,
  }),
};
