import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { BackupError } from './backup-error.ts';
import { digestOfFile } from './create-backup.ts';
import { fileOf, MANIFEST_FILE, type Manifest, type ManifestTable, parseManifest } from './manifest.ts';

/** A backup in its folder. */
export interface OpenedBackup {
  readonly directory: string;
  readonly manifest: Manifest;
  /** The bytes of the manifest, by whose digest the ledger names the backup. */
  readonly manifestBytes: Uint8Array;
}

/** @throws BackupError `backup_unreadable`, `backup_malformed` */
export async function openBackup(directory: string): Promise<OpenedBackup> {
  const path = join(directory, MANIFEST_FILE);
  const manifestBytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new BackupError(
      'backup_unreadable',
      `${path} can't be read (${cause.code}): is this the folder of a backup?`,
      cause,
    );
  });
  return { directory, manifest: parseManifest(manifestBytes.toString()), manifestBytes };
}

/** Compares each file with the manifest. @throws BackupError `backup_unreadable`, `backup_changed` */
export async function compareFiles({ directory, manifest }: OpenedBackup): Promise<void> {
  for (const table of manifest.tables) {
    const file = fileOf(table);
    const found = await digestOfFile(join(directory, file)).catch((cause: NodeJS.ErrnoException) => {
      throw new BackupError('backup_unreadable', `${file} of the backup can't be read (${cause.code}).`, cause);
    });
    if (found.bytes !== table.bytes || found.sha256 !== table.sha256)
      throw new BackupError(
        'backup_changed',
        `${file} isn't what ${MANIFEST_FILE} says: it was changed, or not copied whole.`,
      );
  }
}

/** The rows of a table, each as JSON. */
export async function* rowsOf({ directory }: OpenedBackup, table: ManifestTable): AsyncGenerator<string> {
  const file = createReadStream(join(directory, fileOf(table)));
  const unzipped = file.pipe(createGunzip());
  file.on('error', (error) => unzipped.destroy(error));
  yield* createInterface({ input: unzipped, crlfDelay: Number.POSITIVE_INFINITY });
}
