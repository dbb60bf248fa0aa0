import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  collect,
  EXIT,
  type ExitCode,
  type Format,
  formatOption,
  styled,
} from '../command.ts';
import { containedNow, containmentNote } from '../containment-note.ts';
import { addManagementOptions, askManagement, type ManagementLocation } from '../management.ts';

interface Options extends ManagementLocation {
  readonly reason?: string;
  readonly sign?: boolean;
  readonly as?: string;
  readonly key?: string;
  readonly keyName?: string;
  readonly note?: readonly string[];
  readonly format: Format;
}

/** `ambit release`: somebody else than who contained a client lets it go on; or signs that it may. */
export const releaseCommand: CliCommand = {
  name: 'release',
  register(program: Command, context: CliContext): void {
    addManagementOptions(program.command('release').argument('<client>', 'its client id'))
      .option('--reason <text>', 'why; it is kept sealed, and the ledger commits to it')
      .option('--sign', 'only print a signed statement that the client may be released, for who releases it')
      .option('--as <person>', 'who signs, by a person id of the policy')
      .option('--key <file>', 'their approval key')
      .option('--key-name <name>', 'the name of that key in the policy')
      .option('--note <file>', 'a statement that somebody signed; may be given more than once', collect)
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nExamples:\n  ambit release batch --sign --as p-102 --key ~/.ambit/approval.key --key-name jane.example.com > jane.note\n  ambit release batch --reason "the key was replaced" --note jane.note\n\nExit code: 0 when it is released, 2 when it is not.',
      )
      .action(action(context, (client: string, options: Options) => release(context, client, options)));
  },
};

async function release(context: CliContext, client: string, options: Options): Promise<ExitCode> {
  const { reason, sign = false, note = [] } = options;
  const own = await signed(context, client, options);
  if (sign) {
    if (own === null) return context.fail('A statement is signed with --as PERSON, --key FILE and --key-name NAME.');
    answer(context, options.format, { text: own, json: { note: own } });
    return EXIT.ok;
  }
  if (reason === undefined) return context.fail('Say why, with --reason: whoever reviews the night afterwards asks.');
  const notes = await Promise.all(note.map((file) => readFile(resolve(context.cwd, file), 'utf8')));
  const released = (await askManagement(context, options, 'POST', '/v1/containments/release', {
    ...{ client, reason },
    notes: own === null ? notes : [own, ...notes],
  })) as { readonly persons: readonly string[]; readonly entry: string };
  answer(context, options.format, {
    text: `${styled(context, 'bold', client)} is released, by ${released.persons.join(' and ')}: what the policy allows is issued to it again. What it held stays revoked (entry ${released.entry}).\n`,
    json: released,
  });
  return EXIT.ok;
}

async function signed(
  context: CliContext,
  client: string,
  { as, key, keyName, ...location }: Options,
): Promise<string | null> {
  if (as === undefined && key === undefined && keyName === undefined) return null;
  if (as === undefined || key === undefined || keyName === undefined)
    return context.fail('Who signs is said by all of --as PERSON, --key FILE and --key-name NAME.');
  const { environment, issuer, containments } = await containedNow(context, location);
  const containment = containments.find(({ clientId }) => clientId === client);
  if (containment === undefined) return context.fail(`${client} is not contained.`);
  const said = { act: 'release', environment, issuer, client, containment: containment.entry, person: as } as const;
  return await containmentNote(context, said, { file: key, name: keyName });
}
