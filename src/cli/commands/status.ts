import type { Command } from 'commander';
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
import { addManagementOptions, askManagement, type ManagementLocation } from '../management.ts';

interface Status {
  readonly environment: string;
  readonly version: string;
  readonly policy: { readonly digest: string; readonly activatedAt: string } | null;
  readonly policyProblem: string | null;
  readonly ledger: {
    readonly origin: string;
    readonly size: number | null;
    readonly sequencerAlive: boolean;
    readonly sequencerSeenAt: string | null;
    readonly pending: number;
  };
}

/** `ambit status`: what is active, and whether the ledger lives. */
export const statusCommand: CliCommand = {
  name: 'status',
  register(program: Command, context: CliContext): void {
    addManagementOptions(program.command('status'))
      .addOption(formatOption())
      .addHelpText('after', '\nExit code: 0 when requests are decided, 1 when they are not, 2 when nothing runs.')
      .action(
        action(context, async (options: ManagementLocation & { readonly format: Format }) => {
          const status = (await askManagement(context, options, 'GET', '/v1/status')) as Status;
          answer(context, options.format, { text: describe(context, status), json: status });
          return status.policy !== null && status.ledger.sequencerAlive ? EXIT.ok : EXIT.findings;
        }),
      );
  },
};

function describe(context: CliContext, { environment, version, policy, policyProblem, ledger }: Status): string {
  const active =
    policy === null
      ? styled(context, 'red', policyProblem ?? 'none is active: nothing is permitted')
      : `${policy.digest}, active since ${policy.activatedAt}`;
  const lives = ledger.sequencerAlive
    ? `${ledger.size} entries, ${ledger.pending} waiting to be sequenced`
    : styled(context, 'red', `silent since ${ledger.sequencerSeenAt ?? 'ever'}: the sequencer does not run`);
  return `Ambit ${version}, ${environment}\n  policy  ${active}\n  ledger  ${ledger.origin}: ${lives}\n`;
}
