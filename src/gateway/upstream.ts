import { isIP } from 'node:net';
import { rootCertificates } from 'node:tls';
import { type Dispatcher, Pool } from 'undici';
import { GatewayError } from './gateway-error.ts';
import { proxy } from './proxy.ts';
import type { ProxyRequest, ResponseHead, Upstream, UpstreamOptions, UpstreamRequest } from './types.ts';
import { exchange } from './upstream-exchange.ts';

const MAX_CONNECTIONS = 64;
const CONNECT_TIMEOUT_SECONDS = 5;
const ANSWER_TIMEOUT_SECONDS = 30;
const MAX_ANSWER_BYTES = 64 * 1024;

/** Opens no connection yet. @throws GatewayError `upstream_unreachable` where `origin` is no `http:` or `https:` origin. */
export function createUpstream(options: UpstreamOptions): Upstream {
  const origin = originOf(options.origin);
  const publicUrl = originOf(options.publicOrigin);
  const pool = new Pool(origin.origin, {
    connections: options.maxConnections ?? MAX_CONNECTIONS,
    pipelining: 1,
    headersTimeout: (options.headersTimeoutSeconds ?? ANSWER_TIMEOUT_SECONDS) * 1000,
    bodyTimeout: (options.bodyTimeoutSeconds ?? ANSWER_TIMEOUT_SECONDS) * 1000,
    connect: {
      timeout: (options.connectTimeoutSeconds ?? CONNECT_TIMEOUT_SECONDS) * 1000,
      ...(options.ca === undefined ? {} : { ca: [...rootCertificates, options.ca] }),
    },
  });
  // The certificate to expect is that of where we connect to; undici would take the name from `Host`.
  const servername = origin.protocol === 'https:' && isIP(origin.hostname) === 0 ? { servername: origin.hostname } : {};
  const clientAddress = options.clientAddress ?? (({ socket }) => socket.remoteAddress);
  const ownHeaders: readonly string[] = [
    'host',
    options.host ?? publicUrl.host,
    'x-forwarded-host',
    publicUrl.host,
    'x-forwarded-proto',
    publicUrl.protocol.slice(0, -1),
    'accept-encoding',
    'identity',
  ];

  const forwarded = (headers: string[], remoteAddress: string | undefined): string[] => {
    headers.push(...ownHeaders);
    if (remoteAddress !== undefined) headers.push('x-forwarded-for', remoteAddress);
    return headers;
  };
  const dispatchOptions = (method: Dispatcher.HttpMethod, path: string, headers: string[]) => ({
    ...servername,
    method,
    path,
    headers,
  });

  return {
    origin: origin.origin,

    async request({ method, target, headers = [], body, maxBytes = MAX_ANSWER_BYTES, client }: UpstreamRequest) {
      const remoteAddress = client === undefined ? undefined : clientAddress(client);
      let head: ResponseHead = { status: 0, headers: [] };
      const chunks: Buffer[] = [];
      let length = 0;
      await exchange(
        pool,
        { ...dispatchOptions(method, target, forwarded([...headers], remoteAddress)), body: body ?? null },
        {
          onHead(answer) {
            head = answer;
            refuseEncodedAnswer(answer);
          },
          onData(chunk) {
            length += chunk.length;
            if (length > maxBytes)
              throw new GatewayError(
                'upstream_answer_refused',
                `the server behind answered more than ${maxBytes} bytes`,
              );
            chunks.push(chunk);
          },
        },
      );
      return { ...head, body: Buffer.concat(chunks, length) };
    },

    proxy(passed: ProxyRequest) {
      const { head, request, target = head.query === '' ? head.path : `${head.path}?${head.query}` } = passed;
      const headers = forwarded(upstreamHeaders(passed), clientAddress(request));
      return proxy(pool, dispatchOptions(head.method, target, headers), passed);
    },

    close: () => pool.close(),
  };
}

/** The client's headers without those withheld, and with those set in place of its own. Names are in lower case already. */
function upstreamHeaders({ head, without, set = [] }: ProxyRequest): string[] {
  const headers: string[] = [];
  const { rawHeaders } = head;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    if (without?.has(name) === true || isSet(set, name)) continue;
    headers.push(name, rawHeaders[at + 1] as string);
  }
  headers.push(...set);
  return headers;
}

function isSet(set: readonly string[], lowerCaseName: string): boolean {
  for (let at = 0; at < set.length; at += 2) if (set[at]?.toLowerCase() === lowerCaseName) return true;
  return false;
}

function refuseEncodedAnswer(answer: ResponseHead): void {
  if (headerOf(answer, 'content-encoding') !== null)
    throw new GatewayError('upstream_answer_refused', 'the server behind compressed its answer against our wish');
}

/** The first value of an answer's header; null where it has none. */
export function headerOf(answer: ResponseHead, lowerCaseName: string): string | null {
  for (let at = 0; at < answer.headers.length; at += 2)
    if (answer.headers[at] === lowerCaseName) return answer.headers[at + 1] ?? null;
  return null;
}

function originOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (
    url === null ||
    (url.protocol !== 'http:' && url.protocol !== 'https:') ||
    url.username !== '' ||
    url.password !== ''
  )
    throw new GatewayError(
      'upstream_unreachable',
      `${text} is no address of a server: write http://host:port or https://host`,
    );
  return url;
}
