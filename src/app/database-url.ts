import { runningPostgres } from '../store/index.ts';
import { AppError } from './app-error.ts';
import type { Configuration } from './configuration.ts';
import type { DataDirectory } from './data-directory.ts';
import { readSecret } from './secret.ts';

/**
 * The address of the database for a process that runs alone.
 *
 * @throws AppError `not_running` where it should be the embedded one and that isn't up; `secret_missing`
 */
export async function databaseUrlFor(
  configuration: Configuration,
  directory: DataDirectory,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const own = ownDatabaseUrl(configuration, env);
  const url = own ?? (await runningPostgres(directory.postgres));
  if (url === null)
    throw new AppError(
      'not_running',
      `The embedded PostgreSQL of ${directory.path} does not run: start ambit up without --role first, or set database.url or DATABASE_URL to a PostgreSQL of your own.`,
    );
  return url;
}

/** The PostgreSQL that the configuration or `DATABASE_URL` names; null: the embedded one. @throws AppError `secret_missing` */
export function ownDatabaseUrl(
  { database }: Configuration,
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  return database === null ? env['DATABASE_URL'] || null : readSecret(database.url, 'database.url', env);
}
