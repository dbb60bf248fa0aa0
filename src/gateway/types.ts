import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ClientAddress } from './client-address.ts';

export interface ReadHeadOptions {
  /** Values of `Host` that are ours (`publicHostsOf`), compared byte for byte. */
  readonly publicHosts: readonly string[];
  /**
   * `plain`: unreserved characters only, which is enough for an authorization server. `encoded`: what RFC 3986 §3.3 allows
   * in a segment, percent-encoded data included, for APIs. Default: `plain`.
   */
  readonly paths?: 'plain' | 'encoded';
  /** Longest request target, in bytes. Default: 8192. */
  readonly maxUrlBytes?: number;
}

/** The head of a request that has one meaning. */
export interface RequestHead {
  readonly method: Method;
  /** Begins with one `/`, holds no dot segment and no empty segment; percent-encodings are normalised (RFC 3986 §6.2.2). */
  readonly path: string;
  /** The query as it came, without `?`; empty where there is none. */
  readonly query: string;
  /** One of `publicHosts`. */
  readonly host: string;
  /**
   * Headers that may go upstream: lower-case name, value, name, value … What describes the hop, what a client could say about itself to
   * a server that trusts its proxy, and `Host` are gone. `Authorization`, `Cookie` and the rest are as they came.
   */
  readonly rawHeaders: readonly string[];
  /** Headers that stand at most once, by lower-case name: `authorization`, `content-type`, `origin` … (`SOLE_HEADERS`). */
  readonly headers: ReadonlyMap<string, string>;
  /** Whether a body is announced (`Content-Length` above 0, or `Transfer-Encoding: chunked`). */
  readonly hasBody: boolean;
}

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

export interface ReadBodyOptions {
  readonly maxBytes: number;
}

export interface UpstreamOptions {
  /** Where the server behind listens: scheme, host, port (`http://127.0.0.1:4410`). */
  readonly origin: string;
  /** The guard's own public origin (`https://login.acme.example`): what upstream sees as `Host` and `X-Forwarded-*`. */
  readonly publicOrigin: string;
  /** Value of `Host` upstream, where it isn't the public one. */
  readonly host?: string;
  /** Most connections to it. Default: 64. */
  readonly maxConnections?: number;
  /** Longest wait for a connection. Default: 5. */
  readonly connectTimeoutSeconds?: number;
  /** Longest wait for the head of the answer. Default: 30. */
  readonly headersTimeoutSeconds?: number;
  /** Longest silence within the answer's body. Default: 30. */
  readonly bodyTimeoutSeconds?: number;
  /** Who sent a request, for `X-Forwarded-For`. Default: the other end of its connection. */
  readonly clientAddress?: ClientAddress;
  /** PEM certificates by which an `https:` upstream is known, beside the system's. */
  readonly ca?: string;
}

/** A request that is written anew, with an answer that is read whole. */
export interface UpstreamRequest {
  readonly method: Method;
  /** Path and query. */
  readonly target: string;
  /** Name, value, name, value … */
  readonly headers?: readonly string[];
  readonly body?: Uint8Array | string;
  /** Longest answer, in bytes. Default: 65536. */
  readonly maxBytes?: number;
  /** The client's request, for `X-Forwarded-For`; absent where the guard asks for itself. */
  readonly client?: IncomingMessage;
}

export interface ResponseHead {
  readonly status: number;
  /** Lower-case name, value, name, value …, without what describes the hop. `Set-Cookie` may stand several times. */
  readonly headers: readonly string[];
}

export interface UpstreamResponse extends ResponseHead {
  readonly body: Uint8Array;
}

export interface ProxyRequest {
  readonly head: RequestHead;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Path and query upstream, where they aren't the request's own. */
  readonly target?: string;
  /** Lower-case names of headers that don't go upstream, whatever the client sent. */
  readonly without?: ReadonlySet<string>;
  /** Headers for upstream in place of all that the client sent under these names: name, value, … */
  readonly set?: readonly string[];
  /** Most bytes of a request body. Default: no limit, for it streams. */
  readonly maxBodyBytes?: number;
  /** Looks at the head of the answer before anything of it is passed on, and may change it. What it throws, `proxy` throws. */
  readonly onResponseHead?: (head: ResponseHead) => ResponseHead | Promise<ResponseHead>;
}

/**
 * The server behind a guard: a pool of connections. No redirect is followed, no answer decompressed, no request retried.
 *
 * Both methods reject with GatewayError: `upstream_unreachable` (nothing was sent), `upstream_failed` and `upstream_timeout`
 * (the server may have acted), `upstream_answer_refused`.
 */
export interface Upstream {
  readonly origin: string;
  request(request: UpstreamRequest): Promise<UpstreamResponse>;
  /**
   * Passes a request on and streams the answer back, at the pace of the slower side. Resolves with the status once the answer
   * is passed on whole. Where it rejects and `response.headersSent` is true, the client's connection has been cut, so that a
   * broken answer doesn't look complete; where it is false, nothing has been sent and the caller answers.
   */
  proxy(request: ProxyRequest): Promise<number>;
  /** Lets what is under way finish, then closes the connections. */
  close(): Promise<void>;
}

export interface ListenOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
}

export interface Listening {
  readonly host: string;
  readonly port: number;
  /** Takes no more connections, lets requests under way finish for at most `graceSeconds` (default 5), then cuts the rest. */
  close(graceSeconds?: number): Promise<void>;
}
