import type { CliCommand } from '../command.ts';

/** Every command, in the order of `ambit --help`. */
export const commands: readonly CliCommand[] = [];
