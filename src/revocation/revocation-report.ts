import { type Entry, readEntriesAt, readWaiting } from '../ledger/index.ts';
import { indexReferences } from '../records/index.ts';
import type { Store } from '../store/index.ts';
import type { RevocationOrder } from './revocation-orders.ts';
import type { RevokedBody } from './revoked-body.ts';

/**
 * What is known of a token's end: `revoked_at_server`, the authorization server revoked it and says so; `denied_at_guards`, every guard
 * denies it, and what the server thinks of it isn't known.
 */
export type RevocationOutcome = 'revoked_at_server' | 'denied_at_guards';

export interface RevokedTokenReport {
  /** Null for a grant that had no token yet. */
  readonly fingerprint: string | null;
  readonly type: RevokedBody['type'];
  readonly clientId: string | null;
  readonly grantId: string | null;
  /** Seconds since 1970. */
  readonly expiresAt: number | null;
  readonly outcome: RevocationOutcome;
  /** Whether it was revoked before this order. */
  readonly earlier: boolean;
}

export interface RevocationReport {
  readonly tokens: readonly RevokedTokenReport[];
  readonly deniedAtGuards: number;
  readonly revokedAtServer: number;
}

/** What came of an order, by its entries alone: those in the log, and those that are durable and wait for it. */
export async function reportOf(
  store: Store,
  writer: string,
  { id, selection }: Pick<RevocationOrder, 'id' | 'selection'>,
): Promise<RevocationReport> {
  const entries = await entriesOf(store, writer, id);
  const atServer = new Set(
    entries.filter(({ kind }) => kind === 'token.revoked_upstream').map(({ body }) => body['fingerprint']),
  );
  const revoked = entries.filter(({ kind }) => kind === 'token.revoked').map(({ body }) => body as RevokedBody);
  const withTokens = new Set(revoked.flatMap(({ fingerprint, grantId }) => (fingerprint === null ? [] : [grantId])));
  // A grant is told of by its tokens, where it has any. What was cut off between entry and mark has two entries.
  const told = new Map(
    revoked
      .filter(({ fingerprint, grantId }) => fingerprint !== null || !withTokens.has(grantId))
      .map((body) => [body.fingerprint ?? body.grantId, body]),
  );
  const tokens = [...told.values()].map(
    ({ fingerprint, type, clientId, grantId, expiresAt, upstream }): RevokedTokenReport => ({
      ...{ fingerprint, type, clientId, grantId, expiresAt, earlier: false },
      outcome: upstream === 'revoked' || atServer.has(fingerprint) ? 'revoked_at_server' : 'denied_at_guards',
    }),
  );
  if (selection.kind === 'tokens')
    tokens.push(...(await revokedEarlier(store, selection.fingerprints, tokens, atServer)));
  const revokedAtServer = tokens.filter(({ outcome }) => outcome === 'revoked_at_server').length;
  return { tokens, revokedAtServer, deniedAtGuards: tokens.length - revokedAtServer };
}

async function entriesOf(store: Store, writer: string, operation: string): Promise<readonly Entry[]> {
  // What waits first: it may be in the log a moment later, and is then met twice, and never not at all.
  const waiting = (await readWaiting(store, writer)).filter((entry) => entry.operation === operation);
  await indexReferences(store);
  const { rows } = await store.pool.query<{ index: number }>(
    'SELECT index FROM record_references WHERE reference = $1 ORDER BY index',
    [`operation:${operation}`],
  );
  const logged = (
    await readEntriesAt(
      store,
      rows.map(({ index }) => index),
    )
  ).map(({ entry }) => entry);
  const known = new Set(logged.map(({ writer: name, sequence }) => `${name} ${sequence}`));
  return [...logged, ...waiting.filter(({ writer: name, sequence }) => !known.has(`${name} ${sequence}`))];
}

/** Tokens that were named and needed no entry of this order, for they were revoked before it. */
async function revokedEarlier(
  { pool }: Store,
  fingerprints: readonly string[],
  reported: readonly RevokedTokenReport[],
  atServer: ReadonlySet<unknown>,
): Promise<RevokedTokenReport[]> {
  const known = reported.map(({ fingerprint }) => fingerprint);
  const { rows } = await pool.query<Omit<RevokedTokenReport, 'outcome' | 'earlier'>>(
    `SELECT birth.fingerprint, type, birth.client_id AS "clientId", birth.grant_id AS "grantId", birth.expires_at AS "expiresAt"
     FROM token_births AS birth LEFT JOIN grants ON grants.grant_id = birth.grant_id
     WHERE (fingerprint = ANY($1) OR jti_fingerprint = ANY($1)) AND NOT fingerprint = ANY($2)
       AND coalesce(birth.revoked_at, grants.revoked_at) IS NOT NULL`,
    [fingerprints, known.filter((one) => one !== null)],
  );
  return rows.map((row) => ({
    ...row,
    earlier: true,
    outcome: atServer.has(row.fingerprint) ? 'revoked_at_server' : 'denied_at_guards',
  }));
}
