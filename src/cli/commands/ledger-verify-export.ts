import type { Command } from 'commander';
import { type ExportReport, verifyExport } from '../../export/index.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  collect,
  commandGroup,
  EXIT,
  type ExitCode,
  type Format,
  formatOption,
  styled,
} from '../command.ts';
import { CursorFile } from '../export-cursor.ts';
import { exportLines } from '../export-lines.ts';
import { ownLogKeys } from '../log-keys.ts';
import { addLedgerOptions } from '../open-ledger.ts';
import { wholeNumber } from '../whole-number.ts';
import { type LogLocation, withLog } from '../with-log.ts';

interface Options extends LogLocation {
  readonly key?: readonly string[];
  readonly from?: number;
  readonly cursor?: string;
  readonly format: Format;
}

/** `ambit ledger verify-export`: holds an export to the log that it was made of. */
export const ledgerVerifyExportCommand: CliCommand = {
  name: 'ledger verify-export',
  register(program: Command, context: CliContext): void {
    addLedgerOptions(
      commandGroup(program, 'ledger')
        .command('verify-export')
        .argument('<file>', 'what ambit ledger export wrote, in any of its formats; - for standard input'),
    )
      .option('--from <index>', 'the first entry that it has to have (default: that of its first record)', wholeNumber)
      .option('--cursor <file>', 'the cursor of the export: it has to end where that stands')
      .option('--tiles <where>', 'a log’s tiles, as a folder or a URL, instead of the database')
      .option('--token-file <file>', 'what the server of --tiles wants to be shown')
      .option('--key <key>', "the log's verifier key (default: keys/log.pub of the data directory)", collect)
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nExit code: 0 when every record is what its entry gives, each there once and in order; 1 when not; 2 when it could not be told.',
      )
      .action(action(context, (file: string, options: Options) => verify(context, file, options)));
  },
};

async function verify(context: CliContext, file: string, options: Options): Promise<ExitCode> {
  const keys = ownLogKeys(context, options);
  const cursor = options.cursor === undefined ? null : new CursorFile(context, options.cursor).read();
  if (options.cursor !== undefined && cursor === null)
    return context.fail(`The cursor ${options.cursor} is not there.`);
  const report = await withLog(context, options, (read) =>
    verifyExport({
      lines: exportLines(context, file),
      read,
      keys,
      ...(options.from === undefined ? {} : { from: options.from }),
      ...(cursor === null ? {} : { cursor }),
      onProgress: progress(context),
    }),
  );
  if (context.stderr.isTTY) context.stderr.write('\r\u001b[K');
  answer(context, options.format, { text: describe(context, report), json: report });
  return report.holds ? EXIT.ok : EXIT.findings;
}

function progress({ stderr }: CliContext): (records: number) => void {
  return stderr.isTTY ? (records) => stderr.write(`\rverified ${records} records`) : () => {};
}

function describe(context: CliContext, report: ExportReport): string {
  const { holds, format, records, from, to, size, origin, faults, moreFaults } = report;
  const counted = records === 1 ? '1 record' : `${records} records`;
  if (holds)
    return [
      `${styled(context, 'green', 'The export holds')}: ${counted}${format === null ? '' : ` of ${format}`}, each what its entry gives.`,
      `  log      ${origin}, ${size} entries`,
      ...(records === 0
        ? []
        : [`  entries  ${from} to ${to - 1}${to < size ? `; ${size - to} after them are not in it` : ''}`]),
      '',
    ].join('\n');
  const count = faults.length + moreFaults;
  return [
    `${styled(context, 'red', 'The export is not what the log gives')}: ${count} ${count === 1 ? 'fault' : 'faults'} in ${counted}.`,
    ...faults.map(
      ({ line, index, what }) =>
        `  ${[line === null ? null : `line ${line}`, index === null ? null : `entry ${index}`].filter((part) => part !== null).join(', ')}: ${what}`,
    ),
    ...(moreFaults > 0 ? [`  and ${moreFaults} more`] : []),
    '',
  ].join('\n');
}
