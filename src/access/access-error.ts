/**
 * - `request_invalid`: what is asked for can't be had by the active policy, or its time is out of bounds
 * - `not_found`: there is no such elevation
 * - `not_open`: it isn't where it would have to be for this: answered, lapsed, over
 * - `not_allowed`: who does this may not
 */
export type AccessErrorCode = 'request_invalid' | 'not_found' | 'not_open' | 'not_allowed';

/** Something about an elevation that can't be done, in a sentence for who asked. */
export class AccessError extends Error {
  readonly code: AccessErrorCode;

  constructor(code: AccessErrorCode, message: string) {
    super(message);
    this.name = 'AccessError';
    this.code = code;
  }
}
