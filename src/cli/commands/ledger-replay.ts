import type { Command } from 'commander';
import { EntryError } from '../../entries/index.ts';
import { type Replay, type ReplayedTable, replayProjections } from '../../records/index.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  commandGroup,
  EXIT,
  type Format,
  formatOption,
  styled,
} from '../command.ts';
import { counted } from '../counted.ts';
import { printable } from '../entry-text.ts';
import { addLedgerOptions, type LedgerLocation, openLedger } from '../open-ledger.ts';

interface Options extends LedgerLocation {
  readonly mend?: boolean;
  readonly format: Format;
}

/** `ambit ledger replay`: builds the records again from the ledger and says whether they are what is there. */
export const ledgerReplayCommand: CliCommand = {
  name: 'ledger replay',
  register(program: Command, context: CliContext): void {
    addLedgerOptions(commandGroup(program, 'ledger').command('replay'))
      .option('--mend', 'put what the ledger gives in the place of what differs')
      .addOption(formatOption())
      .addHelpText(
        'after',
        `
Guards and console go on meanwhile. It trusts the ledger: ambit ledger verify
says whether that was changed.

Exit code: 0 when nothing differs, or it was mended, 1 when something differs, 2 when it could not be told.`,
      )
      .action(
        action(context, async ({ mend = false, format, ...location }: Options) => {
          const ledger = await openLedger(context, location);
          try {
            const replay = await replayProjections({
              ...{ store: ledger.store, mend, signal: context.signal, onProgress: progress(context) },
            });
            answer(context, format, { text: describe(context, replay), json: replay });
            return replay.holds || replay.mended ? EXIT.ok : EXIT.findings;
          } catch (cause) {
            if (!(cause instanceof EntryError)) throw cause;
            const say = `The records can't be built again: ${cause.message}. ambit ledger verify says what was changed in the ledger, and where.`;
            return context.fail(say, { cause });
          } finally {
            await ledger.close();
          }
        }),
      );
  },
};

/** One line that is written over, on a terminal alone. */
function progress({ stderr }: CliContext): (done: number, all: number) => void {
  if (!stderr.isTTY) return () => {};
  return (done, all) => stderr.write(done < all ? `\rread ${Math.floor((100 * done) / all)} %` : '\r\u001b[K');
}

function describe(context: CliContext, { holds, mended, projections }: Replay): string {
  const entries = Math.max(...projections.map((one) => one.entries));
  const read = `${entries} ${entries === 1 ? 'entry' : 'entries'} read again`;
  const lines = projections.flatMap(({ projection, ahead, tables }) => [
    ...(ahead === 0 ? [] : [`  ${projection}  claims to have read ${ahead} more than the ledger has`]),
    ...tables.flatMap(tableLines),
  ]);
  if (holds)
    return [`${styled(context, 'green', 'The records hold')}: ${read}, and nothing differs.`, ...lines, ''].join('\n');
  const differ = styled(context, 'red', 'The records are not what the ledger gives');
  return [
    mended ? `${differ}, and were mended: ${read}.` : `${differ}: ${read}.`,
    ...lines,
    ...(mended ? [] : ['Put what the ledger gives in their place: ambit ledger replay --mend']),
    '',
  ].join('\n');
}

function tableLines({ table, rows, missing, extra, examples }: ReplayedTable): string[] {
  if (missing + extra === 0) return [`  ${table}  ${counted(rows, 'row')}`];
  return [
    `  ${table}  ${counted(rows, 'row')}, of which ${missing} ${missing === 1 ? 'was' : 'were'} missing or other; ${extra} stood there that the ledger doesn't give`,
    ...examples.map(({ what, row }) => `    ${what === 'missing' ? '-' : '+'} ${printable(JSON.stringify(row))}`),
  ];
}
