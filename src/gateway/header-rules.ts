/** Headers that decide who asks for what, and where a request ends. Node keeps the first of several and says nothing. */
export const SOLE_HEADERS: ReadonlySet<string> = new Set([
  'access-control-request-method',
  'authorization',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'dpop',
  'expect',
  'host',
  'origin',
  'transfer-encoding',
  'upgrade',
]);

/** Headers that describe one hop (RFC 9110 §7.6.1), and those that the guard writes itself. */
const HOP: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What a server that trusts its proxy would believe: only a proxy may say it, and the proxy is the guard. */
const CLAIMED: ReadonlySet<string> = new Set([
  'client-cert',
  'client-cert-chain',
  'forwarded',
  'remote-user',
  'true-client-ip',
  'via',
  'x-client-cert',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
  'x-real-ip',
  'x-remote-user',
  'x-rewrite-url',
]);

const CLAIMED_PREFIXES: readonly string[] = ['x-forwarded', 'x-original-', 'x-ambit-', 'x-ssl-', 'x-envoy-'];

/**
 * Whether a client's header stays behind. Names with `_` do, for CGI-like servers can't tell them from those with `-`
 * (CVE-2025-64484).
 */
export function staysBehind(lowerCaseName: string): boolean {
  if (HOP.has(lowerCaseName) || CLAIMED.has(lowerCaseName) || lowerCaseName.includes('_')) return true;
  return lowerCaseName.startsWith('x-') && CLAIMED_PREFIXES.some((prefix) => lowerCaseName.startsWith(prefix));
}

/** Headers of an answer that describe the hop, the software behind, or a way around the guard (`Alt-Svc`, RFC 7838). */
export const WITHHELD_FROM_CLIENTS: ReadonlySet<string> = new Set([
  'alt-svc',
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  'x-powered-by',
]);
