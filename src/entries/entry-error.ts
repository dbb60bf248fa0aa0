/**
 * - `entry_malformed`: bytes that are no entry
 * - `entry_too_large`: over 16 KiB
 * - `verified_part_malformed`: what was to be gone on from is no part of a log that was verified
 */
export type EntryErrorCode = 'entry_malformed' | 'entry_too_large' | 'verified_part_malformed';

/** Bytes or a draft that can't be an entry. */
export class EntryError extends Error {
  readonly code: EntryErrorCode;

  constructor(code: EntryErrorCode, message: string) {
    super(message);
    this.name = 'EntryError';
    this.code = code;
  }
}
