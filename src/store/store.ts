import type { Socket } from 'node:net';
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
  /**
   * Longest time in which nothing is heard of a statement, in seconds: then its connection is cut and the statement fails, as if the
   * database had gone. For processes whose callers wait. When absent there is no bound. Migrations have none.
   */
  readonly silenceSeconds?: number;
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
  silenceSeconds,
}: StoreOptions): Promise<Store> {
  refuseOtherUrl(url);
  const options: pg.PoolConfig = {
    connectionString: url,
    application_name: applicationName,
    max: maxConnections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MILLISECONDS,
    types: { getTypeParser },
  };
  const bound = { holds: false };
  const limited = silenceSeconds === undefined ? null : { seconds: silenceSeconds, bound };
  let pool = poolOf(options, limited);
  try {
    if (await isBehindPooler(pool)) {
      await pool.end();
      pool = poolOf({ ...options, Client: NamelessClient }, limited);
    }
    await refuseUnsafe(pool);
    await migrate(pool);
    bound.holds = true;
  } catch (error) {
    await pool.end();
    throw error instanceof StoreError ? error : unavailable(error);
  }
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return { pool, db, transaction: (work) => transaction(pool, work), close: () => pool.end() };
}

/** @param limited how long the database may be silent, and whether that holds already; null: for ever */
function poolOf(
  options: pg.PoolConfig,
  limited: { readonly seconds: number; readonly bound: { readonly holds: boolean } } | null,
): pg.Pool {
  const pool = new pg.Pool(options);
  // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  // So would one that breaks between two statements of a transaction; the next statement fails and says so.
  pool.on('connect', (client) => client.on('error', () => undefined));
  if (limited !== null) pool.on('connect', (client) => cutWhenSilent(client, limited.seconds, limited.bound));
  return pool;
}

/**
 * A server that was paused, or that a network no longer reaches, sends neither an answer nor an end. The driver's own time limit gives up the
 * statement alone: the connection would go back to the pool, and the next statement wait behind it.
 */
function cutWhenSilent(client: pg.PoolClient, seconds: number, bound: { readonly holds: boolean }): void {
  const { stream } = (client as unknown as DriverClient).connection;
  stream.setTimeout(seconds * 1000, () => {
    if (bound.holds && !(client as unknown as DriverClient).readyForQuery)
      stream.destroy(new Error(`the database was silent for ${seconds} s`));
  });
}

/** What the driver's client has beside its types. */
interface DriverClient {
  readonly connection: { readonly stream: Socket };
  /** False while a statement is under way. */
  readonly readyForQuery: boolean;
}

/** Whether an error says that the database can't be used now, rather than that it was asked for something wrong. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof StoreError) return true;
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  // 08: connection exceptions; 25006: it became read-only, as the old server of a failover does; 40: rolled back for another's sake; 53: out
  // of resources, a full disk among them; 57P: it shuts down, crashed or starts; 58: errors of its system.
  if (typeof code === 'string')
    return (
      /^(08...|25006|40...|53...|57P..|58...)$/.test(code) ||
      /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENETUN|ENOTFOUND|EAI_)/.test(code)
    );
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|the database was silent|Query read timeout)/.test(
    error.message,
  );
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
