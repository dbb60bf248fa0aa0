/**
 * `server_unavailable`: the authorization server doesn't answer or answers what can't be read.
 * `redirect_refused`: it redirects to where nobody asked it to.
 * `pages_too_wide`: the pages that are to pass hold one of its endpoints.
 * `metadata_unusable`: its metadata can't be used (another issuer, an endpoint missing).
 */
export type IssuerGuardErrorCode = 'server_unavailable' | 'redirect_refused' | 'pages_too_wide' | 'metadata_unusable';

/** What goes wrong between guard and authorization server. */
export class IssuerGuardError extends Error {
  readonly code: IssuerGuardErrorCode;

  constructor(code: IssuerGuardErrorCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'IssuerGuardError';
    this.code = code;
  }
}
