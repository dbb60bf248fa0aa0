export { BackupError, type BackupErrorCode } from './backup-error.ts';
export { type CreateBackupOptions, createBackup } from './create-backup.ts';
export { drilledDraft, restoredDraft } from './entries.ts';
export { type KnownCheckpoint, type Loss, lossOf } from './loss.ts';
export { MANIFEST_FILE, type Manifest, parseManifest } from './manifest.ts';
export { compareFiles, type OpenedBackup, openBackup } from './read-backup.ts';
export { isEmpty, type RestoreOptions, restoreBackup } from './restore-backup.ts';
