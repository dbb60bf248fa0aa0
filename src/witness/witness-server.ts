import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Witness, WitnessAnswer } from './witness.ts';

/** 63 lines of proof have 2,900 bytes, and a line of an ML-DSA-44 signature 3,300: a checkpoint with a dozen of them has room. */
export const MAX_BODY_BYTES = 64 * 1024;
const MAX_HEADER_BYTES = 8 * 1024;
const REQUEST_MILLISECONDS = 10_000;
const IDLE_MILLISECONDS = 60_000;
const MAX_CONNECTIONS = 256;
const MONITORED = /^\/([0-9a-f]{64})\/checkpoint$/;

/**
 * Serves a witness: `POST /add-checkpoint`, and `GET /<SHA-256 of the origin>/checkpoint`. It knows nobody who asks: the log's
 * signature on a checkpoint is what counts.
 *
 * @param onFault told of what should not happen
 */
export function witnessServer(witness: Witness, onFault: (fault: unknown) => void): Server {
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: REQUEST_MILLISECONDS,
      requestTimeout: REQUEST_MILLISECONDS,
      connectionsCheckingInterval: 1000,
      keepAliveTimeout: IDLE_MILLISECONDS,
    },
    (request, response) => {
      respond(witness, request, response).catch((fault: unknown) => {
        onFault(fault);
        response.destroy();
      });
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  return server;
}

async function respond(witness: Witness, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url = '' } = request;
  const monitored = MONITORED.exec(url)?.[1];
  if (url === '/add-checkpoint') {
    if (method !== 'POST') return refuse(response, 405, 'POST is what this is asked by', { allow: 'POST' });
    const body = await bodyOf(request);
    if (body === 'too large')
      return refuse(response, 413, `a request has at most ${MAX_BODY_BYTES} bytes`, { connection: 'close' });
    if (body === null) return refuse(response, 400, 'the body is no UTF-8');
    return answer(response, witness.addCheckpoint(body));
  }
  if (monitored === undefined) return refuse(response, 404, 'there is nothing here');
  if (method !== 'GET' && method !== 'HEAD')
    return refuse(response, 405, 'GET is what this is asked by', { allow: 'GET, HEAD' });
  const checkpoint = witness.checkpointOf(monitored);
  if (checkpoint === null) return refuse(response, 404, 'no checkpoint of such a log was cosigned here');
  send(response, 200, 'text/plain; charset=utf-8', checkpoint, { 'cache-control': 'no-store' });
}

/** Null for what isn't UTF-8. What is too large is not read to its end. */
async function bodyOf(request: IncomingMessage): Promise<string | null | 'too large'> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return 'too large';
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return 'too large';
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    return null;
  }
}

function answer(response: ServerResponse, { status, type, body }: WitnessAnswer): void {
  send(response, status, type, body, {});
}

function refuse(response: ServerResponse, status: number, why: string, headers: Record<string, string> = {}): void {
  send(response, status, 'text/plain; charset=utf-8', `${why}\n`, headers);
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Record<string, string>,
): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(body);
}
