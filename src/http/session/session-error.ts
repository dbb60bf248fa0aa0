/**
 * - `sign_in_unknown`: this sign-in was never begun here, was begun by another browser, took too long, or was finished before
 * - `sign_in_denied`: the authorization server says no, or the person did
 * - `answer_invalid`: what came back isn't the authorization server's answer to this sign-in (issuer, nonce, signature, …)
 * - `server_unreachable`: the authorization server doesn't answer
 * - `no_role`: who signed in has no role in the console
 * - `recovery_unknown`: the recovery link was never made, was used, or is too old
 */
export type SessionErrorCode =
  | 'sign_in_unknown'
  | 'sign_in_denied'
  | 'answer_invalid'
  | 'server_unreachable'
  | 'no_role'
  | 'recovery_unknown';

/** Nobody is signed in, and why. */
export class SessionError extends Error {
  readonly code: SessionErrorCode;

  constructor(code: SessionErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'SessionError';
    this.code = code;
  }
}
