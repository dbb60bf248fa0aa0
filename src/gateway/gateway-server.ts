import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { GatewayError } from './gateway-error.ts';

const MAX_HEADER_BYTES = 16 * 1024;
const HEADERS_TIMEOUT_SECONDS = 10;
const REQUEST_TIMEOUT_SECONDS = 60;
/** Longer than load balancers keep connections (60 s is usual), so that they and not we end an idle one. */
const KEEP_ALIVE_SECONDS = 75;

/** Upstreams are cut after half a minute without a word, so who is silent for longer is the client: it doesn't read. */
const SILENCE_SECONDS = 75;

export interface GatewayServerOptions {
  /** Longest time for a request to arrive whole, body included. Default: 60. */
  readonly requestTimeoutSeconds?: number;
  /** Longest time in which nothing moves on a connection while a request is under way. Default: 75. */
  readonly silenceSeconds?: number;
}

/**
 * An HTTP server with the parser at its strictest and every wait bounded. The handler answers its own errors; what it lets
 * through is answered 500 without a word about it and given to `onError`.
 */
export function createGatewayServer(
  handler: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  onError: (error: unknown) => void,
  options: GatewayServerOptions = {},
): Server {
  const server = createServer(
    {
      insecureHTTPParser: false,
      requireHostHeader: true,
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: HEADERS_TIMEOUT_SECONDS * 1000,
      requestTimeout: (options.requestTimeoutSeconds ?? REQUEST_TIMEOUT_SECONDS) * 1000,
      keepAliveTimeout: KEEP_ALIVE_SECONDS * 1000,
      connectionsCheckingInterval: 2000,
    },
    (request, response) => {
      handler(request, response).catch((error: unknown) => {
        if (error instanceof GatewayError) return answerGatewayError(response, error);
        onError(error);
        answer(response, 500, 'internal_error', 'something went wrong here');
      });
    },
  );
  server.timeout = (options.silenceSeconds ?? SILENCE_SECONDS) * 1000;
  // Node drops what exceeds this number without a word; `readHead` counts, within the 16 KiB.
  server.maxHeadersCount = 0;
  return server;
}

/** Answers in plain JSON, never cached. Where an answer has begun, the connection is cut: half of one must not look whole. */
export function answerGatewayError(response: ServerResponse, error: GatewayError): void {
  answer(response, error.status, error.code, error.message);
}

function answer(response: ServerResponse, status: number, error: string, description: string): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const body = JSON.stringify({ error, error_description: description });
  // A body that was refused is still on its way: the connection can't be used again.
  if (!response.req.complete) response.setHeader('connection', 'close');
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    // RFC 9110 §10.2.3.
    ...(status >= 502 && status <= 504 ? { 'retry-after': '1' } : {}),
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
