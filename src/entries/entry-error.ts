/**
 * - `entry_malformed`: bytes that are no entry
 * - `entry_too_large`: over 16 KiB
 */
export type EntryErrorCode = 'entry_malformed' | 'entry_too_large';

/** Bytes or a draft that can't be an entry. */
export class EntryError extends Error {
  readonly code: EntryErrorCode;

  constructor(code: EntryErrorCode, message: string) {
    super(message);
    this.name = 'EntryError';
    this.code = code;
  }
}
