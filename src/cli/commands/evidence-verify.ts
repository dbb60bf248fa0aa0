import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  answerOf,
  type EvidenceVerification,
  type PackageFault,
  verifyEvidence,
  visible,
} from '../../evidence/package/index.ts';
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
import { readCheckpointFile, readLogKeys } from '../verifier-keys.ts';
import { addWitnessOptions, notWitnessedEnough, type WitnessOptions, wantedOf } from '../witness-options.ts';
import { witnessedText } from '../witnessed-text.ts';

interface Options extends WitnessOptions {
  readonly key: readonly string[];
  readonly checkpoint?: string;
  readonly format: Format;
}

/** `ambit evidence verify`: needs the folder and the log's key, and nothing else that Ambit has. */
export const evidenceVerifyCommand: CliCommand = {
  name: 'evidence verify',
  register(program: Command, context: CliContext): void {
    addWitnessOptions(commandGroup(commandGroup(program, 'evidence'), 'verify'))
      .argument('<folder>', 'the evidence package')
      .requiredOption(
        '--key <key>',
        "the log's verifier key, as text or as a file, from elsewhere than the package",
        collect,
      )
      .option(
        '--checkpoint <file>',
        'a checkpoint from elsewhere than the package, without which the end of the log is not established',
      )
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nExit code: 0 when it holds, whatever its control tests found; 1 when it was changed, or fewer witnesses cosigned its checkpoint than are needed; 2 when it could not be told, nor whether it is of the history of the given checkpoint.',
      )
      .action(
        action(context, async (folder: string, options: Options) => {
          const { key, checkpoint, format } = options;
          const keys = readLogKeys(context, '--key', key);
          const verification = await verifyEvidence({
            directory: resolve(context.cwd, folder),
            keys,
            witnesses: wantedOf(context, options.witness ?? [], options, keys),
            ...(checkpoint === undefined ? {} : { checkpoint: readCheckpointFile(context, checkpoint) }),
            onProgress: progress(context),
          });
          answer(context, format, { text: describe(context, verification), json: verification });
          if (!verification.holds || notWitnessedEnough(options, verification.witnessed)) return EXIT.findings;
          // Who gives a checkpoint asks for more than whether the package agrees with itself.
          return checkpoint === undefined || verification.end.compared ? EXIT.ok : EXIT.unable;
        }),
      );
  },
};

/** One line that is written over, on a terminal alone. */
function progress({ stderr }: CliContext): (done: number, total: number) => void {
  if (!stderr.isTTY) return () => {};
  return (done, total) => stderr.write(done < total ? `\r\u001b[Kverified ${done} of ${total} entries` : '\r\u001b[K');
}

function describe(
  context: CliContext,
  { holds, faults, moreFaults, report, end, witnessed }: EvidenceVerification,
): string {
  const ending = `${styled(context, end.established ? 'green' : 'yellow', end.established ? 'End established' : 'End not established')}: ${visible(end.why)}.`;
  if (!holds || report === null)
    return [
      witnessedText(context, witnessed),
      `${styled(context, 'red', 'The package does not hold')}: ${faults.length + moreFaults} ${faults.length + moreFaults === 1 ? 'fault' : 'faults'}.`,
      ...faults.map(faultLine),
      ...(moreFaults > 0 ? [`  and ${moreFaults} more`] : []),
      '',
    ].join('\n');
  const { environment, origin, period, counts, controls, ledger } = report;
  return [
    witnessedText(context, witnessed),
    `${styled(context, 'green', 'The package holds')}: ${counts.entries} entries of ${visible(environment)}, ${period.from} to ${period.to}, every one proven to be in the log.`,
    `  log        ${visible(origin)}, ${ledger.size} entries, root ${ledger.root}`,
    `  decisions  ${counts.reperformed} decided again, ${counts.differing} differently`,
    `  controls   ${answerOf(controls)}`,
    ...(ledger.witnesses ?? []).map(
      ({ key, time }) => `  cosigned   ${visible(time)} by ${visible(key)}, by the package’s word: compare the key`,
    ),
    ending,
    '',
  ].join('\n');
}

function faultLine({ file, line, what }: PackageFault): string {
  return `  ${visible(file)}${line === null ? '' : `:${line}`}: ${visible(what)}`;
}
