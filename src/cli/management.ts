import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { CONFIGURATION_FILE, dataDirectoryAt, managementSocket, readConfiguration } from '../app/index.ts';
import { callManagement } from '../http/index.ts';
import type { CliContext } from './command.ts';

/** Where a command finds the management API. */
export interface ManagementLocation {
  readonly config?: string;
  readonly data?: string;
}

/** `--config` and `--data`, which every command has that asks the running Ambit. */
export function addManagementOptions(command: Command): Command {
  return command
    .option(
      '--config <file>',
      `the configuration that it runs with (default: ${CONFIGURATION_FILE}, where there is one)`,
    )
    .option('--data <folder>', 'its data directory (default: that of the configuration, else .ambit)');
}

/** Asks the running Ambit. @throws ManagementError, AppError */
export function askManagement(
  context: CliContext,
  location: ManagementLocation,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<unknown> {
  return callManagement({ socket: socketOf(context, location), method, path, body });
}

function socketOf({ cwd }: CliContext, { config, data }: ManagementLocation): string {
  if (data === undefined && (config !== undefined || existsSync(resolve(cwd, CONFIGURATION_FILE)))) {
    const configuration = readConfiguration(config ?? CONFIGURATION_FILE, cwd);
    return managementSocket(configuration, dataDirectoryAt(configuration.dataDirectory));
  }
  return managementSocket({ management: { socket: null } }, dataDirectoryAt(resolve(cwd, data ?? '.ambit')));
}
