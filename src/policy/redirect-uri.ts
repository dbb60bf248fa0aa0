import type { Client } from './types.ts';

/** RFC 8252 §7.3 and §8.3, as `URL` writes them. */
export const LOOPBACK_HOST = /^(localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/;

/** Why a text is no redirect URI that may be compared exactly (RFC 9700 §2.1); null where it is one. */
export function redirectUriProblem(uri: string): string | null {
  const url = URL.parse(uri);
  if (url === null) return 'it is no absolute URI';
  // URL.parse passes over white space and turns backslashes, and the comparison with a request does neither.
  if (!/^[\x21-\x7e]+$/.test(uri) || /[\\"<>^`{|}]/.test(uri)) return 'it has characters that no URI has (RFC 3986)';
  if (uri.includes('#')) return 'it has a fragment (RFC 6749 §3.1.2)';
  if (uri.includes('*')) return 'it has a wildcard';
  if (url.username !== '' || url.password !== '') return 'it has a user';
  if (url.protocol === 'https:') return null;
  if (url.protocol === 'http:')
    return LOOPBACK_HOST.test(url.hostname) ? null : 'it is http to another host than this one';
  // RFC 8252 §7.1: a private-use scheme is a domain name turned round, so that two apps don't meet by chance.
  return /^[a-z][a-z0-9+-]*(\.[a-z0-9-]+)+:$/.test(url.protocol)
    ? null
    : 'its scheme is not one of a domain name turned round (RFC 8252 §7.1)';
}

/** Whether an application on a person's own machine receives this redirect: by its own scheme, or on a loopback address. */
export function isNativeRedirect(uri: string): boolean {
  const url = URL.parse(uri);
  return url !== null && (!['http:', 'https:'].includes(url.protocol) || LOOPBACK_HOST.test(url.hostname));
}

/** `http` to this machine, with or without a port, and what follows. */
const LOOPBACK_URI = /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(?::([1-9][0-9]{0,4}))?((?:[/?].*)?)$/;
const MAX_PORT = 65_535;

/**
 * The registered redirect URI that a request's is; null where it is none of them. Compared letter by letter (RFC 9700 §2.1), but
 * for the port of a loopback address: an application on a person's own machine listens where the system lets it, and learns its
 * port too late to register it (RFC 8252 §7.3). Who keeps a secret is a server with a place of its own, and gets no such choice;
 * nor does the name `localhost`, which may lead elsewhere (§8.3).
 */
export function registeredRedirectUri(
  { kind, redirectUris }: Pick<Client, 'kind' | 'redirectUris'>,
  asked: string,
): string | null {
  if (redirectUris.includes(asked)) return asked;
  if (kind !== undefined && kind !== 'public' && kind !== 'agent') return null;
  const portless = withoutLoopbackPort(asked);
  if (portless === null) return null;
  return redirectUris.find((registered) => withoutLoopbackPort(registered) === portless) ?? null;
}

function withoutLoopbackPort(uri: string): string | null {
  const [, host, port = '80', rest] = LOOPBACK_URI.exec(uri) ?? [];
  return host === undefined || Number(port) > MAX_PORT ? null : `${host}${rest}`;
}
