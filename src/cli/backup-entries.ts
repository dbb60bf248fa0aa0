import { existsSync, readdirSync } from 'node:fs';
import { dataDirectoryAt, openDataDirectory, takeInstanceLock, writerPrivateKey } from '../app/index.ts';
import type { OpenedBackup } from '../backup/index.ts';
import { type EntryDraft, openWriter, putBlob } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';
import type { CliContext } from './command.ts';

/** Under which name restores and drills write: the sequencer takes it by the public key beside its own. */
const WRITER = 'backup';

/**
 * Makes sure that this is where the sequencer looks for writers' keys, for it takes an entry from nobody else, and that no other restore or
 * drill runs.
 */
export async function holdBackupTurn(context: CliContext, data: string): Promise<{ release(): Promise<void> }> {
  const { keys } = dataDirectoryAt(data);
  if (!existsSync(keys) || !readdirSync(keys).some((name) => /^log(-\d+)?\.key$/.test(name)))
    return context.fail(
      `${data} isn't the sequencer's data directory (it has no keys/log.key): run this where the sequencer runs, or name its data directory with --data. Its keys are not in a backup.`,
    );
  const { run } = openDataDirectory(data);
  return await takeInstanceLock(run, WRITER, { whatRuns: `A restore or drill runs on ${data}` });
}

/** Appends an entry that names the backup's manifest, which is stored with it. Resolves with its id when it is durable. */
export async function appendAsBackup(
  context: CliContext,
  data: string,
  store: Store,
  backup: OpenedBackup,
  draft: (manifestDigest: string) => EntryDraft,
): Promise<string> {
  const writer = await openWriter({
    ...{ store, environment: backup.manifest.environment, writer: WRITER },
    privateKey: writerPrivateKey(dataDirectoryAt(data), WRITER),
    maxLagSeconds: () => Number.POSITIVE_INFINITY,
  });
  try {
    const [appended] = await writer.append({ drafts: [draft(await putBlob(store, backup.manifestBytes))] });
    return appended?.id ?? context.fail('The entry was not written.');
  } finally {
    await writer.close();
  }
}
