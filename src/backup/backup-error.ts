/**
 * - `no_ledger`: the database has no log yet
 * - `folder_in_use`: where the backup was to go something is already
 * - `backup_unreadable`: a file of the backup is missing or can't be read
 * - `backup_malformed`: it isn't a backup, or not one of a format that this version knows
 * - `backup_newer`: a newer Ambit made it
 * - `backup_changed`: a file isn't what the manifest says
 * - `database_not_empty`: it holds a ledger, and nobody said that it may be replaced
 * - `ambit_runs`: processes of Ambit work on the database
 * - `restored_wrong`: what was loaded does not verify; the database is as it was
 */
export type BackupErrorCode =
  | 'no_ledger'
  | 'folder_in_use'
  | 'backup_unreadable'
  | 'backup_malformed'
  | 'backup_newer'
  | 'backup_changed'
  | 'database_not_empty'
  | 'ambit_runs'
  | 'restored_wrong';

/** A backup can't be made or restored. */
export class BackupError extends Error {
  readonly code: BackupErrorCode;

  constructor(code: BackupErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'BackupError';
    this.code = code;
  }
}
