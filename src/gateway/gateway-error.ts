/**
 * What can be wrong at the edge. Requests: `target_refused` (path or query ambiguous), `url_too_long`, `host_refused`,
 * `header_duplicated`, `header_refused`, `headers_too_large`, `framing_refused`, `method_refused`, `upgrade_refused`,
 * `body_too_large`, `body_incomplete`, `content_encoding_refused`, `content_type_refused`. Upstreams: `upstream_unreachable`
 * (nothing was sent), `upstream_failed` (sent, outcome unknown), `upstream_timeout` (sent, outcome unknown),
 * `upstream_answer_refused` (answered something that can't be passed on). Listening: `port_taken`, `listen_failed`,
 * `certificate_unusable`.
 */
export type GatewayErrorCode =
  | 'target_refused'
  | 'url_too_long'
  | 'host_refused'
  | 'header_duplicated'
  | 'header_refused'
  | 'headers_too_large'
  | 'framing_refused'
  | 'method_refused'
  | 'upgrade_refused'
  | 'body_too_large'
  | 'body_incomplete'
  | 'content_encoding_refused'
  | 'content_type_refused'
  | 'upstream_unreachable'
  | 'upstream_failed'
  | 'upstream_timeout'
  | 'upstream_answer_refused'
  | 'port_taken'
  | 'listen_failed'
  | 'certificate_unusable';

const STATUS: Readonly<Record<GatewayErrorCode, number>> = {
  target_refused: 400,
  url_too_long: 414,
  host_refused: 421,
  header_duplicated: 400,
  header_refused: 400,
  headers_too_large: 431,
  framing_refused: 400,
  method_refused: 405,
  upgrade_refused: 400,
  body_too_large: 413,
  body_incomplete: 400,
  content_encoding_refused: 415,
  content_type_refused: 415,
  upstream_unreachable: 502,
  upstream_failed: 502,
  upstream_timeout: 504,
  upstream_answer_refused: 502,
  port_taken: 500,
  listen_failed: 500,
  certificate_unusable: 500,
};

/** A request that can't be read in one way only, an upstream that doesn't answer, an address that can't be listened on. */
export class GatewayError extends Error {
  readonly code: GatewayErrorCode;
  /** HTTP status (RFC 9110 §15) that the client is answered with. */
  readonly status: number;

  /** @param message for a person; goes to the client where the error is the client's, so it quotes nothing of the request. */
  constructor(code: GatewayErrorCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.name = 'GatewayError';
    this.code = code;
    this.status = STATUS[code];
  }
}
