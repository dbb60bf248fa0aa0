import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { dataDirectoryAt, logKeyAnswer, orderLogKeys, waitingLogKeyOrder } from '../../app/index.ts';
import type { LogKeyOrder } from '../../ledger/index.ts';
import type { KeyChangeCause } from '../../proof/index.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  commandGroup,
  EXIT,
  type ExitCode,
  type Format,
  formatOption,
  styled,
} from '../command.ts';
import { counted } from '../counted.ts';
import { type LogKeyReport, readLogKeyReport, refusalOf } from '../log-key-report.ts';
import { ownLogKeys } from '../log-keys.ts';
import { addLedgerOptions, dataDirectoryOf, type LedgerLocation, openLedger } from '../open-ledger.ts';
import { wholeNumber } from '../whole-number.ts';

/** A sequencer that runs looks ten times a second. */
const WAIT_SECONDS = 5;
const POLL_MILLISECONDS = 50;

interface Options extends LedgerLocation {
  readonly rotate?: boolean;
  readonly retire?: boolean;
  readonly cause: KeyChangeCause;
  readonly orphanEvidence?: boolean;
  readonly wait: number;
  readonly format: Format;
}

/** `ambit ledger keys`: shows the keys that the log signed with, has new ones take their place, and ends those of before. */
export const ledgerKeysCommand: CliCommand = {
  name: 'ledger keys',
  register(program: Command, context: CliContext): void {
    addLedgerOptions(commandGroup(program, 'ledger').command('keys'))
      .option('--rotate', 'have the log sign with new keys from its next entry on, beside those of before')
      .option('--retire', 'end the signing of those of before; their private halves are destroyed')
      .addOption(
        new Option(
          '--cause <cause>',
          'why there are new keys; other than in the course of things, those of before end at once',
        )
          .choices(['routine', 'lost', 'compromised'])
          .default('routine'),
      )
      .option('--wait <seconds>', 'how long to wait until it is done', wholeNumber, WAIT_SECONDS)
      .option('--orphan-evidence', 'give up keys as compromised although evidence was made by them')
      .addOption(formatOption())
      .addHelpText(
        'after',
        `
The sequencer does it, at once where it runs, else when it starts; its data
directory has the keys. What would leave old evidence without anything that
covers it is refused.

Exit code: 0 when it was shown, done or is to be done, 1 when it was refused, 2 when it could not be told.`,
      )
      .action(action(context, (options: Options) => keys(context, options)));
  },
};

async function keys(context: CliContext, options: Options): Promise<ExitCode> {
  const { rotate = false, retire = false, cause } = options;
  if (rotate && retire)
    return context.fail('--rotate and --retire are two steps: retire once all who verify have the new keys.');
  if (!rotate && cause !== 'routine') return context.fail('--cause goes with --rotate.');
  const directory = dataDirectoryAt(dataDirectoryOf(context, options));
  const trusted = ownLogKeys(context, options);
  const ledger = await openLedger(context, options);
  try {
    const report = await readLogKeyReport(ledger.store, trusted);
    if (!rotate && !retire) {
      const waiting = waitingLogKeyOrder(directory);
      answer(context, options.format, { text: describe(context, report, waiting), json: { ...report, waiting } });
      return EXIT.ok;
    }
    if (!existsSync(directory.keys))
      return context.fail(`${directory.path} isn't the sequencer's data directory: name it with --data.`);
    const order: LogKeyOrder = { id: randomUUID(), action: rotate ? 'rotate' : 'retire', cause };
    const refusal = await refusalOf(ledger.store, report, order, options.orphanEvidence === true);
    if (refusal !== null) return refused(context, options, refusal);
    if (!orderLogKeys(directory, order))
      return refused(context, options, 'something else is asked of the sequencer already, and waits until it runs');
    const done = await answered(context, options.wait, () => logKeyAnswer(directory, order.id));
    if (done !== null && done.problem !== null) return refused(context, options, done.problem);
    const now = done === null ? report : await readLogKeyReport(ledger.store, ownLogKeys(context, options));
    answer(context, options.format, {
      text:
        done === null
          ? 'It is asked for: the sequencer does it when it runs.\n'
          : `${describe(context, now, null)}${rotate ? next(cause) : ''}`,
      json: { ...now, done: done !== null, waiting: done === null ? order : null },
    });
    return EXIT.ok;
  } finally {
    await ledger.close();
  }
}

function refused(context: CliContext, { format }: Options, why: string): ExitCode {
  answer(context, format, {
    text: `${styled(context, 'red', 'Refused')}: ${why}. Nothing was changed.\n`,
    json: { done: false, refused: why },
  });
  return EXIT.findings;
}

async function answered<Answer>(
  { signal }: CliContext,
  seconds: number,
  look: () => Answer | null,
): Promise<Answer | null> {
  for (const end = performance.now() + seconds * 1000; performance.now() < end; ) {
    const found = look();
    if (found !== null) return found;
    await delay(POLL_MILLISECONDS, undefined, { signal });
  }
  return look();
}

function next(cause: KeyChangeCause): string {
  return cause === 'routine'
    ? 'Give keys/log.pub to all who verify, the witnesses first; then end the former keys: ambit ledger keys --retire.\n'
    : 'Give keys/log.pub to all who verify by another way than this log: the former keys lead nobody to the new ones.\n';
}

function describe(context: CliContext, report: LogKeyReport, waiting: LogKeyOrder | null): string {
  const { origin, size, generations } = report;
  const lines = generations
    .toReversed()
    .flatMap(({ generation, signs, keys: named, from, until, cause, evidence }) => [
      `  ${generation}  ${styled(context, signs ? 'green' : 'yellow', signs ? 'signs' : 'retired')}  checkpoints ${until === null ? `of ${Math.max(from, 1)} or more` : `of ${Math.max(from, 1)} to ${until}`} entries${cause === null || cause === 'routine' ? '' : `; took the place of keys that were ${cause}`}`,
      ...named.map(({ type, id }) => `     ${type} ${id}`),
      `     ${evidence}`,
    ]);
  return [
    `${origin}: ${counted(generations.length, 'generation')} of keys in ${size} ${size === 1 ? 'entry' : 'entries'}`,
    ...lines,
    ...(waiting === null ? [] : [`  asked for, and waits for the sequencer: ${waiting.action} (${waiting.cause})`]),
    '',
  ].join('\n');
}
