import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readProvenEntry } from '../../entries/index.ts';
import { formatProofFile } from '../../verify/index.ts';
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
} from '../command.ts';
import { ownLogKeys } from '../log-keys.ts';
import { addLedgerOptions } from '../open-ledger.ts';
import { wholeNumber } from '../whole-number.ts';
import { type LogLocation, withLog } from '../with-log.ts';

interface Options extends LogLocation {
  readonly output: string;
  readonly key?: readonly string[];
  readonly format: Format;
}

/** `ambit ledger prove`: one entry with its proof, as a file that whoever has the log's key can verify. */
export const ledgerProveCommand: CliCommand = {
  name: 'ledger prove',
  register(program: Command, context: CliContext): void {
    addLedgerOptions(
      commandGroup(program, 'ledger').command('prove').argument('<index>', 'the entry’s index in the log', wholeNumber),
    )
      .requiredOption('--output <file>', 'where the proof is written (entry.tlog-proof)')
      .option('--tiles <where>', 'a log’s tiles, as a folder or a URL, instead of the database')
      .option('--token-file <file>', 'what the server of --tiles wants to be shown')
      .option('--key <key>', "the log's verifier key (default: keys/log.pub of the data directory)", collect)
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nThe file (C2SP tlog-proof) holds the entry, too: ambit ledger verify-proof needs it and the key alone.',
      )
      .action(action(context, (index: number, options: Options) => prove(context, index, options)));
  },
};

async function prove(context: CliContext, index: number, options: Options) {
  const keys = ownLogKeys(context, options);
  const found = await withLog(context, options, (read) => readProvenEntry(read, keys, index));
  if (found.entry === null) return context.fail(`Entry ${index} can't be proven: ${found.why}.`);
  const { entry, proof, note, checkpoint } = found;
  const path = resolve(context.cwd, options.output);
  writeFileSync(path, formatProofFile({ index, proof, checkpoint: note, extra: entry }));
  answer(context, options.format, {
    text: `Entry ${index} of ${checkpoint.origin} is proven by ${options.output}, in the log of ${checkpoint.size} entries.\n`,
    json: { index, size: checkpoint.size, origin: checkpoint.origin, file: path },
  });
  return EXIT.ok;
}
