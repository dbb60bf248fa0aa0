import type { Command } from 'commander';
import { ManagementError, type PolicyActivation } from '../../http/index.ts';
import type { Diagnostic } from '../../policy/index.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  commandGroup,
  EXIT,
  type ExitCode,
  type Format,
  formatOption,
  styled,
} from '../command.ts';
import { addManagementOptions, askManagement, type ManagementLocation } from '../management.ts';

/** `ambit policy activate`: the running Ambit reads its policy again, or reads another revision of it. */
export const policyActivateCommand: CliCommand = {
  name: 'policy activate',
  register(program: Command, context: CliContext): void {
    const group = commandGroup(program, 'policy');
    addManagementOptions(group.command('activate'))
      .option('--ref <revision>', 'activate what this branch, tag or commit of its repository holds')
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nExit code: 0 when it is active, 1 when it was refused, 2 when nothing runs or it is not in force yet.',
      )
      .action(action(context, (options: Options) => activate(context, options)));
  },
};

interface Options extends ManagementLocation {
  readonly ref?: string;
  readonly format: Format;
}

async function activate(context: CliContext, { format, ref, ...location }: Options): Promise<ExitCode> {
  const query = ref === undefined ? '' : `?${new URLSearchParams({ revision: ref })}`;
  try {
    const activation = (await askManagement(context, location, 'POST', `/v1/policy/activate${query}`)) as Extract<
      PolicyActivation,
      { digest: string }
    >;
    const text = `${outcomeText(context, activation)}\n${warningText(activation.warnings)}`;
    answer(context, format, { text, json: activation });
    return activation.outcome === 'waiting' ? EXIT.unable : EXIT.ok;
  } catch (error) {
    if (!(error instanceof ManagementError) || error.code !== 'policy_refused') throw error;
    const diagnostics = error.details as readonly Diagnostic[];
    answer(context, format, {
      text: `${styled(context, 'red', 'Refused')}; the last good policy stays. ${error.message}\n`,
      json: { outcome: 'refused', message: error.message, diagnostics },
    });
    return EXIT.findings;
  }
}

/** Which rules it breaks, each once: `ambit check` has the places. */
function warningText(warnings: readonly Diagnostic[]): string {
  if (warnings.length === 0) return '';
  const named = [...new Set(warnings.map(({ rule, code }) => rule ?? code))].sort();
  return `${warnings.length} ${warnings.length === 1 ? 'warning' : 'warnings'} (${named.join(', ')}): ambit check shows where.\n`;
}

function outcomeText(
  context: CliContext,
  { outcome, digest, commit }: Extract<PolicyActivation, { digest: string }>,
): string {
  switch (outcome) {
    case 'activated':
      return `${styled(context, 'green', 'The policy is active')}: ${digest}${commit === null ? '' : `, out of commit ${commit}`}`;
    case 'unchanged':
      return `The policy is active already: ${digest}`;
    case 'waiting':
      return `${styled(context, 'yellow', 'The policy is recorded and not in force yet')}: ${digest}. The sequencer does not answer; ambit status says when it does.`;
  }
}
