import { join, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { VERSION } from '../../app/index.ts';
import { createEvidence, type EvidenceReport } from '../../evidence/index.ts';
import { answerOf } from '../../evidence/package/index.ts';
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
import { printable } from '../entry-text.ts';
import { ownLogKeys } from '../log-keys.ts';
import { addLedgerOptions, type LedgerLocation, openLedger } from '../open-ledger.ts';
import { ownWitnesses } from '../own-witnesses.ts';
import { readCheckpointFile, readWitnessKeys } from '../verifier-keys.ts';

interface Options extends LedgerLocation {
  readonly from: string;
  readonly to: string;
  readonly out: string;
  readonly key?: readonly string[];
  readonly witness?: readonly string[];
  readonly checkpoint?: string;
  readonly format: Format;
}

/** `ambit evidence`: an evidence package of a period. */
export const evidenceCommand: CliCommand = {
  name: 'evidence',
  register(program: Command, context: CliContext): void {
    addLedgerOptions(commandGroup(program, 'evidence'))
      .requiredOption(
        '--from <time>',
        'first day or moment of the period, UTC: 2026-11-01 or 2026-11-01T12:00:00Z',
        moment,
      )
      .requiredOption('--to <time>', 'its end, which is not in it any more: 2026-12-01 for all of November', moment)
      .requiredOption('--out <folder>', 'where the package goes: a folder that is not there, or an empty one')
      .option(
        '--key <key>',
        "the log's verifier key, as text or as a file (default: keys/log.pub of the data directory)",
        collect,
      )
      .option(
        '--witness <key>',
        "a witness's verifier key, of those that the package names where they cosigned it (default: those of the configuration)",
        collect,
      )
      .option('--checkpoint <file>', 'make it by this checkpoint, which the auditor has, rather than by the newest')
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nExit code: 0 when the package was made, also where control tests list exceptions; 2 when it could not be made.',
      )
      .action(
        action(context, async (options: Options) => {
          const keys = ownLogKeys(context, options);
          const witnesses = readWitnessKeys(context, '--witness', ownWitnesses(context, options));
          const checkpoint = options.checkpoint === undefined ? null : readCheckpointFile(context, options.checkpoint);
          const ledger = await openLedger(context, options);
          try {
            const { directory, report } = await createEvidence({
              store: ledger.store,
              ...{ from: options.from, to: options.to, directory: resolve(context.cwd, options.out), keys, witnesses },
              ...(checkpoint === null ? {} : { checkpoint }),
              ...{ version: VERSION, now: () => new Date(), signal: context.signal, onProgress: progress(context) },
            });
            answer(context, options.format, {
              text: describe(context, options.out, report),
              json: { directory, report },
            });
            return EXIT.ok;
          } finally {
            await ledger.close();
          }
        }),
      );
  },
};

/** A day, or a moment of it, as the ledger writes times. */
function moment(text: string): string {
  const whole = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00.000Z` : text.replace(/(:\d\d)Z$/, '$1.000Z');
  const time = Date.parse(whole);
  if (Number.isNaN(time) || new Date(time).toISOString() !== whole)
    throw new InvalidArgumentError('It has to be a day (2026-11-01) or a moment in UTC (2026-11-01T12:00:00Z).');
  return whole;
}

/** One line that is written over, on a terminal alone. */
function progress({ stderr }: CliContext): (step: 'read' | 'derive', done: number, total: number) => void {
  if (!stderr.isTTY) return () => {};
  return (step, done, total) => {
    const what = step === 'read' ? 'read' : 'verified and derived';
    stderr.write(step === 'derive' && done >= total ? '\r\u001b[K' : `\r\u001b[K${what} ${done} of ${total} entries`);
  };
}

function describe(
  context: CliContext,
  /** As it was named. */
  directory: string,
  { controls, ledger, policies, counts }: EvidenceReport,
): string {
  const lines = controls
    .filter(({ outcome }) => outcome !== 'passed')
    .map(({ id, title, outcome, exceptions, moreExceptions }) => {
      const count = exceptions.length + moreExceptions;
      const [first] = exceptions;
      const said =
        outcome === 'exceptions'
          ? `${count} ${count === 1 ? 'exception' : 'exceptions'}: ${first?.what}`
          : outcome.replace('_', ' ');
      return `  ${id}  ${title}: ${styled(context, outcome === 'exceptions' ? 'red' : 'yellow', printable(said))}`;
    });
  return [
    `${styled(context, 'green', 'The evidence is in')} ${directory}: ${counts.entries} entries, ${policies.length} ${policies.length === 1 ? 'policy' : 'policies'}, ${counts.reperformed} decisions decided again.`,
    answerOf(controls),
    ...lines,
    ledger.witnesses === undefined
      ? 'Unwitnessed: no witness cosigned its checkpoint.'
      : `Its checkpoint is cosigned by ${ledger.witnesses.map(({ key }) => printable(key)).join(', ')}.`,
    ...(ledger.goesOn ? [] : ['The log ended within the period: more of it may come later.']),
    `Open ${join(directory, 'index.html')}, or verify it: ambit evidence verify ${directory} --key KEY --checkpoint FILE`,
    '',
  ].join('\n');
}
