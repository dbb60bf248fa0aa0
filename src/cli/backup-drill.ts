import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackupError, drilledDraft, lossOf, type OpenedBackup, restoreBackup } from '../backup/index.ts';
import type { VerifierKey } from '../proof/index.ts';
import { openStore, startEmbeddedPostgres } from '../store/index.ts';
import { appendAsBackup, holdBackupTurn } from './backup-entries.ts';
import { tableProgress } from './backup-text.ts';
import { answer, type CliContext, EXIT, type ExitCode, type Format, styled } from './command.ts';
import { dataDirectoryOf, type LedgerLocation, openLedger } from './open-ledger.ts';

/**
 * Restores a backup into a database of its own, verifies it there, compares it with the ledger that lives, and leaves an entry in that one,
 * whether it held or not.
 */
export async function drillBackup(
  context: CliContext,
  options: LedgerLocation & { readonly format: Format },
  backup: OpenedBackup,
  keys: readonly VerifierKey[],
): Promise<ExitCode> {
  const data = dataDirectoryOf(context, options);
  const turn = await holdBackupTurn(context, data);
  try {
    const ledger = await openLedger(context, options);
    try {
      const began = performance.now();
      const problem = await restoreIntoScratch(context, backup, keys).catch((error: unknown) => {
        if (error instanceof BackupError) return error;
        throw error;
      });
      const loss = await lossOf(backup, ledger.store, [], keys);
      const isOther = loss.otherHistory.length > 0;
      const failure = problem?.code ?? (isOther ? 'other_history' : null);
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      const rows = backup.manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      const entry = await appendAsBackup(context, data, ledger.store, backup, (manifest) =>
        drilledDraft(backup, manifest, { failure, seconds: Math.ceil(seconds), rows }),
      );
      const why = problem?.message ?? 'It is of another history than the ledger that lives: one of them was rewritten.';
      answer(context, options.format, {
        text: [
          failure === null
            ? `${styled(context, 'green', 'The drill held')}: ${backup.manifest.size} entries and ${rows} rows were restored and verified in ${seconds} s.`
            : `${styled(context, 'red', 'The drill did not hold')}: ${why}`,
          `Restoring this backup now would lose ${loss.lostEntries} entries of the log.`,
          `The ledger has it as backup.drilled (${entry}).`,
          '',
        ].join('\n'),
        json: { held: failure === null, failure, seconds, rows, loss, entry },
      });
      return failure === null ? EXIT.ok : EXIT.findings;
    } finally {
      await ledger.close();
    }
  } finally {
    await turn.release();
  }
}

/** Resolves with null where it held. @throws BackupError */
async function restoreIntoScratch(
  context: CliContext,
  backup: OpenedBackup,
  keys: readonly VerifierKey[],
): Promise<null> {
  const directory = mkdtempSync(join(tmpdir(), 'ambit-drill-'));
  try {
    const server = await startEmbeddedPostgres({ directory });
    try {
      const store = await openStore({ url: server.url, applicationName: 'ambit-command', maxConnections: 2 });
      const onProgress = tableProgress(context, 'loaded');
      try {
        await restoreBackup({ store, backup, keys, replace: false, onProgress });
        return null;
      } finally {
        onProgress(null, 0);
        await store.close();
      }
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
