/**
 * - `host_unreachable`: it doesn't answer, not in time, or not over a connection that can be trusted
 * - `host_refused`: it answers with an error, or sends elsewhere
 * - `answer_unreadable`: what it answers isn't what its documentation says
 * - `request_unprovable`: what it answers leaves open who wrote or approved what
 */
export type GitHostErrorCode = 'host_unreachable' | 'host_refused' | 'answer_unreadable' | 'request_unprovable';

/** Reviews can't be told. The message never holds the token. */
export class GitHostError extends Error {
  readonly code: GitHostErrorCode;

  constructor(code: GitHostErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'GitHostError';
    this.code = code;
  }
}
