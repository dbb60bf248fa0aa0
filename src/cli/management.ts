import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  CONFIGURATION_FILE,
  type Configuration,
  type DataDirectory,
  dataDirectoryAt,
  managementSocket,
  readConfiguration,
} from '../app/index.ts';
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

/** The data directory of the Ambit that is asked: what its keys make is made here as there. @throws AppError */
export function dataDirectoryFor(context: CliContext, location: ManagementLocation): DataDirectory {
  return foundAt(context, location).directory;
}

function socketOf(context: CliContext, location: ManagementLocation): string {
  const { configuration, directory } = foundAt(context, location);
  return managementSocket(configuration, directory);
}

function foundAt(
  { cwd }: CliContext,
  { config, data }: ManagementLocation,
): { readonly configuration: Pick<Configuration, 'management'>; readonly directory: DataDirectory } {
  if (data === undefined && (config !== undefined || existsSync(resolve(cwd, CONFIGURATION_FILE)))) {
    const configuration = readConfiguration(config ?? CONFIGURATION_FILE, cwd);
    return { configuration, directory: dataDirectoryAt(configuration.dataDirectory) };
  }
  return {
    configuration: { management: { socket: null } },
    directory: dataDirectoryAt(resolve(cwd, data ?? '.ambit')),
  };
}
