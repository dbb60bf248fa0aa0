import type pg from 'pg';
import type { EntryKind } from '../entries/index.ts';
import type { Store } from '../store/index.ts';
import type { LedgerSource, StoredEntry } from './ledger-source.ts';

const HASHES_PAGE = 20_000;
const ENTRIES_PAGE = 500;

/** Reads one moment of the ledger in PostgreSQL, and writes nothing. */
export async function withStoredLedger<T>(store: Store, work: (source: LedgerSource) => Promise<T>): Promise<T> {
  return await store.transaction(async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await work(new StoredLedger(client));
  });
}

class StoredLedger implements LedgerSource {
  readonly #client: pg.PoolClient;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  async checkpoint(): Promise<string | null> {
    const { rows } = await this.#client.query<{ checkpoint: string }>('SELECT checkpoint FROM ledger_head');
    return rows[0]?.checkpoint ?? null;
  }

  async cosigned(): Promise<{ readonly note: string; readonly isLate: boolean } | null> {
    const { rows } = await this.#client.query<{ note: string; isLate: boolean }>(
      `SELECT checkpoint AS note, late_since IS NOT NULL AS "isLate" FROM ledger_cosigned WHERE checkpoint <> ''`,
    );
    return rows[0] ?? null;
  }

  /**
   * By the entries' own bytes, for their times are no column: canonical JSON ends in `"time":"<24 characters>","writer":"<writer>"}`.
   * What is found is compared with what the entries say when they are read.
   */
  async boundsOf(from: string, to: string, size: number): Promise<{ first: number; end: number }> {
    const { rows } = await this.#client.query<{ first: number | null; last: number | null }>(
      `SELECT min(index) FILTER (WHERE time >= $1) AS first, max(index) FILTER (WHERE time < $2) AS last
       FROM (SELECT index, substring(bytes FROM octet_length(bytes) - octet_length(writer) - 37 FOR 24) AS time
             FROM ledger_entries WHERE index < $3) AS entries`,
      [Buffer.from(from), Buffer.from(to), size],
    );
    const { first = null, last = null } = rows[0] ?? {};
    return { first: first ?? size, end: last === null ? 0 : last + 1 };
  }

  async *leafHashes(size: number): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < size; from += HASHES_PAGE) {
      const { rows } = await this.#client.query<{ leaf_hash: Buffer }>(
        'SELECT leaf_hash FROM ledger_entries WHERE index >= $1 AND index < $2 ORDER BY index',
        [from, Math.min(size, from + HASHES_PAGE)],
      );
      for (const { leaf_hash } of rows) yield leaf_hash;
    }
  }

  async *entries(first: number, end: number, kinds?: readonly EntryKind[]): AsyncGenerator<StoredEntry> {
    for (let next = first; ; ) {
      const { rows } = await this.#client.query<StoredEntry>(
        `SELECT index, bytes FROM ledger_entries
         WHERE index >= $1 AND index < $2 AND ($3::text[] IS NULL OR kind = ANY($3)) ORDER BY index LIMIT $4`,
        [next, end, kinds ?? null, ENTRIES_PAGE],
      );
      yield* rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < ENTRIES_PAGE) return;
      next = last.index + 1;
    }
  }

  at(index: number): Promise<StoredEntry | null> {
    return this.#one('index = $1', [index]);
  }

  byId(id: string): Promise<StoredEntry | null> {
    return this.#one('id = $1', [id]);
  }

  ofWriter(writer: string, sequence: number): Promise<StoredEntry | null> {
    return this.#one('writer = $1 AND sequence = $2', [writer, sequence]);
  }

  async newest(kind: EntryKind, end: number, count: number): Promise<StoredEntry[]> {
    const { rows } = await this.#client.query<StoredEntry>(
      'SELECT index, bytes FROM ledger_entries WHERE kind = $1 AND index < $2 ORDER BY index DESC LIMIT $3',
      [kind, end, count],
    );
    return rows;
  }

  async blob(digest: string): Promise<Uint8Array | null> {
    const { rows } = await this.#client.query<{ bytes: Buffer }>('SELECT bytes FROM blobs WHERE digest = $1', [digest]);
    return rows[0]?.bytes ?? null;
  }

  async #one(condition: string, values: readonly (string | number)[]): Promise<StoredEntry | null> {
    const { rows } = await this.#client.query<StoredEntry>(
      `SELECT index, bytes FROM ledger_entries WHERE ${condition}`,
      [...values],
    );
    return rows[0] ?? null;
  }
}
