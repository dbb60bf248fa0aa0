/**
 * - `package_unreadable`: the folder isn't there, can't be read, or isn't an evidence package
 * - `package_malformed`: a file of a package isn't in its form; `file` and `line` say where
 * - `period_invalid`: no period, or one that has not begun
 * - `output_not_empty`: the folder that a package was to be written to holds something
 * - `ledger_changed`: the ledger doesn't lead to what was signed, so nothing is evidence of anything
 * - `ledger_empty`: there is no ledger yet
 * - `checkpoint_refused`: the given checkpoint isn't one of this log
 * - `blob_missing`: something that an entry names isn't stored
 */
export type EvidenceErrorCode =
  | 'package_unreadable'
  | 'package_malformed'
  | 'period_invalid'
  | 'output_not_empty'
  | 'ledger_changed'
  | 'ledger_empty'
  | 'checkpoint_refused'
  | 'blob_missing';

/** Evidence can't be made or read. */
export class EvidenceError extends Error {
  readonly code: EvidenceErrorCode;
  /** File of the package, where one is concerned. */
  readonly file: string | null;
  /** From 1. */
  readonly line: number | null;

  constructor(
    code: EvidenceErrorCode,
    message: string,
    { file = null, line = null, cause }: { file?: string | null; line?: number | null; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'EvidenceError';
    this.code = code;
    this.file = file;
    this.line = line;
  }
}

export function malformed(file: string, what: string, line: number | null = null): EvidenceError {
  return new EvidenceError('package_malformed', what, { file, line });
}
