/**
 * - `too_large`: the file is larger than what is read of its kind
 * - `not_text`: it isn't UTF-8 text
 * - `malformed`: it isn't what its name or its beginning says it is (JSON, YAML, Terraform)
 * - `too_deep`: it is nested deeper than any configuration is
 * - `duplicate_member`: an object says one thing twice, and readers would differ on which counts
 * - `unrecognised`: nothing that a reader is for
 */
export type ConnectErrorCode =
  | 'too_large'
  | 'not_text'
  | 'malformed'
  | 'too_deep'
  | 'duplicate_member'
  | 'unrecognised';

/** A file that can't be read. The message begins with file:line:column, and holds nothing of what the file says. */
export class ConnectError extends Error {
  readonly code: ConnectErrorCode;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;

  constructor(
    code: ConnectErrorCode,
    at: { readonly file: string; readonly line: number; readonly column: number },
    message: string,
  ) {
    super(`${at.file}:${at.line}:${at.column}: ${message}`);
    this.name = 'ConnectError';
    this.code = code;
    this.file = at.file;
    this.line = at.line;
    this.column = at.column;
  }
}
