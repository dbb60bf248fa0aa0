/**
 * - `state_broken`: what was kept of a log isn't a checkpoint that this log signed and this witness cosigned
 * - `log_refused`: a log can't be witnessed as it was named
 */
export type WitnessErrorCode = 'state_broken' | 'log_refused';

/** A witness can't begin. */
export class WitnessError extends Error {
  readonly code: WitnessErrorCode;

  constructor(code: WitnessErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'WitnessError';
    this.code = code;
  }
}
