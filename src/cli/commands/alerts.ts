import { Argument, type Command, InvalidArgumentError } from 'commander';
import { type Delivery, type ListedAlert, listAlerts } from '../../notify/index.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  EXIT,
  type Format,
  formatOption,
  type Style,
  styled,
} from '../command.ts';
import { printable } from '../entry-text.ts';
import { addManagementOptions, askManagement, type ManagementLocation } from '../management.ts';
import { addLedgerOptions, type LedgerLocation, openLedger } from '../open-ledger.ts';

interface Options extends LedgerLocation {
  readonly limit: number;
  readonly format: Format;
}

const DEFAULT_LIMIT = 20;

/** `ambit alerts`: the newest alerts, newest last, and what became of each. `ambit alerts retry`: sends again what was given up. */
export const alertsCommand: CliCommand = {
  name: 'alerts',
  register(program: Command, context: CliContext): void {
    const command = addLedgerOptions(program.command('alerts'))
      .option('--limit <count>', 'how many at most', positiveInteger, DEFAULT_LIMIT)
      .addOption(formatOption())
      .addHelpText('after', '\nExit code: 0, or 1 where one of those shown was given up and reached nobody.')
      .action(
        action(context, async (options: Options) => {
          const ledger = await openLedger(context, options);
          try {
            const { alerts } = await listAlerts(ledger.store, { limit: options.limit });
            const shown = alerts.toReversed();
            const text = shown.map((alert) => describe(context, alert)).join('\n');
            answer(context, options.format, { text: text === '' ? 'No alerts.\n' : text, json: shown });
            return shown.some(({ state }) => state === 'failed') ? EXIT.findings : EXIT.ok;
          } finally {
            await ledger.close();
          }
        }),
      );
    addManagementOptions(command.command('retry'))
      .description('send an alert again that was given up, wherever it did not arrive')
      .addArgument(new Argument('<alert>', 'its id (sha256:…)').argParser(alertId))
      .action(
        action(context, async (id: string, options: ManagementLocation) => {
          const path = `/v1/alerts/${id}/retry`;
          const { destinations } = (await askManagement(context, options, 'POST', path)) as { destinations: string[] };
          context.stdout.write(`It is sent again to ${destinations.map(printable).join(', ')}.\n`);
          return EXIT.ok;
        }),
      );
  },
};

function alertId(text: string): string {
  if (!/^sha256:[0-9a-f]{64}$/.test(text))
    throw new InvalidArgumentError('It has to be sha256: and 64 hexadecimal digits.');
  return text;
}

function positiveInteger(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('It has to be a whole number from 1 to 9999.');
  return Number(text);
}

function describe(context: CliContext, { alert, state, deliveries }: ListedAlert): string {
  const { severity, title, time, what, why, whatToDo, entry } = alert;
  const head = [
    styled(context, 'dim', String(entry.index).padStart(6)),
    time,
    styled(context, severity === 'critical' ? 'red' : 'yellow', severity.padEnd(8)),
    styled(context, 'bold', printable(title)),
  ].join('  ');
  const told =
    state === 'not_sent'
      ? ['sent nowhere: no destination takes it']
      : deliveries.map((delivery) => toldText(context, delivery));
  return [head, what, `Why it matters: ${why}`, `What to do: ${whatToDo}`, ...told]
    .map((line, index) => (index === 0 ? line : `        ${index < 4 ? printable(line) : line}`))
    .join('\n')
    .concat('\n');
}

const STYLES: Readonly<Record<Delivery['state'], Style>> = { delivered: 'green', waiting: 'yellow', failed: 'red' };

function toldText(context: CliContext, delivery: Delivery): string {
  const { destination, state, attempts, lastAttemptAt, nextAttemptAt, status, error } = delivery;
  const why = status === null ? (error ?? 'not tried yet') : `it answered ${status}`;
  const details =
    state === 'delivered'
      ? `at ${lastAttemptAt}${attempts === 1 ? '' : `, at attempt ${attempts}`}`
      : state === 'failed'
        ? `after ${attempts} attempts (${why}): nobody was told`
        : `(${why}); next attempt ${nextAttemptAt}`;
  return `${styled(context, STYLES[state], state)} to ${printable(destination)} ${details}`;
}
