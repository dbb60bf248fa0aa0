import { resolve } from 'node:path';
import type { Command } from 'commander';
import { VERSION } from '../../app/index.ts';
import { createBackup } from '../../backup/index.ts';
import { tableProgress } from '../backup-text.ts';
import { action, answer, type CliCommand, EXIT, type Format, formatOption, styled } from '../command.ts';
import { addLedgerOptions, dataDirectoryOf, type LedgerLocation, openLedger } from '../open-ledger.ts';

interface Options extends LedgerLocation {
  readonly to: string;
  readonly format: Format;
}

/** `ambit backup`: the ledger and what stands beside it, as files. */
export const backupCommand: CliCommand = {
  name: 'backup',
  register(program: Command, context): void {
    addLedgerOptions(program.command('backup'))
      .requiredOption('--to <folder>', 'where the backup goes: a folder that is not there, or an empty one')
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nAmbit may go on working meanwhile. No key is in it: keep a copy of keys/ of the data directory apart from it.\nambit restore --drill shows that it can be restored. Exit code: 0, or 2 when it could not be made.',
      )
      .action(
        action(context, async (options: Options) => {
          const ledger = await openLedger(context, options);
          try {
            const { store } = ledger;
            const directory = resolve(context.cwd, options.to);
            const onProgress = tableProgress(context, 'saved');
            const manifest = await createBackup({ store, directory, version: VERSION, onProgress });
            onProgress(null, 0);
            const bytes = manifest.tables.reduce((sum, table) => sum + table.bytes, 0);
            answer(context, options.format, {
              text: [
                `${styled(context, 'green', 'The backup is in')} ${options.to}: ${manifest.size} entries of ${manifest.origin}, ${manifest.tables.length} tables, ${bytes} bytes.`,
                `Not in it: the keys in ${dataDirectoryOf(context, options)}/keys (of the log, the writers and sealed records), who is signed in,`,
                'and what is built again from the ledger. Without the keys it can be verified and not gone on with.',
                `Show that it can be restored: ambit restore --from ${options.to} --drill`,
                '',
              ].join('\n'),
              json: { directory, manifest },
            });
            return EXIT.ok;
          } finally {
            await ledger.close();
          }
        }),
      );
  },
};
