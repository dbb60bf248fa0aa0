import { StoreError } from './store-error.ts';

/** What PostgreSQL complained of, as one sentence with a way out. */
export function explain(complaints: string, directory: string): StoreError {
  // The words of the loaders of Linux (glibc, musl) and of macOS.
  const library =
    /(?:error while loading shared libraries: |Error loading shared library |Library not loaded: )([^:\s]+)/.exec(
      complaints,
    )?.[1];
  if (library !== undefined)
    return new StoreError(
      'postgres_library_missing',
      `PostgreSQL needs the library ${library}, which this machine lacks: install it, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  if (/No space left on device|ENOSPC|Disk quota exceeded|could not extend file/i.test(complaints))
    return new StoreError(
      'disk_full',
      `There is no room left on the disk that holds ${directory}: free some, then start again.`,
    );
  if (/Address already in use/.test(complaints))
    return new StoreError('port_taken', 'The port that PostgreSQL was to use is taken by another program.');
  if (/lock file .* already exists|is another postmaster/i.test(complaints))
    return new StoreError('data_in_use', `Another PostgreSQL serves ${directory}: stop it first.`);
  if (/Permission denied|EACCES|must be owned by|cannot be run as root/i.test(complaints))
    return new StoreError(
      'postgres_failed',
      `PostgreSQL may not use ${directory} (${lastLine(complaints)}): give the folder to the user that runs Ambit.`,
    );
  return new StoreError('postgres_failed', `PostgreSQL does not start in ${directory}: ${lastLine(complaints)}.`);
}

function lastLine(text: string): string {
  const lines = text.split('\n').filter((line) => /FATAL|PANIC|error|ERROR/.test(line));
  return (lines[0] ?? text.trim().split('\n').at(-1) ?? '').trim().replace(/\.$/, '') || 'it says nothing';
}
