export type ScanRunErrorCode =
  | 'path_unusable'
  | 'git_refused'
  | 'git_unavailable'
  | 'revision_refused'
  | 'revision_unknown'
  | 'too_many_files'
  | 'too_many_findings'
  | 'worker_failed';

/** A scan can't be made at all. One sentence: what is wrong, and how to mend it. What is wrong with one file never is one of these. */
export class ScanRunError extends Error {
  override readonly name = 'ScanRunError';
  readonly code: ScanRunErrorCode;

  constructor(code: ScanRunErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
