import type { Command } from 'commander';
import type { ContainmentReport, ReachedScope } from '../../http/index.ts';
import { type CarriedOut, carryOutRevocation } from '../carry-out-revocation.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  EXIT,
  type ExitCode,
  type Format,
  formatOption,
  styled,
} from '../command.ts';
import { containedNow, containmentNote } from '../containment-note.ts';
import { counted } from '../counted.ts';
import { addManagementOptions, askManagement, type ManagementLocation } from '../management.ts';
import { revokedTokenLines, whyNotAsked } from '../revoked-tokens.ts';

interface Options extends ManagementLocation {
  readonly reason?: string;
  readonly as?: string;
  readonly key?: string;
  readonly keyName?: string;
  readonly report?: boolean;
  readonly format: Format;
}

/** After which every guard knows of the containment, so that nothing is born any more: the feed's second, and a half. */
const SETTLE_MILLISECONDS = 1500;
/** Most operations that a person is shown of a scope. */
const MAX_OPERATIONS = 8;

/** `ambit contain`: one command for the bad night. */
export const containCommand: CliCommand = {
  name: 'contain',
  register(program: Command, context: CliContext): void {
    addManagementOptions(program.command('contain').argument('<client>', 'its client id'))
      .option('--reason <text>', 'why; it is kept sealed, and the ledger commits to it')
      .option('--as <person>', 'who contains it, by a person id of the policy; --key proves it')
      .option('--key <file>', 'their approval key: with it, any one other person can release the client')
      .option('--key-name <name>', 'the name of that key in the policy')
      .option('--report', 'only say what it could reach and what it did; contain nothing')
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nIt is contained until ambit release. Without --key two persons have to release it, for one of them may be who contained it.\n\nExit code: 0 when it is contained and all it held is denied, 2 when that could not be, 130 when it was stopped on the way: it is contained then, and the same command goes on.',
      )
      .action(action(context, (client: string, options: Options) => contain(context, client, options)));
  },
};

async function contain(context: CliContext, client: string, options: Options): Promise<ExitCode> {
  const reportOf = async (): Promise<ContainmentReport> =>
    (await askManagement(
      context,
      options,
      'GET',
      `/v1/containments/report?${new URLSearchParams({ client })}`,
    )) as ContainmentReport;
  if (options.report === true) {
    const report = await reportOf();
    answer(context, options.format, { text: `${reportLines(context, report).join('\n')}\n`, json: report });
    return EXIT.ok;
  }
  const { reason } = options;
  if (reason === undefined)
    return context.fail('Say why, with --reason: it is the first thing that is asked afterwards.');
  const note = await noteOf(context, client, options);
  const contained = (await askManagement(context, options, 'POST', '/v1/containments', {
    ...{ client, reason },
    ...(note === null ? {} : { note }),
  })) as Contained;
  context.stderr.write(`${client} is contained${contained.already ? ` since ${contained.since}` : ''}.\n`);
  const revocation = await carryOutRevocation(context, options, {
    order: { client, reason },
    settleMilliseconds: SETTLE_MILLISECONDS,
  });
  if (revocation === null) return EXIT.interrupted;
  const report = await reportOf();
  answer(context, options.format, {
    text: `${[...containedLines(context, contained, revocation), '', ...reportLines(context, report)].join('\n')}\n`,
    json: { contained, revocation, report },
  });
  return EXIT.ok;
}

interface Contained {
  readonly clientId: string;
  readonly entry: string;
  readonly since: string;
  readonly person: string | null;
  readonly already: boolean;
}

async function noteOf(
  context: CliContext,
  client: string,
  { as, key, keyName, ...at }: Options,
): Promise<string | null> {
  if (key === undefined && as === undefined && keyName === undefined) return null;
  if (key === undefined || as === undefined || keyName === undefined)
    return context.fail('Who contains it is proven by all of --as PERSON, --key FILE and --key-name NAME.');
  const { environment, issuer } = await containedNow(context, at);
  const said = { act: 'contain', environment, issuer, client, containment: 'new', person: as } as const;
  return await containmentNote(context, said, { file: key, name: keyName });
}

function containedLines(
  context: CliContext,
  { clientId, since, person, entry, already }: Contained,
  revocation: CarriedOut,
): readonly string[] {
  const by = person === null ? 'on the host' : `by ${person}`;
  return [
    `${styled(context, 'bold', clientId)} is ${styled(context, 'red', 'contained')} ${already ? 'already, ' : ''}since ${since}, ${by}.`,
    '  Every issuer guard refuses it, and every API guard and introspection takes none of its tokens.',
    `  ambit release ${clientId} ends it, by ${person === null ? 'two persons' : 'somebody else'} (entry ${entry}).`,
    '',
    revocation.tokens.length === 0
      ? `It held nothing more that works (revocation ${revocation.id}).`
      : `It held ${counted(revocation.tokens.length, 'token')} (revocation ${revocation.id}):`,
    ...revokedTokenLines(context, revocation.tokens, whyNotAsked(0, revocation)),
  ];
}

function reportLines(context: CliContext, report: ContainmentReport): readonly string[] {
  const { client, inPolicy, owner, purpose, couldReach, did, contained, live } = report;
  const { tokensIssued, firstIssued, lastIssued, people, operations } = did;
  return [
    styled(context, 'bold', `What ${client} could reach`),
    inPolicy
      ? `  ${purpose ?? 'no purpose'} (owner: ${owner ?? 'nobody'})`
      : '  The active policy does not know it: what is listed was granted before.',
    ...couldReach.flatMap((scope) => scopeLines(context, scope)),
    ...(couldReach.length === 0 ? ['  nothing'] : []),
    '',
    styled(context, 'bold', `What ${client} did, by the ledger`),
    tokensIssued === 0
      ? '  It was given no token.'
      : `  ${counted(tokensIssued, 'token')} given, from ${firstIssued} to ${lastIssued}, ${people === 0 ? 'for itself' : `in the name of ${people === 1 ? 'one person' : `${people} people`}`}.`,
    ...operations.map(
      ({ api, operation, uses, refused, first, last }) =>
        `  ${operation} of ${api}: ${counted(uses, 'call')}${refused === 0 ? '' : `, ${refused} refused`}, from ${first} to ${last}`,
    ),
    ...(operations.length === 0 ? ['  No guard saw it call anything.'] : []),
    ...(contained === null && live > 0 ? ['', `It holds ${counted(live, 'token')} that work.`] : []),
  ];
}

function scopeLines(
  context: CliContext,
  { scope, allowed, risk, sensitivity, operations, use }: ReachedScope,
): string[] {
  const shown = operations.slice(0, MAX_OPERATIONS);
  const used =
    use === null
      ? 'never granted'
      : `granted ${use.granted}, used ${use.used}${use.usedLast === null ? '' : `, last ${use.usedLast}`}`;
  const colour = risk === 'low' ? 'dim' : 'red';
  return [
    `  ${scope}  ${styled(context, colour, `${risk ?? 'unknown'} risk`)}, ${sensitivity ?? 'unknown'} data, ${allowed ?? 'no longer allowed'}; ${used}`,
    ...shown.map(
      ({ method, path, api, summary }) => `    ${method} ${path} (${api})${summary === null ? '' : `  ${summary}`}`,
    ),
    ...(operations.length > shown.length ? [`    and ${operations.length - shown.length} more`] : []),
  ];
}
