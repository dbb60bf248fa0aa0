export type ScanErrorCode = 'malformed' | 'too_deep' | 'too_large';

/** A file, or what stands at one place of it, can't be read. The message has neither its path nor what it holds. */
export class ScanError extends Error {
  override readonly name = 'ScanError';
  readonly code: ScanErrorCode;
  /** In UTF-16 code units. */
  readonly offset: number;

  constructor(code: ScanErrorCode, offset: number, message: string) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}
