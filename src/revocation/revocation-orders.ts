import { randomUUID } from 'node:crypto';
import type { EntryId, Fingerprint, LedgerWriter } from '../ledger/index.ts';
import type { Json } from '../proof/index.ts';
import type { Store } from '../store/index.ts';
import { countLiveTokens, liveTokens, targetsOf } from './live-tokens.ts';
import { type RevocationReport, reportOf } from './revocation-report.ts';
import { revoke, revokeTokens } from './revoke.ts';
import { type RevocationSelection, refsOfSelection } from './selection.ts';

/** Tokens that one step looks at; a step takes well under a second. */
const STEP = 200;
/** Grants and tokens that are revoked at the same time: they share the database's commits. */
const AT_ONCE = 16;

/** What an order works with. */
export interface RevocationContext {
  readonly store: Store;
  readonly writer: LedgerWriter;
  /** Whose tokens are meant. */
  readonly issuer: string;
}

/** Somebody's order to revoke, as the ledger has it. */
export interface RevocationOrder {
  readonly id: string;
  readonly selection: RevocationSelection;
  /** Its `revocation.ordered`: all that is revoked follows from it. */
  readonly entry: EntryId;
  readonly finished: boolean;
}

export interface OrderRequest {
  readonly selection: RevocationSelection;
  /** Keyed hash over selection and reason: who orders the same again goes on with what isn't finished. */
  readonly asked: string;
  /** Where the reason is sealed, with its commitment. Asked for once, where the order is new. */
  readonly reason: (id: string) => Promise<Json>;
  /** Who ordered it; the entries behind them are in `after`. */
  readonly by: Json;
  readonly after: readonly EntryId[];
}

/**
 * Records an order; nothing is revoked yet. One that was ordered alike and isn't finished is gone on with: `resumed` is true.
 *
 * @throws LedgerError `ledger_unavailable`: order again
 */
export async function orderRevocation(
  context: RevocationContext,
  request: OrderRequest,
): Promise<{ readonly order: RevocationOrder; readonly resumed: boolean; readonly found: number }> {
  const { store, issuer } = context;
  const { selection, asked } = request;
  const { rows } = await store.pool.query<Row & { fresh: boolean }>(
    `INSERT INTO revocations (id, issuer, asked, selection) VALUES ($1, $2, $3, $4)
     ON CONFLICT (asked) WHERE finished_at IS NULL DO UPDATE SET asked = excluded.asked RETURNING ${COLUMNS}`,
    [randomUUID(), issuer, asked, JSON.stringify(selection)],
  );
  const row = rows[0] as Row;
  const found = await countLiveTokens(store, issuer, selection);
  if (row.entry !== null) return { order: { ...row, selection, entry: row.entry }, resumed: true, found };
  const entry = await recordOrder(context, row.id, request, found);
  return { order: { ...row, selection, entry }, resumed: false, found };
}

async function recordOrder(
  { store, writer, issuer }: RevocationContext,
  id: string,
  { selection, reason, by, after }: OrderRequest,
  found: number,
): Promise<EntryId> {
  const [appended] = await writer.append({
    drafts: [
      {
        kind: 'revocation.ordered',
        issuer,
        operation: id,
        after,
        digests: {},
        subject: selection.kind === 'subject' ? selection.subject : null,
        refs: refsOfSelection(selection),
        body: { selection: selection as unknown as Json, by, reason: await reason(id), found },
      },
    ],
  });
  if (appended === undefined) throw new Error('the writer returned no entry');
  // Two who order the same at once both wrote an entry; all follows from the first.
  const { rows } = await store.pool.query<{ entry: EntryId }>(
    'UPDATE revocations SET entry = coalesce(entry, $2) WHERE id = $1 RETURNING entry',
    [id, appended.id],
  );
  return rows[0]?.entry ?? appended.id;
}

/** An order by its id; null where there is none. */
export async function readOrder({ store, issuer }: RevocationContext, id: string): Promise<RevocationOrder | null> {
  const { rows } = await store.pool.query<Row>(
    `SELECT ${COLUMNS} FROM revocations WHERE id = $1 AND issuer = $2 AND entry IS NOT NULL`,
    [id, issuer],
  );
  const [row] = rows;
  if (row === undefined) return null;
  return { ...row, selection: JSON.parse(row.selection) as RevocationSelection, entry: row.entry ?? '' };
}

/**
 * Denies some more of what an order selects at every guard, and resolves with how many tokens are left that work. It can be cut off at
 * any moment and asked for again: what was done isn't done twice.
 *
 * @throws LedgerError `ledger_unavailable`: ask again
 */
export async function stepRevocation(
  context: RevocationContext,
  order: RevocationOrder,
  reason = 'operator',
): Promise<{ readonly left: number }> {
  const { id: operation, entry, selection } = order;
  const unknown = await unknownTokens(context, order);
  const { left } = await revokeSome(context, selection, { reason, operation, after: [entry] });
  const { store, writer } = context;
  const options = { store, writer, reason, operation, after: [entry], upstream: 'incomplete' } as const;
  await Promise.all(unknown.map((fingerprint) => revoke({ ...options, target: { fingerprint } })));
  return { left };
}

/**
 * Denies some of what a selection comes to now, and resolves with how much of it is left that works.
 *
 * @throws LedgerError `ledger_unavailable`: ask again
 */
export async function revokeSome(
  { store, writer, issuer }: RevocationContext,
  selection: RevocationSelection,
  why: { readonly reason: string; readonly operation: string; readonly after: readonly EntryId[] },
): Promise<{ readonly left: number }> {
  const { grants, tokens } = targetsOf(await liveTokens(store, issuer, selection, STEP), selection);
  const options = { store, writer, upstream: 'incomplete', ...why } as const;
  await revokeTokens(options, tokens);
  for (let from = 0; from < grants.length; from += AT_ONCE)
    await Promise.all(grants.slice(from, from + AT_ONCE).map((grantId) => revoke({ ...options, target: { grantId } })));
  return { left: await countLiveTokens(store, issuer, selection) };
}

/** Tokens that were named and that no guard released: they are denied by what they are known by, once. */
async function unknownTokens(
  { store, writer }: RevocationContext,
  order: RevocationOrder,
): Promise<readonly Fingerprint[]> {
  const { selection } = order;
  if (selection.kind !== 'tokens') return [];
  const { tokens } = await reportOf(store, writer.writer, order);
  const { rows } = await store.pool.query<{ known: string[] }>(
    'SELECT array_remove(ARRAY[fingerprint, jti_fingerprint], NULL) AS known FROM token_births WHERE fingerprint = ANY($1) OR jti_fingerprint = ANY($1)',
    [selection.fingerprints],
  );
  const known = new Set([...tokens.map(({ fingerprint }) => fingerprint), ...rows.flatMap((row) => row.known)]);
  return selection.fingerprints.filter((one) => !known.has(one));
}

/**
 * Records that the authorization server revoked a token of an order, too.
 *
 * @throws LedgerError `ledger_unavailable`
 */
export async function recordRevokedUpstream(
  { store, writer, issuer }: RevocationContext,
  { id, entry }: RevocationOrder,
  fingerprint: Fingerprint,
): Promise<void> {
  const { rows } = await store.pool.query<{ grantId: string; clientId: string; type: string }>(
    'SELECT grant_id AS "grantId", client_id AS "clientId", type FROM token_births WHERE fingerprint = $1',
    [fingerprint],
  );
  const { grantId = null, clientId = null, type = 'unknown' } = rows[0] ?? {};
  await writer.append({
    drafts: [
      {
        kind: 'token.revoked_upstream',
        issuer,
        operation: id,
        after: [entry],
        digests: {},
        subject: null,
        refs: [
          `token:${fingerprint}`,
          ...(grantId === null ? [] : [`grant:${grantId}`]),
          ...(clientId === null ? [] : [`client:${clientId}`]),
        ],
        body: { type, fingerprint, grantId, clientId },
      },
    ],
  });
}

/**
 * Closes an order of which nothing is left: `revocation.finished` says how many tokens it came to. Asked for again it writes nothing.
 *
 * @throws LedgerError `ledger_unavailable`: ask again
 */
export async function finishRevocation(context: RevocationContext, order: RevocationOrder): Promise<RevocationReport> {
  const { store, writer, issuer } = context;
  const report = await reportOf(store, writer.writer, order);
  if (order.finished) return report;
  const { deniedAtGuards, revokedAtServer } = report;
  await writer.append({
    drafts: [
      {
        kind: 'revocation.finished',
        issuer,
        operation: order.id,
        after: [order.entry],
        digests: {},
        subject: null,
        refs: refsOfSelection(order.selection),
        body: { deniedAtGuards, revokedAtServer },
      },
    ],
  });
  await store.pool.query(
    'UPDATE revocations SET finished_at = floor(extract(epoch FROM clock_timestamp()))::bigint WHERE id = $1 AND finished_at IS NULL',
    [order.id],
  );
  return report;
}

interface Row {
  readonly id: string;
  readonly selection: string;
  readonly entry: EntryId | null;
  readonly finished: boolean;
}

const COLUMNS = 'id, selection, entry, finished_at IS NOT NULL AS finished';
