/**
 * - `request_invalid`: a path, parameter or body that the API doesn't have
 * - `not_signed_in`: the console knows no session by this cookie (any more)
 * - `not_allowed`: the session has no role that may do this
 * - `not_same_origin`: another site asks, or a page that isn't the console's
 * - `policy_refused`: the policy in the folder can't become active; `details` has the diagnostics
 * - `another_person_needed`: who asks is, or may be, who did what is to be undone
 * - `not_found`: nothing is known by this name
 * - `unavailable`: the ledger or database doesn't answer; ask again
 * - `internal`: a defect
 * - `not_running`: nothing answers at the socket (raised by the client)
 */
export type ManagementErrorCode =
  | 'request_invalid'
  | 'not_signed_in'
  | 'sign_in_stale'
  | 'not_allowed'
  | 'not_same_origin'
  | 'policy_refused'
  | 'another_person_needed'
  | 'not_found'
  | 'unavailable'
  | 'internal'
  | 'not_running';

/** What the management API answers in place of a result, and what its client throws. */
export class ManagementError extends Error {
  readonly code: ManagementErrorCode;
  /** For programs; what it holds depends on the code. */
  readonly details: unknown;

  constructor(code: ManagementErrorCode, message: string, options: { details?: unknown; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ManagementError';
    this.code = code;
    this.details = options.details ?? null;
  }
}
