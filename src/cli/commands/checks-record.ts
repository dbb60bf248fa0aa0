import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CheckRun } from '../../policy/index.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  commandGroup,
  EXIT,
  type Format,
  formatOption,
} from '../command.ts';
import { printable } from '../entry-text.ts';
import { addManagementOptions, askManagement, type ManagementLocation } from '../management.ts';

/** `ambit checks record`: what continuous integration checked, into the ledger. */
export const checksRecordCommand: CliCommand = {
  name: 'checks record',
  register(program: Command, context: CliContext): void {
    addManagementOptions(commandGroup(program, 'checks').command('record'))
      .argument('<file...>', 'signed check runs, as ambit check --record writes them')
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nOne that no attestor of the active policy signed is refused, and those before it stay recorded. Exit code: 0, or 2.',
      )
      .action(
        action(context, async (files: readonly string[], options: ManagementLocation & { readonly format: Format }) => {
          const runs: CheckRun[] = [];
          for (const file of files) {
            const note = await readFile(resolve(context.cwd, file), 'utf8').catch((cause: NodeJS.ErrnoException) =>
              context.fail(`The check run ${file} can't be read (${cause.code}).`, { cause }),
            );
            runs.push((await askManagement(context, options, 'POST', '/v1/checks', { note })) as CheckRun);
          }
          answer(context, options.format, { text: runs.map(lineOf).join(''), json: { runs } });
          return EXIT.ok;
        }),
      );
  },
};

function lineOf({ outcome, policies, repository, commit, attestor, time }: CheckRun): string {
  const what = printable(repository ?? 'a repository');
  const at = commit === null ? '' : ` at ${commit.slice(0, 12)}`;
  const named = policies.map(({ environment, policy }) => `${policy} of ${environment}`).join(', ');
  return `Recorded: ${what}${at} ${outcome} at ${time} with the policy ${named}, says ${attestor}.\n`;
}
