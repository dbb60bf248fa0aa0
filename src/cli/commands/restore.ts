import { existsSync, readFileSync, renameSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { dataDirectoryAt } from '../../app/index.ts';
import {
  type KnownCheckpoint,
  type Loss,
  lossOf,
  openBackup,
  restoreBackup,
  restoredDraft,
} from '../../backup/index.ts';
import { drillBackup } from '../backup-drill.ts';
import { appendAsBackup, holdBackupTurn } from '../backup-entries.ts';
import { lossText, tableProgress } from '../backup-text.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  collect,
  EXIT,
  type ExitCode,
  type Format,
  formatOption,
  styled,
} from '../command.ts';
import { ownLogKeys } from '../log-keys.ts';
import { logSource } from '../log-source.ts';
import { addLedgerOptions, dataDirectoryOf, type LedgerLocation, openLedger } from '../open-ledger.ts';
import { readTokenFile } from '../token-file.ts';
import { readCheckpointFile } from '../verifier-keys.ts';

export interface RestoreOptions extends LedgerLocation {
  readonly from: string;
  readonly key?: readonly string[];
  readonly checkpoint?: readonly string[];
  readonly tiles?: string;
  readonly tokenFile?: string;
  readonly dryRun?: boolean;
  readonly drill?: boolean;
  readonly replace?: boolean;
  readonly acceptLoss?: boolean;
  readonly format: Format;
}

/** `ambit restore`: a backup into a database, verified; or into a scratch one, as a drill. */
export const restoreCommand: CliCommand = {
  name: 'restore',
  register(program: Command, context: CliContext): void {
    addLedgerOptions(program.command('restore'))
      .requiredOption('--from <folder>', 'the backup')
      .option('--dry-run', 'say what a restore loses, and change nothing')
      .option(
        '--drill',
        'restore into a database that is made for it and thrown away, and leave an entry in the ledger',
      )
      .option('--replace', 'what the database holds may go')
      .option('--accept-loss', 'restore although entries are lost')
      .option(
        '--checkpoint <file>',
        'a checkpoint of this log that somebody has, such as a witness: what it knows and the backup lacks is lost',
        collect,
      )
      .option('--tiles <where>', 'the log over HTTP or in a folder, for the same')
      .option('--token-file <file>', 'what the server of --tiles wants to be shown')
      .option(
        '--key <key>',
        "the log's verifier key, as text or as a file (default: keys/log.pub of the data directory)",
        collect,
      )
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nIt says what is lost before it starts, loads and verifies in one transaction, and leaves an entry (ledger.restored). Ambit must not run.\n' +
          'Exit code: 0 when it was restored or the drill held; 1 when something would be lost and --accept-loss was not given, or the drill\ndid not hold; 2 when it could not be done, and then nothing was changed.',
      )
      .action(action(context, (options: RestoreOptions) => restore(context, options)));
  },
};

async function restore(context: CliContext, options: RestoreOptions): Promise<ExitCode> {
  const keys = ownLogKeys(context, options);
  const backup = await openBackup(resolve(context.cwd, options.from));
  if (options.drill === true) return await drillBackup(context, options, backup, keys);
  const known = await knownCheckpoints(context, options);
  const directory = dataDirectoryAt(dataDirectoryOf(context, options));
  const turn = options.dryRun === true ? null : await holdBackupTurn(context, directory.path);
  const ledger = await openLedger(context, options, { create: options.dryRun !== true }).catch((error: unknown) => {
    if (options.dryRun === true) return null;
    throw error;
  });
  try {
    const loss = await lossOf(backup, ledger?.store ?? null, known, keys);
    const said = lossText(context, loss, backup.manifest.madeAt);
    const isLost = loss.lostEntries > 0 || loss.lostWaiting > 0 || loss.otherHistory.length > 0;
    const stops = options.dryRun === true || (isLost && options.acceptLoss !== true);
    if (stops || ledger === null || turn === null) {
      const hint =
        options.dryRun === true ? '' : 'Nothing was changed. With --accept-loss it is restored all the same.\n';
      answer(context, options.format, { text: `${said}${hint}`, json: { restored: false, loss } });
      return isLost ? EXIT.findings : EXIT.ok;
    }
    // Before it starts, and not only with the answer.
    context.stderr.write(said);
    const onProgress = tableProgress(context, 'loaded');
    const { store } = ledger;
    const replace = options.replace === true;
    const { size, root } = await restoreBackup({ store, backup, keys, replace, onProgress });
    onProgress(null, 0);
    const appended = await appendAsBackup(context, directory.path, store, backup, (manifest) =>
      restoredDraft(backup, manifest, loss, replace),
    );
    const aside = setCheckpointAside(directory.checkpoint, loss, known);
    answer(context, options.format, {
      text: [
        `${styled(context, 'green', 'Restored and verified')}: ${size} entries of ${backup.manifest.origin}, to the checkpoint of the backup.`,
        `The entry ledger.restored (${appended}) waits for the sequencer.`,
        ...(aside === null ? [] : [`The checkpoint of what is lost is kept in ${aside}.`]),
        '',
      ].join('\n'),
      json: { restored: true, loss, size, root, entry: appended, checkpointKeptIn: aside },
    });
    return EXIT.ok;
  } finally {
    await ledger?.close();
    await turn?.release();
  }
}

/** Who may know of more than the backup has. */
async function knownCheckpoints(context: CliContext, options: RestoreOptions): Promise<KnownCheckpoint[]> {
  const { checkpoint } = dataDirectoryAt(dataDirectoryOf(context, options));
  const known = (options.checkpoint ?? []).map((file) => ({ by: file, note: readCheckpointFile(context, file) }));
  if (existsSync(checkpoint)) known.push({ by: OWN, note: readFileSync(checkpoint, 'utf8') });
  if (options.tiles === undefined) return known;
  const read = logSource(context, options.tiles, readTokenFile(context, options.tokenFile));
  const note = (await read('newest-checkpoint')) ?? (await read('checkpoint'));
  if (note === null) return context.fail(`${options.tiles} has no checkpoint.`);
  return [...known, { by: options.tiles, note: Buffer.from(note).toString() }];
}

const OWN = 'ledger.checkpoint of the data directory';

/** The sequencer goes on from nothing less than it kept; whoever accepted the loss has said that it may. It stays, as proof of what was there. */
function setCheckpointAside(
  path: string,
  { lostEntries, knownSize, otherHistory }: Loss,
  known: readonly KnownCheckpoint[],
): string | null {
  if ((lostEntries === 0 && otherHistory.length === 0) || !known.some(({ by }) => by === OWN)) return null;
  const aside = `${path}.before-restore-${knownSize}`;
  renameSync(path, aside);
  return aside;
}
