/**
 * - `entry_malformed`: bytes that are no entry
 * - `entry_too_large`: over 16 KiB
 * - `verified_part_malformed`: what was to be gone on from is no part of a log that was verified
 * - `log_changed`: the log isn't what its keys signed, or what was read of it before
 * - `log_unreadable`: a part of the log isn't there
 */
export type EntryErrorCode =
  | 'entry_malformed'
  | 'entry_too_large'
  | 'verified_part_malformed'
  | 'log_changed'
  | 'log_unreadable';

/** Bytes or a draft that can't be an entry. */
export class EntryError extends Error {
  readonly code: EntryErrorCode;

  constructor(code: EntryErrorCode, message: string) {
    super(message);
    this.name = 'EntryError';
    this.code = code;
  }
}
