import type { Command } from 'commander';
import { printPolicy } from '../../policy/index.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  commandGroup,
  EXIT,
  environmentOption,
  type Format,
  formatOption,
} from '../command.ts';
import { compiledPolicy, readPolicy } from '../policy-source.ts';

interface Options {
  readonly environment?: string;
  readonly format: Format;
}

/** `ambit policy show`: the value that guards, rules and approvals judge, which isn't what any one file says. */
export const policyShowCommand: CliCommand = {
  name: 'policy show',
  register(program: Command, context: CliContext): void {
    commandGroup(program, 'policy')
      .command('show')
      .argument('[folder]', 'the policy folder (default: that of ambit.config.yaml, else ambit/)')
      .addOption(environmentOption())
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nWhat it prints is a policy file that compiles to the same policy. Approvals stand in files of their own, and are in --format json alone.',
      )
      .action(
        action(context, async (folder: string | undefined, options: Options) => {
          const { policy, digest } = compiledPolicy(context, await readPolicy(context, folder, options.environment));
          answer(context, options.format, { text: `# ${digest}\n${printPolicy(policy)}`, json: { digest, policy } });
          return EXIT.ok;
        }),
      );
  },
};
