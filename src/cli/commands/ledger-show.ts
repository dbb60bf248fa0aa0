import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { dataDirectoryAt, sealedMasterKey } from '../../app/index.ts';
import {
  type EntryKind,
  type LoggedEntry,
  openSealedStore,
  readEntry,
  readNewest,
  type SealedText,
  textsOf,
} from '../../ledger/index.ts';
import { outcomeOf, outcomesOf, referencesOf, timelineOf } from '../../records/index.ts';
import type { Store } from '../../store/index.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  commandGroup,
  EXIT,
  type Format,
  formatOption,
} from '../command.ts';
import { entryJson, entryLine, printable } from '../entry-text.ts';
import { addLedgerOptions, dataDirectoryOf, type LedgerLocation, openLedger } from '../open-ledger.ts';

interface Options extends LedgerLocation {
  readonly kind?: string;
  readonly ref?: string;
  readonly limit: number;
  readonly format: Format;
}

const DEFAULT_LIMIT = 20;

/** `ambit ledger show`: entries, newest last, or one of them whole. */
export const ledgerShowCommand: CliCommand = {
  name: 'ledger show',
  register(program: Command, context: CliContext): void {
    addLedgerOptions(
      commandGroup(program, 'ledger').command('show').argument('[entry]', 'index or id (sha256:…) of one entry'),
    )
      .option('--kind <kind>', 'only entries of this kind, such as decision.made')
      .option('--ref <reference>', 'only entries that name this: token:…, grant:…, client:…, operation:…')
      .option('--limit <count>', 'how many at most', positiveInteger, DEFAULT_LIMIT)
      .addOption(formatOption())
      .action(
        action(context, async (entry: string | undefined, options: Options) => {
          const ledger = await openLedger(context, options);
          try {
            return entry === undefined
              ? await showMany(context, ledger.store, options)
              : await showOne(context, ledger.store, entry, options);
          } finally {
            await ledger.close();
          }
        }),
      );
  },
};

function positiveInteger(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It has to be a whole number above zero.');
  return Number(text);
}

async function showOne(context: CliContext, store: Store, name: string, options: Options) {
  if (!/^(\d{1,15}|sha256:[0-9a-f]{64})$/.test(name))
    return context.fail(`“${name}” is neither an index nor an id (sha256: and 64 hexadecimal digits).`);
  const logged = await readEntry(store, name.startsWith('sha256:') ? name : Number(name));
  if (logged === null) return context.fail(`The ledger has no entry ${name}.`, { exitCode: EXIT.findings });
  const outcome = logged.entry.kind === 'decision.made' ? await outcomeOf(store, logged) : undefined;
  const texts = await sealedTexts(context, store, logged, options);
  const json = { ...entryJson(logged, outcome), ...(texts.length === 0 ? {} : { texts }) };
  const lines = [
    entryLine(context, logged, outcome),
    ...texts.map((one) => `  ${one.member}: ${one.state === 'held' ? printable(one.text) : `(${one.state})`}`),
    ...JSON.stringify(json, null, 2).split('\n').map(printable),
  ];
  answer(context, options.format, { text: `${lines.join('\n')}\n`, json });
  return EXIT.ok;
}

/** What people wrote that the entry holds sealed: to be read by who can read the keys of the data directory. */
async function sealedTexts(
  context: CliContext,
  store: Store,
  { entry }: LoggedEntry,
  options: Options,
): Promise<readonly SealedText[]> {
  const directory = dataDirectoryAt(dataDirectoryOf(context, options));
  if (!existsSync(join(directory.keys, 'sealed.key'))) return [];
  return await textsOf(openSealedStore({ store, masterKey: sealedMasterKey(directory) }), entry.body);
}

async function showMany(context: CliContext, store: Store, { kind, ref, limit, format }: Options) {
  const entries = await select(store, kind, ref, limit);
  const outcomes = await outcomesOf(store, entries);
  const lines = entries.map((entry) => entryLine(context, entry, outcomes.get(entry.id)));
  answer(context, format, {
    text: lines.length === 0 ? 'No entries.\n' : `${lines.join('\n')}\n`,
    json: entries.map((entry) => entryJson(entry, outcomes.get(entry.id))),
  });
  return EXIT.ok;
}

/** Newest last, as in a terminal one reads upwards from the prompt. */
async function select(
  store: Store,
  kind: string | undefined,
  ref: string | undefined,
  limit: number,
): Promise<LoggedEntry[]> {
  if (ref === undefined) return (await readNewest(store, limit, kind as EntryKind | undefined)).reverse();
  const entries = await timelineOf(store, ref);
  return entries
    .filter(({ entry }) => referencesOf(entry).includes(ref) && (kind === undefined || entry.kind === kind))
    .slice(-limit);
}
