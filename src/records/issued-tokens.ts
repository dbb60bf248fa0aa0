import { type LoggedEntry, readEntriesAt } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';
import { indexReferences } from './references.ts';

const PAGE = 50;
/** Entries that are looked through for one answer, where most don't match. */
const MAX_READ = 2_000;

/** Which tokens. All that is named has to match. */
export interface TokenFilter {
  readonly clientId?: string | undefined;
  readonly scope?: string | undefined;
  readonly grantId?: string | undefined;
  readonly jtiFingerprint?: string | undefined;
  /** Only those issued by earlier entries than this index. */
  readonly before?: number | undefined;
}

/** An access token that was issued. */
export interface IssuedToken {
  /** The `token.issued` entry's. */
  readonly index: number;
  readonly fingerprint: string;
  readonly clientId: string;
  readonly grantId: string;
  readonly scopes: readonly string[];
  readonly audience: string | null;
  /** RFC 3339, UTC. */
  readonly issuedAt: string;
  /** Seconds since 1970; null where the server says nothing of it. */
  readonly expiresAt: number | null;
  /** Seconds since 1970; null where it wasn't. */
  readonly revokedAt: number | null;
}

/** Access tokens, newest first. `next` is the `before` of the next page; null where there is none. */
export async function issuedTokens(
  store: Store,
  filter: TokenFilter,
): Promise<{ readonly tokens: readonly IssuedToken[]; readonly next: number | null }> {
  await indexReferences(store);
  const reference = await referenceOf(store, filter);
  if (reference === undefined) return { tokens: [], next: null };
  const tokens: IssuedToken[] = [];
  let before = filter.before ?? Number.MAX_SAFE_INTEGER;
  let read = 0;
  while (tokens.length < PAGE && read < MAX_READ) {
    const indexes = await newestIssued(store, reference, before);
    const entries = await readEntriesAt(store, indexes);
    for (const entry of entries.reverse()) {
      const token = tokenOf(entry);
      if (tokens.length < PAGE && token !== null && matches(token, filter)) tokens.push(token);
      if (tokens.length < PAGE) before = entry.index;
    }
    read += indexes.length;
    if (indexes.length < PAGE) return { tokens: await withEnds(store, tokens), next: null };
  }
  return {
    tokens: await withEnds(store, tokens),
    next: tokens.length < PAGE ? before : (tokens.at(-1)?.index ?? null),
  };
}

/** The narrowest reference to look under; null for all; undefined where nothing can match. */
async function referenceOf(store: Store, filter: TokenFilter): Promise<string | null | undefined> {
  if (filter.jtiFingerprint !== undefined) {
    const { rows } = await store.pool.query<{ fingerprint: string }>(
      'select fingerprint from token_births where jti_fingerprint = $1',
      [filter.jtiFingerprint],
    );
    return rows[0] === undefined ? undefined : `token:${rows[0].fingerprint}`;
  }
  if (filter.grantId !== undefined) return `grant:${filter.grantId}`;
  return filter.clientId === undefined ? null : `client:${filter.clientId}`;
}

async function newestIssued({ pool }: Store, reference: string | null, before: number): Promise<number[]> {
  const { rows } =
    reference === null
      ? await pool.query<{ index: number }>(
          `select index from ledger_entries where kind = 'token.issued' and index < $1 order by index desc limit ${PAGE}`,
          [before],
        )
      : await pool.query<{ index: number }>(
          `select index from record_references join ledger_entries using (index)
           where reference = $1 and kind = 'token.issued' and index < $2 order by index desc limit ${PAGE}`,
          [reference, before],
        );
  return rows.map(({ index }) => index);
}

interface Body {
  readonly clientId?: string;
  readonly grantId?: string;
  readonly tokens?: readonly {
    readonly type: string;
    readonly fingerprint: string;
    readonly scopes: readonly string[];
    readonly audience: string | null;
    readonly expiresAt: number | null;
  }[];
}

function tokenOf({ index, entry }: LoggedEntry): IssuedToken | null {
  const { clientId = '', grantId = '', tokens = [] }: Body = entry.body;
  const token = tokens.find(({ type }) => type === 'access_token');
  if (token === undefined) return null;
  const { fingerprint, scopes, audience, expiresAt } = token;
  return { index, fingerprint, clientId, grantId, scopes, audience, issuedAt: entry.time, expiresAt, revokedAt: null };
}

function matches(token: IssuedToken, { clientId, grantId, scope }: TokenFilter): boolean {
  return (
    (clientId === undefined || token.clientId === clientId) &&
    (grantId === undefined || token.grantId === grantId) &&
    (scope === undefined || token.scopes.includes(scope))
  );
}

async function withEnds({ pool }: Store, tokens: readonly IssuedToken[]): Promise<IssuedToken[]> {
  const { rows } = await pool.query<{ fingerprint: string; revokedAt: number }>(
    `select fingerprint, revoked_at as "revokedAt" from token_births
     where fingerprint = any($1) and revoked_at is not null`,
    [tokens.map(({ fingerprint }) => fingerprint)],
  );
  const revoked = new Map(rows.map(({ fingerprint, revokedAt }) => [fingerprint, revokedAt]));
  return tokens.map((token) => ({ ...token, revokedAt: revoked.get(token.fingerprint) ?? null }));
}
