import type { ReadLogFile } from '../entries/index.ts';
import { readLogFile } from '../http/index.ts';
import type { CliContext } from './command.ts';
import { logSource } from './log-source.ts';
import { type LedgerLocation, openLedger } from './open-ledger.ts';
import { readTokenFile } from './token-file.ts';

/** Where a command reads a log: by its tiles, or in its database. */
export interface LogLocation extends LedgerLocation {
  readonly tiles?: string;
  readonly tokenFile?: string;
}

/** Reads a log by its tiles: those that are named, else those of the database. */
export async function withLog<Result>(
  context: CliContext,
  options: LogLocation,
  work: (read: ReadLogFile) => Promise<Result>,
): Promise<Result> {
  if (options.tiles !== undefined) {
    if (options.database !== undefined) return context.fail('--tiles takes no database.');
    return await work(logSource(context, options.tiles, readTokenFile(context, options.tokenFile)));
  }
  const { store, close } = await openLedger(context, options);
  try {
    return await work(async (path) => (await readLogFile(store, path))?.bytes ?? null);
  } finally {
    await close();
  }
}
