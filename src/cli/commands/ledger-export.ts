import { setTimeout as delay } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { EntryError, type LogPosition, ProvenLog, type ReadLogFile } from '../../entries/index.ts';
import {
  type ExportFormat,
  FORMATS,
  type FormatName,
  formats,
  OperationMethods,
  recordsOf,
} from '../../export/index.ts';
import type { VerifierKey } from '../../proof/index.ts';
import { action, type CliCommand, type CliContext, collect, commandGroup, EXIT, type ExitCode } from '../command.ts';
import { CursorFile, type ExportCursor } from '../export-cursor.ts';
import { type ExportOutput, fileOutput, standardOutput } from '../export-output.ts';
import { ownLogKeys } from '../log-keys.ts';
import { addLedgerOptions } from '../open-ledger.ts';
import { wholeNumber } from '../whole-number.ts';
import { type LogLocation, withLog } from '../with-log.ts';

interface Options extends LogLocation {
  readonly format: FormatName;
  readonly key?: readonly string[];
  readonly from?: number;
  readonly until?: number;
  readonly cursor?: string;
  readonly output?: string;
  readonly follow?: boolean;
}

/** How soon a new entry is seen by `--follow`. */
const POLL_MILLISECONDS = 1000;

/** `ambit ledger export`: entries in the formats that others take events in. */
export const ledgerExportCommand: CliCommand = {
  name: 'ledger export',
  register(program: Command, context: CliContext): void {
    addLedgerOptions(commandGroup(program, 'ledger').command('export'))
      .addOption(new Option('--format <format>', 'how each entry is written').choices(FORMATS).makeOptionMandatory())
      .option('--from <index>', 'begin with this entry, where no cursor says where to go on (default: 0)', wholeNumber)
      .option('--until <index>', 'end before this entry (default: with the newest)', wholeNumber)
      .option('--cursor <file>', 'go on from where this file says, and keep it: it is made where it is not there')
      .option('--output <file>', 'append to this file instead of standard output; needs --cursor')
      .option('--follow', 'go on with new entries as they come, until Ctrl-C')
      .option('--tiles <where>', 'a log’s tiles, as a folder or a URL, instead of the database')
      .option('--token-file <file>', 'what the server of --tiles wants to be shown')
      .option('--key <key>', "the log's verifier key (default: keys/log.pub of the data directory)", collect)
      .addHelpText(
        'after',
        [
          '',
          'One line an entry, in the order of the log, each with the entry’s index, id and leaf hash. The id is the same for ever: receivers',
          'drop repetitions by it. Each entry is proven to be in the signed log before it is written, and the log has to extend what the',
          'cursor saw. The cursor is kept after the records are out: nothing is lost, and after a crash at most 256 entries come',
          'again; with --output none does. docs/export.md has the fields, and ambit ledger verify-export holds an export to the log.',
          '',
          'Exit code: 0 when all is out, 1 when the log was changed, 2 when it could not be done.',
        ].join('\n'),
      )
      .action(action(context, (options: Options) => exportLedger(context, options)));
  },
};

async function exportLedger(context: CliContext, options: Options): Promise<ExitCode> {
  if (options.output !== undefined && options.cursor === undefined)
    return context.fail('--output needs --cursor, which knows what the file holds. Without one, use > FILE.');
  const keys = ownLogKeys(context, options);
  const file = options.cursor === undefined ? null : new CursorFile(context, options.cursor);
  const cursor = file?.read() ?? null;
  if (cursor !== null) refuseOtherwise(context, options, cursor);
  return await withLog(context, options, async (read) => {
    const output = options.output === undefined ? standardOutput(context) : fileOutput(context, options.output, cursor);
    try {
      return await new Export(context, options, { read, keys, output, file }).run(cursor);
    } catch (error) {
      if (!(error instanceof EntryError) || error.code !== 'log_changed') throw error;
      return context.fail(
        `${error.message}. ambit ledger verify says where; where this is a new ledger by intent, begin with another cursor.`,
        { exitCode: EXIT.findings, cause: error },
      );
    } finally {
      output.close();
    }
  });
}

function refuseOtherwise(context: CliContext, { cursor: name, format, from }: Options, cursor: ExportCursor): void {
  if (cursor.format !== format)
    context.fail(`${name} is the cursor of an export as ${cursor.format}: give the one as ${format} its own.`);
  if (from !== undefined)
    context.fail(`${name} says that entry ${cursor.size} is next: leave --from away, or give another cursor.`);
}

interface Parts {
  readonly read: ReadLogFile;
  readonly keys: readonly VerifierKey[];
  readonly output: ExportOutput;
  readonly file: CursorFile | null;
}

class Export {
  readonly #context: CliContext;
  readonly #options: Options;
  readonly #parts: Parts;
  readonly #format: ExportFormat;
  readonly #methods: OperationMethods;

  constructor(context: CliContext, options: Options, parts: Parts) {
    this.#context = context;
    this.#options = options;
    this.#parts = parts;
    this.#format = formats[options.format];
    this.#methods = new OperationMethods(parts.read);
  }

  async run(cursor: ExportCursor | null): Promise<ExitCode> {
    const { signal } = this.#context;
    const { follow = false, until = Number.POSITIVE_INFINITY } = this.#options;
    let position: LogPosition | null = cursor;
    for (;;) {
      const log = await ProvenLog.open(this.#parts.read, this.#parts.keys);
      if (position === null) {
        position = await this.#begin(log);
        this.#keep(position);
      } else await log.extends(position);
      const reached = await this.#pass(log, position, until);
      if (typeof reached === 'number') return reached;
      position = reached;
      if (!follow || position.size >= until) return signal.aborted ? EXIT.interrupted : EXIT.ok;
      await delay(POLL_MILLISECONDS, null, { signal }).catch(() => null);
      if (signal.aborted) return EXIT.ok;
    }
  }

  async #begin(log: ProvenLog): Promise<LogPosition> {
    const { from = 0 } = this.#options;
    const { size } = log.checkpoint;
    if (from > size) this.#context.fail(`The log has ${size} entries, so none can be the first with index ${from}.`);
    return await log.position(from);
  }

  /** All that is in the log now. The position behind it, or the exit code of an export that can't go on. */
  async #pass(log: ProvenLog, from: LogPosition, until: number): Promise<LogPosition | ExitCode> {
    const { signal } = this.#context;
    const { output, file } = this.#parts;
    let position = from;
    for await (const { records, position: next } of recordsOf(log, this.#format, this.#methods, from.size, until)) {
      if (signal.aborted) return this.#options.follow === true ? EXIT.ok : EXIT.interrupted;
      if (!(await output.write(records))) {
        if (file === null) return EXIT.ok;
        this.#context.stderr.write(
          `ambit: Whoever read the output closed it: the cursor stands at entry ${position.size}, and the same command goes on from there.\n`,
        );
        return EXIT.unable;
      }
      // Only now: what is noted as out is out.
      this.#keep(next);
      position = next;
      this.#progress(next.size, Math.min(until, log.checkpoint.size));
    }
    this.#progress(0, 0);
    return position;
  }

  #keep({ origin, size, root }: LogPosition): void {
    const outputBytes = this.#parts.output.bytes;
    this.#parts.file?.write({ version: 1, format: this.#format.name, origin, size, root, outputBytes });
  }

  /** One line that is written over, where a person looks on and the records go elsewhere. */
  #progress(size: number, end: number): void {
    const { stderr, stdout } = this.#context;
    if (!stderr.isTTY || (stdout.isTTY && this.#options.output === undefined)) return;
    stderr.write(size < end ? `\rexported ${size} of ${end} entries` : '\r\u001b[K');
  }
}
