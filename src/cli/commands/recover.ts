import type { Command } from 'commander';
import type { RecoveryLink } from '../../http/index.ts';
import { action, answer, type CliCommand, type CliContext, type Format, formatOption } from '../command.ts';
import { addManagementOptions, askManagement, type ManagementLocation } from '../management.ts';

/** `ambit recover`: a way into the console for whoever is on the host, when nobody can sign in. */
export const recoverCommand: CliCommand = {
  name: 'recover',
  register(program: Command, context: CliContext): void {
    addManagementOptions(program.command('recover'))
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nThe link works once and for five minutes, the session for fifteen. Both are in the ledger, and an alert goes out.',
      )
      .action(
        action(context, async (options: ManagementLocation & { readonly format: Format }) => {
          const link = (await askManagement(context, options, 'POST', '/v1/recovery')) as RecoveryLink;
          answer(context, options.format, {
            text: `Open this once, until ${link.expiresAt}:\n\n  ${link.url}\n\nIt is recorded in the ledger, and an alert goes out.\n`,
            json: link,
          });
          return undefined;
        }),
      );
  },
};
