import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { ErasureAnswer, ErasurePreview } from '../../http/index.ts';
import { erasureStatement } from '../../policy/index.ts';
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
import { counted } from '../counted.ts';
import { addManagementOptions, askManagement, type ManagementLocation } from '../management.ts';
import { statementSigner } from '../statement-signer.ts';

interface Options extends ManagementLocation {
  readonly subject?: string;
  readonly reason?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly sign?: boolean;
  readonly as?: string;
  readonly key?: string;
  readonly keyName?: string;
  readonly note?: readonly string[];
  readonly format: Format;
}

/** Longest answer to the question whether it is meant. */
const MAX_ANSWER_BYTES = 1000;

/** `ambit erase`: destroys what is kept of somebody; what was erased is shown as erased from then on. */
export const eraseCommand: CliCommand = {
  name: 'erase',
  register(program: Command, context: CliContext): void {
    addManagementOptions(
      program
        .command('erase')
        .argument('[person]', 'a person id of the policy (p-101), or a pseudonym of the ledger (sub:…)'),
    )
      .option('--subject <subject>', 'in place of it, what the issuer calls them: `sub`')
      .option('--reason <text>', 'why: the number of their request, and not their name; it is kept sealed')
      .option('--dry-run', 'only say what would go, and what stays')
      .option('--yes', 'do not ask whether it is meant')
      .option('--sign', 'only print a signed statement that they may be erased, for who erases them')
      .option('--as <person>', 'who signs, by a person id of the policy')
      .option('--key <file>', 'their approval key')
      .option('--key-name <name>', 'the name of that key in the policy')
      .option('--note <file>', 'a statement that somebody signed; may be given more than once', collect)
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nIt can not be undone. The ledger keeps that somebody was erased, when and by whom, and never who. Of a person of the policy somebody else has to agree, and on the host two others.\n\nExamples:\n  ambit erase sub:2jmj7l5rSw0yVb_vlWAYkK --reason "request 4711" --dry-run\n  ambit erase p-104 --sign --as p-102 --key ~/.ambit/approval.key --key-name jane.example.com > jane.note\n  ambit erase p-104 --reason "request 4711" --note jane.note --note sam.note\n\nBackups made before it still have what was erased: docs/privacy.md says what to do with them.\n\nExit code: 0 when it is erased, 2 when it is not. A command that was cut off goes on when it is given again, and at the next start by itself.',
      )
      .action(
        action(context, (person: string | undefined, options: Options) => eraseSomebody(context, person, options)),
      );
  },
};

async function eraseSomebody(context: CliContext, person: string | undefined, options: Options): Promise<ExitCode> {
  const { subject, reason, note = [], format } = options;
  if ((person === undefined) === (subject === undefined))
    return context.fail('Name one person: by id (p-101) or pseudonym (sub:…), or with --subject by `sub`.');
  const whom = person === undefined ? { subject } : { person };
  const preview = (await askManagement(context, options, 'POST', '/v1/erasures', {
    ...whom,
    dryRun: true,
  })) as ErasurePreview;
  if (options.sign === true) {
    const signed = await statement(context, preview, options);
    answer(context, format, { text: signed, json: { note: signed } });
    return EXIT.ok;
  }
  if (options.dryRun === true) {
    answer(context, format, {
      text: `${['Would erase:', ...keptLines(preview), ...needLines(preview), '', ...staysLines(context, preview), '', 'Nothing was erased or recorded.'].join('\n')}\n`,
      json: { dryRun: true, ...preview },
    });
    return EXIT.ok;
  }
  if (reason === undefined)
    return context.fail('Say why, with --reason: the number of the request, for instance, and not the name.');
  const notes = await Promise.all(note.map((file) => readFile(resolve(context.cwd, file), 'utf8')));
  if (options.as !== undefined || options.key !== undefined) notes.push(await statement(context, preview, options));
  if (options.yes !== true && !(await isMeant(context, preview))) return context.fail('Nothing was erased.');
  const erased = (await askManagement(context, options, 'POST', '/v1/erasures', {
    ...{ ...whom, reason, notes },
  })) as Extract<ErasureAnswer, { entry: string }>;
  answer(context, format, { text: `${doneLines(context, erased).join('\n')}\n`, json: erased });
  return EXIT.ok;
}

async function statement(
  context: CliContext,
  { environment, issuer, erasure }: ErasurePreview,
  { as, key, keyName }: Options,
): Promise<string> {
  if (as === undefined || key === undefined || keyName === undefined)
    return context.fail('A statement is signed with --as PERSON, --key FILE and --key-name NAME.');
  const { signer, time } = await statementSigner(context, key, keyName);
  return erasureStatement.sign({ environment, issuer, erasure, person: as, time }, signer);
}

/** Whether whoever is at the terminal says yes. Where nobody is, --yes has to. */
async function isMeant(context: CliContext, preview: ErasurePreview): Promise<boolean> {
  if (context.stdin.isTTY !== true)
    return context.fail('It can not be undone, and nobody is at a terminal to be asked: say --yes where it is meant.');
  context.stderr.write(
    `${['This is destroyed, and can not be brought back:', ...keptLines(preview), '', ...staysLines(context, preview), '', 'Type “erase” to go on: '].join('\n')}`,
  );
  let text = '';
  for await (const part of context.stdin) {
    text += Buffer.from(part).toString();
    if (text.includes('\n') || text.length > MAX_ANSWER_BYTES) break;
  }
  return text.split('\n', 1)[0]?.trim() === 'erase';
}

function keptLines({ kept, whom, erasedBefore }: ErasurePreview): readonly string[] {
  const lines = [
    [kept.liveTokens, counted(kept.liveTokens, 'token'), 'that work, which are revoked first'],
    [kept.sealedTexts, counted(kept.sealedTexts, 'sealed text'), 'that they wrote or that are about them'],
    [kept.sessions, counted(kept.sessions, 'session'), 'of the console'],
    [kept.grants, counted(kept.grants, 'grant'), 'that are theirs: whose, and not the grants'],
    [kept.tokens, counted(kept.tokens, 'recorded token'), 'that are theirs: whose, and not that they were'],
    [kept.revocationOrders, counted(kept.revocationOrders, 'order'), 'to revoke what was theirs'],
  ] as const;
  const shown = lines.filter(([count]) => count > 0).map(([, what, which]) => `  ${what} ${which}`);
  return [
    `  known as ${[...whom.persons, ...whom.subjects].join(', ')}`,
    ...(erasedBefore === null ? [] : [`  erased before, at ${erasedBefore}`]),
    ...(shown.length === 0 ? ['  nothing is kept of them'] : shown),
  ];
}

function needLines({ othersNeeded, whom }: ErasurePreview): readonly string[] {
  if (othersNeeded === 0) return [];
  const name = whom.persons[0] ?? '';
  return [
    `It takes ${othersNeeded === 1 ? 'one other person' : `${othersNeeded} other persons`}, each by a signed statement: ambit erase ${name} --sign --as PERSON --key FILE --key-name NAME`,
  ];
}

function staysLines(context: CliContext, { stays }: ErasurePreview): readonly string[] {
  return [styled(context, 'bold', 'What stays'), ...stays.map((one) => `  ${one}`)];
}

function doneLines(context: CliContext, erased: Extract<ErasureAnswer, { entry: string }>): readonly string[] {
  if (erased.already)
    return [`Erased already, at ${erased.time} (entry ${erased.entry}): nothing was left, and nothing was recorded.`];
  return [
    `${styled(context, 'bold', 'Erased')}, as entry ${erased.entry} says without saying whom:`,
    ...keptLines({ ...erased, erasedBefore: null }),
    '',
    ...staysLines(context, erased),
  ];
}
