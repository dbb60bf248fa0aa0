import { type LoggedEntry, readEntriesAt } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';
import { indexReferences } from './references.ts';

const PAGE = 500;
const KINDS = ['token.used', 'token.usage', 'token.use_refused'];

/** Calls of one operation by one client, as guards recorded them. Times are RFC 3339, UTC. */
export interface OperationUse {
  readonly api: string;
  readonly operation: string;
  /** Calls that passed. */
  readonly uses: number;
  /** Calls that were refused. */
  readonly refused: number;
  readonly first: string;
  readonly last: string;
}

/** What a client did, since the ledger began. */
export interface ClientActivity {
  /** Access and refresh tokens that it was given. */
  readonly tokensIssued: number;
  /** RFC 3339, UTC; null where it was given none. */
  readonly firstIssued: string | null;
  readonly lastIssued: string | null;
  /** People in whose name, as pseudonyms tell them apart. */
  readonly people: number;
  readonly operations: readonly OperationUse[];
}

/** By births, and by the entries of uses that name the client. */
export async function clientActivity(store: Store, issuer: string, clientId: string): Promise<ClientActivity> {
  const { rows } = await store.pool.query<{ count: number; first: number | null; last: number | null; people: number }>(
    `select count(*) as count, min(created_at) as first, max(created_at) as last, count(distinct subject) as people
     from token_births where client_id = $1 and issuer = $2`,
    [clientId, issuer],
  );
  const { count = 0, first = null, last = null, people = 0 } = rows[0] ?? {};
  return {
    tokensIssued: count,
    firstIssued: first === null ? null : rfc3339(first),
    lastIssued: last === null ? null : rfc3339(last),
    people,
    operations: await operationsOf(store, issuer, clientId),
  };
}

async function operationsOf(store: Store, issuer: string, clientId: string): Promise<readonly OperationUse[]> {
  await indexReferences(store);
  const found = new Map<string, OperationUse>();
  for (let next = 0; ; ) {
    const { rows } = await store.pool.query<{ index: number }>(
      `select index from record_references join ledger_entries using (index)
       where reference = $1 and kind = any($2) and index >= $3 order by index limit ${PAGE}`,
      [`client:${clientId}`, KINDS, next],
    );
    const indexes = rows.map(({ index }) => index);
    for (const entry of await readEntriesAt(store, indexes)) if (entry.entry.issuer === issuer) add(found, entry);
    if (indexes.length < PAGE) return [...found.values()].sort((one, other) => other.uses - one.uses);
    next = (indexes.at(-1) ?? next) + 1;
  }
}

function add(found: Map<string, OperationUse>, { entry }: LoggedEntry): void {
  const {
    api = '',
    request,
    count = 1,
    first = entry.time,
    last = entry.time,
  } = entry.body as {
    readonly api?: string;
    readonly request?: { readonly operation?: string };
    readonly count?: number;
    readonly first?: string;
    readonly last?: string;
  };
  const operation = request?.operation ?? '';
  const key = JSON.stringify([api, operation]);
  const known = found.get(key) ?? { api, operation, uses: 0, refused: 0, first, last };
  const refused = entry.kind === 'token.use_refused';
  found.set(key, {
    ...known,
    uses: known.uses + (refused ? 0 : count),
    refused: known.refused + (refused ? count : 0),
    first: first < known.first ? first : known.first,
    last: last > known.last ? last : known.last,
  });
}

function rfc3339(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
