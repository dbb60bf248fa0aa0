import type { Command } from 'commander';
import { policyTestSchema } from '../../decision/index.ts';
import { policySchema } from '../../policy/index.ts';
import { action, answer, type CliCommand, type CliContext, commandGroup, EXIT, formatOption } from '../command.ts';

interface Options {
  readonly tests?: boolean;
}

/** `ambit policy schema`: what an editor needs to complete and check a policy file. */
export const policySchemaCommand: CliCommand = {
  name: 'policy schema',
  register(program: Command, context: CliContext): void {
    commandGroup(program, 'policy')
      .command('schema')
      .option('--tests', 'that of expectations (*.test.yaml) instead')
      .addOption(formatOption().default('json'))
      .addHelpText(
        'after',
        '\nKeep it: ambit policy schema > .ambit-policy.schema.json\nand begin each file of the policy with: # yaml-language-server: $schema=../.ambit-policy.schema.json',
      )
      .action(
        action(context, async ({ tests = false }: Options) => {
          const schema = tests ? policyTestSchema() : policySchema();
          answer(context, 'json', { text: '', json: schema });
          return EXIT.ok;
        }),
      );
  },
};
