import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
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
import { elevationLines, type ShownElevation, type WholeElevation, wholeElevationLines } from '../elevation-text.ts';
import { addManagementOptions, askManagement, type ManagementLocation } from '../management.ts';

interface ListOptions extends ManagementLocation {
  readonly state?: string;
  readonly format: Format;
}

interface AnswerOptions extends ManagementLocation, SigningOptions {
  readonly reason?: string;
  readonly format: Format;
}

interface ReviewOptions extends AnswerOptions {
  readonly verdict: (typeof VERDICTS)[number];
}

const VERDICTS = ['justified', 'unjustified'] as const;
const STATES = ['asked', 'active', 'denied', 'withdrawn', 'lapsed', 'ended'];
/** What is done to a request, and what is said of it then. */
const ACTS = {
  approve: 'say yes, as somebody else than who asked: signed with an approval key',
  deny: 'say no',
  withdraw: 'take back what was asked for',
  end: 'end what is active before its time; what was given under it is revoked',
} as const;

/** `ambit requests`: elevations that were asked for, what was done under each, and their answers. */
export const requestsCommand: CliCommand = {
  name: 'requests',
  register(program: Command, context: CliContext): void {
    const command = program.command('requests');
    addManagementOptions(command.command('list', { isDefault: true }))
      .description('list them, the newest first')
      .addOption(new Option('--state <state>', 'only those that stand so').choices(STATES))
      .addOption(formatOption())
      .action(action(context, (options: ListOptions) => list(context, options)));
    addManagementOptions(command.command('show'))
      .description('show one: what was approved, by whom, and what was done under it')
      .addArgument(requestArgument())
      .addOption(formatOption())
      .addHelpText('after', '\nExit code: 0, or 1 where something was done outside of what was approved.')
      .action(action(context, (id: string, options: ListOptions) => show(context, id, options)));
    for (const [act, description] of Object.entries(ACTS))
      answering(command.command(act), 'why')
        .description(description)
        .action(
          action(context, (id: string, options: AnswerOptions) =>
            respond(context, act as keyof typeof ACTS, id, options),
          ),
        );
    answering(command.command('review'), 'what was found')
      .description('say what was found of one that was taken without approval, as somebody else than who took it')
      .addOption(
        new Option('--verdict <verdict>', 'whether it had to be taken, and what was done had to be done')
          .choices(VERDICTS)
          .makeOptionMandatory(),
      )
      .action(action(context, (id: string, options: ReviewOptions) => review(context, id, options)));
  },
};

/** @param what is said with `--reason` */
function answering(command: Command, what: string): Command {
  return addManagementOptions(command)
    .addArgument(requestArgument())
    .option('--reason <text>', `${what}; it is kept sealed, and the ledger commits to it`)
    .option('--as <person>', 'who does it, by a person id of the policy; --key proves it')
    .option('--key <file>', 'their approval key')
    .option('--key-name <name>', 'the name of that key in the policy')
    .addOption(formatOption());
}

function requestArgument(): Argument {
  return new Argument('<request>', 'its id (sha256:…)').argParser((text: string) => {
    if (!/^sha256:[0-9a-f]{64}$/.test(text))
      throw new InvalidArgumentError('It has to be sha256: and 64 hexadecimal digits: ambit requests lists them.');
    return text;
  });
}

async function list(context: CliContext, options: ListOptions): Promise<ExitCode> {
  const { elevations } = (await askManagement(context, options, 'GET', '/v1/elevations')) as {
    readonly elevations: readonly ShownElevation[];
  };
  const shown = elevations.filter(({ state }) => options.state === undefined || state === options.state);
  const text = shown.length === 0 ? 'No requests.' : shown.flatMap((one) => elevationLines(context, one)).join('\n');
  answer(context, options.format, { text: `${text}\n`, json: shown });
  return EXIT.ok;
}

async function show(context: CliContext, id: string, options: ListOptions): Promise<ExitCode> {
  const one = (await askManagement(context, options, 'GET', `/v1/elevations/${id}`)) as WholeElevation;
  answer(context, options.format, { text: `${wholeElevationLines(context, one).join('\n')}\n`, json: one });
  return one.done.some(({ outside }) => outside !== null) ? EXIT.findings : EXIT.ok;
}

async function review(context: CliContext, id: string, options: ReviewOptions): Promise<ExitCode> {
  const { verdict, reason } = options;
  if (reason === undefined) return context.fail('A review says what was found: --reason TEXT.');
  const note = await elevationNote(context, options, { act: verdict, elevation: id });
  if (note === null)
    return context.fail(
      'A review is a person’s: sign it with --as PERSON, --key FILE and --key-name NAME, or give it in the console.',
    );
  return await post(context, id, 'review', options, { verdict, reason, note });
}

async function respond(
  context: CliContext,
  act: keyof typeof ACTS,
  id: string,
  options: AnswerOptions,
): Promise<ExitCode> {
  const { reason } = options;
  const note = await elevationNote(context, options, { act, elevation: id });
  if (act === 'approve' && note === null)
    return context.fail(
      'An approval is a person’s: sign it with --as PERSON, --key FILE and --key-name NAME, or give it in the console.',
    );
  return await post(context, id, act, options, {
    ...(reason === undefined ? {} : { reason }),
    ...(note === null ? {} : { note }),
  });
}

async function post(
  context: CliContext,
  id: string,
  act: string,
  options: AnswerOptions,
  body: object,
): Promise<ExitCode> {
  const path = `/v1/elevations/${id}/${act}`;
  const elevation = (await askManagement(context, options, 'POST', path, body)) as ShownElevation;
  answer(context, options.format, { text: `${elevationLines(context, elevation).join('\n')}\n`, json: elevation });
  return EXIT.ok;
}
