import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { hasPostgresData, openStore, runningPostgres, type Store, startEmbeddedPostgres } from '../store/index.ts';
import type { CliContext } from './command.ts';

/** Where a command finds the ledger. */
export interface LedgerLocation {
  readonly database?: string;
  readonly data?: string;
}

export interface OpenedLedger {
  readonly store: Store;
  /** Closes the connections, and the server where it was started for this command alone. */
  close(): Promise<void>;
}

/** `--database` and `--data`, which every command has that reads the ledger itself. */
export function addLedgerOptions(command: Command): Command {
  return command
    .option('--database <url>', 'PostgreSQL of the ledger (default: DATABASE_URL, else that of the data directory)')
    .option('--data <folder>', 'the data directory (default: .ambit)');
}

export function dataDirectoryOf(context: CliContext, { data }: LedgerLocation): string {
  return resolve(context.cwd, data ?? '.ambit');
}

/**
 * Opens the ledger's database: the one that is named, else the embedded one of the data directory, which is started for the time
 * of the command where it doesn't run.
 */
export async function openLedger(
  context: CliContext,
  location: LedgerLocation,
  /** Whether the embedded one is made where there is none yet. */
  { create = false }: { readonly create?: boolean } = {},
): Promise<OpenedLedger> {
  const named = location.database ?? (location.data === undefined ? context.env['DATABASE_URL'] : undefined);
  if (named !== undefined) return opened(named, async () => {});
  const directory = join(dataDirectoryOf(context, location), 'postgres');
  if (!create && (!existsSync(directory) || !hasPostgresData(directory)))
    return context.fail(
      `There is no ledger in ${directory}: name the data directory with --data, or the database with --database or DATABASE_URL.`,
    );
  const running = await runningPostgres(directory);
  if (running !== null) return opened(running, async () => {});
  const server = await startEmbeddedPostgres({ directory });
  return opened(server.url, server.stop);
}

async function opened(url: string, stop: () => Promise<void>): Promise<OpenedLedger> {
  try {
    const store = await openStore({ url, applicationName: 'ambit-command', maxConnections: 2 });
    return {
      store,
      async close() {
        await store.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
