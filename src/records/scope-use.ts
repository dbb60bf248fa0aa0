import type { Decision, ScopeRequest } from '../decision/index.ts';
import type { Entry, LoggedEntry } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';
import { bringUpToDate, type Projection, type Writing } from './projection.ts';

/** What a client was granted and used of one scope, since the ledger began. Times are RFC 3339, UTC; null for never. */
export interface ScopeUse {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  /** Access tokens that carried it. */
  readonly granted: number;
  readonly grantedLast: string | null;
  /** Calls of an operation that needed it and passed. */
  readonly used: number;
  readonly usedLast: string | null;
  /** Requests from which it was withheld. */
  readonly withheld: number;
  readonly withheldLast: string | null;
}

/** What happened in one hour. */
export interface Activity {
  /** Beginning of the hour: RFC 3339, UTC. */
  readonly hour: string;
  readonly issued: number;
  readonly used: number;
  readonly refused: number;
  readonly revoked: number;
  readonly withheld: number;
}

type Measure = 'granted' | 'used' | 'withheld';
type What = keyof Omit<Activity, 'hour'>;

interface Fact {
  readonly measure: Measure;
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  readonly count: number;
  readonly time: string;
}

/** All that is known of clients and scopes, one client's, or one scope's. */
export async function scopeUseOf(
  store: Store,
  only: { readonly clientId?: string; readonly scope?: string } = {},
): Promise<ScopeUse[]> {
  await bringUpToDate(store, scopeUse);
  const { rows } = await store.pool.query<ScopeUse>(
    `select issuer, client_id as "clientId", scope, granted, granted_last as "grantedLast", used, used_last as "usedLast",
            withheld, withheld_last as "withheldLast"
     from record_scope_use
     where ($1::text is null or client_id = $1) and ($2::text is null or scope = $2)
     order by client_id, scope, issuer`,
    [only.clientId ?? null, only.scope ?? null],
  );
  return rows;
}

/** Each hour from `since` (milliseconds since 1970) on in which anything happened. */
export async function activitySince(store: Store, since: number): Promise<Activity[]> {
  await bringUpToDate(store, scopeUse);
  const { rows } = await store.pool.query<{ hour: string; what: What; count: number }>(
    'select hour, what, count from record_activity where hour >= $1 order by hour',
    [hourOf(new Date(since).toISOString())],
  );
  const none = { issued: 0, used: 0, refused: 0, revoked: 0, withheld: 0 };
  return [...Map.groupBy(rows, ({ hour }) => hour)].map(([hour, counts]) => ({
    hour: `${hour}:00:00Z`,
    ...none,
    ...Object.fromEntries(counts.map(({ what, count }) => [what, count])),
  }));
}

/** What was granted and used, for each client and scope, and how much happened each hour. */
export const scopeUse: Projection = {
  name: 'scope_use',
  tables: ['record_scope_use', 'record_activity'],
  kinds: null,
  async prepare(_store, entries) {
    const byMeasure = Map.groupBy(entries.flatMap(factsOf), ({ measure }) => measure);
    const happened = [...hourly(entries)];
    return async (client) => {
      for (const [measure, facts] of byMeasure) await addFacts(client, measure, summed(facts));
      await client.query(
        `insert into record_activity (hour, what, count) select * from unnest($1::text[], $2::text[], $3::bigint[])
         on conflict (hour, what) do update set count = record_activity.count + excluded.count`,
        [
          happened.map(([key]) => key.slice(0, HOUR_LENGTH)),
          happened.map(([key]) => key.slice(HOUR_LENGTH)),
          happened.map(([, count]) => count),
        ],
      );
    };
  },
};

async function addFacts(client: Parameters<Writing>[0], measure: Measure, sums: readonly Fact[]): Promise<void> {
  await client.query(
    `insert into record_scope_use (issuer, client_id, scope, ${measure}, ${measure}_last)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[])
     on conflict (issuer, client_id, scope) do update set
       ${measure} = record_scope_use.${measure} + excluded.${measure},
       ${measure}_last = greatest(record_scope_use.${measure}_last, excluded.${measure}_last)`,
    [
      sums.map(({ issuer }) => issuer),
      sums.map(({ clientId }) => clientId),
      sums.map(({ scope }) => scope),
      sums.map(({ count }) => count),
      sums.map(({ time }) => time),
    ],
  );
}

const HOUR_LENGTH = '2026-11-24T20'.length;

function hourOf(time: string): string {
  return time.slice(0, HOUR_LENGTH);
}

/** One row each, for a statement can't change a row twice. */
function summed(facts: readonly Fact[]): Fact[] {
  const sums = new Map<string, Fact>();
  for (const fact of facts) {
    const key = JSON.stringify([fact.issuer, fact.clientId, fact.scope]);
    const sum = sums.get(key);
    sums.set(
      key,
      sum === undefined
        ? fact
        : { ...sum, count: sum.count + fact.count, time: fact.time > sum.time ? fact.time : sum.time },
    );
  }
  return [...sums.values()];
}

/** What an entry's body may say, as this projection reads it. */
interface Body {
  readonly clientId?: string;
  readonly tokens?: readonly { readonly type: string; readonly scopes: readonly string[] }[];
  readonly request?: ScopeRequest;
  readonly decision?: Decision;
  readonly count?: number;
  readonly last?: string;
  readonly refusals?: readonly { readonly count: number }[];
}

function factsOf({ entry }: LoggedEntry): Fact[] {
  const { issuer, kind, time } = entry;
  const body: Body = entry.body;
  const clientId = body.clientId ?? body.request?.clientId;
  if (issuer === null || clientId === undefined) return [];
  const facts = (measure: Measure, scopes: readonly string[]): Fact[] =>
    [...new Set(scopes)].map((scope) => ({
      ...{ measure, issuer, clientId, scope },
      count: body.count ?? 1,
      time: body.last ?? time,
    }));
  if (kind === 'token.issued')
    return facts('granted', body.tokens?.find(({ type }) => type === 'access_token')?.scopes ?? []);
  if (kind === 'token.used' || kind === 'token.usage') return facts('used', body.decision?.scopes ?? []);
  if (kind === 'decision.made') return facts('withheld', body.decision?.withheld.map(({ scope }) => scope) ?? []);
  return [];
}

function hourly(entries: readonly LoggedEntry[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { entry } of entries) {
    const happened = whatHappened(entry);
    if (happened === null) continue;
    const key = `${hourOf(entry.time)}${happened.what}`;
    counts.set(key, (counts.get(key) ?? 0) + happened.count);
  }
  return counts;
}

function whatHappened({ kind, body: anything }: Entry): { readonly what: What; readonly count: number } | null {
  const body: Body = anything;
  switch (kind) {
    case 'token.issued':
      return { what: 'issued', count: 1 };
    case 'token.withheld':
      return { what: 'withheld', count: 1 };
    case 'token.revoked':
      return { what: 'revoked', count: 1 };
    case 'token.used':
    case 'token.usage':
      return { what: 'used', count: body.count ?? 1 };
    case 'token.use_refused':
      return { what: 'refused', count: body.count ?? 1 };
    case 'refusals.summarised':
      return { what: 'refused', count: body.refusals?.reduce((sum, { count }) => sum + count, 0) ?? 0 };
    case 'decision.made':
      return body.decision?.outcome === 'refuse' && body.decision.mode === 'enforce'
        ? { what: 'refused', count: 1 }
        : null;
    default:
      return null;
  }
}
