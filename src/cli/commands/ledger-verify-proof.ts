import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { EntryError, parseEntry } from '../../entries/index.ts';
import { leafHash, openSignedCheckpoint, ProofError, verifyInclusion } from '../../proof/index.ts';
import { parseProofFile } from '../../verify/index.ts';
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
import { readLogKeys } from '../verifier-keys.ts';

interface Options {
  readonly key: readonly string[];
  readonly entry?: string;
  readonly format: Format;
}

/** `ambit ledger verify-proof`: whether a proof file proves its entry, by the log's key alone. */
export const ledgerVerifyProofCommand: CliCommand = {
  name: 'ledger verify-proof',
  register(program: Command, context: CliContext): void {
    commandGroup(program, 'ledger')
      .command('verify-proof')
      .argument('<file>', 'a proof file (C2SP tlog-proof)')
      .requiredOption(
        '--key <key>',
        "the log's verifier key, as text or as a file, from elsewhere than the file",
        collect,
      )
      .option('--entry <file>', 'the bytes that are to be in the log (default: what the file has as extra)')
      .addOption(formatOption())
      .addHelpText('after', '\nExit code: 0 when it proves the entry, 1 when it does not, 2 when it could not be told.')
      .action(action(context, async (file: string, options: Options) => verifyProof(context, file, options)));
  },
};

function verifyProof(context: CliContext, file: string, { key, entry, format }: Options) {
  const log = readLogKeys(context, '--key', key);
  const text = read(context, file).toString('utf8');
  const given = entry === undefined ? null : read(context, entry);
  try {
    const { index, proof, checkpoint: note, extra } = parseProofFile(text);
    const { checkpoint } = openSignedCheckpoint(note, { log });
    const bytes = given ?? extra;
    if (bytes === undefined) return context.fail(`${file} does not hold its entry: give its bytes with --entry.`);
    verifyInclusion(index, checkpoint.size, leafHash(bytes), proof, checkpoint.root);
    const { entry: proven, id } = parseEntry(bytes);
    answer(context, format, {
      text: [
        `${styled(context, 'green', 'The proof holds')}: entry ${index} of ${checkpoint.origin}, which has ${checkpoint.size} entries.`,
        `  id      ${id}`,
        `  kind    ${proven.kind}`,
        `  writer  ${proven.writer}, ${proven.time} by its clock`,
        '',
      ].join('\n'),
      json: { holds: true, index: Number(index), id, size: checkpoint.size, origin: checkpoint.origin, entry: proven },
    });
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof ProofError || error instanceof EntryError)) throw error;
    if (error.code === 'unverifiable_here') throw error;
    answer(context, format, {
      text: `${styled(context, 'red', 'The proof does not hold')}: ${error.message}.\n`,
      json: { holds: false, code: error.code, why: error.message },
    });
    return EXIT.findings;
  }
}

function read(context: CliContext, file: string): Buffer {
  const path = resolve(context.cwd, file);
  if (!(statSync(path, { throwIfNoEntry: false })?.isFile() ?? false))
    return context.fail(`The file ${path} is not there.`);
  return readFileSync(path);
}
