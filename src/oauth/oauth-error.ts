/**
 * Error codes that Ambit answers with, each where its specification puts it: RFC 6749 §4.1.2.1 (authorization endpoint) and
 * §5.2 (token endpoint), RFC 6750 §3.1 (resource servers), RFC 7009 §2.2.1, RFC 8628 §3.5, RFC 8707 §2, RFC 9101 §7, RFC 9396 §5,
 * RFC 9449 §5 and §8, OpenID Connect Core §3.1.2.6, OAuth 2.0 Multiple Response Types §2.1, CIBA Core §13.
 */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'unsupported_response_mode'
  | 'unsupported_token_type'
  | 'invalid_scope'
  | 'invalid_target'
  | 'invalid_token'
  | 'insufficient_scope'
  | 'access_denied'
  | 'invalid_authorization_details'
  | 'invalid_request_object'
  | 'invalid_request_uri'
  | 'invalid_dpop_proof'
  | 'use_dpop_nonce'
  | 'request_not_supported'
  | 'request_uri_not_supported'
  | 'registration_not_supported'
  | 'authorization_pending'
  | 'slow_down'
  | 'expired_token'
  | 'expired_login_hint_token'
  | 'unknown_user_id'
  | 'missing_user_code'
  | 'invalid_user_code'
  | 'invalid_binding_message'
  | 'server_error'
  | 'temporarily_unavailable';

export interface OAuthErrorOptions {
  /** HTTP status, where it isn't the usual one of the code. */
  readonly status?: number;
  /** Value of `WWW-Authenticate`, where the answer needs one. */
  readonly challenge?: string;
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

const USUAL_STATUS: ReadonlyMap<OAuthErrorCode, number> = new Map([
  ['invalid_client', 401],
  ['invalid_token', 401],
  ['insufficient_scope', 403],
  ['access_denied', 403],
  ['server_error', 500],
  ['temporarily_unavailable', 503],
]);

/** A request that is answered with an OAuth error. The message goes to the client: it never carries what the request did. */
export class OAuthError extends Error {
  readonly code: OAuthErrorCode;
  readonly status: number;
  readonly challenge: string | null;
  readonly retryAfterSeconds: number | null;

  constructor(code: OAuthErrorCode, message: string, options: OAuthErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'OAuthError';
    this.code = code;
    this.status = options.status ?? USUAL_STATUS.get(code) ?? 400;
    this.challenge = options.challenge ?? null;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}

/** The members of an error answer (RFC 6749 §5.2). */
export interface OAuthErrorBody {
  readonly error: string;
  readonly error_description: string;
}

/** The body of an error answer, its description within the characters that RFC 6749 §5.2 allows. */
export function errorBody(error: OAuthError): OAuthErrorBody {
  return { error: error.code, error_description: errorText(error.message) };
}

/** Text with all that RFC 6749 §5.2 forbids in `error_description` replaced: %x20-21 / %x23-5B / %x5D-7E stays. */
export function errorText(text: string): string {
  return text.replaceAll('"', "'").replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?');
}
