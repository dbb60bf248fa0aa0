import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { dataDirectoryAt } from '../../app/index.ts';
import { type Fault, type VerificationReport, verifyLedger } from '../../ledger/index.ts';
import { formatVerifierKey, type VerifierKey } from '../../proof/index.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  collect,
  commandGroup,
  EXIT,
  type Format,
  formatOption,
  styled,
} from '../command.ts';
import { addLedgerOptions, dataDirectoryOf, type LedgerLocation, openLedger } from '../open-ledger.ts';
import { readLogKeys } from '../verifier-keys.ts';

interface Options extends LedgerLocation {
  readonly key?: readonly string[];
  readonly trusted?: string;
  readonly format: Format;
}

/** `ambit ledger verify`: reads the whole ledger again and says whether anything in it was changed, and where. */
export const ledgerVerifyCommand: CliCommand = {
  name: 'ledger verify',
  register(program: Command, context: CliContext): void {
    addLedgerOptions(commandGroup(program, 'ledger').command('verify'))
      .option(
        '--key <key>',
        "the log's verifier key, as text or as a file (default: keys/log.pub of the data directory)",
        collect,
      )
      .option(
        '--trusted <file>',
        'a checkpoint that was kept elsewhere, which the ledger has to extend (default: ledger.checkpoint of the data directory, with its key)',
      )
      .addOption(formatOption())
      .addHelpText('after', '\nExit code: 0 when it holds, 1 when it was changed, 2 when it could not be told.')
      .action(
        action(context, async (options: Options) => {
          const keys = readKeys(context, options);
          const trusted = readTrusted(context, options);
          const ledger = await openLedger(context, options);
          try {
            const report = await verifyLedger({
              store: ledger.store,
              keys,
              ...(trusted === null ? {} : { trusted }),
              onProgress: progress(context),
            });
            answer(context, options.format, {
              text: describe(context, report),
              json: { ...report, keys: keys.map(formatVerifierKey) },
            });
            return report.holds ? EXIT.ok : EXIT.findings;
          } finally {
            await ledger.close();
          }
        }),
      );
  },
};

function readKeys(context: CliContext, options: Options): VerifierKey[] {
  const own = join(dataDirectoryOf(context, options), 'keys', 'log.pub');
  const given = options.key ?? (existsSync(own) ? [own] : []);
  if (given.length === 0)
    return context.fail(`No verifier key was given and ${own} is not there: give one with --key.`);
  return readLogKeys(context, '--key', given);
}

/** The one that is named, else the one that the sequencer keeps beside the key that is verified with. */
function readTrusted(context: CliContext, options: Options): string | null {
  if (options.trusted !== undefined) {
    const path = resolve(context.cwd, options.trusted);
    return existsSync(path) ? readFileSync(path, 'utf8') : context.fail(`The checkpoint ${path} is not there.`);
  }
  const { checkpoint } = dataDirectoryAt(dataDirectoryOf(context, options));
  return options.key === undefined && existsSync(checkpoint) ? readFileSync(checkpoint, 'utf8') : null;
}

/** One line that is written over, on a terminal alone. */
function progress({ stderr }: CliContext): (verified: number, size: number) => void {
  if (!stderr.isTTY) return () => {};
  return (verified, size) => stderr.write(verified < size ? `\rverified ${verified} of ${size} entries` : '\r\u001b[K');
}

function describe(context: CliContext, report: VerificationReport): string {
  const { holds, origin, size, root, writers, blobs, faults, moreFaults } = report;
  if (holds)
    return [
      `${styled(context, 'green', 'The ledger holds')}: ${count(size, 'entry', 'entries')} of ${count(writers, 'writer', 'writers')}, ${count(blobs, 'blob', 'blobs')}, none changed or missing.`,
      `  log   ${origin}`,
      `  root  ${root}`,
      '',
    ].join('\n');
  return [
    `${styled(context, 'red', 'The ledger was changed')}: ${count(faults.length + moreFaults, 'fault', 'faults')} in ${count(size, 'entry', 'entries')}.`,
    ...faults.map(faultLine),
    ...(moreFaults > 0 ? [`  and ${moreFaults} more`] : []),
    '',
  ].join('\n');
}

function faultLine({ index, what }: Fault): string {
  return `  ${index === null ? 'ledger' : `entry ${index}`}: ${what}`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
