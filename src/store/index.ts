export type * from './database.ts';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  hasPostgresData,
  runningPostgres,
  startEmbeddedPostgres,
} from './embedded-postgres.ts';
export { isDatabaseAway, openStore, type Store, type StoreOptions, unavailable } from './store.ts';
export { StoreError, type StoreErrorCode } from './store-error.ts';
export { TABLES, WHY_OPERATIONAL } from './tables.ts';
