/**
 * `token_malformed`: not a token in its one canonical spelling. `keys_unavailable`: the issuer's keys were never fetched, or
 * are too old. `introspection_unavailable`: the authorization server doesn't answer. `introspection_refused`: it doesn't
 * accept the guard's own credentials. `configuration_invalid`: a setting makes no sense.
 */
export type TokenErrorCode =
  | 'token_malformed'
  | 'keys_unavailable'
  | 'introspection_unavailable'
  | 'introspection_refused'
  | 'configuration_invalid';

/** A token that nothing can be said about. The message never holds any part of it. */
export class TokenError extends Error {
  readonly code: TokenErrorCode;

  constructor(code: TokenErrorCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.name = 'TokenError';
    this.code = code;
  }
}
