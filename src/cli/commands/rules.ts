import type { Command } from 'commander';
import { type Rule, rules } from '../../policy/index.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  EXIT,
  type Format,
  formatOption,
  styled,
} from '../command.ts';

/** `ambit rules`: what a policy is judged by. */
export const rulesCommand: CliCommand = {
  name: 'rules',
  register(program: Command, context: CliContext): void {
    program
      .command('rules')
      .addOption(formatOption())
      .addHelpText('after', '\nambit explain RULE says why one is a rule, with a bad and a good example.')
      .action(
        action(context, async (options: { readonly format: Format }) => {
          answer(context, options.format, {
            text: listOf(context),
            json: {
              rules: rules.map(({ id, severity, waivable = severity === 'warning', title, control }) => ({
                ...{ id, severity, waivable, title, control },
              })),
            },
          });
          return EXIT.ok;
        }),
      );
  },
};

function listOf(context: CliContext): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  const line = ({ id, title, control }: Rule): string =>
    `  ${styled(context, 'bold', id.padEnd(width))}  ${title} ${styled(context, 'dim', `(${control.join(', ')})`)}`;
  const those = (are: (rule: Rule) => boolean | undefined): string[] => rules.filter(are).map(line);
  return [
    'Errors: a policy that breaks one does not become active.',
    ...those(({ severity, waivable }) => severity === 'error' && !waivable),
    '',
    'Errors unless waived: a waiver with an end allows one definition what it names.',
    ...those(({ waivable }) => waivable),
    '',
    'Warnings: ambit check says it, and fails with --strict.',
    ...those(({ severity }) => severity === 'warning'),
    '',
    'ambit explain RULE says why one is a rule, with a bad and a good example.',
    '',
  ].join('\n');
}
