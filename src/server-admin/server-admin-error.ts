/**
 * - `server_unreachable`: it doesn't answer, not in time, or not over a connection that can be trusted
 * - `server_refused`: it answers with an error, or sends elsewhere
 * - `answer_unreadable`: what it answers isn't what its documentation says
 */
export type ServerAdminErrorCode = 'server_unreachable' | 'server_refused' | 'answer_unreadable';

/** A server's configuration can't be told. The message never holds the token. */
export class ServerAdminError extends Error {
  readonly code: ServerAdminErrorCode;

  constructor(code: ServerAdminErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ServerAdminError';
    this.code = code;
  }
}
