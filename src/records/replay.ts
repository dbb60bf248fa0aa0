import type pg from 'pg';
import type { Json } from '../proof/index.ts';
import type { Store } from '../store/index.ts';
import { alerts } from './alerts.ts';
import { bringUpToDate, type Projection, readPage } from './projection.ts';
import { references } from './references.ts';
import { scopeUse } from './scope-use.ts';

/** Everything that is built from the ledger to find things by, but for the hashes of tiles, which verifying the ledger compares. */
export const projections: readonly Projection[] = [references, alerts, scopeUse];

/** Rows that differ, of a table, that are shown. */
const MAX_EXAMPLES = 5;

/** A table as it was built again, beside what was there. A row that was changed is one that is missing and one too many. */
export interface ReplayedTable {
  readonly table: string;
  /** What the ledger gives. */
  readonly rows: number;
  /** Rows that the ledger gives and that weren't there, or were other. */
  readonly missing: number;
  /** Rows that were there and that the ledger doesn't give. */
  readonly extra: number;
  /** The first of both. */
  readonly examples: readonly { readonly what: 'missing' | 'extra'; readonly row: Json }[];
}

export interface ReplayedProjection {
  readonly projection: string;
  /** Of the ledger, how many entries, from the first. */
  readonly entries: number;
  /** Entries that it claims to have read and that the ledger doesn't have: those that will stand there would never be read. */
  readonly ahead: number;
  readonly tables: readonly ReplayedTable[];
}

export interface Replay {
  /** Whether everything that was there is what the ledger gives. */
  readonly holds: boolean;
  /** Whether what the ledger gives was put in its place. */
  readonly mended: boolean;
  readonly projections: readonly ReplayedProjection[];
}

export interface ReplayOptions {
  readonly store: Store;
  /** Whether what differs is replaced by what the ledger gives. */
  readonly mend: boolean;
  readonly onProgress?: (done: number, all: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Builds every projection again, beside what is there, and compares. Others go on reading and writing meanwhile, but for the comparison
 * at the end, at which who brings a projection up to date waits. Memory doesn't grow with the ledger.
 *
 * @throws EntryError `entry_malformed` where an entry was changed; StoreError; whatever `signal` was aborted with
 */
export async function replayProjections({ store, mend, onProgress, signal }: ReplayOptions): Promise<Replay> {
  // What is merely behind isn't wrong.
  const ends = new Map<Projection, number>();
  for (const projection of projections) {
    const { rows } = await store.pool.query<{ size: number }>('select size from ledger_head');
    ends.set(projection, Math.min(await bringUpToDate(store, projection), rows[0]?.size ?? 0));
  }
  const all = [...ends.values()].reduce((sum, end) => sum + end, 0);
  return await store.transaction(async (client) => {
    // Tables of this transaction alone, which stand before those of the same name.
    for (const table of projections.flatMap(({ tables }) => tables))
      await client.query(`create temporary table ${table} (like public.${table} including all) on commit drop`);
    let done = 0;
    for (const [projection, end] of ends) {
      const before = done;
      await build(projection, { from: 0, to: end }, (at) => onProgress?.(before + at, all));
      done += end;
    }
    const replayed: ReplayedProjection[] = [];
    for (const [projection, end] of ends) replayed.push(await compare(projection, end));
    const holds = replayed.every(
      ({ ahead, tables }) => ahead === 0 && tables.every(({ missing, extra }) => missing + extra === 0),
    );
    if (!holds && mend) for (const one of replayed) await replace(client, one);
    return { holds, mended: !holds && mend, projections: replayed };

    async function build(
      projection: Projection,
      range: { readonly from: number; readonly to: number },
      told: (at: number) => void = () => {},
    ): Promise<void> {
      for (let at = range.from; at < range.to; ) {
        signal?.throwIfAborted();
        const { entries, to } = await readPage(store, { from: at, to: range.to, kinds: projection.kinds });
        await (await projection.prepare(store, entries))(client);
        at = to;
        told(at);
      }
    }

    /** Nobody else moves it from here on. */
    async function compare(projection: Projection, built: number): Promise<ReplayedProjection> {
      const { rows } = await client.query<{ next: number; size: number }>(
        `select next_index as next, coalesce((select size from ledger_head), 0) as size
         from record_progress where projection = $1 for update`,
        [projection.name],
      );
      const { next = 0, size = 0 } = rows[0] ?? {};
      const end = Math.max(built, Math.min(next, size));
      await build(projection, { from: built, to: end });
      const tables: ReplayedTable[] = [];
      for (const table of projection.tables) tables.push(await compareTable(client, table));
      return { projection: projection.name, entries: end, ahead: Math.max(0, next - size), tables };
    }
  });
}

async function compareTable(client: pg.PoolClient, table: string): Promise<ReplayedTable> {
  const { rows } = await client.query<{ count: number }>(`select count(*) from pg_temp.${table}`);
  const missing = await difference(client, `pg_temp.${table}`, `public.${table}`);
  const extra = await difference(client, `public.${table}`, `pg_temp.${table}`);
  return {
    ...{ table, rows: rows[0]?.count ?? 0, missing: missing.count, extra: extra.count },
    examples: [
      ...missing.rows.map((row) => ({ what: 'missing' as const, row })),
      ...extra.rows.map((row) => ({ what: 'extra' as const, row })),
    ],
  };
}

/** Rows of one table that the other doesn't have: how many, and the first of them. */
async function difference(
  client: pg.PoolClient,
  one: string,
  other: string,
): Promise<{ readonly count: number; readonly rows: readonly Json[] }> {
  const { rows } = await client.query<{ count: number; rows: readonly Json[] | null }>(
    `with difference as materialized (select * from ${one} except select * from ${other})
     select (select count(*) from difference) as count,
            (select json_agg(row) from (select to_json(difference) as row from difference order by difference limit ${MAX_EXAMPLES}) as first) as rows`,
  );
  const [{ count = 0, rows: first = null } = {}] = rows;
  return { count, rows: first ?? [] };
}

async function replace(client: pg.PoolClient, { projection, entries, tables }: ReplayedProjection): Promise<void> {
  for (const { table } of tables) {
    await client.query(`delete from public.${table}`);
    await client.query(`insert into public.${table} select * from pg_temp.${table}`);
  }
  await client.query('update record_progress set next_index = $2 where projection = $1', [projection, entries]);
}
