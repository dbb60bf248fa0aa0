import { type Command, InvalidArgumentError } from 'commander';
import {
  OBSERVED_KINDS,
  type ObservedClient,
  type ObservedFinding,
  type ObserveReport,
  startObserveReport,
} from '../../controls/index.ts';
import { readEntries, readEntriesAt, readNewest } from '../../ledger/index.ts';
import type { IdentifiedPolicy } from '../../policy/index.ts';
import { readPolicy } from '../../records/index.ts';
import type { Store } from '../../store/index.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  commandGroup,
  EXIT,
  type Format,
  formatOption,
  styled,
} from '../command.ts';
import { counted } from '../counted.ts';
import { printable } from '../entry-text.ts';
import { addLedgerOptions, type LedgerLocation, openLedger } from '../open-ledger.ts';

interface Options extends LedgerLocation {
  readonly days: number;
  readonly client?: string;
  readonly format: Format;
}

const DEFAULT_DAYS = 31;
const DAY_SECONDS = 86_400;

/** `ambit observe report`: what would be refused if what is observed were enforced today. */
export const observeReportCommand: CliCommand = {
  name: 'observe report',
  register(program: Command, context: CliContext): void {
    addLedgerOptions(commandGroup(program, 'observe').command('report'))
      .option('--days <count>', 'how far back, in days', days, DEFAULT_DAYS)
      .option('--client <id>', 'of this client alone')
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nEach request is decided again by the active policy, as if it came now. Clients that are enforced already are left out.\n' +
          'Exit code: 0 when nothing would end otherwise, 1 when something would, 2 when it could not be told.',
      )
      .action(
        action(context, async (options: Options) => {
          const ledger = await openLedger(context, options);
          try {
            const now = Math.floor(Date.now() / 1000);
            const report = await reportOf(ledger.store, await activePolicy(context, ledger.store), now, options);
            answer(context, options.format, {
              text: describe(context, report, options),
              json: { days: options.days, ...report },
            });
            return report.affected === 0 ? EXIT.ok : EXIT.findings;
          } finally {
            await ledger.close();
          }
        }),
      );
  },
};

function days(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('It has to be a whole number of days above zero.');
  return Number(text);
}

async function activePolicy(context: CliContext, store: Store): Promise<IdentifiedPolicy> {
  const [activated] = await readNewest(store, 1, 'policy.activated');
  if (activated === undefined) return context.fail('No policy is active yet: there is nothing to decide by.');
  const policy = await readPolicy(store, activated.entry.digests['policy'] ?? '');
  return (
    policy ?? context.fail('The active policy can’t be read from the database: ambit ledger verify says what is wrong.')
  );
}

async function reportOf(
  store: Store,
  policy: IdentifiedPolicy,
  now: number,
  { days, client }: Options,
): Promise<ObserveReport> {
  const since = new Date((now - days * DAY_SECONDS) * 1000).toISOString();
  const report = startObserveReport(policy, now);
  const from = await firstSince(store, since);
  for await (const entry of readEntries(store, { from, kinds: OBSERVED_KINDS }))
    if (entry.entry.time >= since && (client === undefined || isOf(client, entry.entry.refs))) report.take(entry);
  const { silent, ...rest } = report.finish();
  return { ...rest, silent: client === undefined ? silent : silent.filter(({ clientId }) => clientId === client) };
}

/** Writers' clocks differ, and what one writes waits for its place: so many entries before the moment are looked at, too. */
const MARGIN = 1000;

/** An index before which nothing was written since a moment. */
async function firstSince(store: Store, since: string): Promise<number> {
  let [low, high] = [0, ((await readNewest(store, 1))[0]?.index ?? -1) + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [entry] = await readEntriesAt(store, [middle]);
    if (entry !== undefined && entry.entry.time < since) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - MARGIN);
}

function isOf(client: string, refs: readonly string[]): boolean {
  return refs.includes(`client:${client}`);
}

function describe(context: CliContext, report: ObserveReport, { days }: Options): string {
  const { clients, silent, requests, affected, unreadable, gaps } = report;
  const period = `in the last ${counted(days, 'day')}`;
  const first =
    clients.length === 0
      ? `No client that is only observed asked for anything ${period}.`
      : affected === 0
        ? `Nothing would be refused if it were enforced today: ${counted(requests, 'request')} of ${counted(clients.length, 'client')} ${period}.`
        : `${affected} of ${counted(requests, 'request')} ${period} would end otherwise if ${counted(clients.length, 'client')} were enforced today.`;
  const lines = [styled(context, affected === 0 ? 'green' : 'red', first), ''];
  for (const client of clients) lines.push(...clientLines(context, client), '');
  if (silent.length > 0)
    lines.push(
      `Observed and silent, so that nothing is known of ${silent.length === 1 ? 'it' : 'them'}: ${silent.map(({ clientId }) => printable(clientId)).join(', ')}.`,
    );
  if (unreadable > 0)
    lines.push(`${unreadable === 1 ? '1 entry' : `${unreadable} entries`} could not be decided again.`);
  if (gaps > 0) lines.push(`${counted(gaps, 'gap')} in which uses may be missing.`);
  return lines.join('\n');
}

function clientLines(context: CliContext, client: ObservedClient): string[] {
  const { clientId, issuer, known, affected, requests, findings } = client;
  const stranger = known ? '' : ', which the policy does not know';
  return [
    `${styled(context, 'bold', printable(clientId))} at ${printable(issuer)}${stranger}: ${affected} of ${counted(requests, 'request')}`,
    ...findings.flatMap((finding) => findingLines(context, finding)),
  ];
}

function findingLines(context: CliContext, finding: ObservedFinding): string[] {
  const { effect, at, reason, scopes, count, first, last, examples } = finding;
  const about = scopes.length === 0 ? '' : ` ${scopes.map(printable).join(' ')}`;
  const where = at === 'use' ? ' at an API' : '';
  return [
    `  ${String(count).padStart(6)} × ${effect}${where}: ${reason}${about}`,
    styled(context, 'dim', `           from ${first} to ${last}`),
    ...examples.map(({ index, asked }) => styled(context, 'dim', `           entry ${index}: ${printable(asked)}`)),
  ];
}
