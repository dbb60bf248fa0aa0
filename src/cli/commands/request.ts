import { type Command, InvalidArgumentError } from 'commander';
import { digestOf } from '../../proof/index.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  EXIT,
  type ExitCode,
  type Format,
  formatOption,
} from '../command.ts';
import { elevationNote, type SigningOptions } from '../elevation-note.ts';
import { elevationLines, type ShownElevation } from '../elevation-text.ts';
import { addManagementOptions, askManagement, type ManagementLocation } from '../management.ts';

interface Options extends ManagementLocation, SigningOptions {
  readonly reason?: string;
  readonly for: number;
  readonly subject?: string;
  readonly breakGlass?: boolean;
  readonly format: Format;
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** `ambit request`: asks for scopes that a client is eligible for, for a while. */
export const requestCommand: CliCommand = {
  name: 'request',
  register(program: Command, context: CliContext): void {
    addManagementOptions(
      program
        .command('request')
        .argument('<client>', 'its client id')
        .argument('<scope...>', 'scopes that the policy has as eligible for it'),
    )
      .option('--reason <text>', 'why; it is kept sealed, and the ledger commits to it')
      .requiredOption('--for <time>', 'how long once it is approved: 30m, 1h, 900s', duration)
      .option(
        '--subject <subject>',
        'whom the client acts for under it, by their subject at the authorization server or their pseudonym',
      )
      .option(
        '--break-glass',
        'take it at once, without approval: it alerts, and somebody has to look at it afterwards',
      )
      .option('--as <person>', 'who asks, by a person id of the policy; --key proves it')
      .option('--key <file>', 'their approval key')
      .option('--key-name <name>', 'the name of that key in the policy')
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nExamples:\n  ambit request nightly-report orders:refund --for 30m --reason "orders of the flood"\n  ambit request desk customers:pii --subject alice --for 1h --reason "case 4711"\n\nWithout --key nobody knows who asks, and two persons have to approve it, for one of them may be who asked.\n\nExit code: 0 when it is asked for (or taken), 2 when it is not.',
      )
      .action(
        action(context, (client: string, scopes: string[], options: Options) =>
          request(context, client, scopes, options),
        ),
      );
  },
};

async function request(
  context: CliContext,
  client: string,
  named: readonly string[],
  options: Options,
): Promise<ExitCode> {
  const { reason, subject, breakGlass = false, for: seconds } = options;
  if (reason === undefined) return context.fail('Say why, with --reason: whoever approves it asks first of all.');
  const scopes = [...new Set(named)].sort();
  const asked = digestOf({ client, scopes, seconds, subject: subject ?? null, breakGlass });
  const note = await elevationNote(context, options, { act: 'request', elevation: asked });
  const elevation = (await askManagement(context, options, 'POST', '/v1/elevations', {
    ...{ client, scopes, seconds, reason, breakGlass },
    ...(subject === undefined ? {} : { subject }),
    ...(note === null ? {} : { note }),
  })) as ShownElevation;
  const next = breakGlass
    ? 'It is active. It was not approved, so it alerts, and somebody else has to look at what was done.'
    : `Somebody else approves it: ambit requests approve ${elevation.id}`;
  answer(context, options.format, {
    text: `${[...elevationLines(context, elevation), next].join('\n')}\n`,
    json: elevation,
  });
  return EXIT.ok;
}

function duration(text: string): number {
  const [, count = '', unit = ''] = /^([1-9]\d{0,4})([smh])$/.exec(text) ?? [];
  const seconds = Number(count) * (UNITS[unit] ?? 0);
  if (!(seconds > 0 && seconds <= 86_400))
    throw new InvalidArgumentError('A time reads 30m, 1h or 900s, and is a day at most.');
  return seconds;
}
