import type { Command } from 'commander';
import type { AdoptionAnswer } from '../../http/index.ts';
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
import { counted } from '../counted.ts';
import { duration } from '../duration.ts';
import { printable } from '../entry-text.ts';
import { addManagementOptions, askManagement, type ManagementLocation } from '../management.ts';

interface Options extends ManagementLocation {
  readonly window?: number;
  readonly longestLife?: number;
  readonly at?: string;
  readonly close?: boolean;
  readonly handBack?: boolean;
  readonly reason?: string;
  readonly format: Format;
}

/** `ambit adopt`: the guard took over an issuer; tokens from before it work for a while. Or it gives it back. */
export const adoptCommand: CliCommand = {
  name: 'adopt',
  register(program: Command, context: CliContext): void {
    addManagementOptions(program.command('adopt'))
      .option('--window <time>', 'adopt the issuer; take tokens from before for so long: 30m, 8h, 7d', duration)
      .option(
        '--longest-life <time>',
        'the longest life that the server gives an access token: what would have lived longer was dated back',
        duration,
      )
      .option('--at <time>', 'when the guard took over, where that was earlier (RFC 3339; default: now)')
      .option('--close', 'end the window now: tokens from before are refused from here on')
      .option('--hand-back', 'the way back: the server answers for itself again, and its tokens go on working')
      .option('--reason <text>', 'why; it is kept sealed, and the ledger commits to it')
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nWithout --window, --close and --hand-back it says where the issuer stands, and who still comes with tokens from before.\n\nExamples:\n  ambit adopt --window 8h --longest-life 1h --reason "the guard took over this morning"\n  ambit adopt\n  ambit adopt --close --reason "nobody comes with them any more"\n\nExit code: 0 when it is done, 2 when it is not.',
      )
      .action(action(context, (options: Options) => adopt(context, options)));
  },
};

type Answer = AdoptionAnswer & { readonly serverClockAheadSeconds?: number | null };

async function adopt(context: CliContext, options: Options): Promise<ExitCode> {
  const { window, longestLife, at, close = false, handBack = false, reason } = options;
  if ([window !== undefined, close, handBack].filter(Boolean).length > 1)
    return context.fail('--window, --close and --hand-back are three things: say one of them.');
  const changes = window !== undefined || close || handBack;
  if (changes && reason === undefined)
    return context.fail('Say why, with --reason: whoever reads the ledger afterwards asks.');
  if ((window === undefined) !== (longestLife === undefined))
    return context.fail(
      'An issuer is adopted with both --window TIME, how long tokens from before are taken, and --longest-life TIME, how long the server lets an access token live: ambit preflight says that.',
    );
  if (!changes && (at !== undefined || reason !== undefined))
    return context.fail('An issuer is adopted with --window TIME and --longest-life TIME.');
  const path = close ? '/close' : handBack ? '/hand-back' : '';
  const done = (await (changes
    ? askManagement(context, options, 'POST', `/v1/adoptions${path}`, {
        reason,
        ...(window === undefined ? {} : { windowSeconds: window, maxLifeSeconds: longestLife }),
        ...(at === undefined ? {} : { at }),
      })
    : askManagement(context, options, 'GET', '/v1/adoptions'))) as Answer;
  answer(context, options.format, { text: `${textOf(context, done).join('\n')}\n`, json: done });
  return EXIT.ok;
}

function textOf(context: CliContext, { issuer, state, adoption, clients, serverClockAheadSeconds }: Answer): string[] {
  const name = styled(context, 'bold', issuer);
  const lines = {
    not_adopted: [`${name} is not adopted: a token that no guard released is refused.`],
    open: [
      `${name} is adopted. Tokens that it issued before ${timeOf(adoption?.before)} are taken until ${timeOf(adoption?.endsAt)}, as far as the policy allows their scopes; later ones need a guard.`,
      '  ambit adopt --close ends it now.',
    ],
    closed: [
      `${name} is adopted. Its window is over since ${timeOf(adoption?.endsAt)}: tokens from before are refused.`,
    ],
    handed_back: [
      `${name} is ${styled(context, 'red', 'handed back')} since ${timeOf(adoption?.from)}: nobody decides what it issues, and its tokens are taken as far as the policy allows their scopes.`,
      '  ambit adopt --window TIME --longest-life TIME adopts it again, once the guard has its address.',
    ],
  }[state];
  const clock =
    serverClockAheadSeconds === null
      ? [
          "  The authorization server's clock is not known, for its answers carry no Date. Compare it yourself: tokens are from before by its clock.",
        ]
      : [];
  return [
    ...lines,
    ...clock,
    ...clients.map(
      ({ clientId, tokens, uses, refused, last }) =>
        `  ${printable(clientId)}: ${counted(tokens, 'token')}, ${counted(uses, 'use')}${refused === 0 ? '' : `, ${refused} refused`}, last ${last}`,
    ),
    ...(adoption !== null && clients.length === 0 ? ['  Nobody came with one that is in the log yet.'] : []),
  ];
}

function timeOf(seconds: number | null | undefined): string {
  return seconds === null || seconds === undefined ? 'now' : new Date(seconds * 1000).toISOString();
}
