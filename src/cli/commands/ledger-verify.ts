import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { dataDirectoryAt, replaceFile } from '../../app/index.ts';
import {
  EntryError,
  type EntryReport,
  parseVerifiedPart,
  type TiledLogReport,
  type VerifiedPart,
  verifyOneEntry,
  verifyTiledLog,
  type WantedWitnesses,
} from '../../entries/index.ts';
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
  type ExitCode,
  type Format,
  formatOption,
  styled,
} from '../command.ts';
import { databaseLog, registrationIn } from '../database-log.ts';
import { printable } from '../entry-text.ts';
import { ownLogKeys } from '../log-keys.ts';
import { logSource } from '../log-source.ts';
import { oneEntryText } from '../one-entry-text.ts';
import { addLedgerOptions, dataDirectoryOf, type LedgerLocation, openLedger } from '../open-ledger.ts';
import { ownWitnesses } from '../own-witnesses.ts';
import { readTokenFile } from '../token-file.ts';
import { readCheckpointFile } from '../verifier-keys.ts';
import { addWitnessOptions, notWitnessedEnough, type WitnessOptions, wantedOf } from '../witness-options.ts';
import { witnessedText } from '../witnessed-text.ts';

interface Options extends LedgerLocation, WitnessOptions {
  readonly key?: readonly string[];
  readonly trusted?: string;
  readonly tiles?: string;
  readonly tokenFile?: string;
  readonly since?: string;
  readonly entry?: number;
  readonly format: Format;
}

type Report = VerificationReport | TiledLogReport;

/** `ambit ledger verify`: reads the whole ledger again and says whether anything in it was changed, and where. */
export const ledgerVerifyCommand: CliCommand = {
  name: 'ledger verify',
  register(program: Command, context: CliContext): void {
    addWitnessOptions(addLedgerOptions(commandGroup(program, 'ledger').command('verify')))
      .option(
        '--key <key>',
        "the log's verifier key, as text or as a file (default: keys/log.pub of the data directory)",
        collect,
      )
      .option(
        '--trusted <file>',
        'a checkpoint that was kept elsewhere, which the ledger has to extend (default: ledger.checkpoint of the data directory, with its key)',
      )
      .option('--tiles <where>', 'verify a log by its tiles alone, in a folder or at a URL, with no database')
      .option('--token-file <file>', 'what the server of --tiles wants to be shown')
      .option(
        '--since <file>',
        'go on from what was verified last, which this file keeps; it is written where all holds',
      )
      .option(
        '--entry <index>',
        'verify this one entry: its place under the newest signed checkpoint, its body, its blobs, its writer’s signature and registration',
        wholeNumber,
      )
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nExit code: 0 when it holds, 1 when it was changed or fewer witnesses cosigned it than are needed, 2 when it could not be told.',
      )
      .action(
        action(context, async (options: Options) => {
          const keys = ownLogKeys(context, options);
          if (options.entry !== undefined) return await verifyEntryAlone(context, options, options.entry, keys);
          const from = readVerifiedPart(context, options);
          const witnesses = wantedOf(context, ownWitnesses(context, options), options, keys);
          const { verified, ...report } = await verify(context, options, keys, from, witnesses).catch(
            (cause: unknown) => refuseToGoOn(context, options, cause),
          );
          if (options.since !== undefined && verified !== null)
            replaceFile(resolve(context.cwd, options.since), `${JSON.stringify(verified, null, 2)}\n`);
          answer(context, options.format, {
            text: describe(context, report),
            json: { ...report, keys: keys.map(formatVerifierKey) },
          });
          return report.holds && !notWitnessedEnough(options, report.witnessed) ? EXIT.ok : EXIT.findings;
        }),
      );
  },
};

async function verify(
  context: CliContext,
  options: Options,
  keys: readonly VerifierKey[],
  from: VerifiedPart | null,
  witnesses: WantedWitnesses | null,
): Promise<Report> {
  const onProgress = progress(context);
  if (options.tiles !== undefined) {
    if (options.database !== undefined) return context.fail('--tiles takes no database.');
    const read = logSource(context, options.tiles, readTokenFile(context, options.tokenFile));
    const kept = options.trusted === undefined ? {} : { trusted: readCheckpointFile(context, options.trusted) };
    return await verifyTiledLog({ read, keys, from, witnesses, ...kept, onProgress });
  }
  const trusted = readTrusted(context, options);
  const ledger = await openLedger(context, options);
  try {
    return await verifyLedger({
      store: ledger.store,
      keys,
      from,
      witnesses,
      ...(trusted === null ? {} : { trusted }),
      onProgress,
    });
  } finally {
    await ledger.close();
  }
}

async function verifyEntryAlone(
  context: CliContext,
  options: Options,
  index: number,
  keys: readonly VerifierKey[],
): Promise<ExitCode> {
  const { since, trusted, witness } = options;
  if (since !== undefined || trusted !== undefined || witness !== undefined)
    return context.fail('--entry takes no --since, --trusted or --witness: they are about the whole log.');
  const report = await entryReport(context, options, index, keys);
  if (typeof report === 'string') return context.fail(`Entry ${index} can't be verified: ${report}.`);
  answer(context, options.format, {
    text: oneEntryText(context, report),
    json: { ...report, keys: keys.map(formatVerifierKey) },
  });
  return report.holds ? EXIT.ok : EXIT.findings;
}

async function entryReport(
  context: CliContext,
  options: Options,
  index: number,
  keys: readonly VerifierKey[],
): Promise<EntryReport | string> {
  if (options.tiles !== undefined) {
    if (options.database !== undefined) return context.fail('--tiles takes no database.');
    const read = logSource(context, options.tiles, readTokenFile(context, options.tokenFile));
    return await verifyOneEntry({ read, keys, index });
  }
  const { store, close } = await openLedger(context, options);
  try {
    const registrationOf = (writer: string): Promise<number | null> => registrationIn(store, writer);
    return await verifyOneEntry({ read: databaseLog(store), keys, index, registrationOf });
  } finally {
    await close();
  }
}

/** What was verified last; null the first time. */
function readVerifiedPart(context: CliContext, options: Options): VerifiedPart | null {
  const { since } = options;
  const path = resolve(context.cwd, since ?? '');
  if (since === undefined || !existsSync(path)) return null;
  try {
    return parseVerifiedPart(readFileSync(path, 'utf8'));
  } catch (cause) {
    return refuseToGoOn(context, options, cause);
  }
}

function refuseToGoOn(context: CliContext, { since }: Options, cause: unknown): never {
  if (!(cause instanceof EntryError) || cause.code !== 'verified_part_malformed') throw cause;
  const say = `${since} can't be gone on from: ${cause.message}. Take it away, and everything is verified again.`;
  return context.fail(say, { cause });
}

/** The one that is named, else the one that the sequencer keeps beside the key that is verified with. */
function readTrusted(context: CliContext, options: Options): string | null {
  if (options.trusted !== undefined) return readCheckpointFile(context, options.trusted);
  const { checkpoint } = dataDirectoryAt(dataDirectoryOf(context, options));
  return options.key === undefined && existsSync(checkpoint) ? readFileSync(checkpoint, 'utf8') : null;
}

/** One line that is written over, on a terminal alone. */
function progress({ stderr }: CliContext): (verified: number, size: number) => void {
  if (!stderr.isTTY) return () => {};
  return (verified, size) => stderr.write(verified < size ? `\rverified ${verified} of ${size} entries` : '\r\u001b[K');
}

function describe(context: CliContext, report: Omit<Report, 'verified'>): string {
  const { holds, origin, size, from, root, writers, blobs, faults, moreFaults, witnessed } = report;
  if (holds)
    return [
      witnessedText(context, witnessed),
      `${styled(context, 'green', 'The ledger holds')}: ${count(size, 'entry', 'entries')} of ${count(writers, 'writer', 'writers')}, ${count(blobs, 'blob', 'blobs')}, none changed or missing.`,
      ...(from === 0 ? [] : [`  the first ${count(from, 'entry', 'entries')} of them were verified before`]),
      `  log   ${origin}`,
      `  root  ${root}`,
      ...unknownLines(report),
      '',
    ].join('\n');
  return [
    witnessedText(context, witnessed),
    `${styled(context, 'red', 'The ledger was changed')}: ${count(faults.length + moreFaults, 'fault', 'faults')} in ${count(size, 'entry', 'entries')}.`,
    ...faultLines(faults),
    ...(moreFaults > 0 ? [`  and ${moreFaults} more`] : []),
    ...unknownLines(report),
    '',
  ].join('\n');
}

/** Told, and no fault: a later Ambit writes what this one doesn't know, and its place and signature hold all the same. */
function unknownLines({ unknown, moreUnknown }: Pick<Report, 'unknown' | 'moreUnknown'>): string[] {
  const lines = unknown.map(
    (one) =>
      `  unknown to this version of Ambit: ${printable(one.kind)} in version ${one.kindVersion}, ${count(one.count, 'entry', 'entries')} from entry ${one.first} on; nothing is said of their bodies`,
  );
  return moreUnknown === 0 ? lines : [...lines, `  and ${count(moreUnknown, 'entry', 'entries')} of yet other kinds`];
}

/** One change often spoils many entries, as a writer's key does all that it signed: what is said of several stands at the first of them. */
function faultLines(faults: readonly Fault[]): string[] {
  return [...Map.groupBy(faults, ({ what }) => what)].map(([what, [first, ...others]]) => {
    const place = first?.index === null ? 'ledger' : `entry ${first?.index}`;
    return `  ${place}: ${what}${others.length === 0 ? '' : ` (and so of ${count(others.length, 'later entry', 'later entries')})`}`;
  });
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function wholeNumber(text: string): number {
  if (!/^(0|[1-9]\d{0,14})$/.test(text)) throw new InvalidArgumentError('It has to be a whole number.');
  return Number(text);
}
