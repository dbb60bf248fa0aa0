/**
 * - `secret_invalid`: the secret of a webhook is none of the Standard Webhooks form
 * - `url_invalid`: the address of a webhook is none that alerts may be sent to
 */
export type NotifyErrorCode = 'secret_invalid' | 'url_invalid';

/** Alerts can't be sent as configured. */
export class NotifyError extends Error {
  readonly code: NotifyErrorCode;

  constructor(code: NotifyErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'NotifyError';
    this.code = code;
  }
}
