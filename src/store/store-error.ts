/**
 * - `postgres_missing`: the embedded binaries aren't installed for this platform
 * - `postgres_library_missing`: they are, and a library that they need isn't
 * - `postgres_not_as_root`: neither namespaces nor another user id are to be had
 * - `postgres_failed`: it doesn't start for another reason, which the message quotes
 * - `disk_full`: no room is left
 * - `port_taken`: another program listens where PostgreSQL was to
 * - `data_in_use`: another process serves this data directory
 * - `data_newer`: a newer PostgreSQL wrote this data directory
 * - `data_older`: an older PostgreSQL wrote it
 * - `schema_newer`: a newer Ambit wrote this database
 * - `database_unsafe`: the database may lose what it acknowledged (`fsync`, `full_page_writes` or `synchronous_commit` off)
 * - `database_url_invalid`: what should be its address isn't a URL of PostgreSQL
 * - `database_unavailable`: it can't be reached
 */
export type StoreErrorCode =
  | 'postgres_missing'
  | 'postgres_library_missing'
  | 'postgres_not_as_root'
  | 'postgres_failed'
  | 'disk_full'
  | 'port_taken'
  | 'data_in_use'
  | 'data_newer'
  | 'data_older'
  | 'schema_newer'
  | 'database_unsafe'
  | 'database_url_invalid'
  | 'database_unavailable';

/** The database can't be used. The message says in one sentence why and what to do. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StoreError';
    this.code = code;
  }
}
