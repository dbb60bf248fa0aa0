import type { IncomingMessage } from 'node:http';
import { GatewayError } from './gateway-error.ts';
import { SOLE_HEADERS, staysBehind } from './header-rules.ts';
import { parseTarget } from './request-target.ts';
import type { Method, ReadHeadOptions, RequestHead } from './types.ts';

const MAX_URL_BYTES = 8192;
const MAX_HEADERS = 100;
const METHODS: ReadonlySet<string> = new Set<Method>(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Any other option could name a header to be cut off on the way, `Authorization` for one (CVE-2025-48865). */
const CONNECTION_OPTIONS: ReadonlySet<string> = new Set(['close', 'keep-alive', 'te']);

/**
 * Reads the head of a request, or refuses it: whoever reads it after the guard must come to the same understanding, so what
 * two servers could read differently doesn't pass (RFC 9112 §11.2).
 *
 * @throws GatewayError of every code that concerns requests' heads.
 */
export function readHead(request: IncomingMessage, options: ReadHeadOptions): RequestHead {
  const method = request.method ?? '';
  if (!isMethod(method)) throw new GatewayError('method_refused', 'this method is not served');
  const { path, query } = parseTarget(
    request.url ?? '',
    options.paths ?? 'plain',
    options.maxUrlBytes ?? MAX_URL_BYTES,
  );

  const { headers, rawHeaders } = readHeaders(request.rawHeaders);
  const host = headers.get('host');
  if (host === undefined || !options.publicHosts.includes(host))
    throw new GatewayError('host_refused', 'the Host header names no host that is served here');
  refuseUpgrade(headers);
  return { method, path, query, host, rawHeaders, headers, hasBody: announcesBody(request, headers) };
}

/** `Host` values by which a public URL is reached: with and without the scheme's own port. */
export function publicHostsOf(publicUrl: string): readonly string[] {
  const { host, hostname, port, protocol } = new URL(publicUrl);
  return port === '' ? [host, `${hostname}:${protocol === 'https:' ? 443 : 80}`] : [host];
}

/**
 * Refuses a body of any type but this one, with no parameter but `charset=utf-8`.
 *
 * @throws GatewayError `content_type_refused`
 */
export function requireContentType(head: RequestHead, mediaType: string): void {
  const [type = '', ...parameters] = (head.headers.get('content-type') ?? '').toLowerCase().split(';');
  const usual = parameters.every((parameter) => /^\s*charset="?utf-8"?\s*$/.test(parameter));
  if (type.trim() !== mediaType || !usual || parameters.length > 1)
    throw new GatewayError('content_type_refused', `the body must be ${mediaType} in UTF-8`);
}

function isMethod(method: string): method is Method {
  return METHODS.has(method);
}

/** One walk over the raw headers, for `request.headers` hides repetition. Names come out in lower case. */
function readHeaders(raw: readonly string[]): { headers: Map<string, string>; rawHeaders: string[] } {
  if (raw.length > MAX_HEADERS * 2) throw new GatewayError('headers_too_large', `more than ${MAX_HEADERS} headers`);
  const headers = new Map<string, string>();
  const rawHeaders: string[] = [];
  let forwarded: Set<string> | null = null;
  for (let at = 0; at < raw.length; at += 2) {
    const name = (raw[at] as string).toLowerCase();
    const value = raw[at + 1] as string;
    if (SOLE_HEADERS.has(name)) {
      if (headers.has(name)) throw duplicated();
      headers.set(name, value);
    } else if (name.startsWith('x-forwarded')) {
      forwarded ??= new Set();
      if (forwarded.has(name)) throw duplicated();
      forwarded.add(name);
    }
    if (!staysBehind(name)) rawHeaders.push(name, value);
  }
  return { headers, rawHeaders };
}

function duplicated(): GatewayError {
  return new GatewayError('header_duplicated', 'a header that may stand once is sent more than once');
}

function refuseUpgrade(headers: ReadonlyMap<string, string>): void {
  if (headers.has('upgrade')) throw new GatewayError('upgrade_refused', 'no other protocol is served here');
  const connection = headers.get('connection');
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return;
  for (const option of connection.toLowerCase().split(','))
    if (!CONNECTION_OPTIONS.has(option.trim()))
      throw new GatewayError('header_refused', 'the Connection header names other headers');
}

/** Framing beyond what the parser checks: it takes `identity, chunked`, and a body where none has a meaning. */
function announcesBody(request: IncomingMessage, headers: ReadonlyMap<string, string>): boolean {
  const coding = headers.get('transfer-encoding');
  const length = headers.get('content-length');
  if (coding !== undefined && (coding !== 'chunked' || length !== undefined || request.httpVersion !== '1.1'))
    throw new GatewayError('framing_refused', 'the Transfer-Encoding can be read in more than one way');
  const hasBody = coding !== undefined || (length !== undefined && Number(length) !== 0);
  if (hasBody && (request.method === 'GET' || request.method === 'HEAD'))
    throw new GatewayError('framing_refused', 'a body has no meaning with this method');
  return hasBody;
}
