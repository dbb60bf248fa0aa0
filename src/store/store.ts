import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import { migrations } from './migrations/index.ts';
import { isBehindPooler, NamelessClient } from './pooler.ts';
import { StoreError } from './store-error.ts';

const DEFAULT_CONNECTIONS = 8;
const CONNECT_TIMEOUT_MILLISECONDS = 5000;
const INT8_TYPE = 20;
/** SQLSTATE of a statement that found no room on the disk. */
const DISK_FULL = '53100';

export interface StoreOptions {
  readonly url: string;
  /** Shown in PostgreSQL's own list of connections. */
  readonly applicationName: string;
  readonly maxConnections?: number;
}

/** A PostgreSQL that holds Ambit's tables. */
export interface Store {
  /** 64-bit integers come back as numbers. */
  readonly pool: pg.Pool;
  /** The same connections, typed. */
  readonly db: Kysely<Database>;
  /** Runs `work` in one transaction: committed when it resolves, rolled back when it throws. */
  transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Connects to PostgreSQL, itself or by a pooler of transactions, makes sure that it keeps what it acknowledges, and brings its schema up to this version. Several
 * processes may do so at once.
 *
 * @throws StoreError `database_url_invalid`, `database_unavailable`, `database_unsafe`, `disk_full`, `schema_newer`
 */
export async function openStore({
  url,
  applicationName,
  maxConnections = DEFAULT_CONNECTIONS,
}: StoreOptions): Promise<Store> {
  refuseOtherUrl(url);
  const options: pg.PoolConfig = {
    connectionString: url,
    application_name: applicationName,
    max: maxConnections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MILLISECONDS,
    types: { getTypeParser },
  };
  let pool = poolOf(options);
  try {
    if (await isBehindPooler(pool)) {
      await pool.end();
      pool = poolOf({ ...options, Client: NamelessClient });
    }
    await refuseUnsafe(pool);
    await migrate(pool);
  } catch (error) {
    await pool.end();
    throw error instanceof StoreError ? error : unavailable(error);
  }
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return { pool, db, transaction: (work) => transaction(pool, work), close: () => pool.end() };
}

function poolOf(options: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(options);
  // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  // So would one that breaks between two statements of a transaction; the next statement fails and says so.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Doesn't quote it, for it may hold a password. The driver would look for whatever it is given on a host of its own making. */
function refuseOtherUrl(url: string): void {
  if (!/^postgres(ql)?:\/\//i.test(url))
    throw new StoreError(
      'database_url_invalid',
      "The database's address isn't a URL of PostgreSQL: write postgres://USER:PASSWORD@HOST:PORT/DATABASE.",
    );
}

/** The error of a database that can't be reached or has no room, without its address, which holds a password. */
export function unavailable(cause: unknown): StoreError {
  const code = String((cause as { code?: unknown } | null)?.code ?? '');
  if (code === DISK_FULL)
    return new StoreError(
      'disk_full',
      'There is no room left on the disk that holds the database: free some, then start again.',
      cause,
    );
  const why = cause instanceof Error ? cause.message || code : String(cause);
  return new StoreError('database_unavailable', `The database can't be used: ${why}.`, cause);
}

const getTypeParser = ((oid: number, format?: 'text' | 'binary') => {
  if (oid !== INT8_TYPE) return pg.types.getTypeParser(oid, format as 'text');
  return (text: string): number => {
    const number = Number(text);
    if (!Number.isSafeInteger(number)) throw new RangeError(`${text} is too large a number`);
    return number;
  };
}) as typeof pg.types.getTypeParser;

async function transaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error(String(failure));
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

async function refuseUnsafe(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')",
  );
  const off = rows.filter(({ setting }) => setting === 'off').map(({ name }) => name);
  if (off.length > 0)
    throw new StoreError(
      'database_unsafe',
      `The database has ${off.join(' and ')} off and may lose what it acknowledged: turn ${off.length === 1 ? 'it' : 'them'} on.`,
    );
}

async function migrate(pool: pg.Pool): Promise<void> {
  await createVersionTable(pool);
  await transaction(pool, async (client) => {
    // The row's lock keeps other processes out until the schema is whole.
    const { rows } = await client.query<{ version: number }>('SELECT version FROM ambit_schema WHERE one FOR UPDATE');
    const version = rows[0]?.version ?? 0;
    if (version > migrations.length)
      throw new StoreError(
        'schema_newer',
        `The database was written by a newer Ambit (schema ${version}, this one knows ${migrations.length}): use that one or a newer.`,
      );
    for (const migration of migrations.slice(version)) await client.query(migration);
    if (version < migrations.length)
      await client.query('UPDATE ambit_schema SET version = $1 WHERE one', [migrations.length]);
  });
}

async function createVersionTable(pool: pg.Pool): Promise<void> {
  const create = `CREATE TABLE IF NOT EXISTS ambit_schema (one boolean PRIMARY KEY CHECK (one), version integer NOT NULL)`;
  try {
    await pool.query(create);
  } catch {
    // Two processes that create it at the same moment: PostgreSQL lets one fail although it says IF NOT EXISTS.
    await pool.query(create);
  }
  await pool.query('INSERT INTO ambit_schema VALUES (true, 0) ON CONFLICT DO NOTHING');
}
